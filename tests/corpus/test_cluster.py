"""A Dask cluster of several processes on this machine: the same result, also after one of them was killed."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bsb.corpus import batch
from bsb.corpus.spread import crew, spread
from bsb.project import Project
from tests.corpus.crews import Job, double, open_rules_only

pytestmark = pytest.mark.filterwarnings("ignore")  # Dask's own, of its event loops and ports


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The address of a scheduler with two workers of one thread each."""
    distributed: Any = pytest.importorskip("distributed")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
        ) as cluster:
            yield cluster.scheduler_address


def test_a_cluster_gives_what_one_reader_gives(
    address: str, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = []
    for number in range(4):
        path = tmp_path / f"a{number}.txt"
        path.write_text(f"I1: Hvem ringte du?\nB1: Jeg ringte Kari Nordmann {number} ganger.\n", encoding="utf-8")
        project.interviews.add(path.stem, district="Alna")
        files.append((path, path.stem))
    with crew() as hands:
        alone = [each.draft for each in project.batch.read(files, hands)]
    monkeypatch.setattr(batch, "open_parcel", open_rules_only)
    with crew(scheduler=address) as hands:
        together = [each.draft for each in project.batch.read(files, hands)]
    assert alone == together
    assert all(draft and draft.hits for draft in together)


def test_a_killed_worker_takes_no_work_along(address: str, tmp_path: Path) -> None:
    jobs = [Job(1), Job(2, 1, str(tmp_path)), Job(3), Job(4)]
    with crew(scheduler=address) as hands:
        assert [done.result for done in spread(double, jobs, hands)] == [2, 4, 6, 8]

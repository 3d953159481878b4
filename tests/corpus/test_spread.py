"""Work spread over a crew: in order, few at a time, and done again where a worker was lost."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bsb.corpus.spread import Crew, crew, processes, spread
from bsb.errors import BsbError
from tests.corpus.crews import Job, double


def test_results_come_in_order_whoever_is_first() -> None:
    def slow_first(number: int) -> int:
        time.sleep(0.02 * (3 - number % 3))
        return number

    hands = Crew(lambda: ThreadPoolExecutor(3), ahead=6)
    assert [(d.item, d.result) for d in spread(slow_first, range(12), hands)] == [(n, n) for n in range(12)]


def test_no_more_is_taken_than_is_soon_needed() -> None:
    taken: list[int] = []

    def numbers() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    done = spread(lambda number: number, numbers(), Crew(lambda: ThreadPoolExecutor(2), ahead=4))
    assert next(done).result == 0
    assert len(taken) <= 5
    done.close()


def test_without_a_crew_each_is_done_before_the_next_is_taken() -> None:
    taken: list[int] = []
    with crew() as hands:
        for done in spread(lambda number: number, (taken.append(n) or n for n in range(3)), hands):
            assert taken == list(range(done.item + 1))


def test_what_a_killed_process_was_at_is_done_again(tmp_path: Path) -> None:
    jobs = [Job(1), Job(2, 1, str(tmp_path)), Job(3), Job(4, 9, str(tmp_path)), Job(5)]
    found = list(spread(double, jobs, Crew(lambda: processes(2), ahead=4)))
    assert [done.result for done in found] == [2, 4, 6, None, 10]
    assert (found[1].again, found[3].again) == (True, True)


def test_a_cluster_that_does_not_answer_is_told_in_one_line() -> None:
    pytest.importorskip("distributed")
    with pytest.raises(BsbError, match="No cluster answers"), crew(scheduler="no-such-kind://nowhere"):
        pass


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="asks the system for its processes there")
def test_workers_do_not_outlive_the_one_who_started_them() -> None:
    code = (
        "import os, time\nfrom bsb.corpus.spread import processes\n"
        "if __name__ == '__main__':\n"
        "    print(processes(1).submit(os.getpid).result(), flush=True)\n    time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as master:
        assert master.stdout is not None
        worker = Path("/proc") / master.stdout.readline().strip()
        assert worker.is_dir()
        master.kill()
    for _wait in range(200):
        if not worker.is_dir():
            break
        time.sleep(0.05)
    assert not worker.is_dir()

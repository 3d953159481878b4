from __future__ import annotations

import os
from pathlib import Path

import pytest

from bench.faults import WORK, run

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a child is a fork, which Windows has not")


def test_what_is_killed_is_whole_or_not_there(tmp_path: Path) -> None:
    rows = run(tmp_path, 4, rounds=10)
    assert [row.work for row in rows] == list(WORK)
    assert sum(row.runs for row in rows) == 20
    assert [row.faults for row in rows] == [[]] * len(rows)

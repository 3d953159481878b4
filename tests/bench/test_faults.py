from __future__ import annotations

import os
from pathlib import Path

import pytest

from bench.faults import troubles
from bench.faults.__main__ import BEGIN, END, kill_table, put, trouble_table
from bench.faults.kills import WORK, base, run

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a child is a fork, which Windows has not")


def test_what_is_killed_is_whole_or_not_there(tmp_path: Path) -> None:
    rows = run(tmp_path, 2, rounds=10)
    assert [row.work for row in rows] == list(WORK)
    assert sum(row.runs for row in rows) == 2 * len(WORK)
    assert [row.faults for row in rows] == [[]] * len(rows)
    assert kill_table(rows).count("\n") == len(WORK) + 2


def test_other_faults_are_told_in_words(tmp_path: Path) -> None:
    base(tmp_path, 10)
    rows = [each(tmp_path, 2) for each in (troubles.clock, troubles.moved, troubles.network, troubles.damaged)]
    assert [row.faults for row in rows] == [[]] * len(rows)
    assert trouble_table(rows).count("\n") == len(rows) + 1


def test_a_table_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    page = tmp_path / "side.md"
    page.write_text(f"før\n{BEGIN.format('x')}\n| gammel |\n{END}\netter\n", encoding="utf-8")
    put(page, "x", "| ny |")
    assert page.read_text(encoding="utf-8") == f"før\n{BEGIN.format('x')}\n| ny |\n{END}\netter\n"

"""What the comparisons print is read as it is, and drawn."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from bench.board import BENCHES, Bench, Missing, Row, read, run, summary
from bench.chart import write
from bench.ratio import Comparison, Run

PAIRS = Comparison(("bsb a / b", "the other"), ((Run(1.0, None), Run(2.0, None)), (Run(3.0, None), Run(2.0, None))))
SEARCH = "by text        exact    p50     2.46 ms (0.156 of ripgrep)  p99     3.60 ms (0.150)\n"
PAGE = "bsb       usable       368 ms (305–525)  n=7\nTaguette  usable       2603 ms (2444–3251)  n=7\n"
BENCH = Bench("Prøve", ("bench.prove",), (), {"p50": 0.1, "usable": 0.2, "other": 1})


def rows(said: str) -> list[Row]:
    return list(read(BENCH, said, command="python -m bench.prove"))


def test_the_line_of_a_pair_is_read_with_its_spread_and_seconds() -> None:
    (row,) = rows(f"some words first\n{PAIRS}\n")
    assert (row.name, row.ratio, row.low, row.high, row.n) == ("bsb a / b / the other", 1.0, 0.5, 1.5, 2)
    assert row.seconds == (2.0, 2.0)
    assert row.met is True


def test_searches_and_pages_are_read() -> None:
    first, second = rows(SEARCH)
    assert (first.ratio, first.goal, first.met) == (0.156, 0.1, False)
    assert (second.ratio, second.met) == (0.15, None)
    (page,) = rows(PAGE)
    assert page.ratio == pytest.approx(368 / 2603)
    assert page.low < page.ratio < page.high
    assert page.met is True


def test_words_that_are_no_ratio_give_none() -> None:
    assert rows("Taguette was not measured: name a Python that has it\n") == []


def test_every_comparison_is_a_module_of_this_folder() -> None:
    for bench in BENCHES:
        assert importlib.util.find_spec(bench.command[0]) is not None, bench.title


def test_a_comparison_that_fails_says_why() -> None:
    with pytest.raises(RuntimeError, match="prove"):
        run(BENCH, quick=True)


def test_the_page_and_its_picture(tmp_path: Path) -> None:
    found = [*rows(str(PAIRS)), *rows(SEARCH), *rows(PAGE)]
    not_here = Missing("Annet", "python -m bench.annet", "fins ikke her")
    write(tmp_path, found, [not_here], "en maskin", "python -m bench")
    page = (tmp_path / "side-om-side.md").read_text(encoding="utf-8")
    assert "| **0,16** |" in page
    assert "fins ikke her" in page
    drawn = ET.parse(tmp_path / "bilder" / "side-om-side.svg").getroot()
    assert sum(each.tag.endswith("circle") for each in drawn.iter()) == 3
    assert "2 of 3 goals met" in summary(found)


def test_nothing_measured_is_a_page_too(tmp_path: Path) -> None:
    write(tmp_path, [], [], "en maskin", "python -m bench")
    assert (tmp_path / "bilder" / "side-om-side.svg").is_file()

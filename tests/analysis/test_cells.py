from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsb.analysis.cells import Cell, of_count, read_cell


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("0", 0, 0),
        ("36437", 36437, 36437),
        ("1 200", 1200, 1200),
        ("1\u00a0200\u00a0300", 1200300, 1200300),
        ("3,5", 3.5, 3.5),
        ("0.125", 0.125, 0.125),
        ("-4", -4, -4),
        ("40 %", 40, 40),
        ("30-35", 30, 35),
        ("60 – 70", 60, 70),
        ("35-30", 30, 35),
        ("-4-3", -4, 3),
    ],
)
def test_numbers_and_ranges(text: str, low: float, high: float) -> None:
    assert read_cell(f" {text} ") == Cell(text, low, high)


@pytest.mark.parametrize(
    "text", ["", "Dekket", "ca. 40", "1.200", "1,200", "30-35-40", "30-", "2006 2008", "12 34", "3-rom", "½"]
)
def test_what_is_no_number_stays_as_it_stands(text: str) -> None:
    assert read_cell(text) == Cell(text)
    assert read_cell(text).number is None


def test_a_range_is_not_one_number() -> None:
    assert (read_cell("30-35").number, read_cell("7-7").number) == (None, 7)


@given(st.integers(0, 10**9))
def test_counts_read_as_themselves(number: int) -> None:
    assert read_cell(str(number)) == of_count(number)

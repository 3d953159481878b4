from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsb.formats.times import parse_time


@given(st.integers(0, 99), st.integers(0, 59), st.integers(0, 59), st.integers(0, 999))
def test_a_time_stamp_comes_back_in_milliseconds(hours: int, minutes: int, seconds: int, part: int) -> None:
    expected = ((hours * 60 + minutes) * 60 + seconds) * 1000 + part
    for sign in ".,":
        assert parse_time(f"[{hours:02}:{minutes:02}:{seconds:02}{sign}{part:03}]") == expected


@pytest.mark.parametrize("text", ["", "12", "3:7", "1:99", "klokka 10:30", "10:30:00:00", "a1:02"])
def test_what_is_no_time_stamp_is_none(text: str) -> None:
    assert parse_time(text) is None

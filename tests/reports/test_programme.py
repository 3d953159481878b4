import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsb.errors import BsbError
from bsb.guide.timeplan import clock
from bsb.reports.programme import FILE, Part, programme, read_parts
from bsb.shipped import shipped

SHIPPED = read_parts(shipped("templates") / FILE)


def test_four_hours_are_what_the_file_says_and_talk_changes_place():
    items = programme(SHIPPED, start="10:00")
    assert [item.minutes for item in items] == [part.minutes for part in SHIPPED]
    assert (items[0].start, items[-1].end) == ("10.00", "14.00")
    places = [item.part.where for item in items if item.part.where != "break"]
    assert places.count("group") == 2
    assert "group" not in (places[0], places[-1])
    assert all(item.part.run for item in items)


@given(
    st.lists(st.integers(1, 90), min_size=1, max_size=12),
    st.integers(0, 60),
    st.sampled_from(["08:00", "9.30", "17:45"]),
)
def test_parts_fill_the_time_without_gaps(minutes: list[int], more: int, start: str):
    parts = [Part("plenary", each, "Del", ()) for each in minutes]
    whole = 5 * (len(parts) + more)
    items = programme(parts, start=start, minutes=whole)
    assert sum(item.minutes for item in items) == whole
    assert all(item.minutes >= 5 and item.minutes % 5 == 0 for item in items)
    assert all(one.end == other.start for one, other in itertools.pairwise(items))
    assert clock(items[0].start) == clock(start)


@pytest.mark.parametrize(("start", "minutes"), [("ti", 240), ("10:00", 237), ("10:00", 45), ("10:00", -5)])
def test_what_cannot_be_planned_is_refused(start: str, minutes: int):
    with pytest.raises(BsbError):
        programme(SHIPPED, start=start, minutes=minutes)


def test_a_fault_in_the_file_is_told_with_its_line(tmp_path: Path):
    path = tmp_path / FILE
    path.write_text("a:\n  where: ute\n  minutes: 10\n  title: Tur\n", encoding="utf-8")
    with pytest.raises(BsbError, match="line 2"):
        read_parts(path)
    path.write_text("{}\n", encoding="utf-8")
    with pytest.raises(BsbError, match="nothing in the programme"):
        read_parts(path)

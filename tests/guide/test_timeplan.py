import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsb.errors import BsbError
from bsb.guide.compose import for_services
from bsb.guide.model import Guide, Question, Topic, load_guide
from bsb.guide.timeplan import clock, show, time_plan


def made(minutes: list[int], pause: int = 0, spare: int = 0) -> Guide:
    topics = tuple(Topic(f"t{n}", f"T{n}", "p", m, (), (), (Question("?"),)) for n, m in enumerate(minutes))
    return Guide("g", "g", "nb", sum(minutes) + pause + spare, pause, "i", ("c",), "s", topics)


def test_the_plan_on_the_clock(guide_file: Path) -> None:
    plan = time_plan(load_guide(guide_file), "18:00")
    assert [(slot.kind, slot.times) for slot in plan] == [
        ("topic", "18.00–18.05"),
        ("topic", "18.05–18.15"),
        ("break", "18.15–18.20"),
        ("topic", "18.20–18.26"),
        ("topic", "18.26–18.30"),
    ]


def test_time_to_spare_is_shown_before_the_last_topic(guide_file: Path) -> None:
    plan = time_plan(for_services(load_guide(guide_file), ["dps"]), "9.30")
    assert [(slot.kind, slot.minutes) for slot in plan] == [
        ("topic", 5),
        ("topic", 6),
        ("break", 5),
        ("spare", 10),
        ("topic", 4),
    ]
    assert plan[-1].end == "10.00"


def test_no_break_where_there_is_none_or_only_one_topic() -> None:
    assert [slot.kind for slot in time_plan(made([5, 5]))] == ["topic", "topic"]
    assert [slot.kind for slot in time_plan(made([5], pause=5))] == ["topic"]


@given(st.lists(st.integers(1, 60), min_size=2, max_size=20), st.integers(1, 30), st.integers(0, 1439))
def test_slots_follow_each_other_and_the_break_is_near_the_middle(minutes: list[int], pause: int, start: int) -> None:
    plan = time_plan(made(minutes, pause), show(start))
    assert plan[0].start == show(start)
    assert all(one.end == two.start for one, two in itertools.pairwise(plan))
    assert sum(slot.minutes for slot in plan) == sum(minutes) + pause
    place = [slot.kind for slot in plan].index("break")
    assert 0 < place < len(plan) - 1
    off = abs(2 * sum(slot.minutes for slot in plan[:place]) - sum(minutes))
    assert off <= min(abs(2 * sum(minutes[:k]) - sum(minutes)) for k in range(1, len(minutes)))


@pytest.mark.parametrize("bad", ["", "25:00", "18:60", "18", "kl. 18", "18:00:00", "-1:00"])
def test_a_start_that_is_no_time_is_refused(bad: str) -> None:
    with pytest.raises(BsbError, match="not a time"):
        time_plan(made([5]), bad)


@given(st.integers(0, 1439))
def test_times_are_read_as_they_are_written(minutes: int) -> None:
    assert clock(show(minutes)) == minutes
    assert clock(show(minutes).replace(".", ":")) == minutes

from __future__ import annotations

import csv
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.plan import TABLE_2, interviews, share


@pytest.mark.parametrize("scale", [1, 10])
def test_the_districts_have_the_numbers_of_table_2(scale: int) -> None:
    groups: Counter[str] = Counter()
    people: Counter[str] = Counter()
    for interview in interviews(scale, 1):
        groups[interview.district] += 1
        people[interview.district] += interview.participants
    with TABLE_2.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    assert [(d, groups[d], people[d]) for d in groups] == [
        (row[0], scale * int(row[1]), scale * int(row[2])) for row in rows
    ]
    assert (groups.total(), people.total()) == (59 * scale, 237 * scale)


@pytest.mark.parametrize("scale", [1, 100])
def test_the_planned_totals(scale: int) -> None:
    found = interviews(scale, 5)
    assert sum(i.words for i in found) == 850_000 * scale
    assert sum(i.turns for i in found) == 13_000 * scale
    assert sum(i.codings for i in found) == 10_000 * scale
    assert len({i.name for i in found}) == len(found)


def test_an_individual_interview_has_one_participant_and_a_group_more() -> None:
    for interview in interviews(1, 1):
        few, many = (1, 1) if interview.kind == "individual" else (3, 7)
        assert few <= interview.participants <= many, interview.name


def test_names_are_those_of_the_example() -> None:
    names = {i.name for i in interviews(1, 1)}
    assert {"sthanshaugen-fg1", "grunerlokka-fg3", "ostensjo-ind1", "sondrenordstrand-fg2"} <= names


def test_a_scale_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="from 1 up"):
        interviews(0, 1)


@given(st.integers(0, 10_000), st.lists(st.integers(1, 99), min_size=1, max_size=40))
def test_shares_add_up_and_are_fair(total: int, weights: list[int]) -> None:
    parts = share(total, weights)
    assert sum(parts) == total
    assert all(abs(p - total * w / sum(weights)) < 1 for p, w in zip(parts, weights, strict=True))

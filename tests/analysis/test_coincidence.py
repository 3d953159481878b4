from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsb.analysis.coincidence import Coincidence, coincide

known = st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from([True, False, None]))


def of(both: int, one: int, other: int, none: int) -> Coincidence:
    groups = iter(range(99))
    sizes = (both, one, other, none)
    return Coincidence("A", "B", *(tuple(f"d{next(groups)}" for _ in range(size)) for size in sizes))


@given(known, known)
def test_agrees_with_a_slow_count(one: dict[str, bool | None], other: dict[str, bool | None]) -> None:
    found = coincide(one, other)
    pairs = Counter((one.get(d), other.get(d)) for d in {*one, *other} if None not in (one.get(d), other.get(d)))
    sizes = (len(found.both), len(found.only_one), len(found.only_other), len(found.neither))
    assert sizes == tuple(pairs[p] for p in ((True, True), (True, False), (False, True), (False, False)))
    assert len(found.unknown) == len({*one, *other}) - sum(sizes)
    # Ragin's sums over fuzzy sets, with memberships of 0 and 1.
    members = [(bool(one[d]), bool(other[d])) for d in {*one, *other} if None not in (one.get(d), other.get(d))]
    least, first, second = (sum(f(x, y) for x, y in members) for f in (min, lambda x, _y: x, lambda _x, y: y))
    assert found.consistency == (pytest.approx(least / first) if first else None)
    assert found.coverage == (pytest.approx(least / second) if second else None)
    # The other way round, consistency and coverage change places.
    back = coincide(other, one)
    assert (back.consistency, back.coverage) == (found.coverage, found.consistency)
    assert found.to_frame().to_numpy().sum() == sum(sizes)


def test_the_plain_sentences() -> None:
    found = of(3, 7, 1, 4)
    assert found.text == "3 of 10 districts with “A” also have “B”."
    assert found.contrast == "Of the districts without it, 1 of 5 has “B”."
    assert found.caution == "So few districts are a thing to look into, not a finding."
    assert (found.consistency, found.coverage) == (0.3, 0.75)
    assert of(5, 0, 0, 1).caution == ""
    assert of(1, 0, 0, 0).text == "1 of 1 districts with “A” also has “B”."
    assert of(1, 0, 0, 0).contrast == "No district is known to be without “A”."
    assert of(0, 0, 2, 3).text == "No district has “A”."


def test_the_frame_is_named() -> None:
    frame = of(3, 7, 1, 4).to_frame()
    assert (frame.index.name, frame.columns.name) == ("one", "other")
    assert frame.loc[True].tolist() == [3, 7] and frame.loc[False].tolist() == [1, 4]

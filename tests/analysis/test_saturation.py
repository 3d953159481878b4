from __future__ import annotations

from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bsb.analysis.saturation import assess, saturation
from bsb.store.schema import FACETS
from tests.analysis.world import CODES, Said, Talk, World, store_of, whole, worlds

talk_codes = st.lists(st.sets(st.sampled_from("abcdefgh")), max_size=9)


def fresh(*news: int) -> list[tuple[str, set[int]]]:
    """Return interviews each of which brings so many new codes, beside one that all have."""
    number = count(1)
    return [(f"i{n}", {next(number) for _ in range(new)} | {1}) for n, new in enumerate(news, 1)]


def test_the_worked_example_of_the_paper() -> None:
    # Guest, Namey and Chen 2020: a base of 37 themes in four interviews; the first run brings 7, 19 %; runs overlap
    # by one; written "6+2". How the 37 and the later runs are spread over interviews is filled in here.
    found = assess(fresh(16, 10, 7, 4, 4, 3, 1, 0))
    assert found.base == 37
    assert [s.run_new for s in found.steps] == [None] * 5 + [7, 4, 1]
    assert [round(100 * s.ratio) for s in found.steps if s.ratio is not None] == [19, 11, 3]
    assert (found.reached, found.notation) == (6, "6+2")
    assert found.text == "Reached at 6 interviews: the next 2 brought at most 5 per cent new (6+2)."
    assert assess(fresh(16, 10, 7, 4, 4, 3, 1, 0), threshold=0).notation == ""


@given(talk_codes, st.integers(1, 4), st.integers(1, 3), st.sampled_from([0, 0.05, 0.2, 1]))
def test_agrees_with_a_slow_count(talks: list[set[str]], base: int, run: int, threshold: float) -> None:
    found = assess([(str(n), t) for n, t in enumerate(talks)], base_size=base, run_length=run, threshold=threshold)
    assert [s.known for s in found.steps] == [len(set().union(*talks[: n + 1])) for n in range(len(talks))]
    assert [s.new for s in found.steps] == [len(t - set().union(*talks[:n])) for n, t in enumerate(talks)]
    first = set().union(*talks[:base])
    assert found.base == (len(first) if len(talks) >= base else None)
    reached = None
    for begin in range(base, len(talks) - run + 1):
        new = len(set().union(*talks[begin : begin + run]) - set().union(*talks[:begin]))
        assert found.steps[begin + run - 1].run_new == (new if first else None)
        if first and new / len(first) <= threshold:
            reached = reached or begin
    assert found.reached == reached


@settings(max_examples=25)
@given(worlds(), st.sampled_from(FACETS), st.sampled_from([None, "Alna"]), st.sampled_from([None, "individual"]))
def test_what_is_stored_agrees_with_a_slow_count(
    world: World, facet: str, district: str | None, kind: str | None
) -> None:
    found = saturation(store_of(world).store, facet=facet, district=district, kind=kind, base_size=1, run_length=1)
    keys = [key for key, its_facet, _parent, _codable in CODES if its_facet == facet]
    coded = {talk: {c for c, t, *_rest in world.voices(keys) if t == talk} for talk in range(len(world.talks))}
    chosen = [
        (talk.held_on or "9", n)
        for n, talk in enumerate(world.talks)
        if district in (None, talk.district) and kind in (None, talk.kind)
    ]
    order = [n for _date, n in sorted(chosen)]
    expected = assess([(f"i{n}", coded[n]) for n in order if coded[n]], base_size=1, run_length=1)
    figures = [(s.interview, s.codes, s.new, s.known, s.run_new, s.ratio) for s in found.steps]
    assert figures == [(s.interview, s.codes, s.new, s.known, s.run_new, s.ratio) for s in expected.steps]
    assert (found.base, found.reached) == (expected.base, expected.reached)
    assert found.uncoded == tuple(f"i{n}" for n in order if not coded[n])
    assert found.undated == tuple(f"i{n}" for n in order if coded[n] and world.talks[n].held_on is None)


def test_an_interview_that_is_not_coded_brings_no_saturation() -> None:
    talks = tuple(Talk((Said("B1"),), held_on=f"2026-02-0{n + 1}") for n in range(3))
    found = saturation(store_of(World(talks, (whole(talks, 0, 0, 0),))).store, base_size=1, run_length=2)
    assert (found.notation, found.uncoded, found.enough) == ("", ("i1", "i2"), False)
    assert found.text == "Cannot be told: 3 coded interviews are needed, there is 1."


def test_the_frame_is_the_curve() -> None:
    frame = assess(fresh(3, 2, 1, 0, 2, 0)).to_frame()
    assert list(frame.index) == [1, 2, 3, 4, 5, 6] and frame.index.name == "position"
    assert frame["known"].tolist() == [3, 5, 6, 6, 8, 8]
    assert frame["ratio"].isna().tolist() == [True] * 5 + [False]
    assert assess(fresh(3, 2, 1, 0, 2, 0)).text.startswith("Not reached: the last 2 interviews brought 33 per cent")


@pytest.mark.parametrize("wrong", [{"base_size": 0}, {"run_length": 0}, {"threshold": 5}])
def test_a_threshold_is_a_share(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="threshold"):
        assess([], **wrong)

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsb.errors import BsbError
from bsb.privacy.hits import Hit
from bsb.privacy.review import Decision, accept_all, apply, group, tally, unreviewed
from bsb.privacy.scan import Scanner


def hit(start: int, end: int, replacement: str, *, turn: int = 0, weak: bool = False) -> Hit:
    return Hit(turn, start, end, "person", 0.9, "names", "", replacement, weak)


def test_one_pass_never_replaces_inside_a_replacement() -> None:
    text = "Per ringte Anna, og Anna ringte Per."
    hits = [hit(0, 3, "Anna"), hit(11, 15, "Per"), hit(20, 24, "Per"), hit(32, 35, "Anna")]
    assert apply([text], hits, accept_all(hits)) == ["Anna ringte Per, og Per ringte Anna."]


def test_genitive_is_kept_by_the_reviewers_own_placeholder() -> None:
    hits = [hit(0, 4, "(navn 1)s")]
    decisions = {hits[0]: Decision("replace", "(broren)")}
    assert apply(["Pers bil"], hits, decisions) == ["(broren)s bil"]


def test_nothing_is_applied_before_all_is_reviewed() -> None:
    hits = [hit(0, 3, "(navn 1)"), hit(4, 6, "(alder)", weak=True)]
    assert unreviewed(hits, {}) == [hits[0]]
    with pytest.raises(BsbError):
        apply(["Per 40"], hits, {})
    assert apply(["Per 40"], hits, accept_all(hits)) == ["(navn 1) 40"]
    assert apply(["Per 40"], hits, accept_all(hits, weak=True)) == ["(navn 1) (alder)"]


def test_keep_and_wrong_decisions() -> None:
    one = hit(0, 3, "(navn 1)")
    assert apply(["Per"], [one], {one: Decision("keep", reason="a saint")}) == ["Per"]
    with pytest.raises(BsbError):
        Decision("replace", " ")
    with pytest.raises(BsbError):
        Decision("burn")  # type: ignore[arg-type]


def test_hits_of_another_text_are_refused() -> None:
    for wrong in ([hit(0, 30, "x")], [hit(0, 3, "x"), hit(2, 4, "y")], [hit(0, 1, "x", turn=7)]):
        with pytest.raises(BsbError):
            apply(["Per og Pål"], wrong, accept_all(wrong))


@given(st.text(max_size=40), st.lists(st.integers(0, 40), max_size=8))
def test_what_is_not_hit_stays(text: str, cuts: list[int]) -> None:
    edges = sorted({min(c, len(text)) for c in cuts})
    hits = [hit(a, b, "\0") for a, b in zip(edges[::2], edges[1::2], strict=False)]
    kept, at = [], 0
    for h in hits:
        kept.append(text[at : h.start])
        at = h.end
    kept.append(text[at:])
    assert apply([text], hits, accept_all(hits)) == ["\0".join(kept)]


def test_groups_bring_together_case_and_genitive() -> None:
    turns = ["Torunn kom", "torunns mor og Gudrun"]
    hits = Scanner(model=False).scan([("participant", t) for t in turns])
    groups = group(turns, hits)
    assert [(g.form, len(g.hits)) for g in groups if g.kind == "person"] == [("torunn", 2), ("gudrun", 1)]
    assert groups[0].contexts[1][1:] == ("torunns", " mor og Gudrun")


def test_the_forms_of_one_persons_name_stand_side_by_side() -> None:
    turns = ["Torunn Brekkås kom", "Gudrun og Torunn", "Torunn og Sara", "Sara og Gudrun, Sara"]
    hits = Scanner(model=False).scan([("participant", t) for t in turns])
    forms = [g.form for g in group(turns, hits) if g.kind == "person"]
    assert forms == ["torunn", "torunn brekkås", "sara", "gudrun"]


def test_the_tally_counts_decisions_and_holds_no_words() -> None:
    one, two, weak = hit(0, 3, "x"), hit(4, 6, "y"), hit(7, 9, "z")
    open_ = Hit(weak.turn, weak.start, weak.end, "age", 0.4, "ages", "", "(alder)", True)
    counts = tally([one, two, open_], {one: Decision("accept")}, {two})
    assert counts == {(one.kind, "accept"): 1, (two.kind, "stood"): 1, ("age", "open"): 1}

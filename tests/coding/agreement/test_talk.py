"""Tests of ``bsb.coding.agreement.talk``."""

from collections.abc import Sequence

from bsb.coding.agreement.disagreements import Disagreement
from bsb.coding.agreement.talk import PER_CODE, talks


def case(kind: str, turn: int, *codes: str) -> Disagreement:
    marks = {"interview": "alna-fg1", "district": "Alna", "speaker": "B1", "facet": "theme"}
    words = {"text": "Det går.", "before": "", "after": ""}
    return Disagreement(kind=kind, turn=turn, codes=codes, marks=(), without=(), **marks, **words)


ALPHAS = {"respekt": 0.4, "okonomi": 0.9, "alene": None}


def shown(cases: Sequence[Disagreement], limit: int) -> dict[str, list[int]]:
    return {t.code: [p.first.turn for p in t.places] for t in talks(cases, ALPHAS, limit=limit)[0]}


def test_a_disagreement_about_two_codes_belongs_to_the_one_that_is_agreed_on_least() -> None:
    found, counts = talks([case("other-code", 1, "okonomi", "respekt"), case("only-one", 2, "okonomi")], ALPHAS)
    assert [talk.code for talk in found] == ["respekt", "okonomi"]
    assert counts == {"respekt": 1, "okonomi": 1}


def test_a_turn_that_differs_in_two_ways_is_one_place_and_two_cases() -> None:
    ((talk,), counts) = talks([case("other-borders", 2, "respekt"), case("other-valence", 2, "respekt")], ALPHAS)
    assert [each.kind for each in talk.places[0].cases] == ["other-valence", "other-borders"]
    assert (len(talk.places), talk.cases, counts["respekt"]) == (1, 2, 2)


def test_other_codes_come_before_mere_borders_and_no_code_takes_all_the_room() -> None:
    many = [case("other-borders", n, "respekt") for n in range(1, 9)] + [case("other-code", 9, "respekt")]
    few = [case("only-one", 20, "okonomi"), case("only-one", 21, "alene")]
    assert shown(many + few, 6) == {"respekt": [9, 1, 2, 3], "okonomi": [20], "alene": [21]}
    assert len(shown(many + few, 6)["respekt"]) == PER_CODE
    assert len(shown(many + few, 8)["respekt"]) == 6  # what the others leave
    assert len(shown(many + few, 0)["respekt"]) == 9

from __future__ import annotations

import pytest

from bsb.coding.suggest import Suggestions, Verdicts
from bsb.errors import BsbError
from bsb.privacy.review import Decision
from bsb.project import Project
from tests.conftest import code

TALK = """I1: Hva koster det å bo der?
B1: Husleia er høy, og den går opp hvert eneste år.
B2: Jeg har ikke råd til husleia lenger, altså.
I1: Hvem hjelper?
B1: Husleie og strøm tar alle pengene jeg har.
B3: Det er den samme som kommer hjem til meg hver uke.
B2: Hun samme kommer, og det betyr alt for meg.
B1: Den samme damen kommer hver tirsdag, hele året.
B3: Og husleia er altfor høy i år, hun går opp og opp.
B2: Mm. Husleia.
"""
FG = "alna-fg2"
MONEY = [f"{FG},{turn},KA,okonomi,critical," for turn in (2, 3, 5)]
SAME = [f"{FG},{turn},KA,kontinuitet,positive," for turn in (6, 7, 8)]


@pytest.fixture
def room(coded: Project) -> Suggestions:
    talk = coded.root / "corpora" / f"{FG}.txt"
    talk.write_text(TALK, encoding="utf-8")
    coded.interviews.add(FG, district="Alna", participants=3)
    draft = coded.importer.read(talk)
    coded.importer.store(
        draft, FG, reviewer="KA", decisions={hit: Decision("keep", "", "prøve") for hit in draft.hits}
    )
    return Suggestions(coded.journal, coded.codebook)


def shown(room: Suggestions, **options: object) -> list[tuple[str, int, str]]:
    return [(s.interview, s.turn, s.code) for s in room.suggest(**options)]  # type: ignore[arg-type]


def test_uncoded_turns_get_codes_with_reasons_and_nothing_is_coded(coded: Project, room: Suggestions) -> None:
    code(coded, *MONEY, *SAME)
    before = coded.codings.all()
    (first, *_rest) = room.suggest(interviews=[FG])
    assert (first.turn, first.code, first.code_name) == (9, "okonomi", "Økonomi")
    assert first.reasons[0].quote == "Husleia er høy, og den går opp hvert eneste år."
    assert {s.turn for s in room.suggest(interviews=[FG])} == {9}  # turn 10 is too short to say anything
    assert coded.codings.all() == before


def test_too_little_to_learn_from_is_said(coded: Project, room: Suggestions) -> None:
    with pytest.raises(BsbError, match="no code has 3 passages"):
        room.suggest()
    code(coded, *MONEY[:2])
    with pytest.raises(BsbError, match="Too little"):
        room.suggest()


def test_accepting_codes_the_turn_in_one_change_and_counts(coded: Project, room: Suggestions) -> None:
    code(coded, *MONEY)
    room.accept(FG, 9, "Penger", coder="KA", valence="critical", quote="husleia er altfor høy i år")
    (made,) = [c for c in coded.codings.all() if c.turn == 9]
    assert (made.code, made.coder, made.valence) == ("okonomi", "KA", "critical")
    assert made.quote == "husleia er altfor høy i år"
    assert room.verdicts() == [Verdicts("okonomi", 1, 0)]
    assert 9 not in {turn for _name, turn, _code in shown(room, facet="theme", coder="KA")}
    coded.journal.undo()
    assert room.verdicts() == []
    assert [c for c in coded.codings.all() if c.turn == 9] == []


def test_what_is_refused_is_not_offered_again_to_the_same_person(coded: Project, room: Suggestions) -> None:
    code(coded, *MONEY)
    assert (FG, 9, "okonomi") in shown(room, interviews=[FG], coder="KA")
    room.refuse(FG, 9, "okonomi", coder="KA")
    assert (FG, 9, "okonomi") not in shown(room, interviews=[FG], coder="KA")
    assert (FG, 9, "okonomi") in shown(room, interviews=[FG])
    assert room.verdicts() == [Verdicts("okonomi", 0, 1)]
    with pytest.raises(BsbError, match="decided on this already"):
        room.accept(FG, 9, "okonomi", coder="KA")
    assert len(coded.codings.all()) == 3


def test_what_is_coded_already_cannot_be_accepted(coded: Project, room: Suggestions) -> None:
    code(coded, *MONEY)
    with pytest.raises(BsbError, match="KA has coded this already"):
        room.accept(FG, 2, "okonomi", coder="KA")
    assert room.verdicts() == []


def test_one_coder_never_learns_from_another_in_the_same_interview(coded: Project, room: Suggestions) -> None:
    code(coded, *MONEY)
    with pytest.raises(BsbError, match="Too little"):
        room.suggest(coder="TL", interviews=[FG])
    assert [place for place in shown(room, coder="TL", interviews=["alna-fg1"]) if place[2] == "okonomi"]


def test_a_blind_round_hides_what_others_coded(coded: Project, room: Suggestions) -> None:
    code(coded, *MONEY)
    coded.rounds.open("first", {"KA": "", "TL": ""})
    coded.store.viewer = lambda: ["TL"]
    with pytest.raises(BsbError, match="Too little"):
        room.suggest()


@pytest.mark.parametrize(
    ("place", "options", "says"),
    [
        ((FG, 99, "okonomi"), {}, "has no turn 99"),
        ((FG, 9, "sammenheng"), {}, "only groups other codes"),
        ((FG, 9, "okonomi"), {"quote": "dette står ikke der"}, "do not stand once"),
        ((FG, 9, "okonomi"), {"valence": "sour"}, "is no valence"),
        ((FG, 9, "weather"), {}, "no code called"),
    ],
)
def test_a_wrong_place_code_or_quote_changes_nothing(
    coded: Project, room: Suggestions, place: tuple[str, int, str], options: dict[str, str], says: str
) -> None:
    entries = coded.journal.entries()
    with pytest.raises(BsbError, match=says):
        room.accept(*place, coder="KA", **options)
    assert coded.journal.entries() == entries

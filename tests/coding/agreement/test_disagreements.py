from __future__ import annotations

import pytest

from bsb.coding.agreement.report import Agreement
from bsb.errors import BsbError
from bsb.project import Project
from tests.conftest import code

FG = "alna-fg1"


@pytest.fixture
def room(coded: Project) -> Agreement:
    return Agreement(coded.store, coded.codebook)


def kinds(room: Agreement) -> list[tuple[str, int, tuple[str, ...]]]:
    return [(d.kind, d.turn, d.codes) for d in room.disagreements()]


def test_each_kind_is_found_with_its_words(coded: Project, room: Agreement) -> None:
    code(
        coded,
        f"{FG},2,KA,okonomi,critical,husleia er høy",
        f"{FG},2,TL,kontinuitet,critical,husleia er høy",
        f"{FG},3,KA,okonomi,critical,",
        f"{FG},5,KA,kontinuitet,positive,De som kommer hjem til meg.",
        f"{FG},5,TL,kontinuitet,mixed,De som kommer hjem til meg. De kommer når de har sagt det.",
    )
    assert kinds(room) == [
        ("other-code", 2, ("okonomi", "kontinuitet")),
        ("only-one", 3, ("okonomi",)),
        ("other-valence", 5, ("kontinuitet",)),
        ("other-borders", 5, ("kontinuitet",)),
    ]
    other, alone, _valence, borders = room.disagreements()
    assert [(m.coder, m.code, m.quote) for m in other.marks] == [
        ("KA", "okonomi", "husleia er høy"),
        ("TL", "kontinuitet", "husleia er høy"),
    ]
    assert (alone.without, alone.speaker, alone.district) == (("TL",), "B2", "Alna")
    assert alone.before.startswith("B1: Det er fint")
    assert alone.after == "I2: Hva hjelper?"
    assert borders.overlap == pytest.approx(27 / 58)


def test_facets_are_compared_apart(coded: Project, room: Agreement) -> None:
    code(coded, f"{FG},2,KA,okonomi,critical,", f"{FG},2,TL,bolig,critical,")
    assert sorted(kinds(room)) == [("only-one", 2, ("bolig",)), ("only-one", 2, ("okonomi",))]


def test_white_space_and_punctuation_at_a_border_are_no_matter(coded: Project, room: Agreement) -> None:
    code(coded, f"{FG},2,KA,okonomi,critical,Det er fint", f"{FG},2,TL,okonomi,critical,Det er fint –")
    assert kinds(room) == []


def test_what_facilitators_say_is_not_compared(coded: Project, room: Agreement) -> None:
    code(coded, f"{FG},2,KA,okonomi,critical,", f"{FG},2,TL,okonomi,critical,", f"{FG},4,TL,kontinuitet,neutral,")
    assert kinds(room) == []
    assert room.report(draws=0).outside == 1


def test_filters_narrow_the_list(coded: Project, room: Agreement) -> None:
    code(
        coded,
        f"{FG},2,KA,okonomi,critical,",
        f"{FG},2,TL,okonomi,positive,",
        f"{FG},3,TL,bolig,critical,",
    )
    assert [d.kind for d in room.disagreements(kinds=["other valence"])] == ["other-valence"]
    assert [d.turn for d in room.disagreements(facets=["service"])] == [3]
    assert [d.turn for d in room.disagreements(codes=["okonomi"])] == [2]
    assert room.disagreements(districts=["Bjerke"]) == []
    with pytest.raises(BsbError, match="no kind called"):
        room.disagreements(kinds=["weather"])


def test_three_coders_and_one_that_did_not_code_the_interview(coded: Project, room: Agreement) -> None:
    code(coded, f"{FG},2,KA,okonomi,critical,", f"{FG},2,TL,okonomi,critical,", f"{FG},5,MO,kontinuitet,positive,")
    first, second = room.disagreements()
    assert (first.kind, first.turn, first.without) == ("only-one", 2, ("MO",))
    assert second.without == ("KA", "TL")
    assert room.disagreements(["KA", "TL"]) == []

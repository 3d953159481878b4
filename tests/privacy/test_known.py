from __future__ import annotations

import pytest

from bsb.privacy.hits import Found
from bsb.privacy.kept import KeptForms
from bsb.privacy.known import Known
from bsb.privacy.scan import Scanner

TEXTS = ["Merk deg hva {{ person }} sier. Skrevet av {name}.", "Meningsfull hverdag", "register add “Kari Nordmann”"]


def holds(known: Known, text: str, form: str, source: str = "model", kind: str = "person") -> bool:
    start = text.index(form)
    return known.holds(Found(start, start + len(form), kind, 0.9, source, ""), text)


def test_our_phrases_are_ours_where_they_stand_as_we_wrote_them() -> None:
    known = Known(TEXTS, [])
    assert holds(known, "Merk deg hva Ola sier.", "Merk")
    assert holds(known, "Meningsfull", "Meningsfull")
    assert not holds(known, "Jeg så Merk gå", "Merk", "names")


@pytest.mark.parametrize(
    "text",
    ["Merk deg hva Farhiyo sier.", "Skrevet av Farhiyo.", "Meningsfull Farhiyo hverdag", "Farhiyo", "av Farhiyo"],
)
def test_a_real_name_is_never_ours(text: str) -> None:
    assert not holds(Known(TEXTS, []), text, "Farhiyo")


def test_names_in_our_own_texts_are_not_ours() -> None:
    assert not holds(Known(TEXTS, []), "register add “Kari Nordmann”", "Kari Nordmann")


def test_names_of_the_project_may_stand_anywhere() -> None:
    known = Known([], ["Nordre Aker", "TL"])
    assert holds(known, "i Nordre Akers bydel", "Aker", "names")
    assert holds(known, "kodet av TL", "TL")
    assert not holds(known, "på Aker", "Aker", "places", "institution")


def test_kept_forms_and_the_register() -> None:
    kept = KeptForms()
    kept.add("Tulla")
    assert holds(Known([], [], kept), "da sa Tulla nei", "Tulla")
    assert not holds(Known([], [], kept), "da sa Tulla nei", "Tulla", "register")


def test_numbers_are_never_ours() -> None:
    known = Known(["Ring 22 33 44 55 ved fare"], [])
    assert not holds(known, "Ring 22 33 44 55 ved fare", "22 33 44 55", "numbers", "phone")


def test_the_scanner_leaves_out_what_is_ours_and_does_not_spread_it() -> None:
    turns = [("", "Aker DPS"), ("", "vi på Torunnheimen dagsenter"), ("", "Torunn Brekke")]
    found = Scanner(known=Known([], ["Aker DPS"])).scan(turns)
    assert {h.turn for h in found if not h.weak} == {1, 2}

"""Quotes, codings of key documents and decisions on suggestions, out in a bundle and back."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bsb.errors import BsbError
from bsb.exchange.team.payload import pack, unpack
from bsb.project import Project
from tests.exchange.team.conftest import FG, House, code, essence

RENT = "Men husleia er høy, altså."
SHORT = "… husleia er høy …"


def state(project: Project) -> tuple[str, str, str | None]:
    (quote,) = project.quotes.all()
    return quote.printed, quote.state, quote.decided_by


@pytest.fixture
def quoted(house: House) -> House:
    """KA has coded the rent, and it is chosen as a quote and approved in the main project."""
    ref = code(house.main, 2, "okonomi", RENT, coder="KA", valence="critical")
    house.main.quotes.add(ref)
    approve(house.main, "TL")
    return house


def approve(project: Project, by: str) -> None:
    project.quotes.approve([project.quotes.all()[0].ref], by=by)


def edit(project: Project, printed: str) -> None:
    project.quotes.edit(project.quotes.all()[0].ref, printed)


def test_a_workplace_has_the_quotes_of_its_coder_and_the_key_documents(quoted: House) -> None:
    main = quoted.main
    code(main, 3, "bolig", coder="TL")
    main.quotes.add(main.codings.all(coders=["TL"])[0].ref)
    main.keydoc_codings.add(main.keydoc_codings.find("Plan", "sted å bo")[0], ["bolig"], coder="TL")
    main.keydoc_codings.add(main.keydoc_codings.find("Plan", "råd til")[0], ["okonomi"], coder="KA", memo="husk")
    main.suggestions.refuse(FG, 3, "bolig", coder="KA")
    main.suggestions.refuse(FG, 3, "bolig", coder="TL")
    place = quoted.workplace("KA")
    assert state(place) == (RENT, "approved", "TL")
    assert [(each.quote, each.coder, each.memo) for each in place.keydoc_codings.all()] == [("råd til", "KA", "husk")]
    assert len(essence(place)["suggestions"]) == 1
    assert place.keydocs.pages("Plan")[0].text == main.keydocs.pages("Plan")[0].text
    assert place.keydoc_search.find("råd").pages == main.keydoc_search.find("råd").pages


def test_what_is_decided_on_a_quote_comes_back(quoted: House) -> None:
    place = quoted.workplace("KA")
    edit(place, "husleia er høy")
    approve(place, "KA")
    done = quoted.back(place)
    assert done.quotes == {"changed": 1}
    assert "Quotes: 0 added, 1 changed, 0 removed" in done.lines()
    assert state(quoted.main) == (SHORT, "approved", "KA")
    quoted.main.journal.undo()
    assert state(quoted.main) == (RENT, "approved", "TL")


def test_new_and_removed_quotes_come_back(quoted: House) -> None:
    place = quoted.workplace("KA")
    place.quotes.remove([place.quotes.all()[0].ref])
    made = place.quotes.add(code(place, 3, "okonomi")).quote
    assert quoted.back(place).quotes == {"added": 1, "removed": 1}
    assert [quote.uid for quote in quoted.main.quotes.all()] == [made.uid]


def test_an_approval_holds_for_the_form_that_was_approved_alone(house: House) -> None:
    house.main.quotes.add(code(house.main, 2, "okonomi", RENT, coder="KA"))
    place = house.workplace("KA")
    approve(place, "KA")
    edit(house.main, "husleia er høy")
    done = house.back(place)
    assert done.conflicts == ()
    assert state(house.main) == (SHORT, "proposed", None)
    assert any("new approval" in line for line in done.lines())


def test_a_form_changed_there_takes_the_approval_here_away(house: House) -> None:
    house.main.quotes.add(code(house.main, 2, "okonomi", RENT, coder="KA"))
    place = house.workplace("KA")
    edit(place, "husleia er høy")
    approve(house.main, "TL")
    done = house.back(place)
    assert done.conflicts == ()
    assert state(house.main) == (SHORT, "proposed", None)
    assert done.quotes["reapprove"] == 1


@pytest.mark.parametrize(("answer", "stands"), [("ours", "husleia er høy"), ("theirs", "Men husleia er høy")])
def test_two_forms_are_a_conflict(house: House, answer: str, stands: str) -> None:
    house.main.quotes.add(code(house.main, 2, "okonomi", RENT, coder="KA"))
    place = house.workplace("KA")
    edit(place, "Men husleia er høy")
    edit(house.main, "husleia er høy")
    sent = house.sent(place)
    (conflict,) = house.main.team.preview(sent).conflicts
    assert conflict.id.startswith("quote:q")
    assert conflict.id.endswith(":pieces")
    assert "husleia" not in conflict.here + conflict.theirs + conflict.about
    with pytest.raises(BsbError, match="not settled"):
        house.main.team.merge(sent)
    house.main.team.merge(sent, {conflict.id: answer})
    assert stands in state(house.main)[0]


def test_approved_here_and_rejected_there_is_a_conflict(house: House) -> None:
    house.main.quotes.add(code(house.main, 2, "okonomi", RENT, coder="KA"))
    place = house.workplace("KA")
    approve(house.main, "TL")
    place.quotes.reject([place.quotes.all()[0].ref], by="KA", reason="peker på noen")
    (conflict,) = house.main.team.preview(house.sent(place)).conflicts
    assert (conflict.here, conflict.theirs) == ("approved", "rejected: peker på noen")
    house.main.team.merge(house.sent(place), {conflict.id: "theirs"})
    assert state(house.main)[1:] == ("rejected", "KA")


def test_a_quote_removed_here_and_changed_there_is_asked_about(quoted: House) -> None:
    place = quoted.workplace("KA")
    edit(place, "husleia er høy")
    quoted.main.quotes.remove([quoted.main.quotes.all()[0].ref])
    sent = quoted.sent(place)
    (conflict,) = quoted.main.team.preview(sent).conflicts
    quoted.main.team.merge(sent, {conflict.id: "theirs"})
    assert state(quoted.main)[0] == SHORT


def test_the_same_quote_chosen_on_both_sides_is_one(house: House) -> None:
    code(house.main, 2, "okonomi", RENT, coder="KA")
    place = house.workplace("KA")
    for project in (place, house.main):
        project.quotes.add(project.codings.all()[0].ref)
    approve(place, "KA")
    assert house.back(place).conflicts == ()
    assert state(house.main) == (RENT, "approved", "KA")


def test_withdrawn_words_come_back_neither_as_quotes_nor_as_decisions(quoted: House) -> None:
    place = quoted.workplace("KA")
    place.suggestions.refuse(FG, 2, "bolig", coder="KA")
    place.suggestions.refuse(FG, 3, "bolig", coder="KA")
    edit(place, "husleia er høy")
    place.quotes.add(code(place, 2, "bolig", "egen inngang"))
    quoted.main.consent.withdraw(FG, "B1")
    done = quoted.back(place)
    assert quoted.main.quotes.all() == []
    assert done.quotes == {"left": 2}
    assert done.suggestions == {"added": 1, "left": 1}
    with quoted.main.store.read(whole=True) as connection:
        kept = connection.exec_driver_sql("SELECT pieces FROM quote").all()
        recorded = connection.exec_driver_sql("SELECT changes FROM journal").scalars().all()
    assert kept == []
    assert "husleia" not in "".join(recorded)


def test_a_workplace_brought_up_to_date_has_lost_withdrawn_quotes_and_keeps_its_own(quoted: House) -> None:
    place = quoted.workplace("KA")
    made = place.quotes.add(code(place, 3, "okonomi")).quote
    place.keydoc_codings.add(place.keydoc_codings.find("Plan", "råd til")[0], ["okonomi"], coder="KA")
    quoted.main.consent.withdraw(FG, "B1")
    place.team.refresh(quoted.bundle("KA"))
    assert [quote.uid for quote in place.quotes.all()] == [made.uid]
    assert len(place.keydoc_codings.all()) == 1


def test_codings_of_key_documents_come_back_and_stay_their_coders(house: House) -> None:
    main = house.main
    (gone,) = main.keydoc_codings.add(main.keydoc_codings.find("Plan", "sted å bo")[0], ["bolig"], coder="KA")
    place = house.workplace("KA")
    with pytest.raises(BsbError, match="workplace of KA"):
        place.keydoc_codings.add(place.keydoc_codings.find("Plan", "Ingen")[0], ["bolig"], coder="TL")
    place.keydoc_codings.remove([gone.ref])
    for project in (main, place):  # the same on both sides is one, with both memos
        found = project.keydoc_codings.find("Plan", "råd til")[0]
        project.keydoc_codings.add(found, ["okonomi"], coder="KA", memo=f"i {project.root.name[:4]}")
    done = house.back(place)
    assert done.keydoc_codings == {"changed": 1, "removed": 1}
    (coding,) = main.keydoc_codings.all()
    assert coding.memo == "i main\ni plac"
    assert house.back(place).keydoc_codings == {}


def test_a_document_that_is_not_here_takes_its_codings_along(house: House) -> None:
    place = house.workplace("KA")
    own = place.root / "egen.txt"
    own.write_text("Bare her står dette.", encoding="utf-8")
    place.keydocs.import_file(own, title="Egen")
    place.keydoc_codings.add(place.keydoc_codings.find("Egen", "Bare her")[0], ["bolig"], coder="KA")
    done = house.back(place)
    assert done.keydoc_codings == {"missing": 1}
    assert any("not taken in" in line for line in done.lines())
    with pytest.raises(BsbError, match="keydoc"):
        place.team.refresh(house.bundle("KA"))


def test_decisions_on_suggestions_come_back_and_may_be_undone(house: House) -> None:
    place = house.workplace("KA")
    place.suggestions.refuse(FG, 3, "bolig", coder="KA")
    assert house.back(place).suggestions == {"added": 1}
    assert [(each.accepted, each.refused) for each in house.main.suggestions.verdicts()] == [(0, 1)]
    place.journal.undo()
    place.suggestions.accept(FG, 3, "bolig", coder="KA")
    done = house.back(place)
    assert done.suggestions == {"changed": 1}
    assert [(each.accepted, each.refused) for each in house.main.suggestions.verdicts()] == [(1, 0)]


def spoiled(payload: dict[str, Any], kind: str, **values: Any) -> dict[str, Any]:
    copy: dict[str, Any] = json.loads(json.dumps(payload))
    (own,) = copy["state"][kind].values()
    own.update(values)
    return copy


@pytest.mark.parametrize(
    "values",
    [
        {"pieces": '[[0,4],"Alt er fint."]'},
        {"pieces": "[[0,4000]]"},
        {"pieces": "[[9,4]]"},
        {"pieces": "[]"},
        {"pieces": '{"a": 1}'},
        {"pieces": "[[0,true]]"},
        {"sha256": "0" * 64, "pieces": '["Alt er fint.",[0,4]]'},
        {"status": "printed"},
        {"coding": "0" * 32},
        {"made_by": "x" * 81},
    ],
)
def test_a_quote_that_puts_words_in_somebodys_mouth_is_refused(quoted: House, values: dict[str, Any]) -> None:
    sent = quoted.sent(quoted.workplace("KA"))
    with pytest.raises(BsbError, match="damaged"):
        unpack(pack(spoiled(sent, "quote", **values)), "return", "x")


def test_words_of_an_interviewer_are_never_approved_by_a_file(house: House) -> None:
    place = house.workplace("KA")
    place.quotes.add(code(place, 2, "okonomi", RENT))
    approve(place, "KA")
    sent = house.sent(place)
    for turn in sent["transcripts"][FG]["turns"]:
        turn[2] = "facilitator"
    with pytest.raises(BsbError, match="damaged"):
        unpack(pack(sent), "return", "x")


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        *(("keydoc_coding", each) for each in ({"place": "9-4"}, {"document": "Ukjent"}, {"code": "ukjent"})),
        ("suggestion", {"decision": "maybe"}),
        ("suggestion", {"model": "x" * 41}),
    ],
)
def test_what_stands_beside_is_read_strictly(house: House, kind: str, values: dict[str, Any]) -> None:
    place = house.workplace("KA")
    place.keydoc_codings.add(place.keydoc_codings.find("Plan", "råd til")[0], ["okonomi"], coder="KA")
    place.suggestions.refuse(FG, 3, "bolig", coder="KA")
    sent = house.sent(place)
    assert unpack(pack(sent), "return", "x") == sent
    with pytest.raises(BsbError, match="damaged"):
        unpack(pack(spoiled(sent, kind, **values)), "return", "x")


def test_somebody_elses_quote_cannot_be_reached(quoted: House) -> None:
    place = quoted.workplace("TL")
    place.quotes.add(code(place, 3, "okonomi"))
    sent = quoted.sent(place)
    (uid,) = [quote.uid for quote in quoted.main.quotes.all()]
    (own,) = sent["state"]["quote"]
    sent["state"]["quote"] = {uid: sent["state"]["quote"][own]}
    with pytest.raises(BsbError, match="somebody else"):
        quoted.main.team.merge(sent)


def test_a_place_beyond_the_document_is_refused(house: House) -> None:
    place = house.workplace("KA")
    place.keydoc_codings.add(place.keydoc_codings.find("Plan", "råd til")[0], ["okonomi"], coder="KA")
    sent = spoiled(house.sent(place), "keydoc_coding", place="5-5000")
    with pytest.raises(BsbError, match="somebody else"):
        house.main.team.merge(sent)

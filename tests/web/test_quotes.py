"""Quotes on the page."""

from __future__ import annotations

import re
from typing import Any

import pytest

from bsb.project import Project
from tests.conftest import code
from tests.web.conftest import Window


@pytest.fixture
def chosen(coded: Project) -> Project:
    code(coded, "alna-fg1,2,KA,okonomi,critical,", "alna-fg1,3,KA,okonomi,critical,Enig. Husleia er høy")
    coded.quotes.add(coded.codings.all()[0].ref)
    return coded


def seen(project: Project) -> dict[str, Any]:
    (quote,) = project.quotes.all()
    return {"quote": quote.ref, "seen": quote.printed, "state": quote.state}


def test_what_was_said_stands_beside_what_is_printed(window: Window, chosen: Project) -> None:
    text = window.get("/quotes?district=Alna").text
    (quote,) = chosen.quotes.all()
    assert text.count(quote.coding.quote) >= 2
    assert re.search(r'data-critical="1"', text)
    assert "No quotes have been chosen" in window.get("/quotes?district=Bjerke").text


def test_a_printed_form_is_changed_and_approved(window: Window, chosen: Project) -> None:
    told = window.post(
        "/api/quotes/edit", **seen(chosen), printed="Det er fint (…) Men husleia er høy, altså."
    ).json()
    assert "(…)" in told["printed"]
    told = window.post("/api/quotes/decide", **seen(chosen), what="approve", by="KA").json()
    assert (told["state"], told["balance"]["approved"]) == ("approved", 1)
    assert chosen.quotes.all()[0].decided_by == "KA"
    assert window.post("/api/undo", entry=told["entry"]).status_code == 200
    assert chosen.quotes.all()[0].state == "proposed"


def test_nobody_approves_a_form_that_he_did_not_see(window: Window, chosen: Project) -> None:
    before = seen(chosen)
    chosen.quotes.edit(before["quote"], "Det er fint (…)")
    assert window.post("/api/quotes/decide", **before, what="approve", by="KA").status_code == 409
    assert window.post("/api/quotes/edit", **before, printed="Men husleia er høy, altså.").status_code == 409
    assert chosen.quotes.all()[0].state == "proposed"


def test_words_that_nobody_said_are_refused(window: Window, chosen: Project) -> None:
    answer = window.post("/api/quotes/edit", **seen(chosen), printed="Alt er fint.")
    assert answer.status_code == 400
    assert window.post("/api/quotes/decide", **seen(chosen), what="approve", by=" ").status_code == 400
    assert window.post("/api/quotes/decide", **seen(chosen), what="eat", by="KA").status_code == 400


def test_quotes_are_proposed_for_a_district(window: Window, chosen: Project) -> None:
    told = window.post("/api/quotes/pick", district="Alna").json()
    assert told["proposed"] == len(chosen.quotes.all()) - 1


def test_quotes_of_one_theme_and_the_filter_stands_in_the_address(window: Window, chosen: Project) -> None:
    said = chosen.quotes.all()[0].coding.quote
    text = window.get("/quotes?district=Alna&theme=okonomi").text
    assert said in text
    assert '<option value="okonomi" selected>' in text
    other = window.get("/quotes?district=Alna&theme=kontinuitet").text
    assert said not in other
    assert 'data-theme="kontinuitet"' in other
    assert window.get("/quotes?theme=ukjent").status_code == 404
    assert window.post("/api/quotes/pick", district="Alna", theme="kontinuitet").json()["proposed"] == 0

"""Coding from the page, asked in process."""

from __future__ import annotations

from typing import Any

import pytest

from bsb.project import Project
from tests.web.conftest import Window, opened

EVIL = "<script>alert(1)</script>\"'&"


def said(coded: Project, words: str) -> dict[str, Any]:
    (place,) = coded.codings.find("alna-fg1", words=words)
    return {"interview": "alna-fg1", "start": place.start, "end": place.end, "quote": place.quote}


def test_a_coding_is_made_changed_and_removed(window: Window, coded: Project) -> None:
    told = window.post("/api/codings/add", **said(coded, "egen inngang"), code="bolig", coder="KA").json()
    ref, state = told["coding"]["ref"], told["coding"]["state"]
    assert coded.codings.get(ref).quote == "egen inngang"
    told = window.post("/api/codings/edit", ref=ref, seen=state, valence="positive", memo="Fint").json()
    assert coded.codings.get(ref).valence == "positive"
    assert window.post("/api/codings/edit", ref=ref, seen=state, valence="critical").status_code == 409
    assert window.post("/api/codings/remove", ref=ref, seen=state).status_code == 409
    assert window.post("/api/codings/remove", ref=ref, seen=told["coding"]["state"]).status_code == 200
    assert coded.codings.all() == []


def test_other_words_than_those_that_stand_there_are_refused(window: Window, coded: Project) -> None:
    place = said(coded, "egen inngang")
    for wrong in ({"start": place["start"] + 1}, {"end": 10**9}, {"start": -1}, {"quote": "egen utgang"}):
        answer = window.post("/api/codings/add", **(place | wrong), code="bolig", coder="KA")
        assert answer.status_code == 400
        assert "egen" not in answer.text
    assert coded.codings.all() == []


def test_sent_twice_it_is_one_coding(window: Window, coded: Project) -> None:
    """A window that did not get the answer sends again: what is there already is no new change."""
    first = window.post("/api/codings/add", **said(coded, "egen inngang"), code="bolig", coder="KA").json()
    again = window.post("/api/codings/add", **said(coded, "egen inngang"), code="bolig", coder="KA").json()
    assert again["coding"] == first["coding"]
    assert (first["entry"] is None, again["entry"]) == (False, None)


def test_undo_is_of_one_windows_own_change(window: Window, coded: Project) -> None:
    mine = window.post("/api/codings/add", **said(coded, "egen inngang"), code="bolig", coder="KA").json()
    opened(coded).post("/api/codings/add", **said(coded, "egen inngang"), code="okonomi", coder="TL")
    assert window.post("/api/undo", entry=mine["entry"]).status_code == 200
    assert [(c.code, c.coder) for c in coded.codings.all()] == [("okonomi", "TL")]
    assert window.post("/api/undo", entry=mine["entry"]).status_code == 400
    assert window.post("/api/redo", entry=mine["entry"]).status_code == 200
    assert len(coded.codings.all()) == 2


def test_the_page_shows_the_words_as_text(window: Window, project: Project) -> None:
    talk = project.root / "corpora" / "b.txt"
    talk.write_text(f"I1: Hva?\nB1: {EVIL} sa de.\n", encoding="utf-8")
    project.interviews.add("bjerke-fg1", district="Bjerke", participants=1)
    project.importer.store(project.importer.read(talk), "bjerke-fg1", reviewer="KA")
    text = window.get("/transcript/bjerke-fg1").text
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_an_error_never_shows_somebodys_words(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object, **_kwargs: object) -> None:
        raise ValueError("hemmelige ord")

    monkeypatch.setattr("bsb.coding.codings.Codings.all", fail)
    answer = window.get("/api/transcript/alna-fg1")
    assert answer.status_code == 500
    assert "ValueError" in answer.text
    assert "hemmelige" not in answer.text


@pytest.mark.parametrize("body", [b"{", b"[]", b"7", b"\xff", b'{"ref": []}', b"{}"])
def test_nonsense_is_refused_in_words(window: Window, body: bytes) -> None:
    key = {"X-Bsb-Csrf": window.csrf}
    answer = window.client.post("/api/codings/edit", content=body, headers=key)
    assert answer.status_code == 400
    assert answer.json()["error"]

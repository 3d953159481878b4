"""Findings on the page."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

from bsb.corpus.conferences import Conference
from bsb.project import Project
from tests.dialogue.conftest import NICE, RENT
from tests.web.conftest import Window


def texts(project: Project, ref: str = "F1") -> dict[str, str]:
    return project.findings.texts(project.findings.get(ref))


def edit(window: Window, seen: dict[str, str], **told: Any) -> Any:
    return window.post("/api/findings/edit", finding="F1", seen=seen, author="KA", **told)


def test_the_list_tells_what_is_thin_and_is_filtered_in_the_address(window: Window, found: Project) -> None:
    text = window.get("/findings").text
    assert RENT in text
    assert NICE in text
    assert text.count("nothing behind it") == 1
    assert RENT not in window.get("/findings?kind=good").text
    assert NICE not in window.get("/findings?theme=okonomi").text
    assert RENT in window.get("/findings?theme=bolig&district=Alna").text
    assert "There are no findings here yet" in window.get("/findings?district=Bjerke").text
    assert window.get("/findings?theme=ukjent").status_code == 404


def test_one_voice_is_said(window: Window, found: Project) -> None:
    ref = found.codings.all()[0].ref
    found.findings.edit("F2", {"evidence": ref})
    assert "one voice behind it" in window.get("/finding/F2").text
    assert window.get("/api/finding/F2").json()["counts"] == "1 voice, 1 interview"


def test_the_words_behind_a_finding_lead_to_their_turns(window: Window, found: Project) -> None:
    text = window.get("/finding/F1").text
    assert 'href="/transcript/alna-fg1#t2"' in text
    assert "Men husleia er høy, altså." in text
    found.findings.edit("F2", {"evidence": found.codings.all()[0].ref})
    assert 'class="said" lang="no">Men husleia er høy, altså.<' in window.get("/finding/F2").text
    assert window.get("/finding/F99").status_code == 404
    assert window.get("/finding/<b>").status_code == 404


def test_the_page_holds_the_fields_as_they_are_compared(window: Window, found: Project) -> None:
    held = re.search(r'data-seen="([^"]*)"', window.get("/finding/F1").text)
    assert held
    assert json.loads(unescape(held[1])) == texts(found)


def test_words_to_rest_on_are_those_not_behind_it_yet(window: Window, found: Project) -> None:
    first, second = found.codings.all()
    assert [each["ref"] for each in window.get("/api/finding/F1/near").json()["words"]] == [first.ref, second.ref]
    edit(window, texts(found), evidence=second.ref)
    assert [each["ref"] for each in window.get("/api/finding/F1/near").json()["words"]] == [first.ref]
    assert window.get("/api/finding/F1/near?text=finnes%20ikke").json()["words"] == []


def test_a_field_is_changed_only_as_it_was_seen(window: Window, found: Project) -> None:
    seen = texts(found)
    found.findings.edit("F1", {"statement": "Husleia tynger."})
    assert edit(window, seen, statement="Leia er høy.").status_code == 409
    assert texts(found)["statement"] == "Husleia tynger."
    answer = edit(window, seen, assessment="Alvorlig.")
    assert answer.status_code == 200
    assert texts(found)["assessment"] == "Alvorlig."
    assert window.post("/api/undo", entry=answer.json()["entry"]).status_code == 200
    assert texts(found)["assessment"] == "To deltakere sa det."


def test_what_the_project_does_not_have_is_refused_with_the_field(window: Window, found: Project) -> None:
    answer = edit(window, texts(found), evidence="Ukjent plan, s. 3")
    assert answer.status_code == 400
    assert answer.json()["error"].startswith("evidence:")
    assert edit(window, texts(found), statement=["x"]).status_code == 400
    assert window.post("/api/findings/edit", finding="F1", statement="x").status_code == 400


def test_findings_are_written_and_removed(window: Window, found: Project) -> None:
    told = window.post("/api/findings/add", statement="Trappa er mørk.", kind="challenge", districts="Alna").json()
    assert found.findings.get(told["finding"]).districts == ("Alna",)
    assert window.post("/api/findings/remove", finding=told["finding"]).status_code == 200
    assert len(found.findings.all()) == 2


def test_a_wording_of_a_conference_is_taken_over_as_it_was_seen(
    window: Window, found: Project, conference: Conference
) -> None:
    found.verdicts.enter(conference, "Gruppe 1", "F1", "nuanced", wording="Leia er høy for noen.")
    what = {"finding": "F1", "group": "Gruppe 1", "conference": conference.id}
    assert window.post("/api/findings/adopt", **what, seen="Noe annet.").status_code == 409
    assert window.post("/api/findings/adopt", **what, seen="Leia er høy for noen.").status_code == 200
    assert found.findings.get("F1").statement == "Leia er høy for noen."
    assert window.post("/api/findings/remove", finding="F1").status_code == 400

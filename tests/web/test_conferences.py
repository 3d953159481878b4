"""Conferences on the page."""

from __future__ import annotations

from typing import Any

import pytest

from bsb.corpus.conferences import Conference
from bsb.project import Project
from tests.dialogue.conftest import RENT
from tests.web.conftest import Window

NONE = {"verdict": "", "wording": "", "comment": ""}
PLACE = "/api/conference/alna-2026-05-20"

pytestmark = pytest.mark.usefixtures("conference")


def enter(window: Window, verdict: str, *, seen: dict[str, str] = NONE, group: str = "Gruppe 1", **told: Any) -> Any:
    return window.post(f"{PLACE}/verdict", finding=1, group=group, verdict=verdict, seen=seen, author="KA", **told)


def state(window: Window, query: str = "") -> Any:
    return window.get(PLACE + query).json()


def test_before_anything_is_in_the_groups_are_those_of_the_sheets(window: Window, found: Project) -> None:
    told = state(window)
    assert [group["name"] for group in told["groups"]] == ["Gruppe 1", "Gruppe 2", "Gruppe 3", "Gruppe 4"]
    assert {finding["id"] for finding in told["findings"]} == {1, 2}
    assert told["groups"][0]["topic"] == "Økonomi"
    assert told["verdicts"] == []
    assert len(state(window, "?groups=2")["groups"]) == 2
    assert len(state(window, "?groups=1000")["groups"]) == 4
    assert window.get("/conference/alna-2026-05-20").status_code == 200
    assert window.get("/conference/bjerke-2026-05-20").status_code == 404
    assert "No group is in yet" in window.get("/conferences").text


def test_a_verdict_is_entered_changed_and_taken_away(window: Window, found: Project, conference: Conference) -> None:
    assert enter(window, "confirmed", topic="Penger").status_code == 200
    first = {**NONE, "verdict": "confirmed"}
    told = enter(window, "nuanced", seen=first, wording="Leia er høy for noen.", comment="Ikke alle.").json()
    assert told["verdict"] == {
        **{"finding": 1, "group": "Gruppe 1", "verdict": "nuanced", "before": RENT},
        **{"wording": "Leia er høy for noen.", "comment": "Ikke alle."},
    }
    (group,) = found.verdicts.groups(conference)
    assert (group.group, group.topic) == ("Gruppe 1", "Penger")
    now = {name: told["verdict"][name] for name in NONE}
    answer = window.post(f"{PLACE}/clear", finding=1, group="Gruppe 1", seen=now)
    assert answer.status_code == 200
    assert found.verdicts.groups(conference) == []
    assert window.post("/api/undo", entry=answer.json()["entry"]).status_code == 200
    assert found.verdicts.all()[0].after == "Leia er høy for noen."


def test_nobody_enters_over_what_somebody_else_has_entered(
    window: Window, found: Project, conference: Conference
) -> None:
    found.verdicts.enter(conference, "Gruppe 1", "F1", "disputed")
    assert enter(window, "confirmed").status_code == 409
    assert window.post(f"{PLACE}/clear", finding=1, group="Gruppe 1", seen=NONE).status_code == 409
    assert found.verdicts.all()[0].verdict == "disputed"
    assert enter(window, "disputed").status_code == 200  # the same again: the answer to the first did not come


@pytest.mark.parametrize("verdict", ["new", "enig", ""])
def test_what_is_no_verdict_is_refused(window: Window, found: Project, verdict: str) -> None:
    assert enter(window, verdict).status_code == 400
    assert window.post(f"{PLACE}/verdict", finding="1", group="G", verdict="confirmed", seen=NONE).status_code == 400
    assert window.post(f"{PLACE}/verdict", finding=1, group="G", verdict="confirmed").status_code == 400
    assert enter(window, "confirmed", group=" ").status_code == 400
    assert found.verdicts.all() == []


def test_a_new_point_becomes_a_finding_once(window: Window, found: Project, conference: Conference) -> None:
    point = {"group": "Gruppe 2", "statement": "Trappa er mørk.", "kind": "challenge", "themes": "okonomi"}
    told = window.post(f"{PLACE}/new", **point).json()
    assert window.post(f"{PLACE}/new", **point).json()["finding"] == told["finding"]
    (made,) = found.findings.all(conference=conference.id)
    assert (made.statement, made.group, made.themes, made.districts) == (
        *("Trappa er mørk.", "Gruppe 2"),
        *(("okonomi",), ("Alna",)),
    )
    assert next(each for each in state(window)["findings"] if each["id"] == made.id)["new"] == "Gruppe 2"
    assert window.post(f"{PLACE}/clear", finding=made.id, group="Gruppe 2").status_code == 200
    assert len(found.findings.all()) == 2
    assert window.post(f"{PLACE}/new", **{**point, "statement": " "}).status_code == 400


def test_topic_and_notes_of_a_group_are_kept_as_seen(window: Window, found: Project, conference: Conference) -> None:
    told = {"group": "Gruppe 1", "topic": "Leie", "notes": "God stemning."}
    assert window.post(f"{PLACE}/group", **told, seen=["", ""]).json()["seen"] == ["Leie", "God stemning."]
    assert window.post(f"{PLACE}/group", **{**told, "notes": "Uro."}, seen=["", ""]).status_code == 409
    assert found.verdicts.groups(conference)[0].notes == "God stemning."
    assert window.post(f"{PLACE}/group", **told, seen="x").status_code == 400


def test_what_may_point_to_a_person_is_told_by_kind_alone(window: Window, found: Project) -> None:
    told = enter(window, "nuanced", comment="Ring meg på 987 65 432.").json()
    assert told["notices"]
    assert "987" not in " ".join(told["notices"])
    assert found.verdicts.all()[0].comment == "Ring meg på 987 65 432."


def test_before_and_after_stand_side_by_side(window: Window, found: Project) -> None:
    path = "/conference/alna-2026-05-20/before-after"
    assert "No group is in yet" in window.get(path).text
    assert window.post(f"{PLACE}/export").status_code == 400
    enter(window, "nuanced", wording="Leia er høy for noen.")
    text = window.get(path).text
    assert RENT in text
    assert 'data-wording="Leia er høy for noen."' in text
    told = window.post(f"{PLACE}/export").json()
    assert told["file"].endswith("for-og-etter.docx")
    assert window.get(told["address"]).content[:2] == b"PK"


def test_a_verdict_stands_in_the_journal_and_is_read_there(window: Window, found: Project) -> None:
    enter(window, "confirmed")
    assert found.journal.entries(limit=1)[0].action == "conference.verdict"
    assert found.journal.entries(limit=1)[0].about == "Alna 2026-05-20 F1"

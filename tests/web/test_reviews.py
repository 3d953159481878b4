"""Taking a transcript in on the page: nothing is stored, or written anywhere, before everything is decided."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bsb.project import Project
from tests.web.conftest import Window

TALK = """Intervjuer: Hvordan går det?
Kari: Jeg heter Kari Nordmann og bor i Storgata 12.
Ola: Hei Kari! Ring 91234567. Karis mor bor der også.
""".encode()


@pytest.fixture
def waiting(coded: Project) -> Project:
    coded.interviews.add("bjerke-fg1", district="Bjerke", participants=2)
    return coded


def begin(window: Window) -> dict[str, Any]:
    answer = window.upload("/api/review/open?name=bjerke.txt&interview=bjerke-fg1", TALK)
    assert answer.status_code == 200
    told: dict[str, Any] = answer.json()
    return told


def accept_all(told: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"id": hit["id"], "action": "accept"} for group in told["groups"] for hit in group["hits"]]


def test_a_file_is_read_reviewed_and_only_then_stored(window: Window, waiting: Project) -> None:
    told = begin(window)
    assert {each["code"] for each in told["speakers"]} == {"I1", "B1", "B2"}
    forms = {group["form"] for group in told["groups"]}
    assert "91234567" in forms
    assert waiting.interviews.get("bjerke-fg1").words is None
    path = f"/api/review/{told['mark']}"
    assert window.post(f"{path}/store", decisions=[], reviewer="KA").status_code == 400
    chosen = accept_all(told)
    for each in chosen:
        hit = next(h for g in told["groups"] for h in g["hits"] if h["id"] == each["id"])
        if hit["words"] == "91234567":
            each |= {"action": "replace", "replacement": "(et nummer)"}
    shown = window.post(f"{path}/text", decisions=chosen).json()["turns"]
    assert "(et nummer)" in shown[2]["text"]
    assert waiting.interviews.get("bjerke-fg1").words is None
    done = window.post(f"{path}/store", decisions=chosen, reviewer="KA").json()
    stored = waiting.transcripts.get("bjerke-fg1")
    assert [turn.text for turn in stored.turns] == [turn["text"] for turn in shown]
    assert (stored.approved_by, done["interview"]) == ("KA", "bjerke-fg1")
    assert "Nordmann" not in stored.text
    assert window.post(f"{path}/store", decisions=chosen, reviewer="KA").status_code == 400


def test_the_file_is_nowhere_on_the_disk(window: Window, waiting: Project) -> None:
    before = {path: path.stat().st_mtime_ns for path in waiting.root.rglob("*") if path.is_file()}
    told = begin(window)
    after = {path: path.stat().st_mtime_ns for path in waiting.root.rglob("*") if path.is_file()}
    assert {path for path in after if after[path] != before.get(path)} <= _database(waiting.root)
    assert window.post(f"/api/review/{told['mark']}/drop").status_code == 200
    assert window.post(f"/api/review/{told['mark']}/text", decisions=[]).status_code == 400


def _database(root: Path) -> set[Path]:
    return {root / f"bsb.db{ending}" for ending in ("", "-wal", "-shm")}


def test_who_is_who_can_be_put_right(window: Window, waiting: Project) -> None:
    told = begin(window)
    again = window.post(
        f"/api/review/{told['mark']}/speakers", speakers={"Intervjuer": "I1", "Kari": "B2", "Ola": "B1"}
    )
    assert {each["name"]: each["code"] for each in again.json()["speakers"]} == {
        "Intervjuer": "I1",
        "Kari": "B2",
        "Ola": "B1",
    }
    assert window.post(f"/api/review/{told['mark']}/text", decisions=[]).status_code == 400


def test_a_file_that_cannot_be_read_is_refused_in_words(window: Window, waiting: Project) -> None:
    for name, data in (
        ("a.txt", b""),
        ("a.docx", b"PK\x03\x04 nonsense"),
        ("a.doc", b"\xd0\xcf\x11\xe0"),
        ("", b"?"),
    ):
        answer = window.upload(f"/api/review/open?name={name}&interview=bjerke-fg1", data)
        assert answer.status_code == 400, name
        assert answer.json()["error"]
    assert window.upload("/api/review/open?name=a.txt&interview=nowhere", TALK).status_code == 400


@pytest.mark.parametrize(
    "decision",
    [{"id": 99, "action": "accept"}, {"id": -1, "action": "keep"}, {"id": 0, "action": "eat"}, {"id": "x"}, 7],
)
def test_a_decision_that_is_none_is_refused(window: Window, waiting: Project, decision: object) -> None:
    told = begin(window)
    assert window.post(f"/api/review/{told['mark']}/text", decisions=[decision]).status_code == 400

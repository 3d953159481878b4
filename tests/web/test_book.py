"""Changing the codebook from the page."""

from __future__ import annotations

import pytest

from bsb.project import Project
from tests.conftest import code
from tests.web.conftest import Window


def test_a_code_is_made_renamed_and_moved_and_all_of_it_undone(window: Window, coded: Project) -> None:
    made = window.post("/api/codes/add", name="Lys", facet="theme", definition="Lys ute", colour="#123456").json()
    assert made["key"] == "lys"
    renamed = window.post("/api/codes/edit", code="lys", name="Belysning", seen={"name": "Lys"}).json()
    moved = window.post("/api/codes/move", code="lys", parent="sammenheng").json()
    found = coded.codebook.get("lys")
    assert (found.name, found.definition, found.colour, found.parent) == (
        "Belysning",
        "Lys ute",
        "#123456",
        "sammenheng",
    )
    for entry in (moved["entry"], renamed["entry"], made["entry"]):
        assert window.post("/api/undo", entry=entry).status_code == 200
    assert "lys" not in [each.key for each in coded.codebook.all()]


def test_what_somebody_else_changed_meanwhile_is_not_written_over(window: Window, coded: Project) -> None:
    coded.codebook.plan.edit("okonomi", definition="Ny").apply()
    answer = window.post("/api/codes/edit", code="okonomi", definition="Min", seen={"definition": ""})
    assert answer.status_code == 409
    assert coded.codebook.get("okonomi").definition == "Ny"
    answer = window.post("/api/codes/edit", code="okonomi", example="Eksempel", seen={"example": ""})
    assert answer.status_code == 200


def test_a_merge_is_shown_before_it_is_made_and_made_only_as_it_was_shown(window: Window, coded: Project) -> None:
    code(coded, "alna-fg1,2,KA,kontinuitet,critical,", "alna-fg1,2,KA,okonomi,critical,")
    told = {"codes": ["kontinuitet"], "into": "okonomi"}
    preview = window.post("/api/codes/merge", **told).json()
    assert preview["lines"]
    assert "falls together" in preview["notices"][0]
    assert coded.codebook.get("kontinuitet").codings == 1
    code(coded, "alna-fg1,5,KA,kontinuitet,critical,")
    assert window.post("/api/codes/merge", **told, mark=preview["mark"]).status_code == 409
    fresh = window.post("/api/codes/merge", **told).json()["mark"]
    assert window.post("/api/codes/merge", **told, mark=fresh).status_code == 200
    assert coded.codebook.get("okonomi").codings == 2
    assert "kontinuitet" not in [each.key for each in coded.codebook.all()]


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/api/codes/add", {"name": "Økonomi", "facet": "theme"}),
        ("/api/codes/add", {"name": "x", "facet": "nowhere"}),
        ("/api/codes/edit", {"code": "okonomi", "colour": "red;}body{display:none"}),
        ("/api/codes/move", {"code": "sammenheng", "parent": "kontinuitet"}),
        ("/api/codes/merge", {"codes": "okonomi", "into": "bolig"}),
        ("/api/codes/merge", {"codes": ["okonomi"], "into": "bolig"}),
        ("/api/codes/remove", {"code": "ukjent"}),
        ("/api/codes/edit", {"code": 7}),
    ],
)
def test_what_cannot_be_is_said_in_words_and_nothing_is_changed(
    window: Window, coded: Project, path: str, told: dict[str, object]
) -> None:
    before = coded.codebook.all()
    answer = window.post(path, **told)
    assert answer.status_code == 400
    assert answer.json()["error"]
    assert coded.codebook.all() == before


def test_colours_come_as_a_style_sheet(window: Window) -> None:
    assert ".c-okonomi{--colour:#" in window.get("/colours.css").text

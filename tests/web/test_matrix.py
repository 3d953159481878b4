"""Matrices on the page."""

from __future__ import annotations

import re

import pytest

from bsb.project import Project
from tests.conftest import code
from tests.web.conftest import Window

CELL = {"row": "okonomi", "column": "Alna"}


@pytest.fixture
def filled(coded: Project) -> Project:
    code(
        coded,
        "alna-fg1,2,KA,okonomi,critical,husleia er høy",
        "alna-fg1,2,TL,okonomi,positive,husleia er høy",
        "alna-fg1,3,KA,okonomi,critical,",
        "alna-fg1,2,KA,bolig,positive,egen inngang",
    )
    return coded


def test_every_matrix_is_shown(window: Window, filled: Project) -> None:
    text = window.get("/matrices").text
    for name in filled.matrices.names():
        assert f'href="/matrix/{name}"' in text
        assert window.get(f"/matrix/{name}").status_code == 200


def test_a_cell_counts_people_and_leads_to_the_words(window: Window, filled: Project) -> None:
    text = window.get("/matrix/temaer-bydeler").text
    cell = re.search(r'<td class="h5"[^>]*><button[^>]*data-row="okonomi" data-column="Alna"[^>]*>([^<]*)', text)
    assert cell
    assert cell[1] == "2"
    told = window.get("/api/matrix/temaer-bydeler?row=okonomi&column=Alna").json()
    first = told["quotes"][0]
    assert (first["words"], first["turn"], first["speaker"]) == ("husleia er høy", 2, "B1")
    assert (first["coders"], first["valences"]) == (["KA", "TL"], ["critical", "positive"])
    assert first["before"].endswith("Men ")
    assert [voice["speaker"] for voice in told["voices"]] == ["B1", "B2"]


def test_filters_limit_what_is_counted(window: Window, filled: Project) -> None:
    cell = "/api/matrix/temaer-bydeler?row=okonomi&column=Alna"
    assert len(window.get(f"{cell}&kind=individual").json()["quotes"]) == 0
    assert [quote["turn"] for quote in window.get(f"{cell}&service=bolig").json()["quotes"]] == [2]
    assert window.get("/matrix/temaer-bydeler?since=2030-01-01").status_code == 200
    assert window.get("/matrix/temaer-bydeler?since=i%20fjor").status_code == 404
    assert window.get("/matrix/temaer-bydeler?district=Bjerke").status_code == 200
    assert 'aria-label="Penger' not in window.get("/matrix/temaer-bydeler?kind=individual").text


def test_a_summary_is_written_and_never_over_somebody_elses(window: Window, filled: Project) -> None:
    path = "/api/matrix/temaer-bydeler/summary"
    told = {**CELL, "district": "", "author": "KA"}
    assert window.post(path, **told, text="Husleia tynger.", seen="").status_code == 200
    summary = filled.summaries.of("temaer-bydeler")["okonomi", "Alna"]
    assert (summary.text, summary.author, len(summary.rests_on)) == ("Husleia tynger.", "KA", 3)
    assert window.post(path, **told, text="Noe annet.", seen="").status_code == 409
    assert filled.summaries.of("temaer-bydeler")["okonomi", "Alna"].text == "Husleia tynger."
    answer = window.post(path, **told, text="Husleia tynger mange.", seen="Husleia tynger.")
    assert window.post("/api/undo", entry=answer.json()["entry"]).status_code == 200
    assert filled.summaries.of("temaer-bydeler")["okonomi", "Alna"].text == "Husleia tynger."


def test_the_workbook_is_the_commands(window: Window, filled: Project) -> None:
    told = window.post("/api/matrix/temaer-bydeler/export", district="").json()
    fetched = window.get(told["address"])
    path = filled.reports.matrix("temaer-bydeler", out=filled.root / "andre.xlsx")
    assert told["file"] == "output/matriser/temaer-bydeler.xlsx"
    assert fetched.content == path.read_bytes()
    assert window.get("/written/x").status_code == 404


def test_a_matrix_or_cell_that_is_not_there_is_told(window: Window, filled: Project) -> None:
    assert window.get("/matrix/ukjent").status_code == 404
    assert window.get("/api/matrix/temaer-bydeler?row=x&column=Alna").status_code == 400
    assert window.get("/api/matrix/tabell-3?row=x&column=y").status_code == 400


def test_a_definition_with_a_fault_is_named_on_the_page(window: Window, filled: Project) -> None:
    evil = "<b>x</b>"
    (filled.root / "matrices" / "min.yaml").write_text(f'title: "{evil}"\nrows: nowhere\ncolumns: district\n')
    text = window.get("/matrices").text
    assert "min.yaml" in text
    assert evil not in text

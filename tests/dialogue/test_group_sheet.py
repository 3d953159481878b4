"""Sheets that are written, filled in as people do, and read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document
from docx.oxml.ns import qn

from bsb.corpus.conferences import Conference
from bsb.dialogue.fill_words import fill_words
from bsb.errors import BsbError
from bsb.project import Project
from bsb.text.language import LANGUAGES
from tests.dialogue.conftest import NICE, RENT

QUOTES = [head for language in LANGUAGES for head in fill_words(language).lines("quotes")]


@pytest.fixture
def sheets(found: Project, conference: Conference, tmp_path: Path) -> dict[str, Path]:
    """The sheet of one group, in Word and in Excel."""
    papers = found.conference_papers
    groups = papers.groups(conference, groups=1)
    return {
        ending: papers.sheets(conference, groups=groups, ending=ending, folder=tmp_path)[0]
        for ending in (".docx", ".xlsx")
    }


def fill_word(path: Path, table: int, box: int | None, wording: str = "", said: str = "", sign: str = "☒") -> Path:
    document: Any = Document(str(path))
    rows = [t for t in document.tables if t.cell(0, 0).text not in QUOTES][table].rows
    if box is not None:
        for text in rows[1].cells[box]._tc.iter(qn("w:t")):
            text.text = text.text.replace("☐", sign)
    rows[2].cells[0].paragraphs[-1].add_run(wording)
    if said:
        rows[3].cells[0].paragraphs[-1].add_run(said)
    document.save(str(path))
    return path


def fill_excel(path: Path, **cells: str) -> Path:
    book = openpyxl.load_workbook(path)
    for cell, text in cells.items():
        book.worksheets[0][cell] = text
    book.save(path)
    return path


def test_a_word_sheet_comes_back_with_verdicts_wordings_and_new_points(
    found: Project, sheets: dict[str, Path]
) -> None:
    path = sheets[".docx"]
    fill_word(path, 0, 1, "Husleia er høy for dem som bor alene.", "En regnet det ut.")
    fill_word(path, 1, 0, sign="x")
    fill_word(path, 2, 0, "Naboene hjelper hverandre.")
    taken = found.minutes.take_in(found.minutes.read([path]), author="KA")
    assert taken.verdicts == 3
    nuanced, confirmed, new = found.verdicts.all()
    assert (nuanced.verdict, nuanced.before, nuanced.comment) == ("nuanced", RENT, "En regnet det ut.")
    assert nuanced.after == "Husleia er høy for dem som bor alene."
    assert (confirmed.verdict, confirmed.finding.statement) == ("confirmed", NICE)
    assert (new.verdict, new.finding.kind, new.finding.conference) == ("new", "good", new.conference.id)
    assert new.finding.warnings == ("it rests on what was said at the conference alone",)
    assert nuanced.group == "Gruppe 1"
    found.journal.undo()
    assert found.verdicts.all() == []
    assert len(found.findings.all()) == 2


def test_a_word_sheet_has_quotes_and_questions_that_are_not_read_back(
    found: Project, sheets: dict[str, Path]
) -> None:
    document: Any = Document(str(sheets[".docx"]))
    quotes = document.tables[0]
    assert [cell.text for cell in quotes.rows[0].cells] == fill_words("nb").lines("quotes")
    assert "«Husleia er høy … og trappa er mørk.» Intervju 1 (gruppe), replikk 3" in quotes.cell(1, 1).text
    assert quotes.cell(1, 0).text == "Ingen sitater om dette. Har dere noe å fortelle?"
    asked = [p.text for p in document.paragraphs if p.text.endswith("?") and p.style.name == "List Bullet"]
    assert len(asked) == 3 and asked[-1] == "Hva kan vi gjøre noe med først, og hvem gjør det?"
    (report,) = found.minutes.read([sheets[".docx"]]).reports
    assert (report.lines, report.notes) == ((), "")


def test_an_excel_sheet_says_the_same(found: Project, sheets: dict[str, Path]) -> None:
    cells = {"D5": "x", "H5": "Husleia er høy for dem som bor alene.", "C6": "X", "F7": "x", "G7": "god praksis"}
    path = fill_excel(sheets[".xlsx"], **cells, H7="Naboene hjelper hverandre.", I10="Det var god stemning.")
    found.minutes.take_in(found.minutes.read([path]))
    assert [v.verdict for v in found.verdicts.all()] == ["nuanced", "confirmed", "new"]
    (group,) = found.verdicts.groups(found.conferences.all()[0])
    assert (group.notes, group.source) == ("Det var god stemning.", "gruppeark-gruppe-1.xlsx")


def test_a_sheet_is_taken_in_once_unless_it_replaces(found: Project, sheets: dict[str, Path]) -> None:
    fill_word(sheets[".docx"], 2, 1, "Trappa er mørk.")
    found.minutes.take_in(found.minutes.read([sheets[".docx"]]))
    other = fill_excel(sheets[".xlsx"], C5="x")
    with pytest.raises(BsbError, match="in already"):
        found.minutes.take_in(found.minutes.read([other]))
    found.minutes.take_in(found.minutes.read([other]), replace=True)
    assert [v.verdict for v in found.verdicts.all()] == ["confirmed"]
    assert len(found.findings.all()) == 2


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"C5": "x", "D5": "x"}, "row 5 (F1): 2 boxes are marked"),
        ({"H5": "Ny ordlyd."}, "no box is marked"),
        ({"C5": "nesten"}, "something else than a mark"),
        ({"C5": "x", "H5": "Ny ordlyd."}, "another wording is given"),
        ({"D5": "x"}, "is marked, but not what"),
        ({"F5": "x"}, "nothing is added"),
        ({"C7": "x", "H7": "Nytt."}, "in the box of a finding"),
        ({"F7": "x"}, "no wording"),
    ],
)
def test_what_does_not_fit_is_told_with_its_place_and_nothing_is_written(
    found: Project, sheets: dict[str, Path], cells: dict[str, str], why: str
) -> None:
    path = fill_excel(sheets[".xlsx"], C6="x", **cells)
    with pytest.raises(BsbError) as caught:
        found.minutes.read([path])
    assert why in caught.value.hint
    assert "Ny ordlyd" not in caught.value.hint
    assert found.verdicts.all() == []


def test_faults_of_all_files_are_told_together(found: Project, sheets: dict[str, Path], tmp_path: Path) -> None:
    fill_word(sheets[".docx"], 0, 1)
    unmarked = tmp_path / "notat.docx"
    Document().save(str(unmarked))
    with pytest.raises(BsbError) as caught:
        found.minutes.read([sheets[".docx"], unmarked, tmp_path / "mangler.xlsx"])
    assert "table 2 (F1)" in caught.value.hint
    assert "notat.docx" in caught.value.hint
    assert "mangler.xlsx" in caught.value.hint


def test_a_sheet_of_another_conference_or_with_a_strange_finding_is_refused(
    found: Project, conference: Conference, sheets: dict[str, Path]
) -> None:
    other = found.conferences.add("Bjerke", held_on="2026-05-21", by_role={})
    fill_word(sheets[".docx"], 0, 0)
    with pytest.raises(BsbError) as caught:
        found.minutes.read([sheets[".docx"]], conference=other)
    assert "another conference (alna-2026-05-20)" in caught.value.hint
    found.findings.edit("F1", {"districts": "Bjerke"})
    with pytest.raises(BsbError) as caught:
        found.minutes.read([sheets[".docx"]])
    assert "no such finding" in caught.value.hint


def test_what_may_point_to_a_person_stops_minutes_until_someone_has_looked(
    found: Project, sheets: dict[str, Path]
) -> None:
    fill_word(sheets[".docx"], 0, 0, said="Kari Nordmann fortalte om det.")
    minutes = found.minutes.read([sheets[".docx"]])
    with pytest.raises(BsbError) as caught:
        found.minutes.take_in(minutes)
    assert "F1: name of a person" in caught.value.hint
    assert "Kari" not in caught.value.hint
    assert found.minutes.take_in(minutes, looked_through=True).verdicts == 1


def test_free_minutes_belong_to_the_conference_that_is_named(
    found: Project, conference: Conference, tmp_path: Path
) -> None:
    path = tmp_path / "referat.txt"
    path.write_text("Salen kjente seg igjen.\n", encoding="utf-8")
    with pytest.raises(BsbError) as caught:
        found.minutes.read([path])
    assert "--conference" in caught.value.hint
    for _again in (1, 2):
        found.minutes.take_in(found.minutes.read([path], conference=conference))
    assert found.conferences.get("alna").minutes == "Salen kjente seg igjen."


def test_the_same_sheet_gives_the_same_bytes(found: Project, conference: Conference, tmp_path: Path) -> None:
    first, second = (found.conference_papers.sheets(conference, folder=tmp_path / n)[0] for n in "ab")
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ending", [".docx", ".xlsx"])
def test_a_sheet_comes_back_in_its_own_language_whatever_the_project_s_is_by_then(
    found: Project, conference: Conference, tmp_path: Path, language: str, ending: str
) -> None:
    """The project is in bokmål; the sheet was printed while it was in another language."""
    papers = replace(found.conference_papers, config=replace(found.config, language=language))
    words = fill_words(language)
    (path,) = papers.sheets(
        conference, groups=papers.groups(conference, groups=1), ending=ending, folder=tmp_path / language
    )
    if ending == ".docx":
        fill_word(path, 0, 1, "Husleia er høy for dem som bor alene.", "En regnet det ut.")
        fill_word(path, 1, 2, sign="x")
        fill_word(path, 2, 1, "Trappa er mørk.")
        document: Any = Document(str(path))
        document.tables[-1].rows[1].cells[0].paragraphs[0].add_run("God stemning.")
        document.save(str(path))
    else:
        cells = {"D5": "x", "H5": "Husleia er høy for dem som bor alene.", "I5": "En regnet det ut.", "E6": "x"}
        fill_excel(path, **cells, F7="x", G7=words["kind-challenge"], H7="Trappa er mørk.", I10="God stemning.")
    (report,) = found.minutes.read([path]).reports
    assert (report.group, report.notes) == (words("group", n=1), "God stemning.")
    assert [(line.verdict, line.wording, line.comment) for line in report.lines] == [
        ("nuanced", "Husleia er høy for dem som bor alene.", "En regnet det ut."),
        ("disputed", "", ""),
        ("new", "Trappa er mørk.", ""),
    ]
    assert report.lines[2].kind == "challenge"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_wrong_with_a_sheet_is_told_in_its_own_labels(
    found: Project, conference: Conference, tmp_path: Path, language: str
) -> None:
    papers = replace(found.conference_papers, config=replace(found.config, language=language))
    (path,) = papers.sheets(conference, groups=papers.groups(conference, groups=1), ending=".xlsx", folder=tmp_path)
    with pytest.raises(BsbError) as caught:
        found.minutes.read([fill_excel(path, C5="x", D5="x", F6="x")])
    words = fill_words(language)
    assert f"“{words['box-confirmed']}”, “{words['box-nuanced']}”" in caught.value.hint
    assert f"“{words['box-new']}”" in caught.value.hint

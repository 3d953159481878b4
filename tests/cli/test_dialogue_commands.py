"""Findings, conferences and follow-up as a newcomer would use them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document

from bsb.project import Project
from tests.cli.conftest import Run
from tests.conftest import code

Bsb = Callable[..., Run]


@pytest.fixture
def run(bsb: Bsb, coded: Project) -> Callable[..., Run]:
    code(coded, 'alna-fg1,2,KA,okonomi,critical,"Men husleia er høy, altså."')

    def go(*args: object, code: int = 0) -> Run:
        done = bsb(*args, "-C", coded.root)
        assert done.code == code, done.err
        return done

    return go


def data(done: Run) -> Any:
    return json.loads(done.out)


def test_from_a_finding_to_the_follow_up(run: Callable[..., Run], tmp_path: Path) -> None:
    assert "--statement" in run("finding", "add", code=1).err
    said = ("--statement", "Husleia er høy.", "--district", "alna", "--theme", "penger")
    made = run("finding", "add", *said, "--recommend", "ledere: Se på leia.")
    assert "nothing behind it" in made.err
    evidence = ("--evidence", "temaer-bydeler: økonomi × Alna")
    assert "one voice" in run("finding", "edit", "F1", *evidence, "--recommend", "ansatte: Regn sammen.").err
    shown = data(run("finding", "show", "F1", "--json"))
    assert [each["id"] for each in shown["recommendations"]] == ["R1", "R2"]
    assert "no dialogue conference yet" in run("conference", "sheets", "Alna", code=1).err
    run("conference", "add", "Alna", "--date", "20.5.2026", "--role", "brukere=6", "--role", "ledere=2")
    assert "how many came" in run("conference", "edit", "Alna", "--role", "brukere", code=1).err
    assert data(run("conference", "list", "--json"))[0]["participants"] == 8
    run("conference", "sheets", "alna", "--format", "excel", "-o", tmp_path)
    sheet = tmp_path / "gruppeark-gruppe-1.xlsx"
    book = openpyxl.load_workbook(sheet)
    book["Gruppeark"]["D5"], book["Gruppeark"]["H5"] = "x", "Husleia er høy for noen."
    book.save(sheet)
    assert "nuanced" in run("conference", "minutes", sheet, "--dry-run").out
    assert "1 verdict taken in" in run("conference", "minutes", sheet).out
    assert "in already" in run("conference", "minutes", sheet, code=1).err
    run("conference", "verdict", "Alna", "--group", "Gruppe 2", "--new", "Trappa er mørk.")
    listed = data(run("conference", "verdicts", "alna", "--json"))
    assert [each["verdict"] for each in listed] == ["nuanced", "new"]
    assert "→ Husleia er høy for noen." in run("conference", "verdicts").out
    run("conference", "adopt", "F1")
    assert "Husleia er høy for noen." in run("finding", "list").out
    assert "nuanced" in run("finding", "show", "F1").out
    run("conference", "before-after", "Alna", "-o", tmp_path / "f.xlsx")
    run("followup", "set", "R1", "done", "--by", "ledere", "--on", "2027-05-20")
    assert "differently" in run("followup", "set", "R1", "begun", "--by", "brukere", "--on", "2027-05-20").err
    assert data(run("followup", "moved", "Alna", "--json"))[0]["recommendation"] == "R1"
    run("followup", "page", "Alna", "-o", tmp_path / "p.docx")
    assert "judged" in run("finding", "remove", "F1", code=1).err
    assert "No evaluation forms" in run("conference", "evaluation", "Alna", code=1).err
    forms = tmp_path / "skjema.csv"
    forms.write_text("Nyttig?\n" + "5\n" * 7, encoding="utf-8")
    assert "Nyttig?" in run("conference", "evaluation", "Alna", forms).out


def test_findings_go_to_a_file_and_back(run: Callable[..., Run], tmp_path: Path) -> None:
    run("finding", "add", "--statement", "Husleia er høy.", "--district", "alna")
    book = tmp_path / "f.yaml"
    run("finding", "export", "-o", book)
    assert "Nothing was changed" in run("finding", "import", book).err
    book.write_text(book.read_text(encoding="utf-8").replace("er høy", "er svært høy"), encoding="utf-8")
    run("finding", "import", book)
    assert "svært" in run("finding", "list").out
    assert "neither" in run("finding", "export", "-o", tmp_path / "f.txt", code=1).err


def test_all_papers_before_a_conference(run: Callable[..., Run], tmp_path: Path) -> None:
    run("conference", "kit", "Alna", code=1)
    run("conference", "add", "Alna", "--date", "20.5.2026", "--role", "brukere=6")
    assert "no findings" in run("conference", "kit", "Alna", "-o", tmp_path / "tom", code=1).err
    assert not (tmp_path / "tom").exists()
    run("finding", "add", "--statement", "Husleia er høy.", "--district", "alna", "--theme", "penger")
    assert "time on the clock" in run("conference", "plan", "Alna", "--start", "ti", code=1).err
    assert "divided by five" in run("conference", "plan", "Alna", "--minutes", "237", code=1).err
    assert ".pptx" in run("conference", "slides", "Alna", "-o", tmp_path / "lysark.pdf", code=1).err
    done = run("conference", "kit", "Alna", "--start", "17:00", "--minutes", "180", "-o", tmp_path / "k")
    assert {path.name for path in (tmp_path / "k").iterdir()} == {
        "innbydelse.docx",
        "program.docx",
        "deltakerliste.docx",
        "navneliste.docx",
        "kjoreplan.docx",
        "evalueringsskjema.docx",
        "gruppeark-gruppe-1.docx",
        "lysark.pptx",
        "prosessdokument-alna.docx",
    }
    assert done.err.count("LIX") == 9
    assert "hard to read" not in done.err
    table = Document(str(tmp_path / "k" / "program.docx")).tables[0]
    assert table.cell(1, 0).text.startswith("17.00–")
    assert table.rows[-1].cells[0].text.endswith("–20.00")

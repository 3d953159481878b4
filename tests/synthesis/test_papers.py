from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from bsb.errors import BsbError
from bsb.synthesis.papers import Papers
from bsb.synthesis.synthesis import Synthesis
from tests.synthesis.conftest import NAMES, again, project_of


def text_of(path: Path) -> str:
    document = Document(str(path))
    parts = [p.text for p in document.paragraphs]
    parts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join(parts)


def test_a_theme_paper_has_quotes_from_all_with_their_evaluation(synthesis: Synthesis) -> None:
    (path,), read = Papers(synthesis).themes(["medisiner"], quotes=1)
    text = text_of(path)
    assert path == synthesis.root / "output" / "temaer" / "medisiner.docx"
    quotes = read.quotes["medisiner"]
    told = {each.name for each in read.matrix.projects if read.matrix.cell("medisiner", each.name).state == "said"}
    assert {quote.project for quote in quotes} == told
    assert len(told) > 1
    for quote in quotes:
        assert f"«{quote.printed}»" in text
    for label in (
        "Brukerne i Fossvik, 2005",
        "Gode erfaringer",
        "Utfordringer",
        "Funn, og hva dialogkonferansene sa",
    ):
        assert label in text
    assert "{{" not in text
    assert "\ue000" not in text


def test_no_paper_says_who_said_it_or_where(synthesis: Synthesis) -> None:
    written, read = Papers(synthesis).themes(quotes=5)
    interviews = []
    for name in NAMES:
        project = project_of(synthesis, name)
        interviews += [each.name for each in project.interviews.all()]
        project.close()
    for path in written:
        text = text_of(path)
        assert not any(name in text for name in interviews)
        assert not re.search(r"\bB\d\b|replikk \d", text)
    for (theme, name), cell in read.matrix.cells.items():
        if cell.state == "few":
            assert not any(quote.project == name for quote in read.quotes[theme])


def test_only_approved_quotes_are_printed(synthesis: Synthesis) -> None:
    project = project_of(synthesis, NAMES[0])
    own = [quote.ref for quote in project.quotes.all(states=["approved"])]
    project.quotes.reject(own)
    project.close()
    _written, read = Papers(synthesis).themes(quotes=5)
    chosen = {quote.project for quotes in read.quotes.values() for quote in quotes}
    assert chosen == set(NAMES[1:])


def test_no_words_are_printed_twice_and_people_take_turns(synthesis: Synthesis) -> None:
    _written, read = Papers(synthesis).themes(quotes=9)
    for quotes in read.quotes.values():
        for name in NAMES:
            words = [quote.printed for quote in quotes if quote.project == name]
            assert len(words) == len(set(words))


def test_the_folder_holds_nobodys_words_outside_papers(synthesis: Synthesis) -> None:
    _written, read = Papers(synthesis).themes(quotes=5)
    said = [quote.printed for quotes in read.quotes.values() for quote in quotes]
    assert said
    files = [p for p in synthesis.root.rglob("*") if p.is_file() and p.suffix != ".docx"]
    assert {p.name for p in files} == {"synthesis.yaml", "codes.yaml", "seen.yaml"}
    for path in files:
        assert not any(words in path.read_text(encoding="utf-8") for words in said)


def test_equal_projects_and_day_give_equal_bytes(synthesis: Synthesis, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        papers = Papers(again(synthesis))
        _written, read = papers.themes(["medisiner"], out=tmp_path / folder)
        for name in ("m.docx", "m.xlsx", "m.svg", "m.png"):
            papers.matrix(read, tmp_path / folder / name)
        papers.coverage(read, tmp_path / folder / "d.docx")
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes(), path.name


def test_the_matrix_as_a_workbook(synthesis: Synthesis, tmp_path: Path) -> None:
    papers = Papers(synthesis)
    read = synthesis.gather()
    papers.matrix(read, tmp_path / "m.xlsx")
    book = openpyxl.load_workbook(tmp_path / "m.xlsx")
    assert book.sheetnames == [
        *("Deltakere", "Intervjuer", "Replikker", "Gode og vanskelige"),
        *("Hva evalueringene dekker", "Funn", "Koder"),
    ]
    rows = list(book["Deltakere"].values)
    assert rows[0][1:-1] == tuple(each.label for each in read.matrix.projects)
    assert [row[0] for row in rows[1:]] == [theme.name for theme in read.matrix.themes]
    for theme, row in zip(read.matrix.themes, rows[1:], strict=True):
        assert [str(cell or "") for cell in row[1:-1]] == [cell.figure() for cell in read.matrix.row(theme.key)]
    codes = list(book["Koder"].values)
    assert {row[3] for row in codes[1:]} <= {"samme kode", "annet navn", "flere koder", "bare her"}


def test_the_matrix_as_a_word_table_and_a_picture(synthesis: Synthesis, tmp_path: Path) -> None:
    papers = Papers(synthesis)
    read = synthesis.gather()
    papers.matrix(read, tmp_path / "m.docx")
    (table,) = Document(str(tmp_path / "m.docx")).tables
    assert len(table.rows) == len(read.matrix.themes) + 2
    assert table.rows[-1].cells[0].text == "Deltakere i intervjuene"
    papers.matrix(read, tmp_path / "m.svg")
    assert 'role="img"' in (tmp_path / "m.svg").read_text(encoding="utf-8")
    papers.matrix(read, tmp_path / "m.png")
    assert (tmp_path / "m.png").read_bytes().startswith(b"\x89PNG")
    with pytest.raises(BsbError, match=r"cannot be written as “\.pdf”"):
        papers.matrix(read, tmp_path / "m.pdf")


def test_coverage_shows_what_only_one_evaluation_has(synthesis: Synthesis, tmp_path: Path) -> None:
    read = synthesis.gather()
    Papers(synthesis).coverage(read, tmp_path / "d.docx")
    text = text_of(tmp_path / "d.docx")
    here = [(name, key) for name, keys in read.here.items() for key in keys]
    assert here
    for name, key in here:
        assert next(code.name for code in read.books[name].codes if code.key == key) in text
    with pytest.raises(BsbError, match=r"neither \.docx nor \.xlsx"):
        Papers(synthesis).coverage(read, tmp_path / "d.txt")


def test_papers_in_english(synthesis: Synthesis) -> None:
    file = synthesis.root / "synthesis.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("language: nb", "language: en"), encoding="utf-8")
    (path,), _read = Papers(again(synthesis)).themes(["medisiner"])
    text = text_of(path)
    assert "Good experiences" in text
    assert "Gode erfaringer" not in text
    with zipfile.ZipFile(path) as archive:
        assert b'w:val="en-GB"' in archive.read("word/styles.xml")
        assert b"Page " in archive.read("word/footer1.xml")


def test_what_is_left_out_is_said(synthesis: Synthesis, places: Path) -> None:
    shutil.rmtree(places / NAMES[2])
    (path,), _read = Papers(synthesis).themes(["medisiner"], without=[NAMES[2]])
    assert f"Disse evalueringene er ikke med: {NAMES[2]}." in text_of(path)


def test_findings_stand_with_what_the_conference_said(synthesis: Synthesis) -> None:
    read = synthesis.gather()
    project = project_of(synthesis, NAMES[0])
    verdicts = {verdict.finding.ref: verdict for verdict in project.verdicts.all()}
    findings = {finding.ref: finding for finding in project.findings.all()}
    project.close()
    own = [each for each in read.findings if each.project == NAMES[0]]
    assert len(own) > 5
    assert {each.verdict for each in own} > {"confirmed"}
    for each in own:
        made = verdicts.get(each.ref)
        assert each.verdict == (made.verdict if made else "")
        assert each.text == (made.after if made and made.after else findings[each.ref].statement)


def test_a_finding_whose_grounds_are_all_gone_is_left_out(synthesis: Synthesis) -> None:
    before = synthesis.gather()
    project = project_of(synthesis, NAMES[0])
    for person in project.interviews.participants():
        project.consent.withdraw(person.interview, person.pseudonym)
    project.close()
    after = synthesis.gather()
    assert not [each for each in after.findings if each.project == NAMES[0]]
    assert after.lost[NAMES[0]] == len([each for each in before.findings if each.project == NAMES[0]])

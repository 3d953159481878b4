from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from docx import Document
from docx.oxml.ns import qn

from bsb.errors import BsbError
from bsb.formats.properties import read_properties
from bsb.project import Project
from tests.coding.conftest import team as team
from tests.coding.round_trip import word_editing as edit


def lines(path: Path) -> list[str]:
    return [paragraph.text for paragraph in Document(str(path)).paragraphs]


def test_the_word_file_tells_how_to_code_and_holds_turns_codes_and_comments(team: Project) -> None:
    made = team.coding_files.export("alna-fg1")
    document = Document(str(made.path))
    text = lines(made.path)
    assert made.codings == 5
    assert text[0] == "Koding av alna-fg1"
    assert "2 · B1 · deltaker" in text
    assert "Det er fint – jeg har egen inngang. Men husleia er høy, altså." in text
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert {"Økonomi", "Penger", "Å skylde penger", "Økonomi -"} <= set(cells)
    assert not any("{" in line or "[[" in line for line in [*text, *cells])
    notes = [(c.author, c.initials, c.text) for c in document.comments]
    assert ("KA", "KA", "Økonomi -; tydelig\nGjeld + individ; kanskje") in notes
    assert {author for author, _initials, _text in notes} == {"KA", "TL"}
    assert document.sections[0].header.paragraphs[0].text == "Til koding · alna-fg1 · Alna · versjon 1"
    assert " PAGE " in document.sections[0].footer._element.xml
    heads = [p for p in document.paragraphs if p.style.name == "BSB Replikk"]
    assert len(heads) == 6
    properties = read_properties(made.path)
    assert properties["bsb interview"] == "alna-fg1"
    assert properties["bsb sha256"] == team.transcripts.get("alna-fg1").sha256


@pytest.mark.parametrize(
    ("code", "tag", "title", "turn", "sheet", "column"),
    [
        ("en", "en-GB", "Coding alna-fg1", "2 · B1 · participant", "Coding", "Only these words"),
        ("nn", "nn-NO", "Koding av alna-fg1", "2 · B1 · deltakar", "Koding", "Berre desse orda"),
    ],
)
def test_files_come_in_the_project_s_language_and_go_back(
    team: Project, code: str, tag: str, title: str, turn: str, sheet: str, column: str
) -> None:
    toml = team.root / "bsb.toml"
    toml.write_text(
        toml.read_text(encoding="utf-8").replace('language = "nb"', f'language = "{code}"'), encoding="utf-8"
    )
    project = Project.open(team.root, now=team.now)
    path = project.coding_files.export("alna-fg1").path
    document = Document(str(path))
    assert lines(path)[0] == title
    assert turn in lines(path)
    language = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    assert language.get(qn("w:val")) == tag
    book = project.coding_files.export("alna-fg1", kind="excel").path
    assert column in [cell.value for cell in openpyxl.load_workbook(book)[sheet][4]]
    for file in (path, book):
        assert project.round_trip.plan(project.round_trip.read(file), coder="KA").compared.same == 5
    project.close()


def test_one_coders_codings_alone(team: Project) -> None:
    path = team.coding_files.export("alna-fg1", coder="TL").path
    assert path.name == "koding-alna-fg1-tl.docx"
    assert {c.author for c in Document(str(path)).comments} == {"TL"}
    plan = team.round_trip.plan(team.round_trip.read(path))
    assert (plan.coder, plan.compared.same, plan.changes()) == ("TL", 3, [])


def test_work_that_was_not_taken_in_is_not_written_over(team: Project) -> None:
    path = team.coding_files.export("alna-fg1").path
    before = path.read_bytes()
    team.coding_files.export("alna-fg1")
    assert path.read_bytes() == before
    edit.comment(path, "egen inngang", "bolig", author="Kari")
    with pytest.raises(BsbError, match="not been taken in"):
        team.coding_files.export("alna-fg1")
    team.round_trip.take_in(team.round_trip.plan(team.round_trip.read(path), coder="KA"))
    team.coding_files.export("alna-fg1")
    assert len(Document(str(path)).comments) == 4


def test_a_withdrawn_turn_is_shown_as_such_and_holds_nothing(team: Project) -> None:
    team.consent.withdraw("alna-fg1", "B2", on="2026-05-20")
    for kind in ("word", "excel"):
        path = team.coding_files.export("alna-fg1", kind=kind).path
        plan = team.round_trip.plan(team.round_trip.read(path), coder="KA")
        assert (plan.changes(), plan.found.problems, plan.found.notices) == ([], [], [])
    assert "(trukket tilbake)" in lines(team.output / "koding" / "koding-alna-fg1.docx")


def test_words_of_the_projects_own(team: Project) -> None:
    own = team.root / "templates" / "koding.yaml"
    own.write_text("nb:\n  how: Sånn gjør du\n", encoding="utf-8")
    assert "Sånn gjør du" in lines(team.coding_files.export("alna-fg1").path)
    own.write_text("nb:\n  steps: bare tekst\n", encoding="utf-8")
    with pytest.raises(BsbError, match=r"koding\.yaml"):
        team.coding_files.export("alna-fg1")


def test_nothing_to_code_with(project: Project, coded: Project) -> None:
    for code in [c for c in coded.codebook.all() if c.codable]:
        coded.codebook.plan.edit(code.key, status="retired").apply()
    with pytest.raises(BsbError, match="no code to code with"):
        coded.coding_files.export("alna-fg1")

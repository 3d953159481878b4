from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from bsb.errors import BsbError
from bsb.project import Project


def own(project: Project, text: str, name: str = "egen") -> str:
    folder = project.root / "matrices" / "comparisons"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return name


def test_the_shipped_ones_hold_for_the_example(example: Project) -> None:
    for definition in example.comparisons.definitions():
        made = example.comparisons.make(definition.name)
        assert len(made.table.districts) == len(example.config.districts)
        assert len(made.coincidences) == len(definition.conditions)
        for each in made.coincidences:
            groups = (each.both, each.only_one, each.only_other, each.neither, each.unknown)
            assert sorted(d for group in groups for d in group) == sorted(made.table.districts)


def test_the_demo_has_written_them(example: Project) -> None:
    names = {f"{each.name}.docx" for each in example.comparisons.definitions()}
    assert {path.name for path in (example.output / "sammenligninger").iterdir()} == names


def test_the_word_document_says_what_the_table_says(example: Project, tmp_path: Path) -> None:
    path = example.comparisons.write("bolig", out=tmp_path / "x.docx")
    made = example.comparisons.make("bolig")
    document = Document(str(path))
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows[1:] == [[d, *(cell.text for cell in made.table.cells[d])] for d in made.table.districts]
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    first = made.coincidences[0]
    assert f"{len(first.both)} av {len(first.both) + len(first.only_one)} bydeler med «dyre boliger»" in text
    assert "Med «dyre boliger» mener vi: Prisnivå" in text and "noe å se nærmere på, ikke et funn" in text
    assert "{{" not in text and "[[" not in text
    groups = {row.cells[0].text: row.cells for row in document.tables[1].rows[1:]}
    assert groups["Begge"][1].text == str(len(first.both)) and groups["Begge"][2].text == ", ".join(first.both)
    again = example.comparisons.write("bolig", out=tmp_path / "y.docx")
    assert again.read_bytes() == path.read_bytes()


def test_the_workbook_keeps_words_ranges_and_blanks(example: Project, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(example.comparisons.write("bolig", out=tmp_path / "x.xlsx"))
    rows = {row[0]: row for row in book["Tabell"].iter_rows(min_row=2, values_only=True)}
    assert rows["Gamle Oslo"][1] == 5 and rows["Gamle Oslo"][3] in (None, "")
    assert book["Sammentreff"].max_row == 1 + len(example.comparisons.make("bolig").coincidences)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title: A\ncolumns: [Økonomi]\nkolonner: []\n", "kolonner"),
        ("title: A\ncolumns: []\n", "line 2"),
        ("title: A\ncolumns: [Økonomi]\nconditions:\n  - [Økonomi >= 1]\n", "two conditions"),
        ("title: A\ncolumns: [Økonomi]\nconditions:\n  - [Økonomi, {condition: Bolig}]\n", "called"),
        ("title: A\ncolumns: [Økonomien]\n", "Økonomien"),
    ],
)
def test_a_fault_is_told_with_its_place(coded: Project, text: str, said: str) -> None:
    with pytest.raises(BsbError, match=said):
        coded.comparisons.make(own(coded, text))


def test_one_of_ones_own(coded: Project) -> None:
    own(coded, "title: Egen\ncolumns: [Økonomi, Bolig turns]\n")
    assert [each.name for each in coded.comparisons.definitions()] == ["egen"]
    assert [subject.key for subject in coded.comparisons.make("egen").table.subjects] == ["okonomi", "bolig"]


def test_another_ending_is_refused(coded: Project) -> None:
    own(coded, "title: Egen\ncolumns: [Økonomi]\n")
    with pytest.raises(BsbError, match=r"\.pdf"):
        coded.comparisons.write("egen", out=coded.root / "x.pdf")


def test_a_template_without_a_place_for_the_table(coded: Project) -> None:
    own(coded, "title: Egen\ncolumns: [Økonomi]\n")
    shutil.copyfile(coded.template("uenigheter.docx"), coded.root / "templates" / "sammenligning.docx")
    with pytest.raises(BsbError, match="sammenligning"):
        coded.comparisons.write("egen")
    assert not (coded.output / "sammenligninger" / "egen.docx").exists()

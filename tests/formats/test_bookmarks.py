import datetime
import subprocess
from pathlib import Path

from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from bsb.formats.bookmarks import Bookmark, marked, read_bookmarks, set_bookmarks
from bsb.formats.word_template import render
from tests.conftest import need

DAY = datetime.date(2026, 5, 20)


def filled(folder: Path, **context: object) -> Path:
    made = Document()
    made.add_heading("Under {{ name }}", 1)
    made.add_paragraph().add_run("«{{ words }}» og mer").bold = True
    made.add_table(1, 2).cell(0, 1).text = "{{ again }}"
    template = folder / "mal.docx"
    made.save(template)
    render(template, context, folder / "ut.docx", date=DAY, title="T")
    return folder / "ut.docx"


def test_marked_words_stand_in_a_bookmark_and_look_as_before(tmp_path: Path):
    path = filled(tmp_path, name="A", words=marked("bsb_a", "Hei  du"), again=marked("bsb_a", "Hei <du>"))
    document = Document(path)
    assert document.paragraphs[1].text == "«Hei  du» og mer"
    assert all(run.bold for run in document.paragraphs[1].runs)
    assert read_bookmarks(path, "bsb_") == [
        Bookmark("bsb_a", "Hei du", "Under A"),
        Bookmark("bsb_a_2", "Hei <du>", "Under A"),
    ]
    assert read_bookmarks(path, "other_") == []


def test_a_line_break_stays_inside(tmp_path: Path):
    path = filled(tmp_path, name="A", words=marked("bsb_a", "én\nto"), again="")
    assert [b.text for b in read_bookmarks(path, "bsb_")] == ["én to"]
    assert Document(path).paragraphs[1].text == "«én\nto» og mer"


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Cn"]), min_size=1))
def test_any_words_come_back(words: str):
    document = Document()
    document.add_paragraph("før " + marked("bsb_x", words) + " etter")
    set_bookmarks(document)
    names = [e.get(e.keys()[1]) for e in document.element.body.iter() if e.tag.endswith("}bookmarkStart")]
    assert names == ["bsb_x"]
    assert document.paragraphs[0].text == f"før {words} etter"


def test_they_survive_another_program_and_edited_words(tmp_path: Path):
    path = filled(tmp_path, name="A", words=marked("bsb_a", "Hei du"), again=marked("bsb_b", "der"))
    document = Document(path)
    next(run for run in document.paragraphs[1].runs if run.text == "Hei du").text = "Hei dere"
    document.save(path)
    command = [need("soffice"), f"-env:UserInstallation={(tmp_path / 'lo').as_uri()}", "--headless", "--convert-to"]
    subprocess.run([*command, "docx", "--outdir", str(tmp_path / "x"), str(path)], check=True, capture_output=True)
    found = read_bookmarks(tmp_path / "x" / "ut.docx", "bsb_")
    assert [(b.name, b.text, b.section) for b in found] == [
        ("bsb_a", "Hei dere", "Under A"),
        ("bsb_b", "der", "Under A"),
    ]

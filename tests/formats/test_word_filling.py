import datetime
from pathlib import Path

import pytest
from docx import Document

from bsb.errors import BsbError
from bsb.formats.word_filling import fields_of
from bsb.formats.word_template import render

DAY = datetime.date(2026, 5, 20)


def template(path: Path, *paragraphs: str) -> Path:
    made = Document()
    for text in paragraphs:
        made.add_paragraph(text)
    made.save(path)
    return path


def filled(path: Path, **context: object) -> list[str]:
    out = path.with_name("ut.docx")
    render(path, context, out, date=DAY, title="T")
    return [p.text for p in Document(out).paragraphs]


def test_the_fields_of_a_template_are_those_it_asks_for_and_not_its_own(tmp_path: Path):
    path = template(tmp_path / "mal.docx", "{{ a }}", "{%p for x in xs %}", "{{ x }}", "{%p endfor %}")
    assert fields_of(path.read_bytes()) == {"a", "xs"}


def test_a_template_that_was_changed_is_read_anew_and_so_are_other_words(tmp_path: Path):
    path = template(tmp_path / "mal.docx", "Før: {{ a }}")
    assert filled(path, a="én") == ["Før: én"]
    assert filled(path, a="to") == ["Før: to"]
    template(path, "Etter: {{ a }}", "{{ b }}")
    assert filled(path, a="én", b="b") == ["Etter: én", "b"]
    with pytest.raises(BsbError, match="b"):
        filled(path, a="én")


def test_a_fault_is_told_each_time(tmp_path: Path):
    path = template(tmp_path / "mal.docx", "{% if a %}uten slutt")
    for _time in range(2):
        with pytest.raises(BsbError, match="not well formed"):
            filled(path, a="én")


def test_a_break_in_one_text_leaves_its_neighbours_as_they_are(tmp_path: Path):
    path = template(tmp_path / "mal.docx", "[{{ a }}]", "[{{ b }}]", "[{{ c }}]")
    assert filled(path, a="x", b="y\nz\tæ", c="å") == ["[x]", "[y\nz\tæ]", "[å]"]

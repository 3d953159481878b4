from __future__ import annotations

from pathlib import Path

from docx import Document
from openpyxl import Workbook

from bsb.formats.properties import cut, joined, put_in_word, put_in_workbook, read_properties

OWN = {"bsb interview": "alna-fg1", "bsb code a": "Å & <b>", **cut("bsb codings", ["a:1", "b:2", "c" * 240])}


def test_word_and_excel_files_carry_them(tmp_path: Path) -> None:
    document = Document()
    put_in_word(document, OWN)
    document.save(str(tmp_path / "a.docx"))
    Document(str(tmp_path / "a.docx")).save(str(tmp_path / "b.docx"))  # as another program would
    book = Workbook()
    put_in_workbook(book, OWN)
    book.save(tmp_path / "a.xlsx")
    for name in ("a.docx", "b.docx", "a.xlsx"):
        found = read_properties(tmp_path / name)
        assert found == OWN
        assert joined("bsb codings", found) == ["a:1", "b:2", "c" * 240]


def test_a_file_without_any_has_none(tmp_path: Path) -> None:
    Workbook().save(tmp_path / "a.xlsx")
    assert read_properties(tmp_path / "a.xlsx") == {}

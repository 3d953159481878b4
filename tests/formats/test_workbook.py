import datetime
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from bsb.formats.workbook import new_workbook, put, save, table

DAY = datetime.date(2026, 5, 20)


def written(out: Path, *texts: str) -> Path:
    book = new_workbook()
    table(book.create_sheet("Ark"), ["Tekst", "Tall"], [20, 8], [(text, n) for n, text in enumerate(texts)])
    save(book, out, date=DAY, title="T")
    return out


@pytest.mark.parametrize("text", ["=1+1", "+47 22", "-nei", "@her", "\tinn", "\rny", '=HYPERLINK("http://x")'])
def test_a_text_never_becomes_a_formula(tmp_path: Path, text: str):
    out = written(tmp_path / "a.xlsx", text)
    cell = load_workbook(out)["Ark"]["A2"]
    assert cell.data_type == "s"
    assert cell.value.strip() == text.strip()
    assert cell.quotePrefix
    with zipfile.ZipFile(out) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


@given(st.text(max_size=50))
def test_any_text_is_written_as_text_without_what_a_workbook_cannot_hold(text: str):
    sheet = new_workbook().create_sheet("Ark")
    cell = put(sheet, 1, 1, text)
    assert cell.data_type == "s"
    assert [c for c in str(cell.value) if c.isprintable()] == [c for c in text if c.isprintable()]


def test_a_text_longer_than_a_cell_says_so():
    cell = put(new_workbook().create_sheet("Ark"), 1, 1, "a" * 40_000)
    assert len(str(cell.value)) == 32_767
    assert str(cell.value).endswith("…")


def test_a_table_has_a_frozen_header_a_filter_and_wrapped_cells(tmp_path: Path):
    sheet = load_workbook(written(tmp_path / "a.xlsx", "kort", "ord " * 60))["Ark"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:B3"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet["A3"].alignment.wrap_text
    assert sheet.row_dimensions[3].height > 4 * sheet.row_dimensions[2].height
    assert sheet["B2"].value == 0


def test_the_same_contents_give_the_same_bytes(tmp_path: Path):
    assert written(tmp_path / "a.xlsx", "x").read_bytes() == written(tmp_path / "b.xlsx", "x").read_bytes()
    assert load_workbook(tmp_path / "a.xlsx").properties.modified.date() == DAY

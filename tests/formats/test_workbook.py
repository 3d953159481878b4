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


def test_a_table_is_readable_at_first_sight(tmp_path: Path) -> None:
    from bsb.formats.workbook import new_workbook, table

    sheet = new_workbook().create_sheet("Tall")
    long = "Hun ringte tilbake samme dag, og da var det ordna. " * 3
    table(sheet, ["Tema", "Deltakere", "Sitat"], [20.0, 10.0, 40.0], [["Respekt", 3, long], ["Trygghet", 0, "Kort."]])
    assert sheet["B1"].alignment.horizontal == sheet["B2"].alignment.horizontal == "right"
    assert sheet["A1"].alignment.horizontal == "left"
    assert sheet["C2"].alignment.indent == 1  # words keep their distance from a number before them
    assert sheet.row_dimensions[2].height > 3 * 13 > 2 * sheet.row_dimensions[3].height
    assert sheet["A3"].border.bottom.style == "thin"
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A2", "$1:$1")


def test_a_wide_sheet_goes_over_pages_side_by_side_with_its_first_columns_on_each() -> None:
    from bsb.formats.workbook import header, new_workbook, page

    book = new_workbook()
    narrow, wide = book.create_sheet("Smal"), book.create_sheet("Bred")
    for sheet, columns in ((narrow, 6), (wide, 30)):
        header(sheet, 1, [f"Kolonne {n}" for n in range(columns)], [12.0] * columns)
        sheet.freeze_panes = "B2"
        page(sheet)
    assert (narrow.page_setup.fitToWidth, narrow.print_title_cols) == (1, None)
    assert (wide.page_setup.fitToWidth, wide.print_title_cols) == (2, "$A:$A")
    assert narrow.page_setup.fitToHeight == wide.page_setup.fitToHeight == 0


def test_upright_headings_make_the_row_as_high_as_the_longest() -> None:
    from bsb.formats.workbook import UPRIGHT, header, new_workbook

    sheet = new_workbook().create_sheet("Oversikt")
    header(sheet, 1, ["Tema", "sondrenordstrand-fg1"], [30.0, 8.0], across={2: UPRIGHT})
    assert sheet["B1"].alignment.textRotation == 90
    assert sheet.row_dimensions[1].height > 100

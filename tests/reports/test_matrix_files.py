import datetime
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Cm
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from bsb.analysis.definitions import MatrixDefinition, load_definition
from bsb.analysis.matrix import Cell, Line, Matrix, count_matrix
from bsb.analysis.reference import read_reference
from bsb.errors import BsbError
from bsb.reports.matrix_cells import HEAT, heat, total
from bsb.reports.matrix_files import write_matrix_document, write_matrix_workbook, write_reference_workbook
from bsb.reports.process import Material
from bsb.shipped import shipped

DAY = datetime.date(2026, 5, 20)
THEMES = MatrixDefinition("temaer-bydeler", "Temaer i bydelene", rows="theme", columns="district")


def counted(material: Material) -> Matrix:
    return count_matrix(material.store, material.codebook, material.config, THEMES)


def values(sheet: Worksheet) -> list[list[object]]:
    """Return what people see of a sheet."""
    hidden = [c for c in range(1, sheet.max_column + 1) if sheet.column_dimensions[get_column_letter(c)].hidden]
    return [[cell.value for cell in row if cell.column not in hidden] for row in sheet.iter_rows()]


@pytest.fixture
def book(material: Material, out: Path) -> dict[str, Worksheet]:
    write_matrix_workbook(counted(material), material.codings.all(), out / "m.xlsx", today=DAY)
    return {sheet.title: sheet for sheet in load_workbook(out / "m.xlsx").worksheets}


def test_the_overview_shows_people_and_valences_and_says_how_it_is_counted(book: dict[str, Worksheet]):
    sheet = book["Oversikt"]
    rows = values(sheet)
    assert rows[0][0] == "Temaer i bydelene"
    assert rows[3] == ["Tema", "Alna", "Bjerke", "I alt"]
    shown = {row[0]: row[1:] for row in rows[4:8]}
    assert shown == {
        "Tilgang": ["2\n−2", None, "2\n−2"],
        "Åpningstid": ["2\n−2", None, "2\n−2"],
        "Respekt": ["3\n+2 −1", None, "3\n+2 −1"],
        "Penger": ["1*\n−1", None, "1*\n−1"],
    }
    assert sheet.freeze_panes == "B5"
    assert sheet["A6"].alignment.indent == 1
    text = "\n".join(str(row[0]) for row in rows[8:])
    assert "Hver deltaker teller én gang" in text
    assert "én person" in text


def test_the_figures_can_be_sorted_and_filtered(book: dict[str, Worksheet]):
    head, *rows = values(book["Tall"])
    assert [row for row in rows if row[:2] == ["Penger", "Alna"]] == [
        ["Penger", "Alna", 1, 1, 1, 2, 0, 1, 1, 0, "ja"]
    ]
    assert len(rows) == 3 * 2 + 1
    assert head[:3] == ["Tema", "Bydel", "Deltakere"]
    assert book["Tall"].auto_filter.ref == "A1:L8"


def test_each_passage_has_a_row_with_its_place_and_all_its_coders(book: dict[str, Worksheet]):
    head, *rows = values(book["Sitater"])
    assert head == ["Tema", "Bydel", "Intervju", "Replikk", "Deltaker", "Valør", "Kodet av", "Sitat", "Notat"]
    assert len(rows) == 9
    first = next(row for row in rows if row[0] == "Respekt")
    assert first[1:7] == ["Alna", "alna-fg1", 2, "B1", "god erfaring", "TL"]
    assert "Møteplass" not in {row[0] for row in rows}


def test_quotes_and_memos_never_become_formulas(book: dict[str, Worksheet]):
    cells = [cell for row in book["Sitater"].iter_rows(min_row=2) for cell in row if str(cell.value).startswith("=")]
    assert {str(cell.value)[:7] for cell in cells} == {"=Stengt", "=notat"}
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in cells)


def test_coders_who_differ_stand_with_their_own_valence(material: Material, out: Path):
    row = {"interview": "alna-fg1", "turn": "6", "coder": "TL", "code": "apent", "valence": "mixed", "memo": "Se KA."}
    material.codings.put([(2, row)])
    write_matrix_workbook(counted(material), material.codings.all(), out / "m.xlsx", today=DAY)
    rows = values(load_workbook(out / "m.xlsx")["Sitater"])
    assert [r[5:7] for r in rows if r[3] == 6] == [["KA: utfordring; TL: både og", "KA, TL"]]
    assert [r[8] for r in rows if r[3] == 6] == ["Se KA."]


def test_the_word_table_has_header_row_heads_and_rules(material: Material, out: Path):
    write_matrix_document(counted(material), material.config, out / "m.docx", today=DAY)
    document = Document(str(out / "m.docx"))
    (table,) = document.tables
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells == [
        ["Tema / bydel", "Alna", "Bjerke", "I alt"],
        ["Tilgang", "2\n−2", "", "2\n−2"],
        ["Åpningstid", "2\n−2", "", "2\n−2"],
        ["Respekt", "3\n+2 −1", "", "3\n+2 −1"],
        ["Penger", "1*\n−1", "", "1*\n−1"],
    ]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert table.rows[0].cells[1]._tc.tcPr.find(qn("w:textDirection")).get(qn("w:val")) == "btLr"
    text = [p.text for p in document.paragraphs]
    assert text[0] == "Temaer i bydelene"
    assert any("Hver deltaker teller én gang" in line for line in text)
    assert "Penger" in text[text.index("Bare én person snakket om dette") :]
    assert not any("{{" in line or "[[" in line for line in text)


@pytest.mark.parametrize(("columns", "tables"), [(1, 1), (15, 1), (16, 1), (17, 2), (59, 4)])
def test_tables_fit_on_the_page_however_many_columns(material: Material, out: Path, columns: int, tables: int):
    lines = tuple(Line(str(n), f"Søndre Bydel {n}") for n in range(columns))
    matrix = Matrix(
        THEMES, (Line("a", "A"),), lines, {("a", line.key): Cell(1, 12, 40, 50, 25, 15) for line in lines}
    )
    write_matrix_document(matrix, material.config, out / "m.docx", today=DAY)
    document = Document(str(out / "m.docx"))
    assert len(document.tables) == tables
    section = document.sections[0]
    room = section.page_width - section.left_margin - section.right_margin + Cm(0.1)
    assert section.page_width > section.page_height
    assert all(sum(cell.width for cell in table.rows[0].cells) <= room for table in document.tables)
    names = [cell.text for table in document.tables for cell in table.rows[0].cells]
    assert [name for name in names if name.startswith("Søndre")] == [line.label for line in lines]
    assert names.count("I alt") == 1


def test_a_template_without_a_place_for_the_table(material: Material, out: Path, tmp_path: Path):
    template = tmp_path / "matrise.docx"
    made = Document()
    made.add_paragraph("{{ title }}")
    made.save(str(template))
    with pytest.raises(BsbError) as error:
        write_matrix_document(counted(material), material.config, out / "m.docx", today=DAY, template=template)
    assert "Put {{ matrix }} in" in error.value.hint
    assert not (out / "m.docx").exists()


def test_the_same_matrix_and_day_give_the_same_bytes(material: Material, out: Path):
    for name in ("a", "b"):
        write_matrix_workbook(counted(material), material.codings.all(), out / f"{name}.xlsx", today=DAY)
        write_matrix_document(counted(material), material.config, out / f"{name}.docx", today=DAY)
    for ending in ("xlsx", "docx"):
        assert (out / f"a.{ending}").read_bytes() == (out / f"b.{ending}").read_bytes()


def test_a_reference_table_keeps_words_ranges_and_blanks_and_its_sums(out: Path):
    for name, column, sums in (("tabell-2", 1, [59, 237, 309]), ("tabell-4", 1, [13, 7, 14, 3, 6])):
        table = read_reference(load_definition(shipped("matrices") / f"{name}.yaml"))
        write_reference_workbook(table, out / "t.xlsx", today=DAY)
        rows = values(load_workbook(out / "t.xlsx")["Tabell"])
        foot = next(row for row in rows if row[0] in ("Sum", "Antall «Profilert»"))
        assert foot[column:] == sums
        assert str(rows[-1][0]).startswith("Kilde: ")
    table = read_reference(load_definition(shipped("matrices") / "tabell-3.yaml"))
    write_reference_workbook(table, out / "t.xlsx", today=DAY)
    cells = [cell for row in values(load_workbook(out / "t.xlsx")["Tabell"]) for cell in row]
    assert {"Dekket", "30-35", "10-18", 36437} <= set(cells)


def test_heat_grows_darker_with_the_share_of_the_fullest_cell():
    order = [heat(Cell(speakers=n), 10) for n in range(1, 11)]
    assert order == sorted(order, key=HEAT.index)
    assert (order[0], order[-1], heat(Cell(), 10)) == (HEAT[0], HEAT[-1], "")

    def light(colour: str) -> float:
        parts = [int(colour[n : n + 2], 16) / 255 for n in (0, 2, 4)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    shades = [light(colour) for colour in HEAT]
    assert shades == sorted(shades, reverse=True)
    assert (shades[-1] + 0.05) / (light("1A1A1A") + 0.05) > 7


def test_totals_add_every_figure_up():
    assert total([Cell(1, 2, 3, 4, 1, 1), Cell(1, 1, 1, 1, 0, 1)]) == Cell(2, 3, 4, 5, 1, 2)
    assert total([]) == Cell()


def test_a_matrix_of_one_district_lists_only_its_quotes(material: Material, out: Path):
    matrix = count_matrix(material.store, material.codebook, material.config, THEMES, district="Bjerke")
    write_matrix_workbook(matrix, material.codings.all(), out / "m.xlsx", today=DAY)
    assert len(values(load_workbook(out / "m.xlsx")["Sitater"])) == 1

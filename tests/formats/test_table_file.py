from __future__ import annotations

import datetime
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsb.errors import BsbError
from bsb.formats.limits import Limits
from bsb.formats.table_file import Sheet, csv_text, read_table_file, safe, unsafe, write_sheets, write_table
from bsb.text.normal import normalise

DAY = datetime.date(2026, 5, 20)
SHEET = Sheet("ark", ("Navn", "n"), [("=1+1", 1), ("- ja; «æøå»\nlinje", None), ("'rolig", 3)])
CELLS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12).map(lambda t: normalise(t).strip())


@pytest.mark.parametrize("ending", ["csv", "tsv", "xlsx"])
def test_round_trip(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"t.{ending}"
    write_table(path, SHEET, date=DAY)
    found = read_table_file(path)
    assert found.columns == ("navn", "n")
    assert [dict(row) for _line, row in found.rows] == [
        {"navn": "=1+1", "n": "1"},
        {"navn": "- ja; «æøå»\nlinje", "n": ""},
        {"navn": "'rolig", "n": "3"},
    ]
    if ending == "xlsx":
        cell = openpyxl.load_workbook(path)["ark"]["A2"]
        assert (cell.data_type, cell.quotePrefix) == ("s", True)
    else:
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        assert "'=1+1" in path.read_text("utf-8-sig")


@given(st.lists(st.tuples(CELLS, CELLS), max_size=5), st.sampled_from(",;\t"))
def test_any_text_survives_csv(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]], separator: str
) -> None:
    path = tmp_path_factory.mktemp("x") / "t.csv"
    path.write_text(csv_text(Sheet("x", ("a", "b"), rows), separator=separator), encoding="utf-8-sig", newline="")
    assert [tuple(row.values()) for _line, row in read_table_file(path).rows] == [row for row in rows if any(row)]


@given(st.text(max_size=5))
def test_safe_cells_are_no_formulas_and_come_back(text: str) -> None:
    assert not safe(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    if not text.startswith("'"):
        assert unsafe(safe(text)) == text


def test_separators_and_lines_are_told(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b"sep=;\r\na;b\r\n1;2\r\n\r\n3;4")
    assert [number for number, _row in read_table_file(path).rows] == [2, 4]
    path.write_bytes("navn,by\nPål,Tromsø\n".encode("cp1252"))
    assert dict(read_table_file(path).rows[0][1]) == {"navn": "Pål", "by": "Tromsø"}


def test_what_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    for data, says in ((b"", "empty"), (b"a,a\n1,2", "twice"), (b"\x01\x02\x03\x04\x05", "not a text")):
        path.write_bytes(data)
        with pytest.raises(BsbError, match=says):
            read_table_file(path)
    path.write_text("a\n" * 9, encoding="utf-8")
    with pytest.raises(BsbError, match="more than 5 rows"):
        read_table_file(path, limits=Limits(rows=5))
    with pytest.raises(BsbError):
        read_table_file(tmp_path / "none.csv")
    bad = tmp_path / "t.xlsx"
    bad.write_bytes(b"PK no zip")
    with pytest.raises(BsbError, match="damaged"):
        read_table_file(bad)
    with zipfile.ZipFile(bad, "w") as archive:
        archive.writestr("xl/workbook.xml", "<!DOCTYPE x [<!ENTITY a 'b'>]><x/>")
    with pytest.raises(BsbError, match="damaged"):
        read_table_file(bad)
    with zipfile.ZipFile(bad, "w") as archive:
        archive.writestr("xl/vbaProject.bin", "x")
    with pytest.raises(BsbError, match="macros"):
        read_table_file(bad)
    with pytest.raises(BsbError, match="neither"):
        write_table(tmp_path / "t.docx", SHEET, date=DAY)


def test_several_sheets_the_same_bytes_each_time(tmp_path: Path) -> None:
    for name in "12":
        write_sheets(tmp_path / f"{name}.xlsx", [SHEET, Sheet("to", ("x",), [])], date=DAY, title="t")
    assert (tmp_path / "1.xlsx").read_bytes() == (tmp_path / "2.xlsx").read_bytes()
    assert openpyxl.load_workbook(tmp_path / "1.xlsx").sheetnames == ["ark", "to"]

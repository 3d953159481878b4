from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl
import pytest

from bsb.errors import BsbError
from bsb.formats.limits import Limits
from bsb.formats.sheet import read
from bsb.formats.source import Block
from tests.formats.transcript_files import pack


def book(path: Path, *sheets: list[list[object]]) -> Path:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for rows in sheets:
        sheet = made.create_sheet()
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


def test_one_turn_a_row_from_the_sheet_with_the_words(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Fokusgruppe", None, None],
        ["Nr", "Tid", "Deltaker", "Utsagn"],
        [1, datetime.time(0, 3, 12), "Kari", "=Hei på «deg» "],
        [2, datetime.timedelta(seconds=200), "I1", 12.0],
        [None, None, None, None],
        ["Del 2"],
    ]
    rows[2][3] = "Hei på «deg» "
    source = read(book(tmp_path / "a.xlsx", [["Om gruppa", 7]], rows))
    assert source.blocks == (
        Block("Fokusgruppe", kind="note"),
        Block("Hei på «deg»", "Kari", 192_000, kind="row"),
        Block("12", "I1", 200_000, kind="row"),
        Block("Del 2", kind="note"),
    )
    assert source.notices == ("1 further sheet was left out.",)


@pytest.mark.parametrize("sign", [";", ",", "\t"])
@pytest.mark.parametrize("code", ["utf-8-sig", "cp1252"])
def test_csv_with_any_sign_between_cells(tmp_path: Path, sign: str, code: str) -> None:
    path = tmp_path / "a.csv"
    rows = [["Hvem", "Replikk"], ["B1", '"Ja, så; klart\tdet å"'], ["B2", '"To ""ord""\nog en linje"']]
    path.write_bytes("\r\n".join(sign.join(row) for row in rows).encode(code))
    assert read(path).blocks == (
        Block("Ja, så; klart\tdet å", "B1", kind="row"),
        Block('To "ord"\nog en linje', "B2", kind="row"),
    )


def test_excels_own_first_line_names_the_sign(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("sep=|\nHvem|Tekst\nB1|Ja, ja; ja\n", encoding="utf-8")
    assert read(path).blocks == (Block("Ja, ja; ja", "B1", kind="row"),)


def test_too_many_rows_entities_and_broken_books_are_refused(tmp_path: Path) -> None:
    many = book(tmp_path / "a.xlsx", [["Hvem", "Tekst"], ["B1", "a"], ["B1", "b"]])
    with pytest.raises(BsbError, match="lines"):
        read(many, limits=Limits(blocks=2))
    for data in ('<!DOCTYPE x [<!ENTITY a "b">]><x/>', "<workbook"):
        with pytest.raises(BsbError, match=r"b\.xlsx"):
            read(pack(tmp_path / "b.xlsx", {"xl/workbook.xml": data}))

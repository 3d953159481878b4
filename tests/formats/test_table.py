from __future__ import annotations

import pytest

from bsb.formats.source import Block
from bsb.formats.table import Cell, Columns, Tables, from_header, from_rows


def blocks(*rows: tuple[str, ...]) -> list[Block]:
    return list(Tables().blocks([[Cell(text) for text in row] for row in rows]))


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        (("Tid", "Hvem", "Utsagn"), Columns(2, 1, 0)),
        (("Speaker:", "Time code", "TEXT"), Columns(2, 0, 1)),
        (("Tidskode", "Nr.", "Taler", "Replikk"), Columns(3, 2, 0)),
        (("Navn", "Alder"), None),
        (("Kari", "Jeg vil si noe om tekst"), None),
    ],
)
def test_header_words(header: tuple[str, ...], columns: Columns | None) -> None:
    assert from_header(header) == columns


def test_columns_are_guessed_only_where_names_come_back() -> None:
    assert from_rows([("0:01", "Kari", "Hei på deg"), ("0:09", "Ola", "Ja"), ("0:12", "Kari", "")]) == Columns(
        2, 1, 0
    )
    assert from_rows([("I1", "Hei på deg"), ("B1", "Ja")]) == Columns(1, 0)
    assert from_rows([("Dato", "3. mai 2007"), ("Sted", "Aktivitetshuset")]) is None
    assert blocks(("Dato", "3. mai 2007"), ("Sted", "Huset"))[0] == Block("Dato\t3. mai 2007", kind="row")


def test_a_cell_merged_with_the_words_is_no_name() -> None:
    rows = [
        [Cell("Tid"), Cell("Hvem"), Cell("Tekst")],
        [Cell("0:01"), Cell("De ler", 2)],
        [Cell("Del 2"), Cell(""), Cell("")],
    ]
    assert list(Tables().blocks(rows)) == [Block("De ler", None, 1000, kind="row"), Block("Del 2", kind="note")]

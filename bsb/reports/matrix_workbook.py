"""A matrix as an Excel workbook: an overview to read, the figures to sort, and every quote behind them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bsb.analysis.matrix import Matrix
from bsb.coding.codings import Coding
from bsb.formats.workbook import HEAD_FILL, INK, NAVY, dress, header, new_workbook, page, put, save, table
from bsb.reports.matrix_cells import KEY, RULES, TOTAL, heat, most_speakers, total, valences, voices

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_FIRST = 4  # the overview's header row, below title and key
ROWS = {"theme": "Tema", "service": "Tjeneste"}
COLUMNS = {"district": "Bydel", "interview": "Intervju"}
VALENCES = {"positive": "god erfaring", "critical": "utfordring", "mixed": "både og", "neutral": "nøytral"}


def write_matrix_workbook(matrix: Matrix, codings: Sequence[Coding], out: Path, *, today: datetime.date) -> None:
    """Write a matrix as a workbook with the sheets Oversikt, Tall and Sitater.

    ``codings`` may hold more than the matrix shows; only those of its rows and columns are listed. The workbook
    is a working paper: it shows interviews and speakers' pseudonyms. Texts never become formulas, and equal
    contents and day give equal bytes.

    Raises BsbError if it cannot be written there.
    """
    book = new_workbook()
    _overview(book.create_sheet("Oversikt"), matrix)
    _figures(book.create_sheet("Tall"), matrix)
    _quotes(book.create_sheet("Sitater"), matrix, codings)
    save(book, out, date=today, title=matrix.definition.title)


def _overview(sheet: Worksheet, matrix: Matrix) -> None:
    _line(sheet, 1, matrix.definition.title, bold=True, size=13)
    _line(sheet, 2, KEY)
    names = [ROWS[matrix.definition.rows], *(column.label for column in matrix.columns), TOTAL]
    header(sheet, _FIRST, names, [32.0, *(11.0 for _ in matrix.columns), 11.0])
    most = most_speakers(matrix)
    for number, row in enumerate(matrix.rows, _FIRST + 1):
        head = put(sheet, number, 1, row.label)
        colour, fill = (INK, "") if row.countable else (NAVY, HEAD_FILL)
        dress(head, bold=True, colour=colour, fill=fill, indent=row.depth)
        cells = [matrix.cell(row.key, column.key) for column in matrix.columns]
        if not row.countable and not any(cell.speakers for cell in cells):
            for column in range(2, len(names) + 1):
                dress(sheet.cell(row=number, column=column), fill=HEAD_FILL)
            continue
        for column, cell in enumerate([*cells, total(cells)], 2):
            text = "\n".join(part for part in (voices(cell), valences(cell)) if part)
            shown = put(sheet, number, column, text or None)
            last = column == len(names)
            dress(shown, bold=last, fill=HEAD_FILL if last else heat(cell, most), across="center")
        sheet.row_dimensions[number].height = 29
    for number, text in enumerate(RULES, _FIRST + len(matrix.rows) + 2):
        _line(sheet, number, text, bold=text == RULES[0])
    sheet.freeze_panes = f"B{_FIRST + 1}"
    page(sheet)


def _line(sheet: Worksheet, row: int, text: str, *, bold: bool = False, size: float = 10) -> None:
    """Write a line of text that runs on over the cells to its right."""
    dress(put(sheet, row, 1, text), bold=bold, size=size, wrap=False)


def _figures(sheet: Worksheet, matrix: Matrix) -> None:
    names = [
        *(ROWS[matrix.definition.rows], COLUMNS[matrix.definition.columns], "Deltakere", "Intervjuer", "Replikker"),
        *("Kodinger", "Gode erfaringer (replikker)", "Utfordringer (replikker)", "Både og (replikker)"),
        *("Nøytrale (replikker)", "Én stemme"),
    ]
    rows: list[list[str | int]] = []
    for row in matrix.rows:
        for column in matrix.columns:
            cell = matrix.cell(row.key, column.key)
            if row.countable or cell.speakers:
                counts = (cell.speakers, cell.interviews, cell.turns, cell.codings)
                by_valence = (cell.positive, cell.critical, cell.mixed, cell.neutral)
                rows.append([row.label, column.label, *counts, *by_valence, "ja" if cell.single_voice else ""])
    table(sheet, names, [30, 20, 11, 11, 11, 11, 14, 14, 14, 14, 10], rows)


def _quotes(sheet: Worksheet, matrix: Matrix, codings: Sequence[Coding]) -> None:
    names = [
        *(ROWS[matrix.definition.rows], "Bydel", "Intervju", "Replikk", "Deltaker", "Valør", "Kodet av", "Sitat"),
        "Notat",
    ]
    order = {line.key: n for n, line in enumerate(matrix.rows)}
    columns = {line.key for line in matrix.columns}
    passages: dict[tuple[str, int, int, str], list[Coding]] = {}
    for coding in codings:
        column = coding.district if matrix.definition.columns == "district" else coding.interview
        if coding.code in order and column in columns and coding.role == "participant":
            passages.setdefault((coding.interview, coding.start, coding.end, coding.code), []).append(coding)
    rows = [_passage(group) for group in sorted(passages.values(), key=lambda group: order[group[0].code])]
    table(sheet, names, [22, 16, 14, 9, 10, 14, 10, 62, 30], rows)


def _passage(group: list[Coding]) -> list[str | int]:
    """One row: a passage with all who gave it the same code, their valences apart where they differ."""
    group = sorted(group, key=lambda c: c.coder)
    first = group[0]
    alike = len({c.valence for c in group}) == 1
    valence = VALENCES[first.valence] if alike else "; ".join(f"{c.coder}: {VALENCES[c.valence]}" for c in group)
    memos = [(c.coder, c.memo) for c in group if c.memo]
    memo = memos[0][1] if len(memos) == 1 else "\n".join(f"{coder}: {text}" for coder, text in memos)
    return [
        *(first.code_name, first.district, first.interview, first.turn, first.speaker, valence),
        *(", ".join(c.coder for c in group), first.quote, memo),
    ]

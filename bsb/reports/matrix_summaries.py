"""The sheet in which summaries are written in Excel, and its way back.

Each cell of the matrix is a row, with the text in the one column that is open for writing. What brings it home
stands in hidden columns of the same row, so that sorting and filtering part nothing: the keys, the fingerprint
of the text that was exported, a digest of the names people see, and the codings the writer had before them.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bsb.analysis.matrix import Matrix
from bsb.coding.summaries import Summary
from bsb.coding.summary_import import Returned, SummaryPlan, fingerprint
from bsb.errors import BsbError
from bsb.formats.bookmarks import names_in
from bsb.formats.workbook import HEAD_FILL, NAVY, SOURCE, dress, fit, header, new_workbook, page, put, save
from bsb.formats.workbook_read import read_sheet
from bsb.i18n import gettext as _
from bsb.reports.matrix_cells import axis_name, label, valences, voices
from bsb.reports.matrix_extras import Extras, Key
from bsb.reports.source_marks import mark_summary
from bsb.text.normal import digest

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

SHEET = "Sammendrag"
TEXT = "Sammendrag"
_FORM = "bsb-sammendrag-1"
_HIDDEN = ("radnøkkel", "kolonnenøkkel", "avtrykk", "navn", "kodinger", SOURCE)
_KEYS = _HIDDEN[:5]  # what a row needs to find home
_FIRST = 4  # the header row
_HOW = (
    "Skriv i kolonnen Sammendrag: kort, med egne ord, det cellen sier. Sitatene står i arket Sitater. "
    "Ta teksten inn igjen med: bsb matrix import FIL.xlsx --author DINE INITIALER"
)
_HOW_CONFLICT = (
    "Disse cellene er endret både i arbeidsboka og i prosjektet. Skriv teksten som skal gjelde, i kolonnen "
    "Sammendrag (der står prosjektets nå), og ta den inn med: bsb matrix import FIL.xlsx --author DINE INITIALER"
)


@dataclass(frozen=True, slots=True)
class ReturnedSheet:
    """A sheet of summaries as it came back: for which matrix (its scope), from which project, and its rows."""

    matrix: str
    mark: str
    rows: tuple[Returned, ...]


def summaries_sheet(sheet: Worksheet, matrix: Matrix, extras: Extras) -> None:
    """Fill the sheet: one row for each cell in which anything is coded or written."""
    definition = matrix.definition
    names = [axis_name(definition.rows), axis_name(definition.columns), "Deltakere", "+/−", TEXT]
    names += ["Skrevet av", "Dato", "Endret siden"]
    widths = [24.0, 17.0, 10.0, 9.0, 80.0, 11.0, 11.0, 20.0]
    _head(sheet, _HOW, definition.title, matrix.definition.scope(matrix.district), extras.mark, names, widths)
    number = _FIRST
    for row in matrix.rows:
        for column in matrix.columns:
            key = (row.key, column.key)
            summary, codings = extras.summaries.get(key), extras.codings.get(key, ())
            if summary is None and not (codings and row.countable and column.countable):
                continue
            number += 1
            cell = matrix.cell(*key)
            heads = [label(definition.rows, row), label(definition.columns, column), voices(cell), valences(cell)]
            uids = [coding.uid for coding in codings]
            told = [summary.author, summary.at[:10], summary.since(uids)] if summary else ["", "", ""]
            text = summary.text if summary else ""
            mark = "".join(names_in(mark_summary(summary))) if summary else ""
            _row(sheet, number, [*heads, text, *told], widths, len(heads), key, text, uids, mark)
    _finish(sheet, number, len(names))


def write_conflicts(plan: SummaryPlan, mark: str, title: str, out: Path, *, today: datetime.date) -> None:
    """Write a workbook with both texts of every cell that was changed on both sides; it can be imported itself.

    Raises BsbError if it cannot be written there.
    """
    book = new_workbook()
    sheet = book.create_sheet(SHEET)
    names = ["Rad", "Kolonne", "Teksten i prosjektet", "Skrevet av", "Teksten i arbeidsboka", TEXT]
    widths = [20.0, 16.0, 50.0, 14.0, 50.0, 50.0]
    _head(sheet, _HOW_CONFLICT, title, plan.matrix, mark, names, widths)
    for number, each in enumerate(plan.conflicts, _FIRST + 1):
        row, _slash, column = each.returned.label.partition(" × ")
        who = f"{each.old.author} {each.old.at[:10]}" if each.old else ""
        values = [row, column, each.before, who, each.after, each.before]
        _row(sheet, number, values, widths, 5, each.returned.cell, each.before, list(each.returned.rests_on))
    _finish(sheet, _FIRST + len(plan.conflicts), len(names))
    save(book, out, date=today, title=title)


def _head(
    sheet: Worksheet, how: str, title: str, scope: str, mark: str, names: Sequence[str], widths: Sequence[float]
) -> None:
    dress(put(sheet, 1, 1, title), bold=True, size=13, wrap=False)
    dress(put(sheet, 2, 1, how), wrap=False)
    header(sheet, _FIRST, [*names, *_HIDDEN], [*widths, *(10.0 for _name in _HIDDEN)])
    for at, text in enumerate((_FORM, scope, mark), len(names) + 1):
        put(sheet, 1, at, text)


def _row(
    sheet: Worksheet,
    number: int,
    values: Sequence[str],
    widths: Sequence[float],
    text_at: int,
    key: Key,
    text: str,
    uids: Sequence[str],
    mark: str = "",
) -> None:
    """Write a row; ``text_at`` (from 0) is the one cell that is open for writing."""
    from openpyxl.styles import Protection

    for at, value in enumerate(values):
        cell: Any = put(sheet, number, at + 1, value or None)
        if at == text_at:
            cell.protection = Protection(locked=False)
        else:
            dress(cell, bold=at < 2, colour=NAVY if at < 2 else "1A1A1A", fill="" if at < 2 else HEAD_FILL)
    hidden = (*key, fingerprint(text), _names(values[0], values[1]), " ".join(uids), mark)
    for at, value in enumerate(hidden, len(values) + 1):
        put(sheet, number, at, value or None)
    fit(sheet, number, values, widths)
    sheet.row_dimensions[number].height = max(32.0, sheet.row_dimensions[number].height or 0.0)


def _finish(sheet: Worksheet, last: int, shown: int) -> None:
    from openpyxl.utils import get_column_letter

    for at in range(shown + 1, shown + 1 + len(_HIDDEN)):
        sheet.column_dimensions[get_column_letter(at)].hidden = True
    sheet.freeze_panes = f"C{_FIRST + 1}"
    # The filter spans the hidden columns too: sorting by it takes the keys along.
    sheet.auto_filter.ref = f"A{_FIRST}:{get_column_letter(shown + len(_HIDDEN))}{max(last, _FIRST)}"
    page(sheet)
    sheet.protection.enable()
    for allowed in ("sort", "autoFilter", "formatColumns", "formatRows", "formatCells"):
        setattr(sheet.protection, allowed, False)  # openpyxl's word for what is not forbidden


def _names(row: str, column: str) -> str:
    told = digest(f"{row.strip()}\n{column.strip()}")
    return f"bsb_n_{told[:8]}"  # digits alone could be taken for a telephone


def read_summaries(path: Path) -> ReturnedSheet:
    """Read the sheet of summaries of a workbook that ``summaries_sheet`` or ``write_conflicts`` has made.

    Raises BsbError if there is none, or rows were torn apart: keys missing, or beside other names than their own.
    """
    rows = read_sheet(path, SHEET)
    top = next((n for n, row in enumerate(rows) if set(_KEYS) <= set(row) and TEXT in row), None)
    if top is None or not rows or _FORM not in rows[0]:
        raise BsbError(
            _("{file} is no workbook that summaries were exported to.").format(file=path.name),
            _("Export the matrix again, and write in that workbook: bsb matrix export NAME -o FILE.xlsx"),
        )
    names = rows[top]
    at = {name: names.index(name) for name in (*_KEYS, TEXT)}
    form = rows[0].index(_FORM)
    head = [*rows[0], "", ""]
    found: list[Returned] = []
    torn: list[int] = []
    for number, cells in enumerate(rows[top + 1 :], top + 2):
        values = [*cells, *("" for _name in range(len(names) - len(cells)))]
        row, column, base, seen, codings = (values[at[name]].strip() for name in _KEYS)
        text = values[at[TEXT]]
        if not (row or column or seen):
            if text.strip():
                torn.append(number)
            continue
        if seen != _names(values[0], values[1]):
            torn.append(number)
            continue
        label_ = f"{values[0].strip()} × {values[1].strip()}"
        found.append(Returned(number, (row, column), label_, text, base, tuple(codings.split())))
    if torn:
        raise BsbError(
            _("{file}: in rows {rows}, the text no longer stands beside its own cell.").format(
                file=path.name, rows=", ".join(map(str, torn))
            ),
            _("Write only in the column {column}; sort and filter with the arrows of the header.").format(
                column=TEXT
            ),
        )
    return ReturnedSheet(head[form + 1].strip(), head[form + 2].strip(), _once(path, found))


def _once(path: Path, rows: Sequence[Returned]) -> tuple[Returned, ...]:
    """Return the rows, a cell that stands there twice with one text once; refuse one with two texts."""
    known: dict[Key, Returned] = {}
    for each in rows:
        first = known.setdefault(each.cell, each)
        if fingerprint(first.text) != fingerprint(each.text):
            raise BsbError(
                _("{file}: “{cell}” stands in rows {one} and {other} with different texts.").format(
                    file=path.name, cell=each.label, one=first.row, other=each.row
                ),
                _("Put both texts in one of the rows, and empty or delete the other row."),
            )
    return tuple(known.values())


def strangers(returned: ReturnedSheet, matrix: Matrix, stored: dict[Key, Summary]) -> list[Returned]:
    """Return the rows with a new text for a cell that neither the matrix nor the project has any more."""
    rows, columns = ({line.key for line in lines} for lines in (matrix.rows, matrix.columns))
    return [
        each
        for each in returned.rows
        if fingerprint(each.text) != each.base
        and each.cell not in stored
        and not (each.cell[0] in rows and each.cell[1] in columns)
    ]

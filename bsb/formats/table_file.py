"""Tables with a header row as .csv or .xlsx files: texts that never become formulas, æøå that Excel reads."""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bsb.errors import BsbError
from bsb.formats.limits import LIMITS, Limits, damaged
from bsb.formats.stable_zip import write_whole
from bsb.i18n import gettext as _
from bsb.i18n import thousands
from bsb.text.normal import normalise

Value = str | int | float | None
ENDINGS = (".csv", ".tsv", ".xlsx")
_LIVE = ("=", "+", "-", "@", "\t", "\r")
_TALLEST = 409.0  # points, Excel's limit for a row
_ENOUGH = 3000  # characters that fill the tallest row
_READABLE = 40.0  # characters in a column of text
_SEPARATORS = ";\t,"
_LONGEST = 32_767  # characters in a cell, Excel's limit
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class TableFile:
    """A table that was read: its column names in lower case, and its rows with the line or row they stand in."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[int, Mapping[str, str]], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table to be written: its name, its column names, and its rows in that order."""

    name: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[Value]]


def safe(text: str) -> str:
    """Return a text as a .csv cell may hold it: with ' before a sign that would make it a formula.

    >>> safe("=1+1"), safe("- ja"), safe("ja")
    ("'=1+1", "'- ja", 'ja')
    """
    return "'" + text if text.startswith(_LIVE) else text


def unsafe(text: str) -> str:
    """Return what ``safe`` was given."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_LIVE) else text


def csv_text(sheet: Sheet, *, separator: str = ",") -> str:
    """Return a table as the text of a .csv file, every cell safe, lines ended by CR LF."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator)
    writer.writerow(sheet.columns)
    writer.writerows([safe(cell) if isinstance(cell, str) else cell for cell in row] for row in sheet.rows)
    return out.getvalue()


def write_table(out: Path, sheet: Sheet, *, date: datetime.date, separator: str = ",") -> None:
    """Write one table as .csv or .tsv (UTF-8 with a byte order mark, so that Excel reads æøå) or .xlsx.

    Raises BsbError for another ending, or if it cannot be written there.
    """
    ending = out.suffix.lower()
    if ending == ".xlsx":
        write_sheets(out, [sheet], date=date, title=sheet.name)
    elif ending in (".csv", ".tsv"):
        separator = "\t" if ending == ".tsv" else separator
        write_whole(out, csv_text(sheet, separator=separator).encode("utf-8-sig"))
    else:
        raise BsbError(
            _("{file} is neither .csv nor .xlsx.").format(file=out.name),
            _("Give it one of the endings {endings}.").format(endings=", ".join(ENDINGS)),
        )


def write_sheets(out: Path, sheets: Sequence[Sheet], *, date: datetime.date, title: str) -> None:
    """Write tables as the sheets of one workbook; equal contents and date give equal bytes.

    Cells are plain, so that 20,000 rows take seconds: texts are texts and numbers are numbers. Long texts wrap,
    the first row stays in sight, has a filter and is printed on every page, and the sheet is as wide as the paper.

    Raises BsbError if it cannot be written there.
    """
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    from bsb.formats.workbook import page, save, sheets_beside

    with sheets_beside(out):
        book = Workbook(write_only=True)
        for sheet in sheets:
            made = book.create_sheet(sheet.name[:31])
            made.freeze_panes = "B2" if len(sheet.columns) > 2 else "A2"
            made.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{len(sheet.rows) + 1}"
            made.print_title_rows = "1:1"
            widths = _widths(sheet)
            for index, width in enumerate(widths, 1):
                made.column_dimensions[get_column_letter(index)].width = width
            page(made)
            cells = _Cells(made)
            made.append([cells.heading(name) for name in sheet.columns])
            for number, row in enumerate(sheet.rows, 2):
                if (lines := _lines(row, widths)) > 1:  # not every program works that out when it opens a file
                    made.row_dimensions[number].height = min(_TALLEST, 15.0 * lines)
                made.append(cells.of(value) for value in row)
        save(book, out, date=date, title=title)


def _lines(row: Sequence[Value], widths: Sequence[float]) -> int:
    """Return how many lines the tallest cell of a row needs."""
    from bsb.formats.workbook_room import lines_of

    texts = [(value, width) for value, width in zip(row, widths, strict=True) if isinstance(value, str) and value]
    return max((lines_of(text[:_ENOUGH], width, size=11) for text, width in texts), default=1)


class _Cells:
    """Makes the cells of a sheet: a few with their styles, used again for every value, since openpyxl writes each
    at once. Giving every cell a style of its own would take minutes.
    """

    def __init__(self, sheet: Any) -> None:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment

        self._sheet = sheet
        self._plain: Any = WriteOnlyCell(sheet)
        self._plain.alignment = Alignment(wrap_text=True, vertical="top")
        self._live: Any = WriteOnlyCell(sheet)  # for what would become a formula
        self._live.alignment = Alignment(wrap_text=True, vertical="top")
        self._live.quotePrefix = True

    def of(self, value: Value) -> Any:
        """Return the cell to append for a value; it is good until the next one is asked for."""
        if not isinstance(value, str):
            if value is None:
                return None
            self._plain.value = value
            return self._plain
        text = _FORBIDDEN.sub("", value)
        text = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
        cell = self._live if text.startswith(_LIVE) else self._plain
        cell.value = text
        cell.data_type = "s"
        return cell

    def heading(self, name: str) -> Any:
        """Return a cell of its own for a heading."""
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        from bsb.formats.workbook import HEAD_FILL, NAVY

        cell: Any = WriteOnlyCell(self._sheet, name)
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(bold=True, color=NAVY)
        cell.fill = PatternFill("solid", start_color=HEAD_FILL, end_color=HEAD_FILL)
        cell.border = Border(bottom=Side("medium", color=NAVY))
        return cell


def _widths(sheet: Sheet) -> list[float]:
    """Return column widths in characters: what most cells need, and never more than a page can show."""
    widths = []
    for index, name in enumerate(sheet.columns):
        lengths = sorted(len(str(row[index])) for row in sheet.rows if row[index] is not None)
        common = lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0
        widths.append(float(min(60, max(len(name) + 3, common + 2))))
    wide = sum(width > _READABLE for width in widths)
    most = 60.0 if wide < 3 else _READABLE  # of many columns of text, each has to be narrower
    return [min(width, most) for width in widths]


def read_table_file(path: Path, *, limits: Limits = LIMITS) -> TableFile:
    """Read a .csv, .tsv or .xlsx table whose first row names the columns; of a workbook, its first sheet with words.

    Texts come NFC and without blanks around them, and without the ' that ``safe`` put before them.

    Raises BsbError if the file is missing, damaged, no text, beyond the limits, holds macros or entities, or names
    a column twice.
    """
    with_numbers = _workbook(path, limits) if path.suffix.lower() == ".xlsx" else _csv(path, limits)
    rows = [(number, cells) for number, cells in with_numbers if any(cells)]
    if not rows:
        raise BsbError(_("{file} is empty.").format(file=path.name), _("The first row names the columns."))
    columns = [cell.lower() for cell in rows[0][1]]
    twice = [name for name, n in Counter(filter(None, columns)).items() if n > 1]
    if twice:
        raise BsbError(
            _("{file} has the column {names} twice.").format(file=path.name, names=", ".join(twice)),
            _("Give each column a name of its own."),
        )
    blank = [""] * len(columns)
    named = tuple((number, dict(zip(columns, cells + blank, strict=False))) for number, cells in rows[1:])
    return TableFile(path.name, tuple(columns), named)


def _csv(path: Path, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    from bsb.formats.plain import load

    text, _counts = load(path, limits)
    text = normalise(text)
    if text.startswith("sep=") and text[5:6] == "\n":  # Excel's own way to say which
        separator, text = text[4], text[6:]
    else:
        first = text.split("\n", 1)[0]
        separator = max(_SEPARATORS, key=first.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for row in lines:
            _check_rows(path, lines.line_num, limits)
            yield lines.line_num, [unsafe(cell.strip()) for cell in row]
    except csv.Error as error:
        raise damaged(path) from error


def _workbook(path: Path, limits: Limits) -> list[tuple[int, list[str]]]:
    from bsb.formats.workbook_read import opened

    found: list[tuple[int, list[str]]] = []
    with opened(path, limits, values=True) as book:
        for sheet in book.worksheets:
            if found or sheet.sheet_state != "visible":
                continue
            for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
                _check_rows(path, number, limits)
                cells = [_as_text(value) for value in values[:200]]
                if any(cells):
                    found.append((number, cells))
    return found


def _check_rows(path: Path, number: int, limits: Limits) -> None:
    if number > limits.rows:
        raise BsbError(
            _("{file} has more than {most} rows and was not read.").format(
                file=path.name, most=thousands(limits.rows)
            ),
            _("Keep the rows with turns and save them as a new file."),
        )


def _as_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return normalise(str(value)).strip()

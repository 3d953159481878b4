"""Excel workbooks: cells that can never become formulas, frozen headers, the same bytes each time."""

from __future__ import annotations

import contextlib
import copy
import datetime
import io
import math
import os
import re
import tempfile
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bsb.formats.bookmarks import names_in, unmarked
from bsb.formats.stable_zip import WORK, cannot_write, stable, write_whole

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

FONT = "Arial"
INK, NAVY = "1A1A1A", "17365D"
#: The heading of a column of marks.
SOURCE = "Kilde"
HEAD_FILL, LINE = "E6ECF3", "C3CBD6"
_LONGEST = 32_767  # characters in a cell, Excel's limit
_TALLEST = 409  # points, Excel's limit for a row
_LIVE = ("=", "+", "-", "@", "\t", "\r")
_ONE_AT_A_TIME = threading.RLock()  # what is changed in openpyxl for a while is the same for all threads
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def new_workbook() -> Workbook:
    """Return an empty workbook, without the sheet that openpyxl would give it."""
    from openpyxl import Workbook

    book = Workbook()
    for sheet in list(book.worksheets):
        book.remove(sheet)
    return book


def put(sheet: Worksheet, row: int, column: int, value: str | int | float | None) -> Cell:
    """Write a value into a cell (rows and columns from 1) and return the cell.

    A text stays a text: one that begins with = + - @, a tab or a carriage return is written as a string with
    Excel's quote prefix, so that it runs as a formula neither now nor after someone edits the cell. Characters
    that a workbook cannot hold are dropped; a text longer than a cell takes ends in «…». Texts that are
    ``bookmarks.marked`` give the cell names.
    """
    cell: Any = sheet.cell(row=row, column=column)
    if isinstance(value, str):
        for mark in names_in(value):
            name_cell(cell, mark)
        text = _FORBIDDEN.sub("", unmarked(value))
        cell.value = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
        cell.data_type = "s"
        if text.startswith(_LIVE):
            cell.quotePrefix = True
    else:
        cell.value = value
    dress(cell)
    result: Cell = cell
    return result


def name_cell(cell: Any, name: str) -> None:
    """Give a cell a hidden name, by which it can be found again wherever it is moved to."""
    from openpyxl.utils import quote_sheetname
    from openpyxl.workbook.defined_name import DefinedName

    known = cell.parent.parent.defined_names
    free, number = name, 1
    while free in known:
        number += 1
        free = f"{name}_{number}"
    place = f"{quote_sheetname(cell.parent.title)}!${cell.column_letter}${cell.row}"
    known[free] = DefinedName(free, attr_text=place, hidden=True)


def dress(
    cell: Any,
    *,
    bold: bool = False,
    size: float = 10,
    colour: str = INK,
    fill: str = "",
    across: str = "left",
    wrap: bool = True,
    indent: int = 0,
) -> None:
    """Give a cell its font, ground colour and alignment (from the top; a text that is not wrapped runs on)."""
    from openpyxl.styles import Alignment, Font, PatternFill

    # Making a style costs openpyxl far more than a cell; each kind is made once for a workbook.
    made: dict[tuple[object, ...], Any] = cell.parent.parent.__dict__.setdefault("bsb_styles", {})
    kind = (bold, size, colour, fill, across, wrap, indent, cell.quotePrefix)
    if kind not in made:
        cell.font = Font(name=FONT, size=size, bold=bold, color=colour)
        inward = 1 if across == "right" else indent
        cell.alignment = Alignment(horizontal=across, vertical="top", wrap_text=wrap, indent=inward)
        if fill:
            cell.fill = PatternFill("solid", start_color=fill, end_color=fill)
        made[kind] = copy.copy(cell._style)
    cell._style = copy.copy(made[kind])


def header(
    sheet: Worksheet, row: int, names: Sequence[str], widths: Sequence[float], *, right_from: int | None = None
) -> None:
    """Write a header row with column widths in characters; it repeats on every printed page.

    Headings from the column ``right_from`` (from 1) on stand to the right, over numbers.
    """
    from openpyxl.styles import Border, Side
    from openpyxl.utils import get_column_letter

    for column, (name, width) in enumerate(zip(names, widths, strict=True), 1):
        cell = put(sheet, row, column, name)
        right = right_from is not None and column >= right_from
        dress(cell, bold=True, colour=NAVY, fill=HEAD_FILL, across="right" if right else "left")
        cell.border = Border(bottom=Side("medium", color=NAVY))
        sheet.column_dimensions[get_column_letter(column)].width = width
    fit(sheet, row, names, [width * 0.9 for width in widths])
    sheet.print_title_rows = f"{row}:{row}"


def table(
    sheet: Worksheet,
    names: Sequence[str],
    widths: Sequence[float],
    rows: Sequence[Sequence[str | int | None]],
    *,
    sources: Sequence[str] = (),
) -> None:
    """Write a plain table from the top of a sheet: header frozen, a filter on every column, numbers to the right.

    ``sources`` are names of marks, one for each row. They stand in a hidden column, so that sorting takes them along.
    """
    from openpyxl.utils import get_column_letter

    header(sheet, 1, [*names, *([SOURCE] if sources else [])], [*widths, *([10.0] if sources else [])])
    for number, values in enumerate(rows, 2):
        for column, value in enumerate(values, 1):
            cell = put(sheet, number, column, value)
            if isinstance(value, int):
                dress(cell, across="right")
        fit(sheet, number, values, widths)
    for number, source in enumerate(sources, 2):
        put(sheet, number, len(names) + 1, source)
    if sources:
        sheet.column_dimensions[get_column_letter(len(names) + 1)].hidden = True
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(names) + bool(sources))}{len(rows) + 1}"
    page(sheet)


def fit(sheet: Worksheet, row: int, values: Sequence[object], widths: Sequence[float]) -> None:
    """Set a row's height to what its wrapped texts need: not every program works that out when it opens a file."""
    lines = 1
    for value, width in zip(values, widths, strict=True):
        parts = str(value or "").split("\n")
        lines = max(lines, sum(max(1, math.ceil(len(part) * 1.08 / width)) for part in parts))
    sheet.row_dimensions[row].height = min(_TALLEST, 13.0 * lines + 3)


def page(sheet: Worksheet, *, landscape: bool = True) -> None:
    """Print a sheet on A4, as wide as the paper, with its name and page numbers in the footer."""
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    footer: Any = sheet.oddFooter
    footer.left.text, footer.right.text = "&A", "Side &P av &N"


@contextlib.contextmanager
def sheets_beside(out: Path) -> Iterator[None]:
    """Have openpyxl keep the sheets that it is writing beside the file, and nothing of them afterwards.

    It would put them where the system keeps temporary files, which others may search and a withdrawal does not.

    Raises BsbError if they cannot be written there.
    """
    from lxml.etree import SerialisationError
    from openpyxl.worksheet import _writer

    def beside(suffix: str = "") -> str:
        handle, name = tempfile.mkstemp(suffix=suffix, dir=folder)
        os.close(handle)
        _writer.ALL_TEMP_FILES.append(name)  # which it takes off again
        return name

    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with _ONE_AT_A_TIME, tempfile.TemporaryDirectory(prefix=WORK, dir=out.parent) as folder:
            usual, _writer.create_temporary_file = _writer.create_temporary_file, beside
            try:
                yield
            finally:
                _writer.create_temporary_file = usual
    except (OSError, SerialisationError) as error:
        raise cannot_write(out, error) from None


def save(book: Workbook, out: Path, *, date: datetime.date, title: str, author: str = "") -> None:
    """Write the workbook whole or not at all; equal contents and date give equal bytes.

    Raises BsbError if it cannot be written there.
    """
    made = io.BytesIO()
    with sheets_beside(out):
        book.save(made)
    write_whole(out, stable(made.getvalue(), date=date, title=title, author=author))

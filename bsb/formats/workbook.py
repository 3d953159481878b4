"""Excel workbooks: cells that can never become formulas, frozen headers, the same bytes each time."""

from __future__ import annotations

import contextlib
import copy
import datetime
import io
import os
import re
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from bsb.formats.bookmarks import names_in, unmarked
from bsb.formats.stable_zip import WORK, cannot_write, stable, write_whole
from bsb.formats.text_width import text_width
from bsb.formats.workbook_room import lines_of, pages_across

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

FONT = "Arial"
INK, NAVY = "1A1A1A", "17365D"
#: The heading of a column of marks.
SOURCE = "Kilde"
HEAD_FILL, LINE = "E6ECF3", "C3CBD6"
#: How a heading stands that is turned.
UPRIGHT = "upright"
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
    ruled: bool = False,
) -> None:
    """Give a cell its font, ground colour and alignment (from the top; a text that is not wrapped runs on).

    A ``ruled`` one has a thin line under it.
    """
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    # Making a style costs openpyxl far more than a cell; each kind is made once for a workbook.
    made: dict[tuple[object, ...], Any] = cell.parent.parent.__dict__.setdefault("bsb_styles", {})
    kind = (bold, size, colour, fill, across, wrap, indent, ruled, cell.quotePrefix)
    if kind not in made:
        cell.font = Font(name=FONT, size=size, bold=bold, color=colour)
        cell.alignment = Alignment(horizontal=across, vertical="top", wrap_text=wrap, indent=indent)
        if fill:
            cell.fill = PatternFill("solid", start_color=fill, end_color=fill)
        if ruled:
            cell.border = Border(bottom=Side("thin", color=LINE))
        made[kind] = copy.copy(cell._style)
    cell._style = copy.copy(made[kind])


def header(
    sheet: Worksheet,
    row: int,
    names: Sequence[str],
    widths: Sequence[float],
    *,
    across: Mapping[int, str] = MappingProxyType({}),
) -> None:
    """Write a header row with column widths in characters; it repeats on every printed page.

    ``across`` says of columns (from 1) whose headings do not stand to the left: "right" (over numbers), "center",
    or "upright" (turned, so that the column can be narrow).
    """
    from openpyxl.styles import Alignment, Border, Side
    from openpyxl.utils import get_column_letter

    upright = [name for column, name in enumerate(names, 1) if across.get(column) == UPRIGHT]
    for column, (name, width) in enumerate(zip(names, widths, strict=True), 1):
        cell, place = put(sheet, row, column, name), across.get(column, "left")
        after = place == "left" and across.get(column - 1) == "right"  # keeps its distance from a number
        dress(cell, bold=True, colour=NAVY, fill=HEAD_FILL, across=place.replace(UPRIGHT, "left"), indent=int(after))
        cell.border = Border(bottom=Side("medium", color=NAVY))
        if place == UPRIGHT:
            cell.alignment = Alignment(horizontal="center", vertical="bottom", text_rotation=90)
        sheet.column_dimensions[get_column_letter(column)].width = width
    level = ["" if across.get(column) == UPRIGHT else name for column, name in enumerate(names, 1)]
    fit(sheet, row, level, widths, bold=True)
    if upright:
        longest = max(text_width(name, 10, bold=True) for name in upright)
        sheet.row_dimensions[row].height = max(sheet.row_dimensions[row].height or 0.0, longest * 1.04 + 8)
    sheet.print_title_rows = f"{row}:{row}"


def table(
    sheet: Worksheet,
    names: Sequence[str],
    widths: Sequence[float],
    rows: Sequence[Sequence[str | int | None]],
    *,
    sources: Sequence[str] = (),
) -> None:
    """Write a plain table from the top of a sheet: header frozen, a filter on every column, a line under each row.

    Columns of whole numbers stand to the right, under their headings. ``sources`` are names of marks, one for each
    row. They stand in a hidden column, so that sorting takes them along.
    """
    from openpyxl.utils import get_column_letter

    numbers = _of_numbers(rows, len(names))
    heads, wide = [*names, *([SOURCE] if sources else [])], [*widths, *([10.0] if sources else [])]
    header(sheet, 1, heads, wide, across=dict.fromkeys(numbers, "right"))
    for number, values in enumerate(rows, 2):
        for column, value in enumerate(values, 1):
            cell = put(sheet, number, column, value)
            if column in numbers:
                dress(cell, across="right", ruled=True)
            else:  # words keep their distance from a number before them
                dress(cell, indent=int(column - 1 in numbers), ruled=True)
        fit(sheet, number, values, widths)
    for number, source in enumerate(sources, 2):
        put(sheet, number, len(names) + 1, source)
    if sources:
        sheet.column_dimensions[get_column_letter(len(names) + 1)].hidden = True
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(names) + bool(sources))}{len(rows) + 1}"
    page(sheet)


def _of_numbers(rows: Sequence[Sequence[str | int | None]], columns: int) -> set[int]:
    """Return the columns (from 1) that hold whole numbers and no words."""
    of_column = {at: [row[at - 1] for row in rows if row[at - 1] not in (None, "")] for at in range(1, columns + 1)}
    return {at for at, own in of_column.items() if own and all(isinstance(value, int) for value in own)}


def fit(sheet: Worksheet, row: int, values: Sequence[object], widths: Sequence[float], *, bold: bool = False) -> None:
    """Set a row's height to what its wrapped texts need: not every program works that out when it opens a file."""
    lines = 1
    for value, width in zip(values, widths, strict=True):
        if value:
            lines = max(lines, lines_of(unmarked(str(value)), width, bold=bold))
    sheet.row_dimensions[row].height = min(_TALLEST, 13.0 * lines + 3)


def page(sheet: Worksheet, *, landscape: bool = True, repeated: int | None = None) -> None:
    """Print a sheet on A4, with its name and page numbers in the footer.

    It is made as wide as the paper; one that would be too small to read goes over several pages side by side, with
    the first columns on each: as many as ``repeated`` says, else those that are frozen.
    """
    from openpyxl.utils import column_index_from_string, coordinate_to_tuple, get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    shown = {
        column_index_from_string(letter): each.width
        for letter, each in sheet.column_dimensions.items()
        if not each.hidden
    }
    frozen = coordinate_to_tuple(sheet.freeze_panes)[1] - 1 if sheet.freeze_panes else 0
    fixed = frozen if repeated is None else repeated
    across = pages_across(list(shown.values()), sum(width for at, width in shown.items() if at <= fixed))
    if across > 1 and fixed:
        sheet.print_title_cols = f"A:{get_column_letter(fixed)}"
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth = across
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = sheet.page_margins
    margins.left = margins.right = 0.5
    margins.top, margins.bottom, margins.header, margins.footer = 0.6, 0.7, 0.3, 0.3
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

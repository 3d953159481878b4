"""Reading one sheet of a workbook that comes back from people, as texts."""

from __future__ import annotations

import contextlib
import io
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bsb.errors import BsbError
from bsb.formats.bookmarks import Bookmark
from bsb.formats.limits import LIMITS, Limits, damaged, guard_workbook
from bsb.i18n import gettext as _
from bsb.i18n import thousands
from bsb.text.normal import normalise

_COLUMNS = 200  # further ones are not looked at


@contextlib.contextmanager
def opened(path: Path, limits: Limits, *, values: bool) -> Iterator[Any]:
    """Open a workbook of unknown origin for reading, as openpyxl has it; with ``values``, formulas as what they gave.

    Raises BsbError if it is damaged, beyond the limits, or holds macros or entities; also if reading on fails.
    """
    guard_workbook(path, limits)
    import openpyxl

    # openpyxl warns of styles that nobody asked for, and prints of some: neither is for whoever reads our output.
    with path.open("rb") as file, warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        try:
            book = openpyxl.load_workbook(file, read_only=True, data_only=values)
            yield book
            book.close()
        except BsbError:
            raise
        except Exception as error:  # openpyxl raises whatever the broken part makes it stumble on
            raise damaged(path) from error


def read_sheet(path: Path, *names: str, limits: Limits = LIMITS) -> list[list[str]]:
    """Return the rows of the first sheet so named from the top, hidden rows and columns too; an empty cell is "".

    Raises BsbError if there is no such sheet, a cell of it holds a formula, or the file is missing, damaged, beyond
    the limits, or holds macros or entities.
    """
    if not path.is_file():
        raise BsbError(_("There is no file {file}.").format(file=path.name), _("Check the name and the folder."))
    with opened(path, limits, values=False) as book:
        name = next((each for each in names if each in book.sheetnames), "")
        if not name:
            raise BsbError(
                _("{file} has no sheet “{sheet}”.").format(file=path.name, sheet=names[0]),
                _("Make the export again, and write in that workbook."),
            )
        rows: list[list[str]] = []
        for number, cells in enumerate(book[name].iter_rows(), 1):
            if len(rows) >= limits.rows:
                raise BsbError(
                    _("{file} has more than {most} rows and was not read.").format(
                        file=path.name, most=thousands(limits.rows)
                    ),
                    _("Take the empty rows at the end away."),
                )
            if any(cell.data_type == "f" for cell in cells[:_COLUMNS]):
                # Its value may not have been worked out by the program that saved it: it would read as empty.
                raise BsbError(
                    _("{file}, sheet {sheet}, row {row}: a cell holds a formula.").format(
                        file=path.name, sheet=name, row=number
                    ),
                    _("Write it as text: put an apostrophe before it."),
                )
            rows.append([_text(cell.value) for cell in cells[:_COLUMNS]])
    return rows


def read_workbook_marks(path: Path, prefix: str, *, limits: Limits = LIMITS) -> list[Bookmark]:
    """Return the marks of a workbook whose names begin with ``prefix``: names of cells, and those in their own cells.

    A named cell has its own text, a mark in a cell that of the rest of its row, a cell a line; the section is the
    sheet and the place.

    Raises BsbError if the file is missing, damaged, beyond the limits, or holds macros or entities.
    """
    guard_workbook(path, limits)
    import openpyxl

    found: list[Bookmark] = []
    with path.open("rb") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            book = openpyxl.load_workbook(file)
            for name, defined in book.defined_names.items():
                if name.startswith(prefix):
                    found += [_named(name, book, *place) for place in defined.destinations]
            for sheet in book.worksheets:
                for cells in sheet.iter_rows(max_row=min(sheet.max_row, limits.rows), max_col=_COLUMNS):
                    found += _marked(sheet.title, cells, prefix)
        except Exception as error:  # openpyxl raises whatever the broken part makes it stumble on
            raise damaged(path) from error
    return found


def _named(name: str, book: Any, sheet: str, place: str) -> Bookmark:
    cell = book[sheet][place.replace("$", "")] if sheet in book.sheetnames and ":" not in place else None
    return Bookmark(name, _text(cell.value) if cell is not None else "", f"{sheet} {place.replace('$', '')}")


def _marked(sheet: str, cells: tuple[Any, ...], prefix: str) -> list[Bookmark]:
    texts = [_text(cell.value) for cell in cells]
    marks = [text for text in texts if text.startswith(prefix)]
    words = "\n".join(" ".join(text.split()) for text in texts if text and not text.startswith(prefix))
    return [Bookmark(mark, words, f"{sheet} {cells[0].row}") for mark in marks]


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return normalise(str(value))

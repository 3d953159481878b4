"""A sheet that people fill in and send back: some columns open for writing, the rest locked.

What brings it home stands in hidden columns of the same row, so that sorting and filtering part nothing: its key,
the fingerprint of each open text as it was exported, and a digest of the locked cells.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bsb.coding.summary_import import Returned, fingerprint
from bsb.errors import BsbError
from bsb.formats.bookmarks import unmarked
from bsb.formats.workbook import HEAD_FILL, LINE, dress, fit, header, new_workbook, page, put, save
from bsb.formats.workbook_read import read_sheet
from bsb.i18n import gettext as _
from bsb.text.normal import digest

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_FIRST = 4  # the header row
_KEY, _SEEN = "nøkkel", "låst"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width in characters, and, if it is open for writing, the field that it holds.

    ``choices`` are the words of a drop-down list.
    """

    name: str
    width: float
    field: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of sheet: what marks its files, the sheet's name, how to fill it in, and its columns."""

    kind: str
    sheet: str
    how: str
    columns: tuple[Column, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of the open columns."""
        return tuple(column.field for column in self.columns if column.field)


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it came back: where it stands, its key ("" if someone added it), its open texts and their bases."""

    number: int
    key: str
    texts: Mapping[str, str]
    bases: Mapping[str, str]

    def returned(self, label: str) -> list[Returned]:
        """Return the row's texts as ``bsb.coding.summary_import.plan_import`` takes them: cells (key, field)."""
        return [
            Returned(self.number, (self.key, field), f"{label} × {field}", text, self.bases[field])
            for field, text in self.texts.items()
        ]


@dataclass(frozen=True, slots=True)
class Read:
    """A sheet that came back: the mark of the project that it was exported from, its rows, and its form."""

    mark: str
    rows: tuple[Row, ...]
    form: Form | None = None


def write_form(
    out: Path,
    form: Form,
    rows: Sequence[tuple[str, Sequence[str]]],
    *,
    mark: str,
    title: str,
    date: datetime.date,
    spare: int = 0,
) -> None:
    """Write a workbook with one sheet: (key, a value for each column) a row, and ``spare`` empty rows to add to.

    Raises BsbError if it cannot be written there.
    """
    book = new_workbook()
    sheet = book.create_sheet(form.sheet)
    dress(put(sheet, 1, 1, title), bold=True, size=13, wrap=False)
    dress(put(sheet, 2, 1, form.how), wrap=False)
    hidden = _hidden(form)
    widths = [column.width for column in form.columns]
    header(sheet, _FIRST, [*(c.name for c in form.columns), *hidden], [*widths, *(10.0 for _name in hidden)])
    for at, text in enumerate((form.kind, mark), len(form.columns) + 1):
        put(sheet, 1, at, text)
    blank = ("", ["" for _column in form.columns])
    for number, (key, values) in enumerate([*rows, *([blank] * spare)], _FIRST + 1):
        _row(sheet, number, form, key, values)
        fit(sheet, number, values, widths)
        sheet.row_dimensions[number].height = max(28.0, sheet.row_dimensions[number].height or 0.0)
    last = _FIRST + len(rows) + spare
    _lists(sheet, form, last)
    _finish(sheet, form, last, len(hidden))
    save(book, out, date=date, title=title)


def _hidden(form: Form) -> list[str]:
    return [_KEY, *(f"avtrykk {field}" for field in form.fields), _SEEN]


def _row(sheet: Worksheet, number: int, form: Form, key: str, values: Sequence[str]) -> None:
    from openpyxl.styles import Border, Protection, Side

    thin = Side("thin", color=LINE)
    for at, (column, value) in enumerate(zip(form.columns, values, strict=True), 1):
        cell: Any = put(sheet, number, at, value or None)
        if column.field:
            cell.protection = Protection(locked=False)
        else:
            dress(cell, fill=HEAD_FILL)
        cell.border = Border(bottom=thin, right=thin)
    texts = {c.field: v for c, v in zip(form.columns, values, strict=True) if c.field}
    bases = [fingerprint(texts[field]) if key else "" for field in form.fields]
    for at, value in enumerate([key, *bases, _locked(form, values) if key else ""], len(form.columns) + 1):
        put(sheet, number, at, value or None)


def _locked(form: Form, values: Sequence[str]) -> str:
    own = [unmarked(value).strip() for column, value in zip(form.columns, values, strict=False) if not column.field]
    return digest("\n".join(own))[:8]


def _lists(sheet: Worksheet, form: Form, last: int) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    for at, column in enumerate(form.columns, 1):
        if column.choices:
            listed = DataValidation(type="list", formula1=f'"{",".join(column.choices)}"', allow_blank=True)
            listed.add(f"{get_column_letter(at)}{_FIRST + 1}:{get_column_letter(at)}{max(last, _FIRST + 1)}")
            sheet.add_data_validation(listed)


def _finish(sheet: Worksheet, form: Form, last: int, hidden: int) -> None:
    from openpyxl.utils import get_column_letter

    shown = len(form.columns)
    for at in range(shown + 1, shown + 1 + hidden):
        sheet.column_dimensions[get_column_letter(at)].hidden = True
    sheet.freeze_panes = f"B{_FIRST + 1}"  # what the row is about stays in sight
    # The filter spans the hidden columns too: sorting by it takes the keys along.
    sheet.auto_filter.ref = f"A{_FIRST}:{get_column_letter(shown + hidden)}{max(last, _FIRST)}"
    page(sheet)
    sheet.protection.enable()
    for allowed in ("sort", "autoFilter", "formatColumns", "formatRows", "formatCells"):
        setattr(sheet.protection, allowed, False)  # openpyxl's word for what is not forbidden


def read_form(path: Path, *forms: Form) -> Read:
    """Read a sheet that ``write_form`` made, in the first of some forms that fits: one for each language.

    Raises BsbError if there is none, rows were torn apart, or a row stands there twice.
    """
    rows = read_sheet(path, *dict.fromkeys(form.sheet for form in forms))
    form, top = next(_fitting(rows, forms), (None, 0))
    if form is None:
        raise BsbError(
            _("{file} is no workbook of this kind.").format(file=path.name),
            _("Export it again, and write in that workbook."),
        )
    names = _heads(form)
    at = {name: rows[top].index(name) for name in names}
    kind_at = rows[0].index(form.kind)
    found: list[Row] = []
    torn: list[int] = []
    for number, cells in enumerate(rows[top + 1 :], top + 2):
        values = {name: cells[place] if place < len(cells) else "" for name, place in at.items()}
        texts = {column.field: values[column.name] for column in form.columns if column.field}
        key = values[_KEY].strip()
        seen = _locked(form, [values[column.name] for column in form.columns])
        if key and values[_SEEN].strip() != seen:
            torn.append(number)
        elif key or any(text.strip() for text in texts.values()):
            bases = {field: values[f"avtrykk {field}"].strip() for field in form.fields}
            found.append(Row(number, key, texts, bases))
    if torn:
        raise BsbError(
            _("{file}: in rows {rows}, the text no longer stands beside its own row.").format(
                file=path.name, rows=", ".join(map(str, torn))
            ),
            _("Write only in the white columns; sort and filter with the arrows of the header."),
        )
    _refuse_twice(path, found)
    return Read([*rows[0], ""][kind_at + 1].strip(), tuple(found), form)


def _heads(form: Form) -> list[str]:
    return [column.name for column in form.columns] + _hidden(form)


def _fitting(rows: Sequence[Sequence[str]], forms: Sequence[Form]) -> Iterator[tuple[Form, int]]:
    """Yield the forms that a sheet has, with the number of the row in which their heads stand."""
    for form in forms:
        for top, row in enumerate(rows):
            if set(_heads(form)) <= set(row) and form.kind in rows[0]:
                yield form, top


def _refuse_twice(path: Path, rows: Sequence[Row]) -> None:
    first: dict[str, int] = {}
    for row in rows:
        if row.key and first.setdefault(row.key, row.number) != row.number:
            raise BsbError(
                _("{file}: rows {one} and {other} are of the same thing.").format(
                    file=path.name, one=first[row.key], other=row.number
                ),
                _("Put both texts in one of the rows, and delete the other."),
            )


def refuse_stranger(path: Path, mark: str, own: str, *, any_project: bool) -> None:
    """Raise BsbError for a file that was exported from another project, unless that is meant."""
    if mark != own and not any_project:
        raise BsbError(
            _("{file} was exported from another project.").format(file=path.name),
            _("If it is meant for this one, add --any-project."),
        )

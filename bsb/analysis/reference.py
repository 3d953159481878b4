"""Reference tables: figures from plans and statistics, kept as they were printed.

Blanks, ranges ("30-35") and words ("Dekket") stand in the cells as they are; only whole numbers are added.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from bsb.analysis.definitions import MatrixDefinition
from bsb.errors import BsbError
from bsb.formats.limits import damaged
from bsb.formats.plain import load
from bsb.i18n import gettext as _


@dataclass(frozen=True, slots=True)
class ReferenceTable:
    """A table of texts: header, rows, and the foot (None where a column has no sum)."""

    definition: MatrixDefinition
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    foot: tuple[int | None, ...] | None


def read_reference(definition: MatrixDefinition) -> ReferenceTable:
    """Read the table of a definition that has a ``reference``.

    Raises BsbError if it is no text, empty or broken, or a row has more or fewer cells than the header.
    """
    path = definition.reference
    if path is None:
        raise ValueError("the definition has no reference table")
    lines = csv.reader(io.StringIO(load(path)[0], newline=""))
    try:
        every = [tuple(cell.strip() for cell in row) for row in lines if row]
    except csv.Error as error:
        raise damaged(path) from error
    if not every:
        raise BsbError(_("{file} is empty.").format(file=path.name), _("The first row names the columns."))
    header, *rows = every
    for number, row in enumerate(rows, 2):
        if len(row) != len(header):
            raise BsbError(
                _("{file}, row {row}: {found} cells where the header has {expected}.").format(
                    file=path.name, row=number, found=len(row), expected=len(header)
                ),
                _("Put quotation marks around a cell that holds a comma."),
            )
    return ReferenceTable(definition, header, tuple(rows), _foot(definition.sum, rows))


def _foot(rule: str | None, rows: list[tuple[str, ...]]) -> tuple[int | None, ...] | None:
    if not rule or not rows:
        return None
    foot: list[int | None] = [None]
    for column in list(zip(*rows, strict=True))[1:]:
        if rule == "numbers":
            numeric = all(cell.isdecimal() for cell in column)
            foot.append(sum(map(int, column)) if numeric else None)
        else:
            foot.append(sum(cell == rule for cell in column))
    return tuple(foot)

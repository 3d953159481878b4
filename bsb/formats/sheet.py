"""Workbooks (.xlsx) and .csv files with one turn a row."""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections import Counter
from pathlib import Path

from bsb.formats import left_out
from bsb.formats.limits import (
    LIMITS,
    Limits,
    check_blocks,
    check_line,
    damaged,
)
from bsb.formats.plain import load
from bsb.formats.source import Source, clean
from bsb.formats.table import Cell, Tables, from_header
from bsb.formats.workbook_read import opened

_COLUMNS = 200  # further ones are not looked at
_DELIMITERS = ";\t,|"


def read(path: Path, *, emphasis: bool = False, limits: Limits = LIMITS) -> Source:
    """Read a workbook or a .csv file, one block a row that has words in it.

    Of several sheets, the first with a header row that names the words is read, else the first with anything
    in it. Styles within a cell are not kept.

    Raises BsbError if the file is damaged, holds macros or entities, or goes beyond the limits.
    """
    with path.open("rb") as file:
        packed = file.read(2) == b"PK"
    rows, counts = _workbook(path, limits) if packed else _csv(path, limits)
    blocks = tuple(Tables().blocks([[Cell(text) for text in row] for row in rows]))
    return Source(blocks, left_out.notices(counts), "xlsx" if packed else "csv")


def _workbook(path: Path, limits: Limits) -> tuple[list[list[str]], Counter[str]]:
    with opened(path, limits, values=True) as book:
        sheets = [_sheet(path, sheet, limits) for sheet in book.worksheets if sheet.sheet_state == "visible"]
    sheets = [rows for rows in sheets if rows]
    named = [rows for rows in sheets if any(from_header(row) for row in rows[:5])]
    chosen = (named or sheets or [[]])[0]
    return chosen, Counter(sheet=max(0, len(sheets) - 1))


def _sheet(path: Path, sheet: object, limits: Limits) -> list[list[str]]:
    rows = []
    for number, values in enumerate(sheet.iter_rows(values_only=True), 1):  # type: ignore[attr-defined]
        check_blocks(path, number, limits)
        row = [_as_text(value) for value in values[:_COLUMNS]]
        while row and not row[-1]:
            row.pop()
        if row:
            rows.append(row)
    return _even(rows)


def _as_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.time):
        return value.strftime("%H:%M:%S")
    if isinstance(value, datetime.timedelta):
        seconds = int(value.total_seconds())
        return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return clean(str(value)).strip()


def _csv(path: Path, limits: Limits) -> tuple[list[list[str]], Counter[str]]:
    text, counts = load(path, limits)
    text = clean(text)
    check_blocks(path, text.count("\n"), limits)
    for line in text.split("\n"):
        check_line(path, len(line), limits)
    named = re.match(r"sep=(.)\n", text)  # Excel's own way to say which
    delimiter = named[1] if named else _delimiter(text)
    text = text[named.end() :] if named else text
    rows: list[list[str]] = []
    before = csv.field_size_limit(limits.line_chars)
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 1):
            check_blocks(path, number, limits)
            if any(cell.strip() for cell in row):
                rows.append([cell.strip() for cell in row[:_COLUMNS]])
    except csv.Error as error:
        raise damaged(path) from error
    finally:
        csv.field_size_limit(before)
    return _even(rows), counts


def _even(rows: list[list[str]]) -> list[list[str]]:
    """Return rows of one width: a short row in a sheet is no merged cell."""
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def _delimiter(text: str) -> str:
    """Return the sign that parts the first lines into the same number of cells most often, and most cells."""
    lines = text[:65536].split("\n")[:50]
    best, most = ",", 0.0
    for sign in _DELIMITERS:
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=sign) if row]
        except csv.Error:
            continue
        width, times = Counter(widths).most_common(1)[0] if widths else (1, 0)
        score = times / len(widths) + min(width, 10) / 100 if width > 1 else 0.0
        if score > most:
            best, most = sign, score
    return best

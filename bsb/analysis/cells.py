"""Cells of comparisons: a text as it was printed, and the number or range it holds, if it holds one."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PLAIN = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+"
_NUMBER = re.compile(rf"(?P<whole>-?(?:{_PLAIN}))(?:[.,](?P<part>\d+))?")
_RANGE = re.compile(r"(?<=\d)\s*[-–]\s*(?=\d)")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: ``text`` as it is shown, and its lowest and highest number.

    A single number has both alike, a range ("30-35") its ends, a blank or a word ("Dekket") has None.
    """

    text: str = ""
    low: float | None = None
    high: float | None = None

    @property
    def number(self) -> float | None:
        """The number, where there is exactly one."""
        return self.low if self.low == self.high else None


def read_cell(text: str) -> Cell:
    """Return the cell of a text from a table.

    Numbers may have blanks between thousands, a decimal comma or point, and a per cent sign. "1.200" can be read
    in two ways and is therefore kept as a text without a number.

    >>> read_cell("30-35")
    Cell(text='30-35', low=30.0, high=35.0)
    >>> read_cell("Dekket").number, read_cell("1 200").number, read_cell("1.200").number
    (None, 1200.0, None)
    """
    text = text.strip()
    parts = [_read_number(part.strip()) for part in _RANGE.split(text.removesuffix("%").strip())]
    if len(parts) > 2 or None in parts:
        return Cell(text)
    numbers = [part for part in parts if part is not None]
    return Cell(text, min(numbers), max(numbers))


def read_number(text: str) -> float | None:
    """Return the single number that a text is, or None."""
    return read_cell(text).number


def of_count(count: int) -> Cell:
    """Return the cell of a number that was counted."""
    return Cell(str(count), count, count)


def _read_number(text: str) -> float | None:
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    whole = re.sub(r"[ \u00a0\u202f]", "", match["whole"])
    part = match["part"] or "0"
    # Three decimals behind a point are as likely thousands, but not behind a lone zero.
    if len(part) == 3 and whole.lstrip("-") != "0":
        return None
    return float(f"{whole}.{part}")

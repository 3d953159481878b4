"""How much room texts need in a workbook, whose column widths count digits of its normal type."""

from __future__ import annotations

import math
from collections.abc import Sequence

from bsb.formats.text_width import text_width, wrap

_DIGIT, _ROUND = 7, 5  # pixels: a digit of the normal type (Calibri 11), and what a column has besides its digits
_INNER = 6  # what a cell keeps empty at its sides
_PIXELS = 4 / 3  # of a point
_LOOSE = 1.04  # programs set type a little wider on screen than its measures say
_LONG = 240  # characters from which on lines are reckoned, not broken
_SLIVER = 0.08  # so little of a page is not worth a page of its own
#: What a sheet on landscape A4 takes side by side, in column widths, with its type shrunk to seven points.
ACROSS = 205


def width_of(text: str, *, size: float = 10, bold: bool = False) -> float:
    """Return the column width that shows a text on one line.

    >>> width_of("Grünerløkka", bold=True), width_of("")
    (12.7, 0.9)
    """
    return round((text_width(text, size * _PIXELS, bold=bold) * _LOOSE + _INNER) / _DIGIT, 1)


def heading_width(name: str) -> float:
    """Return the column width for a heading, which may break between words and not within one.

    >>> heading_width("Søndre Nordstrand") < width_of("Søndre Nordstrand", bold=True)
    True
    """
    return max(width_of(word, bold=True) for word in name.split(" "))


def lines_of(text: str, width: float, *, size: float = 10, bold: bool = False) -> int:
    r"""Return how many lines a text takes in a column so wide.

    >>> lines_of("Medvirkning i egen sak", 30), lines_of("Medvirkning i egen sak", 14), lines_of("a\nb", 30)
    (1, 2, 2)
    """
    room = max(1.0, (width * _DIGIT + _ROUND - _INNER) / _LOOSE)
    pixels = size * _PIXELS
    lines = 0
    for part in text.split("\n"):
        wide = text_width(part, pixels, bold=bold)
        if wide <= room:
            lines += 1
        elif len(part) <= _LONG:
            lines += len(wrap(part, room, pixels, bold=bold))
        else:
            lines += math.ceil(wide * _LOOSE / room)
    return lines


def pages_across(widths: Sequence[float], repeated: float = 0.0) -> int:
    """Return how many pages a sheet takes side by side if its type is to stay readable.

    ``repeated`` is the width of the columns that stand first on every page.

    >>> pages_across([150.0]), pages_across([30.0] * 10), pages_across([30.0] * 10, 60.0)
    (1, 2, 2)
    """
    rest = sum(widths) - repeated
    return max(1, math.ceil(rest / max(1.0, ACROSS - repeated) - _SLIVER))

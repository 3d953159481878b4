"""What a cell of a printed matrix says, the same in Excel and in Word."""

from __future__ import annotations

import math
from collections.abc import Iterable

from bsb.analysis.matrix import Cell, Matrix

#: Ground colours from few voices to many: one hue that grows darker, so that grey print keeps the order. Text on
#: the darkest has a contrast of 7:1.
HEAT = ("F1F6FB", "DCE8F4", "C3D8EB", "A6C5E1", "86B0D5")
KEY = "4 = deltakere   +3 −5 = replikker med gode erfaringer og med utfordringer   * = én stemme"
RULES = (
    "Slik er det talt:",
    "Hver deltaker teller én gang i hver celle, uansett hvor mange ganger han eller hun sa noe om det.",
    "Bak + og − står hvor mange replikker som har en god erfaring, og hvor mange som har en utfordring. Samme "
    "replikk kan telle i begge.",
    "En passasje som flere har kodet, teller én gang. Det intervjuerne sier, teller ikke.",
    "* betyr at alt i cellen er sagt av én person. Jo mørkere celle, jo flere deltakere.",
)
TOTAL = "I alt"


def voices(cell: Cell) -> str:
    """Return a cell's first line: distinct participants, with a star for a single voice; empty if nothing is coded.

    >>> voices(Cell(speakers=1, turns=3, interviews=1)), voices(Cell())
    ('1*', '')
    """
    if not cell.speakers:
        return ""
    return f"{cell.speakers}{'*' if cell.single_voice else ''}"


def valences(cell: Cell) -> str:
    """Return a cell's second line: turns with good experiences and with challenges.

    >>> valences(Cell(speakers=2, positive=3, critical=0)), valences(Cell(speakers=2, mixed=1))
    ('+3', '')
    """
    signs = (("+", cell.positive), ("−", cell.critical))
    return " ".join(f"{sign}{n}" for sign, n in signs if n)


def heat(cell: Cell, most: int) -> str:
    """Return a cell's ground colour by its share of the most speakers that any cell has; none if it is empty."""
    if not cell.speakers or not most:
        return ""
    return HEAT[min(len(HEAT), math.ceil(len(HEAT) * cell.speakers / most)) - 1]


def most_speakers(matrix: Matrix) -> int:
    """Return the number of speakers in the fullest cell."""
    return max((cell.speakers for cell in matrix.cells.values()), default=0)


def total(cells: Iterable[Cell]) -> Cell:
    """Add cells of a row up. Speakers belong to one interview, and interviews to one column, so none counts twice."""
    cells = list(cells)
    return Cell(**{name: sum(getattr(cell, name) for cell in cells) for name in Cell.__slots__})

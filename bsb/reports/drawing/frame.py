"""What all drawings share: the frame, the colours, legends, and the table that says the same in words."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from bsb.formats.svg import SOFT, Canvas
from bsb.formats.text_width import text_width, wrap
from bsb.reports.matrix_cells import HEAT

PORTRAIT, LANDSCAPE = 680, 980
MARGIN = 16
LINE = "#8a94a0"
#: Ground colours from little to much: one hue that grows darker, which grey print keeps.
GROUNDS = tuple(f"#{colour}" for colour in HEAT)
PALE = "#eef1f4"
GOOD, HARD = "#1f5f99", "#b4531a"
ONE_VOICE = "* alt i cellen er sagt av én deltaker"

#: A cell of the table: its text, or its text and what it leads to.
TableCell = str | tuple[str, Hashable]


@dataclass(frozen=True)
class Table:
    """The figures of a drawing as a table; the first cell of a row is its heading."""

    head: tuple[str, ...]
    rows: tuple[tuple[TableCell, ...], ...]


@dataclass(frozen=True)
class Drawing:
    """A drawn display. ``alt`` says its main facts in a sentence or two."""

    name: str
    title: str
    alt: str
    canvas: Canvas
    table: Table

    def svg(self, source: str = "") -> str:
        """Return the picture as a file of its own, with the name of its ``source`` (``source_marks``) in it."""
        return self.canvas.to_svg(title=self.title, description=self.alt, source=source)

    @property
    def figures(self) -> str:
        """All that it shows, as one text: its title and its table, whatever order the rows are in."""
        rows = ["\t".join(cell if isinstance(cell, str) else cell[0] for cell in row) for row in self.table.rows]
        return "\n".join([self.title, "\t".join(self.table.head), *sorted(rows)])


def begin(name: str, title: str, *, width: float = PORTRAIT, under: str = "") -> tuple[Canvas, float]:
    """Return a canvas with its title (and a line under it) on it, and where the drawing begins."""
    canvas = Canvas(name, width)
    y = canvas.lines(MARGIN, 30, wrap(title, width - 2 * MARGIN, 17, bold=True), size=17, bold=True)
    canvas.head = y - 15
    if under:
        y = canvas.lines(MARGIN, y - 4, wrap(under, width - 2 * MARGIN, 12), size=12, fill=SOFT)
    return canvas, y - 6


def notes(canvas: Canvas, y: float, texts: Sequence[str], *, x: float = MARGIN, width: float | None = None) -> float:
    """Write notes below a drawing, make the canvas end after them, and return where that is."""
    room = width or canvas.width - x - MARGIN
    for text in texts:
        y = canvas.lines(x, y, wrap(text, room, 11), size=11, fill=SOFT)
    canvas.height = max(canvas.height, round(y + 2))
    return y


def shade(value: float, most: float) -> str:
    """Return the ground colour of a value by its share of the greatest: five steps of one hue, which grey keeps."""
    step = int(-(-len(GROUNDS) * value // most)) if most else 1
    return GROUNDS[min(len(GROUNDS), max(1, step)) - 1]


def ranges(most: int) -> list[tuple[str, str]]:
    """Return (figures, colour) of each step for whole numbers from 1 to ``most``.

    >>> [figures for figures, _colour in ranges(7)]
    ['1', '2', '3–4', '5', '6–7']
    """
    steps: dict[str, list[int]] = {}
    for value in range(1, most + 1):
        steps.setdefault(shade(value, most), []).append(value)
    return [(str(v[0]) if len(v) == 1 else f"{v[0]}–{v[-1]}", colour) for colour, v in steps.items()]


def swatches(canvas: Canvas, x: float, y: float, entries: Sequence[tuple[str, str]], label: str) -> float:
    """Draw a row of colour squares with what they stand for, ``label`` first; return where the next row goes."""
    if label:
        canvas.text(x, y, label, size=11, fill=SOFT)
        x += text_width(label, 11) + 10
    for text, colour in entries:
        canvas.rect(x, y - 10, 22, 13, fill=colour, stroke=LINE)
        canvas.text(x + 27, y, text, size=11)
        x += 27 + text_width(text, 11) + 14
    return y + 18


def valence_bar(canvas: Canvas, x: float, y: float, width: float, good: int, hard: int, most: int) -> None:
    """Draw turns with good experiences (filled) and with challenges (striped) as one bar; both have their figures."""
    unit = width / most if most else 0
    canvas.rect(x, y, good * unit, 12, fill=GOOD)
    canvas.rect(x + good * unit, y, hard * unit, 12, fill=canvas.hatch(HARD), stroke=HARD, stroke_width=0.8)
    canvas.text(x + (good + hard) * unit + 6, y + 10, f"+{good} −{hard}", size=11)


def valence_legend(canvas: Canvas, x: float, y: float) -> float:
    """Draw what the two parts of a valence bar are."""
    entries = (("+ replikker med gode erfaringer", GOOD), ("− replikker med utfordringer", canvas.hatch(HARD)))
    return swatches(canvas, x, y, entries, "")


def small_note(smallest: int) -> str:
    """Return the legend of the mark for districts with few participants."""
    return f"† færre enn {smallest} deltakere: de kan være lette å kjenne igjen"


def grid_lines(canvas: Canvas, x: float, y: float, width: float) -> None:
    """Draw a thin line between rows."""
    canvas.line(x, y, x + width, y, stroke="#d5dae0", stroke_width=0.8)

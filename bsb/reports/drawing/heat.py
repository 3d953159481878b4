"""Drawing heat maps: one row a code, one column a district or interview."""

from __future__ import annotations

from bsb.analysis.displays.aim import Aim
from bsb.analysis.displays.heat import HeatMap, Place, Row
from bsb.analysis.displays.touches import Tally
from bsb.formats.svg import SOFT, Canvas
from bsb.formats.text_width import shorten, text_width
from bsb.reports.drawing.frame import (
    LINE,
    MARGIN,
    ONE_VOICE,
    PALE,
    PORTRAIT,
    Drawing,
    Table,
    TableCell,
    begin,
    notes,
    ranges,
    shade,
    small_note,
    swatches,
)
from bsb.reports.norwegian import count, listed

_TOTAL, _ROW, _LEAST, _WIDEST = 44, 26, 24, 60
_LABEL, _LONGEST = 150, 280  # the column of names: as wide as the longest of them, within these
_SLANT = -60


def draw(shown: HeatMap, name: str, title: str, *, smallest: int) -> Drawing:
    """Draw the map: figures in the cells, darker where more people spoke of it."""
    columns = max(1, len(shown.columns))
    names = _names_width(shown)
    across = max(_LEAST, min(_WIDEST, (PORTRAIT - 2 * MARGIN - names - _TOTAL - 14) / columns))
    width = max(PORTRAIT, MARGIN * 2 + names + columns * across + _TOTAL + 14)
    canvas, top = begin(name, title, width=width, under="Antall ulike deltakere som snakket om det")
    y = _heads(canvas, top, [column.label for column in shown.columns], MARGIN + names, across)
    for row in shown.rows:
        _row(canvas, shown, row, y, MARGIN + names, across)
        y += _ROW
    y = _people(canvas, shown, y + 6, MARGIN + names, across)
    y = swatches(canvas, MARGIN, y + 24, ranges(shown.most), "Deltakere:")
    texts = [f"{ONE_VOICE}; · ingen snakket om det"]
    if any(column.small for column in shown.columns):
        texts.append(small_note(smallest))
    notes(canvas, y, texts)
    return Drawing(name, title, _alt(shown), canvas, _table(shown))


def _names_width(shown: HeatMap) -> float:
    widest = max(
        (12 * row.depth + text_width(row.label, 12, bold=not row.countable) for row in shown.rows), default=0.0
    )
    return max(_LABEL, min(_LONGEST, widest + 10))


def slanted(canvas: Canvas, x: float, y: float, label: str, *, bold: bool = False) -> None:
    """Write the heading of a narrow column so that it rises to the right."""
    canvas.text(x + 4, y, label, bold=bold, turn=_SLANT)


def slant_height(labels: list[str], *, bold: bool = False) -> float:
    """Return how high slanted headings are."""
    return max((text_width(label, 12, bold=bold) for label in labels), default=0) * 0.87 + 12


def _heads(canvas: Canvas, top: float, labels: list[str], left: float, across: float) -> float:
    y = top + slant_height([*labels, "I alt"])
    for number, label in enumerate(labels):
        slanted(canvas, left + (number + 0.5) * across, y - 6, label)
    slanted(canvas, left + len(labels) * across + 6 + _TOTAL / 2, y - 6, "I alt", bold=True)
    return y


def _row(canvas: Canvas, shown: HeatMap, row: Row, y: float, left: float, across: float) -> None:
    indent = 12 * row.depth
    label = shorten(row.label, left - MARGIN - 8 - indent, 12, bold=not row.countable)
    canvas.text(MARGIN + indent, y + 17, label, bold=not row.countable)
    if not row.countable:
        return
    for number, column in enumerate(shown.columns):
        cell = shown.cell(row.key, column.key)
        x = left + number * across
        if not cell.speakers:
            canvas.rect(x + 0.5, y + 0.5, across - 1, _ROW - 1, fill="#ffffff", stroke="#e3e7eb", stroke_width=0.8)
            canvas.text(x + across / 2, y + 17, "·", anchor="middle", fill=SOFT)
            continue
        colour = shade(cell.speakers, shown.most)
        with canvas.link(aim(shown, row.key, column), _said(row, column, cell)):
            canvas.rect(x + 0.5, y + 0.5, across - 1, _ROW - 1, fill=colour)
            canvas.text(x + across / 2, y + 17, figure(cell), anchor="middle", on=colour)
    whole = shown.totals.get(row.key, Tally())
    with canvas.link(Aim((row.key,)), f"Sitater om {row.label}"):
        x = left + len(shown.columns) * across + 6
        canvas.rect(x, y + 0.5, _TOTAL, _ROW - 1, fill=PALE)
        canvas.text(x + _TOTAL / 2, y + 17, figure(whole) or "0", anchor="middle", bold=True, on=PALE)


def _people(canvas: Canvas, shown: HeatMap, y: float, left: float, across: float) -> float:
    canvas.line(MARGIN, y, canvas.width - MARGIN, y, stroke=LINE)
    canvas.text(MARGIN, y + 18, "Deltakere i intervjuene", size=12, bold=True)
    for number, column in enumerate(shown.columns):
        mark = f"{column.participants or '–'}{'†' if column.small else ''}"
        canvas.text(left + (number + 0.5) * across, y + 18, mark, anchor="middle")
    total = sum(column.participants for column in shown.columns)
    x = left + len(shown.columns) * across + 6 + _TOTAL / 2
    canvas.text(x, y + 18, str(total), anchor="middle", bold=True)
    return y + 18


def figure(cell: Tally) -> str:
    """Return a cell's figure, with a star for a single voice; empty where there is none."""
    return f"{cell.speakers}{'*' if cell.single_voice else ''}" if cell.speakers else ""


def aim(shown: HeatMap, code: str, column: Place) -> Aim:
    """Return what a cell rests on. Of an interview, the page shows the district's."""
    return Aim((code,), district=column.key) if shown.by == "district" else Aim((code,), interview=column.key)


def _said(row: Row, column: Place, cell: Tally) -> str:
    return f"{row.label}, {column.label}: {count(cell.speakers, 'deltaker', 'deltakere')}"


def _alt(shown: HeatMap) -> str:
    spoken = [(row, shown.totals[row.key]) for row in shown.rows if row.key in shown.totals]
    if not spoken:
        return "Varmekart uten innhold."
    spoken.sort(key=lambda pair: -pair[1].speakers)
    wide = max(len([c for c in shown.columns if shown.cell(row.key, c.key).speakers]) for row, _n in spoken)
    where = ("bydel", "bydeler") if shown.by == "district" else ("intervju", "intervjuer")
    first = [f"«{row.label}» ({n.speakers})" for row, n in spoken[:3]]
    alone = sum(cell.single_voice for cell in shown.cells.values())
    return (
        f"Varmekart med {count(len(spoken), 'rad', 'rader')} og {count(len(shown.columns), *where)}. Flest deltakere "
        f"snakket om {listed(first)}; det mest utbredte kom opp i {count(wide, *where)}. "
        f"I {alone} av {len(shown.cells)} celler med innhold er det bare én stemme."
    )


def _table(shown: HeatMap) -> Table:
    rows = []
    for row in shown.rows:
        if row.countable:
            cells: list[TableCell] = []
            for column in shown.columns:
                cell = shown.cell(row.key, column.key)
                cells.append((figure(cell), aim(shown, row.key, column)) if cell.speakers else "0")
            rows.append((row.label, *cells, figure(shown.totals.get(row.key, Tally())) or "0"))
    rows.append(("Deltakere", *(str(c.participants) for c in shown.columns), ""))
    return Table(("", *(column.label for column in shown.columns), "I alt"), tuple(rows))

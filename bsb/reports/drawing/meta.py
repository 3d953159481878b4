"""Drawing the meta-matrix: all districts on one landscape page."""

from __future__ import annotations

from bsb.analysis.cells import Cell
from bsb.analysis.displays.aim import Aim
from bsb.analysis.displays.heat import Place
from bsb.analysis.displays.meta import MetaMatrix
from bsb.analysis.displays.tiles import classes
from bsb.analysis.displays.touches import Tally
from bsb.formats.svg import SOFT, WHITE, Canvas
from bsb.formats.text_width import shorten
from bsb.reports.drawing.frame import (
    GROUNDS,
    LANDSCAPE,
    MARGIN,
    ONE_VOICE,
    Drawing,
    Table,
    TableCell,
    begin,
    grid_lines,
    notes,
    shade,
    small_note,
)
from bsb.reports.drawing.heat import slant_height, slanted
from bsb.reports.norwegian import count, listed

_LABEL, _ROW, _LEAST, _WIDEST = 138, 32, 46, 96
_FIGURES = {"participants": "Deltakere", "interviews": "Intervjuer"}


def draw(shown: MetaMatrix, name: str, title: str, *, smallest: int) -> Drawing:
    """Draw the matrix: participants in each cell, under them the turns with good experiences and challenges."""
    heads = [shorten(_FIGURES.get(c.label, c.label), 175, 12, bold=True) for c in shown.columns]
    slope = slant_height(heads, bold=True) * 0.58
    room = LANDSCAPE - 2 * MARGIN - _LABEL - slope
    across = min(_WIDEST, max(_LEAST, room / max(1, len(heads))))
    width = max(LANDSCAPE, 2 * MARGIN + _LABEL + across * len(heads) + slope)
    canvas, top = begin(name, title, width=width, under=_under(shown))
    y = top + slant_height(heads, bold=True)
    for number, head in enumerate(heads):
        slanted(canvas, MARGIN + _LABEL + (number + 0.5) * across, y - 6, head, bold=number == shown.order)
    most = max((count.speakers for count in shown.tallies.values()), default=0)
    for district in shown.districts:
        canvas.text(MARGIN, y + 20, district.label + (" †" if district.small else ""), size=12, bold=True)
        for number in range(len(heads)):
            _cell(canvas, shown, district, number, MARGIN + _LABEL + number * across, y, across, most)
        y += _ROW
        grid_lines(canvas, MARGIN, y, _LABEL + across * len(heads))
    notes(canvas, y + 20, _notes(shown, smallest))
    return Drawing(name, title, _alt(shown), canvas, _table(shown))


def _cell(
    canvas: Canvas, shown: MetaMatrix, district: Place, number: int, x: float, y: float, across: float, most: int
) -> None:
    cell = shown.cells[district.key, number]
    column = shown.columns[number]
    tally = shown.tallies.get((district.key, number))
    if not column.codes:
        ground = _ground(shown, number, cell)
        canvas.rect(x + 1, y + 1, across - 2, _ROW - 2, fill=ground)
        text = shorten(cell.text or "–", across - 4, 12)
        canvas.text(x + across / 2, y + 20, text, anchor="middle", bold=number == shown.order, on=ground)
        return
    if tally is None or not tally.speakers:
        canvas.text(x + across / 2, y + 20, "·" if cell.text else "–", anchor="middle", fill=SOFT)
        return
    ground = shade(tally.speakers, most)
    label = f"{district.label}, {column.label}: {count(tally.speakers, 'deltaker', 'deltakere')}"
    with canvas.link(Aim(column.codes, district=district.key), label):
        canvas.rect(x + 1, y + 1, across - 2, _ROW - 2, fill=ground)
        canvas.text(x + across / 2, y + 14, _speakers(tally), anchor="middle", bold=True, on=ground)
        canvas.text(x + across / 2, y + 27, _valences(tally), size=11, anchor="middle", on=ground)


def _ground(shown: MetaMatrix, number: int, cell: Cell) -> str:
    lows = [c.low for d in shown.districts if (c := shown.cells[d.key, number]).low is not None]
    bounds = classes([low for low in lows if low is not None])
    if cell.low is None or len(bounds) < 2:
        return WHITE
    step = next(n for n, bound in enumerate(bounds) if cell.low <= bound)
    return GROUNDS[round(step * (len(GROUNDS) - 1) / (len(bounds) - 1))]


def _speakers(tally: Tally) -> str:
    return f"{tally.speakers}{'*' if tally.single_voice else ''}"


def _valences(tally: Tally) -> str:
    return " ".join(f"{sign}{n}" for sign, n in (("+", tally.positive), ("−", tally.critical)) if n)


def _under(shown: MetaMatrix) -> str:
    if shown.order is None:
        return ""
    label = shown.columns[shown.order].label
    return f"Ordnet etter «{_FIGURES.get(label, label)}», lavest først"


def _notes(shown: MetaMatrix, smallest: int) -> list[str]:
    texts = []
    if any(column.codes for column in shown.columns):
        texts.append(
            "I kolonnene med temaer står antall ulike deltakere, og under det antall replikker med gode erfaringer"
            f" (+) og med utfordringer (−). {ONE_VOICE}; · ingen snakket om det; – ingen opplysninger"
        )
    texts.append("Mørkere celle: høyere tall i kolonnen, og i temaene flere deltakere.")
    if any(district.small for district in shown.districts):
        texts.append(small_note(smallest))
    texts += [f"Kilde til «{c.label}»: {c.source}." for c in shown.columns if c.source]
    return texts


def _alt(shown: MetaMatrix) -> str:
    text = f"Metamatrise med {count(len(shown.districts), 'bydel', 'bydeler')} og {len(shown.columns)} kolonner"
    if shown.order is not None and shown.districts:
        label = shown.columns[shown.order].label
        first, last = shown.districts[0].label, shown.districts[-1].label
        text += f", ordnet etter «{_FIGURES.get(label, label)}» fra {first} til {last}"
    text += "."
    totals = [
        (sum(t.speakers for (_d, n), t in shown.tallies.items() if n == number), column.label)
        for number, column in enumerate(shown.columns)
        if column.codes
    ]
    best = [f"«{label}» ({n})" for n, label in sorted(totals, key=lambda pair: -pair[0])[:3] if n]
    return text + (f" Flest deltakere snakket om {listed(best)}." if best else "")


def _table(shown: MetaMatrix) -> Table:
    rows = []
    for district in shown.districts:
        cells: list[TableCell] = []
        for number, column in enumerate(shown.columns):
            tally = shown.tallies.get((district.key, number))
            if tally and tally.speakers:
                text = " ".join(filter(None, (_speakers(tally), _valences(tally))))
                cells.append((text, Aim(column.codes, district=district.key)))
            else:
                cells.append(shown.cells[district.key, number].text or "–")
        rows.append((district.label, *cells))
    return Table(("Bydel", *(_FIGURES.get(c.label, c.label) for c in shown.columns)), tuple(rows))

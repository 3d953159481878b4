"""Drawing tile maps."""

from __future__ import annotations

from bsb.analysis.displays.aim import Aim
from bsb.analysis.displays.tiles import Tile, TileMap
from bsb.formats.svg import SOFT, WHITE, Canvas
from bsb.formats.text_width import wrap
from bsb.reports.drawing.frame import (
    GROUNDS,
    LINE,
    MARGIN,
    PORTRAIT,
    Drawing,
    Table,
    TableCell,
    begin,
    notes,
    small_note,
)
from bsb.reports.norwegian import count, decimal, listed

_GAP, _HIGH = 4, 92
_FIGURES = {"participants": "Antall deltakere", "interviews": "Antall intervjuer"}


def draw(shown: TileMap, name: str, title: str, *, note: str = "", smallest: int) -> Drawing:
    """Draw the tiles with their figures, and a legend where the map leaves room."""
    label = _FIGURES.get(shown.label, shown.label)
    canvas, top = begin(name, title, under=label)
    columns = max(tile.column for tile in shown.tiles) + 1
    rows = max(tile.row for tile in shown.tiles) + 1
    wide = (PORTRAIT - 2 * MARGIN + _GAP) / columns
    for tile in shown.tiles:
        _tile(canvas, shown, tile, MARGIN + tile.column * wide, top + 8 + tile.row * (_HIGH + _GAP), wide - _GAP)
    bottom = top + 8 + rows * (_HIGH + _GAP)
    free = _free(shown, columns, rows)
    y = top + 8 + free[0] * (_HIGH + _GAP) + 34 if free else bottom + 18
    y = _legend(canvas, shown, MARGIN, y)
    texts = [note] if note else []
    if any(_small(shown, tile) for tile in shown.tiles):
        texts.append(small_note(smallest))
    if any(tile.single_voice for tile in shown.tiles):
        texts.append("* alt er sagt av én deltaker")
    if any(not tile.cell.text for tile in shown.tiles):
        texts.append("– ingen opplysninger")
    if shown.source:
        texts.append(f"Kilde: {shown.source}.")
    texts.append("Bydelene ligger omtrent som i byen, alle like store.")
    notes(canvas, y + 6, texts, width=free[1] * wide - 24 if free else None)
    canvas.height = max(canvas.height, bottom + 8)
    return Drawing(name, title, _alt(shown, label), canvas, _table(shown, label))


def _tile(canvas: Canvas, shown: TileMap, tile: Tile, x: float, y: float, width: float) -> None:
    step = shown.shade(tile)
    ground = WHITE if step is None else GROUNDS[_step(step, len(shown.bounds))]
    with canvas.link(Aim(shown.codes, district=tile.place.key), f"{tile.place.label}: {_figure(tile)}"):
        canvas.rect(x, y, width, _HIGH, fill=ground, stroke=LINE, rx=3)
        lines = wrap(tile.place.label + ("\u00a0†" if _small(shown, tile) else ""), width - 8, 12)
        canvas.lines(x + width / 2, y + 19, lines, size=12, anchor="middle", leading=1.2, on=ground)
        text = _figure(tile)
        size = next((s for s in (24, 18, 14, 12) if len(wrap(text, width - 8, s, bold=True)) == 1), 11)
        canvas.text(x + width / 2, y + 72, text, size=size, bold=True, anchor="middle", on=ground)


def _small(shown: TileMap, tile: Tile) -> bool:
    """Tell whether a tile is to be marked: figures from elsewhere say nothing about those who were interviewed."""
    return tile.place.small and not shown.source


def _figure(tile: Tile) -> str:
    return (tile.cell.text or "–") + ("*" if tile.single_voice else "")


def _step(step: int, steps: int) -> int:
    """Spread few classes over the whole scale, so that two classes differ in print."""
    return step if steps == len(GROUNDS) else round(step * (len(GROUNDS) - 1) / max(1, steps - 1))


def _free(shown: TileMap, columns: int, rows: int) -> tuple[int, int] | None:
    """Return (row, columns) of the room at the lower left that the tiles leave, if a legend fits there."""
    for row in range(rows - 1):
        taken = [tile.column for tile in shown.tiles if tile.row >= row]
        if taken and min(taken) >= 3 and rows - row >= 2:
            return row, min(taken)
    return None


def _legend(canvas: Canvas, shown: TileMap, x: float, y: float) -> float:
    lows = [tile.cell.low for tile in shown.tiles if tile.cell.low is not None]
    below: float | None = None
    for step, bound in enumerate(shown.bounds):
        start = min(lows) if below is None else below + (1 if isinstance(bound, int) else 0)
        text = decimal(start) if start == bound else f"{decimal(start)}–{decimal(bound)}"
        canvas.rect(x, y - 11, 30, 15, fill=GROUNDS[_step(step, len(shown.bounds))], stroke=LINE)
        canvas.text(x + 38, y, text, size=12)
        y, below = y + 20, bound
    if not shown.bounds:
        canvas.text(x, y, "Ingen tall", size=12, fill=SOFT)
        y += 20
    return y


def _alt(shown: TileMap, label: str) -> str:
    known = [tile for tile in shown.tiles if tile.cell.low is not None]
    text = f"Kart over {len(shown.tiles)} bydeler, lagt ut som ruter. "
    if not known:
        return text + f"Ingen av dem har tall for «{label}»."
    high, low = max(t.cell.low or 0 for t in known), min(t.cell.low or 0 for t in known)
    top = [t.place.label for t in known if t.cell.low == high]
    bottom = [t.place.label for t in known if t.cell.low == low]
    if high == low:
        text += f"{label}: {_text(known, high)} i {_some(top)}."
    else:
        text += f"{label}: høyeste tall i {_some(top)} ({_text(known, high)}), "
        text += f"laveste tall i {_some(bottom)} ({_text(known, low)})."
    missing = [t.place.label for t in shown.tiles if t.cell.low is None]
    return text + (f" Uten tall: {listed(missing)}." if missing else "")


def _some(names: list[str]) -> str:
    return listed(names) if len(names) <= 4 else count(len(names), "bydel", "bydeler")


def _text(tiles: list[Tile], value: float) -> str:
    return next(t.cell.text for t in tiles if t.cell.low == value)


def _table(shown: TileMap, label: str) -> Table:
    rows: list[tuple[TableCell, ...]] = []
    for tile in shown.tiles:
        figure = _figure(tile)
        linked: TableCell = (figure, Aim(shown.codes, district=tile.place.key)) if shown.codes else figure
        rows.append((tile.place.label, linked, str(tile.place.participants)))
    return Table(("Bydel", label, "Deltakere i intervjuene"), tuple(rows))

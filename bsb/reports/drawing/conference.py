"""Drawing what a dialogue conference made of the findings that were put before it."""

from __future__ import annotations

from bsb.analysis.displays.conference import BeforeAfter, Shift
from bsb.formats.svg import INK, Canvas
from bsb.formats.text_width import wrap
from bsb.reports.drawing.frame import GOOD, HARD, MARGIN, Drawing, Table, begin, grid_lines, notes, swatches
from bsb.reports.norwegian import count

_LABEL, _BEFORE, _BARS, _ROW = 176, 74, 312, 40
NAMES = {
    "confirmed": "bekreftet",
    "nuanced": "nyansert",
    "disputed": "bestridt",
    "untouched": "ikke drøftet",
    "new": "nye",
}
_NUANCED = "#9cc0e0"


def draw(shown: BeforeAfter, name: str, title: str) -> Drawing:
    """Draw one bar a theme: what became of the findings, and what came new."""
    under = "Funnene som ble lagt fram" + (f" i {shown.district}" if shown.district else "")
    under += f" for {shown.participants} deltakere" if shown.participants else ""
    under += ", og hva som ble av dem"
    canvas, top = begin(name, title, under=under)
    fills = _fills(canvas)
    most = max((s.before + s.new for s in shown.shifts), default=1) or 1
    left = MARGIN + _LABEL + _BEFORE
    now = left + _BARS + 48
    canvas.text(left, top + 18, "Etter", bold=True)
    for x, text in ((MARGIN + _LABEL + 28, "Før"), (now, "Står nå")):
        canvas.text(x, top + 18, text, bold=True, anchor="middle")
    y = top + 26.0
    for shift in shown.shifts:
        lines = wrap(shift.label, _LABEL - 10, 12)
        canvas.lines(MARGIN, y + 25 - 7.5 * (len(lines) - 1), lines, size=12, leading=1.25)
        canvas.text(MARGIN + _LABEL + 28, y + 26, str(shift.before), size=15, bold=True, anchor="middle")
        _bar(canvas, shift, left, y + 10, _BARS / most, fills)
        canvas.text(now, y + 26, str(shift.after), size=15, bold=True, anchor="middle")
        y += _ROW
        grid_lines(canvas, MARGIN, y, canvas.width - 2 * MARGIN)
    entries = [(NAMES[part], fills[part][0]) for part in NAMES]
    y = swatches(canvas, MARGIN, y + 24, entries, "")
    notes(canvas, y, ["Bestridte funn regnes ikke med blant dem som står. «Før» er funnene i prosessdokumentet."])
    return Drawing(name, title, _alt(shown), canvas, _table(shown))


def _fills(canvas: Canvas) -> dict[str, tuple[str, str, str]]:
    """Return fill, ground for the contrast of its figure, and colour of the figure, by part."""
    return {
        "confirmed": (GOOD, GOOD, "#ffffff"),
        "nuanced": (_NUANCED, _NUANCED, INK),
        "disputed": (canvas.hatch(HARD), "#ffffff", INK),
        "untouched": ("#ffffff", "#ffffff", INK),
        "new": (canvas.hatch("#c9d3dd"), "#ffffff", INK),
    }


def _bar(
    canvas: Canvas, shift: Shift, x: float, y: float, unit: float, fills: dict[str, tuple[str, str, str]]
) -> None:
    for part in NAMES:
        n = getattr(shift, part)
        if not n:
            continue
        fill, ground, ink = fills[part]
        canvas.rect(x, y, n * unit, 22, fill=fill, stroke=INK, stroke_width=0.8)
        if part in ("disputed", "new") and n * unit >= 20:
            canvas.rect(x + n * unit / 2 - 9, y + 3, 18, 16, fill="#ffffff", rx=3)
        if n * unit >= 14:
            canvas.text(x + n * unit / 2, y + 15, str(n), size=12, bold=True, anchor="middle", fill=ink, on=ground)
        x += n * unit


def _alt(shown: BeforeAfter) -> str:
    before = sum(s.before for s in shown.shifts)
    parts = [f"{sum(getattr(s, part) for s in shown.shifts)} ble {NAMES[part]}" for part in ("confirmed", "nuanced")]
    disputed, new = sum(s.disputed for s in shown.shifts), sum(s.new for s in shown.shifts)
    silent = sum(s.untouched for s in shown.shifts)
    text = f"Før og etter dialogkonferansen: {before} funn ble lagt fram. {', '.join(parts)} og {disputed} bestridt"
    text += f"; {silent} ble ikke drøftet" if silent else ""
    return f"{text}. {count(new, 'nytt funn', 'nye funn', 'ett').capitalize()} kom til."


def _table(shown: BeforeAfter) -> Table:
    head = ("Tema", "Lagt fram", "Bekreftet", "Nyansert", "Bestridt", "Ikke drøftet", "Nye", "Står nå")
    rows = tuple(
        (s.label, *(str(n) for n in (s.before, s.confirmed, s.nuanced, s.disputed, s.untouched, s.new, s.after)))
        for s in shown.shifts
    )
    return Table(head, rows)

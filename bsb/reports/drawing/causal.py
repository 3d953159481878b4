"""Drawing causal networks: boxes in rows, arrows with their sign and the number of turns they rest on."""

from __future__ import annotations

from collections.abc import Sequence

from bsb.analysis.displays.aim import Aim
from bsb.analysis.displays.causal import Arrow, CausalNetwork, Loop
from bsb.formats.svg import INK, WHITE, Canvas
from bsb.formats.text_width import wrap
from bsb.reports.drawing.curve import Point, Way, along, aside, free_spot, steps
from bsb.reports.drawing.frame import GOOD, GROUNDS, HARD, MARGIN, PORTRAIT, Drawing, Table, begin, notes
from bsb.reports.norwegian import count, listed, number

_WIDE, _ROW, _STEP, _LEAST = 152, 118, 250, 140
Frame = tuple[float, float, float, float]
_SIGNS = {"+": ("+", GOOD, "mer gir mer"), "-": ("−", HARD, "mer gir mindre")}


def draw(shown: CausalNetwork, name: str, title: str, *, note: str = "") -> Drawing:
    """Draw the network."""
    width = max(PORTRAIT, 2 * MARGIN + _LEAST * (max(box.column for box in shown.boxes) + 1))
    canvas, top = begin(name, title, width=width, under="+ betyr at mer gir mer, − at mer gir mindre")
    middles, sizes, bottom = _lay_out(shown, width, top)
    frames = [(*middles[key], *sizes[key]) for key in middles]
    taken: list[Point] = []
    for arrow in shown.arrows:
        _arrow(canvas, shown, arrow, middles, sizes, frames, taken)
    for box in shown.boxes:
        (x, y), (wide, height) = middles[box.key], sizes[box.key]
        ground = GROUNDS[0]
        canvas.rect(x - wide / 2, y - height / 2, wide, height, fill=ground, stroke=INK, stroke_width=1.2, rx=5)
        lines = _lines(box.text, wide)
        canvas.lines(x, y + 5 - 8.5 * (len(lines) - 1), lines, size=13, anchor="middle", on=ground)
    texts = ["Tallet ved tegnet er hvor mange replikker pilen bygger på."]
    if shown.assumed:
        texts.append("Stiplet pil: en antakelse uten belegg i intervjuene.")
    if gone := sum(arrow.gone for arrow in shown.arrows):
        texts.append(f"{count(gone, 'belegg', 'belegg', 'ett')} finnes ikke lenger i materialet.")
    texts += [f"Sløyfe som {_kind(loop)}: {_way(shown, loop)}." for loop in shown.loops]
    notes(canvas, bottom + 36, [*texts, *([note] if note else [])])
    return Drawing(name, title, _alt(shown), canvas, _table(shown))


def _lay_out(shown: CausalNetwork, width: float, top: float) -> tuple[dict[str, Point], dict[str, Point], float]:
    """Return the middle and the size of each box, and the lower end of them all."""
    columns = max(box.column for box in shown.boxes) + 1
    step = min((width - 2 * MARGIN) / columns, _STEP)
    wide = min(_WIDE, step - 12)
    sizes = {box.key: (wide, 18.0 + 17 * len(_lines(box.text, wide))) for box in shown.boxes}
    row = max(_ROW, max(height for _wide, height in sizes.values()) + 60)
    left = width / 2 - step * (columns - 1) / 2
    first = top + max(44, max(height for _wide, height in sizes.values()) / 2 + 6)
    middles = {box.key: (left + box.column * step, first + box.row * row) for box in shown.boxes}
    return middles, sizes, max(middles[key][1] + sizes[key][1] / 2 for key in middles)


def _lines(text: str, wide: float) -> list[str]:
    return wrap(text, wide - 20, 13)


def _arrow(
    canvas: Canvas,
    shown: CausalNetwork,
    arrow: Arrow,
    middles: dict[str, Point],
    sizes: dict[str, Point],
    frames: Sequence[Frame],
    taken: list[Point],
) -> None:
    """Draw one arrow along the least bent way that crosses no box, and its sign where no other sign stands."""
    one, other = middles[arrow.one], middles[arrow.other]
    own = {(*one, *sizes[arrow.one]), (*other, *sizes[arrow.other])}
    blocked = [frame for frame in frames if frame not in own]
    both = any(a.one == arrow.other and a.other == arrow.one for a in shown.arrows)
    bends = (36, -36, 70, -70, 110, -110, 160) if both else (0, 30, -30, 60, -60, 100, -100, 150, -150, 210, -210)
    ways = [_way_between(one, other, sizes[arrow.one], sizes[arrow.other], bend) for bend in bends]
    way = min(ways, key=lambda w: (_hits(w, blocked, canvas.width), ways.index(w)))
    sign, colour, told = _SIGNS[arrow.sign]
    label = f"{shown.text(arrow.one)} → {shown.text(arrow.other)}, {told}"
    with canvas.link(Aim(places=arrow.evidence), label):
        dashes = None if arrow.evidence else "6 5"
        canvas.path(steps(way), stroke=colour, stroke_width=2, stroke_dasharray=dashes)
        canvas.arrow(way[2], along(way, 0.9), fill=colour, size=12)
        x, y = free_spot(way, taken, room=34, near=0.45, allowed=lambda p: not _inside(p, frames, 16))
        canvas.rect(x - 18, y - 10, 36, 20, fill=WHITE, stroke=colour, stroke_width=1.4, rx=10)
        text = f"{sign} {len(arrow.evidence)}" if arrow.evidence else f"{sign} ?"
        canvas.text(x, y + 4.5, text, size=13, bold=True, anchor="middle", fill=colour)


def _way_between(one: Point, other: Point, size: Point, other_size: Point, bend: float) -> Way:
    middle = aside(one, other, 2 * bend)
    return _border(one, size, middle, 1), middle, _border(other, other_size, middle, 3)


def _border(centre: Point, size: Point, towards: Point, gap: float) -> Point:
    """Return where a line from the middle of a box leaves it, a little outside."""
    dx, dy = towards[0] - centre[0], towards[1] - centre[1]
    share = min((size[0] / 2 + gap) / abs(dx) if dx else 9e9, (size[1] / 2 + gap) / abs(dy) if dy else 9e9)
    return (centre[0] + dx * share, centre[1] + dy * share)


def _hits(way: Way, frames: Sequence[Frame], width: float) -> int:
    points = [along(way, n / 30) for n in range(31)]
    outside = sum(not (MARGIN < x < width - MARGIN) for x, _y in points)
    return outside + sum(_inside(p, frames, 6) for p in points)


def _inside(point: Point, frames: Sequence[Frame], room: float) -> bool:
    return any(
        abs(point[0] - x) < width / 2 + room and abs(point[1] - y) < height / 2 + room
        for x, y, width, height in frames
    )


def _kind(loop: Loop) -> str:
    return "forsterker seg selv" if loop.grows else "demper seg selv"


def _way(shown: CausalNetwork, loop: Loop) -> str:
    return " → ".join(f"«{shown.text(key)}»" for key in (*loop.boxes, loop.boxes[0]))


def _alt(shown: CausalNetwork) -> str:
    minus = sum(arrow.sign == "-" for arrow in shown.arrows)
    text = (
        f"Årsaksnett med {count(len(shown.boxes), 'rute', 'ruter')} og {count(len(shown.arrows), 'pil', 'piler')}, "
        f"{number(minus)} av dem med minus. "
    )
    starts = [b.text for b in shown.boxes if not any(a.other == b.key for a in shown.arrows)]
    ends = [b.text for b in shown.boxes if not any(a.one == b.key for a in shown.arrows)]
    if starts and ends:
        text += f"Det begynner i {listed([f'«{s}»' for s in starts])} og ender i {listed([f'«{e}»' for e in ends])}."
    for loop in shown.loops[:1]:
        text += f" En sløyfe {_kind(loop)}: {_way(shown, loop)}."
    return text.strip()


def _table(shown: CausalNetwork) -> Table:
    rows = []
    for arrow in shown.arrows:
        sign, _colour, told = _SIGNS[arrow.sign]
        evidence = (f"{len(arrow.evidence)}", Aim(places=arrow.evidence)) if arrow.evidence else "ingen (antakelse)"
        rows.append((shown.text(arrow.one), f"{sign} {told}", shown.text(arrow.other), evidence, arrow.note))
    return Table(("Fra", "Virkning", "Til", "Belegg (replikker)", "Merknad"), tuple(rows))

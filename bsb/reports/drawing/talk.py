"""Drawing who takes the floor after whom in an interview. It is for those who led it, and goes nowhere else."""

from __future__ import annotations

import math

from bsb.analysis.interaction import Interaction
from bsb.formats.svg import INK, WHITE, number
from bsb.reports.drawing.frame import GOOD, PORTRAIT, Drawing, Table, begin, notes
from bsb.reports.norwegian import count

_RADIUS, _THICK = 165, 9
_PALE = "#dbe7f2"


def draw(shown: Interaction, name: str, title: str, *, least: int = 2) -> Drawing:
    """Draw the speakers in a circle and, where one follows another at least ``least`` times, an arrow."""
    under = f"{shown.interview}, {shown.district}. Bare for dem som ledet intervjuet: skal ikke deles videre."
    canvas, top = begin(name, title, under=under)
    centre = (PORTRAIT / 2, top + _RADIUS + 64)
    places = {
        s.speaker: _on_circle(centre, _RADIUS, 2 * math.pi * n / len(shown.speakers) - math.pi / 2)
        for n, s in enumerate(shown.speakers)
    }
    pairs = {pair: n for pair, n in shown.follows.items() if pair[0] != pair[1] and n >= least}
    hidden = sum(1 for pair, n in shown.follows.items() if pair[0] != pair[1] and n < least)
    most = max(pairs.values(), default=1)
    sizes = {s.speaker: 17 + 20 * math.sqrt(s.words / (shown.words or 1)) for s in shown.speakers}
    for (before, after), n in sorted(pairs.items(), key=lambda item: (item[1], item[0])):
        one, other = places[before], places[after]
        middle = _aside(one, other, 26)
        start, end = _towards(one, middle, sizes[before] + 2), _towards(other, middle, sizes[after] + 5)
        steps = f"M{number(start[0])},{number(start[1])} Q{number(middle[0])},{number(middle[1])} "
        steps += f"{number(end[0])},{number(end[1])}"
        canvas.path(steps, stroke="#5b7fa3", stroke_width=max(1.2, _THICK * n / most))
        canvas.arrow(end, middle, fill="#2f4a66", size=11)
    for speaker in shown.speakers:
        x, y = places[speaker.speaker]
        size = sizes[speaker.speaker]
        if speaker.role == "facilitator":
            canvas.rect(x - size, y - size, 2 * size, 2 * size, fill=WHITE, stroke=INK, stroke_width=2)
            ground = WHITE
        else:
            canvas.circle(x, y, size, fill=_PALE, stroke=GOOD, stroke_width=2)
            ground = _PALE
        canvas.text(x, y - 1, speaker.speaker, size=14, bold=True, anchor="middle", on=ground)
        share = f"{100 * speaker.words / (shown.words or 1):.0f} %"
        canvas.text(x, y + 13, share, size=11, anchor="middle", on=ground)
    texts = [
        "Pilen går fra den som snakket, til den som tok ordet etterpå. Tykkere pil: det skjedde oftere. "
        "Prosenten er andel av alle ord. Firkant: intervjuer.",
    ]
    if hidden:
        texts.append(
            f"{count(hidden, 'par', 'par', 'ett')} som fulgte hverandre færre enn {least} ganger, er ikke tegnet."
        )
    if shown.removed:
        texts.append(f"{count(shown.removed, 'replikk', 'replikker')} fra en som har trukket seg, er tatt ut.")
    notes(canvas, centre[1] + _RADIUS + 70, texts)
    return Drawing(name, title, _alt(shown), canvas, top, _table(shown))


def _on_circle(centre: tuple[float, float], radius: float, angle: float) -> tuple[float, float]:
    return (centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle))


def _aside(one: tuple[float, float], other: tuple[float, float], by: float) -> tuple[float, float]:
    """Return a point beside the middle of two, to the right as one goes: so the way back does not lie on the way there."""
    dx, dy = other[0] - one[0], other[1] - one[1]
    length = math.hypot(dx, dy) or 1
    return ((one[0] + other[0]) / 2 - dy / length * by, (one[1] + other[1]) / 2 + dx / length * by)


def _towards(point: tuple[float, float], other: tuple[float, float], by: float) -> tuple[float, float]:
    length = math.dist(point, other) or 1
    return (point[0] + (other[0] - point[0]) / length * by, point[1] + (other[1] - point[1]) / length * by)


def _alt(shown: Interaction) -> str:
    if not shown.words:
        return "Samspillet i intervjuet: ingen ord å måle."
    loudest = max(shown.participants, key=lambda s: s.words, default=None)
    text = f"Samspillet i {shown.interview} med {count(len(shown.participants), 'deltaker', 'deltakere')}."
    if loudest:
        text += f" {loudest.speaker} sa mest av deltakerne ({100 * (shown.share(loudest) or 0):.0f} prosent av ordene deres)."
    text += f" Intervjuerne sto for {100 * (shown.facilitators_share or 0):.0f} prosent av alle ord."
    if shown.among_participants is not None:
        text += f" I {100 * shown.among_participants:.0f} prosent av ordskiftene svarte deltakerne hverandre."
    return text


def _table(shown: Interaction) -> Table:
    names = [s.speaker for s in shown.speakers]
    rows = tuple((a, *(str(shown.follows.get((a, b), 0)) for b in names)) for a in names)
    return Table(("Før ↓ etter →", *names), rows)

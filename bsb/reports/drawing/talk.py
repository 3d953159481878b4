"""Drawing who takes the floor after whom in an interview. It is for those who led it, and goes nowhere else."""

from __future__ import annotations

import math

from bsb.analysis.interaction import Interaction
from bsb.analysis.speaking import SpeakerTalk
from bsb.formats.svg import INK, WHITE, Canvas
from bsb.reports.drawing.curve import Point, Way, aside, free_spot, on_circle, steps, towards
from bsb.reports.drawing.frame import GOOD, PORTRAIT, Drawing, Table, begin, notes
from bsb.reports.norwegian import count, number, sentence

_RADIUS, _THICK = 165, 9
_PALE, _BLUE, _DARK = "#dbe7f2", "#7c9cbd", "#2f4a66"


def draw(shown: Interaction, name: str, title: str, *, least: int = 2) -> Drawing:
    """Draw the speakers in a circle and, where one follows another at least ``least`` times, an arrow."""
    under = f"{shown.interview}, {shown.district}. Bare for dem som ledet intervjuet: skal ikke deles videre."
    canvas, top = begin(name, title, under=under)
    centre = (PORTRAIT / 2, top + _RADIUS + 60)
    places = {s.speaker: on_circle(centre, _RADIUS, n / len(shown.speakers)) for n, s in enumerate(shown.speakers)}
    sizes = {s.speaker: 17 + 20 * math.sqrt(s.words / (shown.words or 1)) for s in shown.speakers}
    pairs = {pair: n for pair, n in shown.follows.items() if pair[0] != pair[1]}
    most = max(pairs.values(), default=1)
    drawn = sorted(((pair, n) for pair, n in pairs.items() if n >= least), key=lambda item: (item[1], item[0]))
    ways = {}
    for (before, after), n in drawn:
        ends = (places[before], sizes[before]), (places[after], sizes[after])
        ways[before, after] = _line(canvas, *ends, max(1.2, _THICK * n / most))
    for (before, after), n in drawn:  # over all the lines, so that each is seen to end somewhere
        ends = (places[before], sizes[before]), (places[after], sizes[after])
        _head(canvas, *ends, max(1.2, _THICK * n / most))
    taken = list(places.values())
    for pair, n in reversed(drawn):
        x, y = free_spot(ways[pair], taken, room=19, near=0.4)
        canvas.circle(x, y, 8.5, fill=WHITE, stroke=_BLUE)
        canvas.text(x, y + 4, str(n), size=11, anchor="middle")
    for speaker in shown.speakers:
        _speaker(canvas, speaker, places[speaker.speaker], sizes[speaker.speaker], shown.words)
    rare = sum(n < least for n in pairs.values())
    notes(canvas, centre[1] + _RADIUS + 58, _notes(shown, rare, least))
    return Drawing(name, title, _alt(shown), canvas, _table(shown))


def _line(canvas: Canvas, before: tuple[Point, float], after: tuple[Point, float], width: float) -> Way:
    (one, radius), (other, other_radius) = before, after
    middle = aside(one, other, 26)
    start, tip = towards(one, middle, radius + 2), towards(other, middle, other_radius + 4)
    way: Way = (start, middle, towards(tip, middle, _size(width) * 0.8))
    canvas.path(steps(way), stroke=_BLUE, stroke_width=width)
    return way


def _head(canvas: Canvas, before: tuple[Point, float], after: tuple[Point, float], width: float) -> None:
    (one, _radius), (other, radius) = before, after
    middle = aside(one, other, 26)
    canvas.arrow(towards(other, middle, radius + 4), middle, fill=_DARK, size=_size(width))


def _seldom(least: int) -> str:
    return "bare én gang" if least == 2 else f"sjeldnere enn {number(least)} ganger"


def _size(width: float) -> float:
    """Return the size of an arrow's head by the width of its line."""
    return 7 + 1.3 * width


def _speaker(canvas: Canvas, speaker: SpeakerTalk, place: Point, size: float, words: int) -> None:
    x, y = place
    ground = WHITE if speaker.role == "facilitator" else _PALE
    if speaker.role == "facilitator":
        canvas.rect(x - size, y - size, 2 * size, 2 * size, fill=ground, stroke=INK, stroke_width=2)
    else:
        canvas.circle(x, y, size, fill=ground, stroke=GOOD, stroke_width=2)
    canvas.text(x, y - 1, speaker.speaker, size=14, bold=True, anchor="middle", on=ground)
    canvas.text(x, y + 13, f"{100 * speaker.words / (words or 1):.0f} %", size=11, anchor="middle", on=ground)


def _notes(shown: Interaction, rare: int, least: int) -> list[str]:
    texts = [
        "Pilen går fra den som snakket, til den som tok ordet etterpå, og tallet er hvor ofte. "
        "Prosenten er andel av alle ord. Firkant: intervjuer. Sirkel: deltaker."
    ]
    if rare:
        texts.append(f"{sentence(count(rare, 'pil', 'piler'))} er ikke tegnet: det hendte {_seldom(least)}.")
    if shown.removed:
        texts.append(f"Tatt ut: {count(shown.removed, 'replikk', 'replikker')} fra noen som har trukket seg.")
    return texts


def _alt(shown: Interaction) -> str:
    if not shown.words:
        return "Samspillet i intervjuet: ingen ord å måle."
    text = f"Samspillet i {shown.interview} med {count(len(shown.participants), 'deltaker', 'deltakere')}."
    loudest = max(shown.participants, key=lambda s: s.words, default=None)
    if loudest:
        share = 100 * (shown.share(loudest) or 0)
        text += f" {loudest.speaker} sa mest av deltakerne ({share:.0f} prosent av ordene deres)."
    text += f" Intervjuerne sto for {100 * (shown.facilitators_share or 0):.0f} prosent av alle ord."
    if shown.among_participants is not None:
        text += f" I {100 * shown.among_participants:.0f} prosent av ordskiftene svarte deltakerne hverandre."
    return text


def _table(shown: Interaction) -> Table:
    names = [s.speaker for s in shown.speakers]
    rows = tuple((a, *(str(shown.follows.get((a, b), 0)) for b in names)) for a in names)
    return Table(("Før ↓ etter →", *names), rows)

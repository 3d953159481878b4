"""Drawing the saturation curve: new codes in each interview, and all so far."""

from __future__ import annotations

from dataclasses import dataclass

from bsb.analysis.saturation import Saturation, Step
from bsb.formats.svg import INK, SOFT, Canvas
from bsb.formats.svg import number as short
from bsb.formats.text_width import text_width
from bsb.reports.drawing.frame import GOOD, HARD, MARGIN, PALE, PORTRAIT, Drawing, Table, begin, notes
from bsb.reports.drawing.heat import slant_height
from bsb.reports.norwegian import count, number, sentence

_HIGH, _LEFT, _HEAD, _LEAST = 220, 44, 52, 15
_WHAT = {
    "theme": ("tema", "temaer", "ett"),
    "service": ("tjeneste", "tjenester", "én"),
    "free": ("kode", "koder", "én"),
}


def draw(shown: Saturation, name: str, title: str) -> Drawing:
    """Draw bars (new codes) and a line (all so far), the base shaded, and where saturation is reached."""
    _one, many, _ett = _WHAT[shown.facet]
    under = f"Søyle: nye {many} i intervjuet. Linje: alle {many} til nå. I den rekkefølgen intervjuene ble holdt"
    size = max(1, len(shown.steps))
    width = max(PORTRAIT, 2 * MARGIN + _LEFT + 30 + _LEAST * size)
    canvas, top = begin(name, title, width=width, under=under + (f", {shown.district}." if shown.district else "."))
    across = min((width - 2 * MARGIN - _LEFT - 30) / size, 60)
    most = max((s.known for s in shown.steps), default=1) or 1
    frame = _Frame(MARGIN + _LEFT, top + _HEAD + _HIGH, across, _HIGH / most)
    _ground(canvas, shown, frame, top)
    for value in _ticks(most):
        y = frame.height(value)
        canvas.line(frame.left, y, frame.left + across * size, y, stroke="#d5dae0", stroke_width=0.8)
        canvas.text(frame.left - 8, y + 4, str(value), size=11, anchor="end", fill=SOFT)
    for n, step in enumerate(shown.steps):
        _bar(canvas, frame, n, step)
    _line(canvas, frame, shown)
    labels = [f"{s.position} {s.district}" for s in shown.steps]
    for n, label in enumerate(labels):
        canvas.text(frame.middle(n) + 4, frame.base + 14, label, size=11, anchor="end", turn=-60)
    notes(canvas, frame.base + slant_height(labels) + 16, [*_told(shown), _CAUTION])
    return Drawing(name, title, _alt(shown), canvas, _table(shown))


@dataclass(frozen=True)
class _Frame:
    """Where the diagram stands: left end, base line, width of an interview, height of one code."""

    left: float
    base: float
    across: float
    unit: float

    def middle(self, n: int) -> float:
        return self.left + (n + 0.5) * self.across

    def height(self, value: float) -> float:
        return self.base - value * self.unit


def _bar(canvas: Canvas, frame: _Frame, n: int, step: Step) -> None:
    x, top = frame.middle(n), frame.height(step.new)
    if not step.new:
        canvas.text(x, frame.base - 5, "0", size=11, anchor="middle", fill=SOFT)
        return
    width = frame.across * 0.66
    canvas.rect(x - width / 2, top, width, frame.base - top, fill=GOOD)
    text = str(step.new)
    if frame.base - top > 24 and text_width(text, 12, bold=True) < width - 2:
        canvas.text(x, top + 18, text, bold=True, anchor="middle", fill="#ffffff", on=GOOD)
    else:
        # Above the first bar stands the line's first mark.
        canvas.text(x, top - (10 if step.new == step.known else 5), text, size=11, bold=True, anchor="middle")


def _line(canvas: Canvas, frame: _Frame, shown: Saturation) -> None:
    if not shown.steps:
        return
    points = [(frame.middle(n), frame.height(s.known)) for n, s in enumerate(shown.steps)]
    canvas.path("M" + " L".join(f"{short(x)},{short(y)}" for x, y in points), stroke=HARD, stroke_width=2)
    for x, y in points:
        canvas.circle(x, y, 3.5, fill="#ffffff", stroke=HARD, stroke_width=2)
    x, y = points[-1]
    canvas.text(x + 8, y + 4, str(shown.steps[-1].known), size=13, bold=True)
    canvas.line(frame.left, frame.base, frame.left + frame.across * len(points), frame.base)


_CAUTION = (
    "Målet er laget for individuelle intervjuer (Guest, Namey og Chen 2020). En gruppe er mange stemmer på én gang, "
    "så her nås det tidligere. At det er nådd, betyr ikke at alt er hørt."
)


def _ground(canvas: Canvas, shown: Saturation, frame: _Frame, top: float) -> None:
    size = min(shown.base_size, len(shown.steps))
    canvas.rect(frame.left, top, frame.across * size, frame.base - top, fill=PALE)
    canvas.text(frame.left + 4, top + 14, "grunnlaget", size=11, fill=SOFT, on=PALE)
    if shown.reached is not None:
        x = frame.left + frame.across * shown.reached
        canvas.line(x, top + 20, x, frame.base, stroke=INK, stroke_dasharray="5 4", stroke_width=1.5)
        canvas.text(x + 5, top + 32, f"nådd: {shown.notation}", bold=True)


def _ticks(most: int) -> list[int]:
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 1000) if most / s <= 6)
    return list(range(0, most + 1, step))


def _told(shown: Saturation) -> list[str]:
    texts = []
    run = number(shown.run_length)
    if shown.reached is not None:
        after = count(shown.reached, "intervju", "intervjuer", "ett")
        texts.append(
            f"Metning er nådd etter {after}: de neste {run} brakte høyst {100 * shown.threshold:g} prosent nytt,"
            f" regnet av de {shown.base} i grunnlaget."
        )
    elif shown.enough:
        ratio = 100 * (shown.steps[-1].ratio or 0)
        texts.append(f"Metning er ikke nådd: de siste {run} intervjuene brakte {ratio:.0f} prosent nytt.")
    else:
        need = shown.base_size + shown.run_length
        texts.append(
            f"Om metning er nådd, kan ikke sies: det trengs {need} kodede intervjuer, her er det {len(shown.steps)}."
        )
    if shown.uncoded:
        bare = count(len(shown.uncoded), "intervju", "intervjuer", "ett")
        texts.append(f"{sentence(bare)} uten koding er ikke med.")
    if shown.undated:
        texts.append(f"Sist står {count(len(shown.undated), 'intervju', 'intervjuer', 'ett')} uten dato.")
    return texts


def _alt(shown: Saturation) -> str:
    if not shown.steps:
        return "Metningskurve uten innhold: ingen intervjuer er kodet."
    one, many, ett = _WHAT[shown.facet]
    first, last = shown.steps[0], shown.steps[-1]
    late = max((s.position for s in shown.steps if s.new), default=1)
    where = f" i {shown.district}" if shown.district else ""
    text = f"Metningskurve over {count(len(shown.steps), 'intervju', 'intervjuer', 'ett')}{where}. "
    text += (
        f"Det første brakte {count(first.new, one, many, ett)}, og det siste som brakte noe nytt, var nummer {late}; "
    )
    return f"{text}i alt er det {last.known}. {_told(shown)[0]}"


def _table(shown: Saturation) -> Table:
    rows = tuple(
        (
            str(s.position),
            s.district,
            str(s.codes),
            str(s.new),
            str(s.known),
            "" if s.ratio is None else f"{100 * s.ratio:.0f} %",
        )
        for s in shown.steps
    )
    return Table(("Nr.", "Bydel", "I bruk", "Nye", "Til nå", "Nytt i løpet, av grunnlaget"), rows)

"""Drawing the saturation curve: new codes in each interview, and all so far."""

from __future__ import annotations

from bsb.analysis.saturation import Saturation
from bsb.formats.svg import INK, SOFT, Canvas
from bsb.formats.svg import number as short
from bsb.reports.drawing.frame import GOOD, HARD, MARGIN, PALE, PORTRAIT, Drawing, Table, begin, notes
from bsb.reports.drawing.heat import slant_height
from bsb.reports.norwegian import count, number, sentence

_HIGH, _LEFT = 220, 44
_WHAT = {
    "theme": ("tema", "temaer", "ett"),
    "service": ("tjeneste", "tjenester", "én"),
    "free": ("kode", "koder", "én"),
}


def draw(shown: Saturation, name: str, title: str) -> Drawing:
    """Draw bars (new codes) and a line (all so far), the base shaded, and where saturation is reached."""
    _one, many, _ett = _WHAT[shown.facet]
    under = f"Søyle: nye {many} i intervjuet. Linje: alle {many} til nå. I den rekkefølgen intervjuene ble holdt"
    canvas, top = begin(name, title, under=under + (f", {shown.district}." if shown.district else "."))
    labels = [f"{s.position} {s.district}" for s in shown.steps]
    most = max((s.known for s in shown.steps), default=1) or 1
    head = 44
    base, unit = top + head + _HIGH, _HIGH / most
    across = (PORTRAIT - 2 * MARGIN - _LEFT - 30) / max(1, len(shown.steps))
    across = min(across, 60)
    left = MARGIN + _LEFT
    below = slant_height(labels)
    _ground(canvas, shown, left, top + head, base, across)
    for value in _ticks(most):
        y = base - value * unit
        canvas.line(left, y, left + across * len(shown.steps), y, stroke="#d5dae0", stroke_width=0.8)
        canvas.text(left - 8, y + 4, str(value), size=11, anchor="end", fill=SOFT)
    for n, step in enumerate(shown.steps):
        x = left + n * across
        if step.new:
            canvas.rect(x + across * 0.2, base - step.new * unit, across * 0.6, step.new * unit, fill=GOOD)
            inside = step.new * unit > 22
            y = base - step.new * unit + (16 if inside else -5)
            if inside or step.known - step.new > 1:
                ink, on = ("#ffffff", GOOD) if inside else (INK, "#ffffff")
                canvas.text(x + across / 2, y, str(step.new), bold=True, anchor="middle", fill=ink, on=on)
        else:
            canvas.text(x + across / 2, base - 5, "0", size=11, anchor="middle", fill=SOFT)
    points = [(left + (n + 0.5) * across, base - s.known * unit) for n, s in enumerate(shown.steps)]
    canvas.path("M" + " L".join(f"{short(x)},{short(y)}" for x, y in points), stroke=HARD, stroke_width=2)
    for x, y in points:
        canvas.circle(x, y, 3.5, fill="#ffffff", stroke=HARD, stroke_width=2)
    if shown.steps:
        x, y = points[-1]
        canvas.text(x + 8, y + 4, str(shown.steps[-1].known), size=13, bold=True)
    canvas.line(left, base, left + across * len(shown.steps), base)
    for n, label in enumerate(labels):
        canvas.text(left + (n + 0.5) * across + 4, base + 14, label, size=11, anchor="end", turn=-60)
    notes(canvas, base + below + 16, [*_told(shown), _CAUTION])
    return Drawing(name, title, _alt(shown), canvas, _table(shown))


_CAUTION = (
    "Målet er laget for individuelle intervjuer (Guest, Namey og Chen 2020). En gruppe er mange stemmer på én gang, "
    "så her nås det tidligere. At det er nådd, betyr ikke at alt er hørt."
)


def _ground(canvas: Canvas, shown: Saturation, left: float, top: float, base: float, across: float) -> None:
    size = min(shown.base_size, len(shown.steps))
    canvas.rect(left, top - 36, across * size, base - top + 36, fill=PALE)
    canvas.text(left + 5, top - 22, "grunnlaget", size=11, fill=SOFT, on=PALE)
    if shown.reached is not None:
        x = left + across * shown.reached
        canvas.line(x, top - 36, x, base, stroke=INK, stroke_dasharray="5 4", stroke_width=1.5)
        canvas.text(x + 5, top - 22, f"nådd: {shown.notation}", size=12, bold=True)


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

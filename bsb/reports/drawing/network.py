"""Drawing co-occurrence networks: codes round a circle, lines between those that share turns."""

from __future__ import annotations

import math

from bsb.analysis.displays.aim import Aim
from bsb.analysis.displays.network import Edge, Network, Node
from bsb.formats.svg import INK, Canvas, number
from bsb.formats.text_width import wrap
from bsb.reports.drawing.frame import GOOD, PORTRAIT, Drawing, Table, begin, notes
from bsb.reports.norwegian import count

_RADIUS, _THICK, _LABEL = 186, 11, 128
_EDGE = "#6f93b8"


def draw(shown: Network, name: str, title: str) -> Drawing:
    """Draw the network: the width of a line, and the figure on it, is the number of turns that both stand in."""
    canvas, top = begin(name, title, under=_under(shown))
    centre = (PORTRAIT / 2, top + _RADIUS + 62)
    places = {node.key: _place(n, len(shown.nodes), centre) for n, node in enumerate(shown.nodes)}
    most = max((edge.count.turns for edge in shown.edges), default=1)
    figures: list[tuple[float, float]] = []
    for edge in reversed(shown.edges):
        _line(canvas, shown, edge, places, centre, most)
    for edge in shown.edges:
        _figure(canvas, edge, places, centre, figures)
    for node in shown.nodes:
        _node(canvas, node, places[node.key], centre, max(n.count.turns for n in shown.nodes))
    texts = ["Tallet ved navnet er alle replikker om det. Jo større merke, jo flere replikker."]
    if len({node.facet for node in shown.nodes}) > 1:
        texts.append("Firkant: tjeneste. Sirkel: tema.")
    if any(edge.count.single_voice for edge in shown.edges):
        texts.append("* alle de felles replikkene er fra én deltaker")
    notes(canvas, centre[1] + _RADIUS + 74, texts)
    return Drawing(name, title, _alt(shown), canvas, top, _table(shown))


def _under(shown: Network) -> str:
    text = f"Strekene viser replikker som handler om begge deler. Minst {count(shown.least, 'felles replikk', 'felles replikker')}"
    return text + (
        f"; {count(shown.weaker, 'svakere par', 'svakere par', 'ett')} er ikke tegnet." if shown.weaker else "."
    )


def _place(at: int, size: int, centre: tuple[float, float]) -> tuple[float, float]:
    angle = 2 * math.pi * (at + 0.5) / max(1, size) - math.pi / 2
    return (centre[0] + _RADIUS * math.cos(angle), centre[1] + _RADIUS * math.sin(angle))


def _bend(one: tuple[float, float], other: tuple[float, float], centre: tuple[float, float]) -> tuple[float, float]:
    """Return the point that pulls a line between two places towards the middle, more the nearer they stand."""
    middle = ((one[0] + other[0]) / 2, (one[1] + other[1]) / 2)
    pull = 0.55
    return (middle[0] + (centre[0] - middle[0]) * pull, middle[1] + (centre[1] - middle[1]) * pull)


def _line(
    canvas: Canvas,
    shown: Network,
    edge: Edge,
    places: dict[str, tuple[float, float]],
    centre: tuple[float, float],
    most: int,
) -> None:
    one, other = places[edge.one], places[edge.other]
    bend = _bend(one, other, centre)
    steps = f"M{_xy(one)} Q{_xy(bend)} {_xy(other)}"
    labels = {node.key: node.label for node in shown.nodes}
    turns = count(edge.count.turns, "felles replikk", "felles replikker")
    with canvas.link(
        Aim((edge.one, edge.other), together=True), f"{labels[edge.one]} og {labels[edge.other]}: {turns}"
    ):
        canvas.path(
            steps, stroke=_EDGE, stroke_width=max(1.5, _THICK * edge.count.turns / most), stroke_linecap="round"
        )


def _figure(
    canvas: Canvas,
    edge: Edge,
    places: dict[str, tuple[float, float]],
    centre: tuple[float, float],
    taken: list[tuple[float, float]],
) -> None:
    """Write a line's figure on it, at the first place along it where no other figure stands."""
    one, other = places[edge.one], places[edge.other]
    bend = _bend(one, other, centre)
    ways = sorted((n / 40 for n in range(10, 31)), key=lambda t: abs(t - 0.5))
    points = [_along(one, bend, other, t) for t in ways]
    x, y = next(
        (p for p in points if all(math.dist(p, other_point) > 19 for other_point in taken)),
        max(points, key=lambda p: min((math.dist(p, q) for q in taken), default=99)),
    )
    taken.append((x, y))
    text = f"{edge.count.turns}{'*' if edge.count.single_voice else ''}"
    with canvas.link(Aim((edge.one, edge.other), together=True), "Sitater"):
        canvas.circle(x, y, 9, fill="#ffffff", stroke=_EDGE)
        canvas.text(x, y + 4, text, size=11, anchor="middle")


def _along(
    one: tuple[float, float], bend: tuple[float, float], other: tuple[float, float], t: float
) -> tuple[float, float]:
    a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
    return (a * one[0] + b * bend[0] + c * other[0], a * one[1] + b * bend[1] + c * other[1])


def _node(canvas: Canvas, node: Node, place: tuple[float, float], centre: tuple[float, float], most: int) -> None:
    size = 5 + 8 * math.sqrt(node.count.turns / most)
    x, y = place
    dx, dy = (x - centre[0]) / _RADIUS, (y - centre[1]) / _RADIUS
    with canvas.link(Aim((node.key,)), f"Sitater om {node.label}"):
        if node.facet == "service":
            canvas.rect(x - size, y - size, 2 * size, 2 * size, fill="#ffffff", stroke=INK, stroke_width=2)
        else:
            canvas.circle(x, y, size, fill=GOOD, stroke=INK)
        lines = wrap(f"{node.label} ({node.count.turns})", _LABEL, 12)
        anchor = "middle" if abs(dx) < 0.3 else "start" if dx > 0 else "end"
        left = x + dx * (size + 8) + (4 if anchor == "start" else -4 if anchor == "end" else 0)
        below = y + dy * (size + 12) + 4
        # Above and below the circle the lines must grow away from it, at its sides round their middle.
        lift = {"middle": (len(lines) - 1) if dy < 0 else 0}.get(anchor, (len(lines) - 1) / 2) * 15
        below += {"middle": 4 if dy > 0 else -2}.get(anchor, 0)
        canvas.lines(left, below - lift, lines, size=12, anchor=anchor, leading=1.25)


def _xy(point: tuple[float, float]) -> str:
    return f"{number(point[0])},{number(point[1])}"


def _alt(shown: Network) -> str:
    if not shown.edges:
        return f"Nettverk uten streker: ingen par har {shown.least} felles replikker eller flere."
    labels = {node.key: node.label for node in shown.nodes}
    first = shown.edges[0]
    ties: dict[str, int] = {}
    for edge in shown.edges:
        for key in (edge.one, edge.other):
            ties[key] = ties.get(key, 0) + 1
    hub = max(ties, key=lambda key: ties[key])
    return (
        f"Nettverk med {len(shown.nodes)} koder og {len(shown.edges)} streker. Sterkest er forbindelsen mellom "
        f"«{labels[first.one]}» og «{labels[first.other]}» ({count(first.count.turns, 'felles replikk', 'felles replikker')}). "
        f"«{labels[hub]}» har flest forbindelser ({ties[hub]})."
    )


def _table(shown: Network) -> Table:
    labels = {node.key: node.label for node in shown.nodes}
    rows = tuple(
        (
            f"{labels[e.one]} – {labels[e.other]}",
            (str(e.count.turns), Aim((e.one, e.other), together=True)),
            f"{e.count.speakers}{'*' if e.count.single_voice else ''}",
            str(e.count.districts),
        )
        for e in shown.edges
    )
    return Table(("Par", "Felles replikker", "Deltakere", "Bydeler"), rows)

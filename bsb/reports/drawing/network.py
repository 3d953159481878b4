"""Drawing co-occurrence networks: codes round a circle, lines between those that share turns."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bsb.analysis.displays.aim import Aim
from bsb.analysis.displays.network import Edge, Network, Node
from bsb.formats.svg import INK, WHITE, Canvas
from bsb.formats.text_width import wrap
from bsb.reports.drawing.curve import Point, Way, free_spot, on_circle, steps
from bsb.reports.drawing.frame import GOOD, PORTRAIT, Drawing, Table, begin, notes
from bsb.reports.norwegian import count

_RADIUS, _THICK, _LABEL, _LEADING = 186, 11, 128, 15
_EDGE = "#6f93b8"


def draw(shown: Network, name: str, title: str) -> Drawing:
    """Draw the network: the width of a line, and the figure on it, is the number of turns that both stand in."""
    canvas, top = begin(name, title, under=_under(shown))
    centre = (PORTRAIT / 2, top + _RADIUS + 60)
    places = {
        node.key: on_circle(centre, _RADIUS, (n + 0.5) / len(shown.nodes)) for n, node in enumerate(shown.nodes)
    }
    ways = {edge: _way(places[edge.one], places[edge.other], centre) for edge in shown.edges}
    labels = {node.key: node.label for node in shown.nodes}
    most = max((edge.count.turns for edge in shown.edges), default=1)
    for edge in reversed(shown.edges):
        with canvas.link(_aim(edge), _said(edge, labels)):
            width = max(1.5, _THICK * edge.count.turns / most)
            canvas.path(steps(ways[edge]), stroke=_EDGE, stroke_width=width, stroke_linecap="round")
    taken = list(places.values())
    for edge in shown.edges:
        x, y = free_spot(ways[edge], taken, room=20)
        with canvas.link(_aim(edge), _said(edge, labels)):
            canvas.circle(x, y, 9, fill=WHITE, stroke=_EDGE)
            canvas.text(x, y + 4, f"{edge.count.turns}{_star(edge)}", size=11, anchor="middle")
    for name_ in _names(shown.nodes, places, centre):
        _node(canvas, name_, places[name_.node.key])
    if not shown.edges:
        canvas.text(*centre, "Ingen par har så mange felles replikker.", anchor="middle")
    notes(canvas, centre[1] + _RADIUS + 78, _notes(shown))
    return Drawing(name, title, _alt(shown, labels), canvas, _table(shown, labels))


def _under(shown: Network) -> str:
    least = count(shown.least, "felles replikk", "felles replikker")
    text = f"Strekene viser replikker som handler om begge deler. Minst {least}"
    weaker = count(shown.weaker, "svakere par", "svakere par", "ett")
    return f"{text}; {weaker} er ikke tegnet" if shown.weaker else text


def _way(one: Point, other: Point, centre: Point) -> Way:
    """Bend a line towards the middle: neighbours get a shallow bow, those far apart nearly a straight line."""
    middle = ((one[0] + other[0]) / 2, (one[1] + other[1]) / 2)
    pull = 0.15 + 0.25 * (1 - math.dist(one, other) / (2 * _RADIUS))
    bend = (middle[0] + (centre[0] - middle[0]) * pull, middle[1] + (centre[1] - middle[1]) * pull)
    return one, bend, other


def _aim(edge: Edge) -> Aim:
    return Aim((edge.one, edge.other), together=True)


def _star(edge: Edge) -> str:
    return "*" if edge.count.single_voice else ""


def _said(edge: Edge, labels: dict[str, str]) -> str:
    turns = count(edge.count.turns, "felles replikk", "felles replikker")
    return f"{labels[edge.one]} og {labels[edge.other]}: {turns}"


@dataclass
class _Name:
    """Where the name of a node stands: ``lines`` from ``top`` down, beside ``x``. ``size`` is the node's radius."""

    node: Node
    lines: list[str]
    x: float
    top: float
    anchor: str
    size: float

    @property
    def height(self) -> float:
        return _LEADING * len(self.lines)


def _names(nodes: Sequence[Node], places: Mapping[str, Point], centre: Point) -> list[_Name]:
    """Place the names outside the circle, and from its middle upwards and downwards so that none lies on another."""
    most = max((node.count.turns for node in nodes), default=1)
    found: dict[tuple[str, bool], list[_Name]] = {}
    for node in nodes:
        x, y = places[node.key]
        dx, dy = (x - centre[0]) / _RADIUS, (y - centre[1]) / _RADIUS
        size = 5 + 8 * math.sqrt(node.count.turns / most)
        anchor = "middle" if abs(dx) < 0.1 else "start" if dx > 0 else "end"
        lines = wrap(f"{node.label}\u00a0({node.count.turns})", _LABEL, 12)
        # At the top the last line stands next to the mark, at the bottom the first, at the sides the middle.
        grow = (1 - dy) / 2 if abs(dy) > 0.5 else 0.5
        top = y + dy * (size + 7) - _LEADING * len(lines) * grow + (8 * dy if anchor == "middle" else 0)
        beside = x + dx * (size + 4) + {"start": 5, "end": -5}.get(anchor, 0)
        found.setdefault((anchor, dy < 0), []).append(_Name(node, lines, beside, top, anchor, size))
    for (_anchor, upper), names in found.items():
        names.sort(key=lambda name: name.top, reverse=upper)
        for inner, outer in pairwise(names):
            outer.top = (
                min(outer.top, inner.top - outer.height) if upper else max(outer.top, inner.top + inner.height)
            )
    return [name for names in found.values() for name in names]


def _node(canvas: Canvas, name: _Name, place: Point) -> None:
    (x, y), size = place, name.size
    with canvas.link(Aim((name.node.key,)), f"Sitater om {name.node.label}"):
        if name.node.facet == "service":
            canvas.rect(x - size, y - size, 2 * size, 2 * size, fill=WHITE, stroke=INK, stroke_width=2)
        else:
            canvas.circle(x, y, size, fill=GOOD, stroke=INK)
        canvas.lines(name.x, name.top + 12, name.lines, size=12, anchor=name.anchor, leading=_LEADING / 12)


def _notes(shown: Network) -> list[str]:
    texts = ["Tallet ved navnet er alle replikker om det. Jo større merke, jo flere replikker."]
    if len({node.facet for node in shown.nodes}) > 1:
        texts.append("Firkant: tjeneste. Sirkel: tema.")
    if any(edge.count.single_voice for edge in shown.edges):
        texts.append("* alle de felles replikkene er fra én deltaker")
    return texts


def _alt(shown: Network, labels: dict[str, str]) -> str:
    if not shown.edges:
        return f"Nettverk uten streker: ingen par har {shown.least} felles replikker eller flere."
    first = shown.edges[0]
    ties = dict.fromkeys(labels, 0)
    for edge in shown.edges:
        ties[edge.one] += 1
        ties[edge.other] += 1
    hub = max(ties, key=ties.__getitem__)
    turns = count(first.count.turns, "felles replikk", "felles replikker")
    return (
        f"Nettverk med {len(shown.nodes)} koder og {count(len(shown.edges), 'strek', 'streker')}. Sterkest er "
        f"forbindelsen mellom «{labels[first.one]}» og «{labels[first.other]}» ({turns}). "
        f"«{labels[hub]}» har flest forbindelser ({ties[hub]})."
    )


def _table(shown: Network, labels: dict[str, str]) -> Table:
    rows = tuple(
        (
            f"{labels[e.one]} – {labels[e.other]}",
            (str(e.count.turns), _aim(e)),
            f"{e.count.speakers}{_star(e)}",
            str(e.count.districts),
        )
        for e in shown.edges
    )
    return Table(("Par", "Felles replikker", "Deltakere", "Bydeler"), rows)

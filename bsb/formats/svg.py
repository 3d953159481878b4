"""Drawing SVG by hand: shapes, text with known width, links, and a label that says what there is to see.

A picture stands on white, has text of at least 11 px and enough contrast (WCAG 2.2 AA) by construction: a text that
would break this raises ValueError. No style, script or address outside the file is ever written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape

from bsb.formats.text_width import text_width

WHITE, INK, SOFT = "#ffffff", "#1c2530", "#4a5563"
FONT = "'BSB Sans', 'Liberation Sans', Arial, Helvetica, sans-serif"
SMALLEST = 11
_CONTRAST = 4.5
_UNWANTED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")

Attribute = str | float | None


@dataclass(frozen=True, slots=True)
class Label:
    """Where a text stands (its ink's box, before it is turned), for checks that nothing is cut or overlaps."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    turned: float = 0


@dataclass(slots=True)
class _Link:
    key: Hashable
    label: str
    children: list[str | _Link] = field(default_factory=list)


class Canvas:
    """A picture that grows downwards: ``height`` may be set when everything stands in its place. Units are CSS px.

    ``name`` begins the ids in it, which keeps pictures on one page apart.
    """

    def __init__(self, name: str, width: float, height: float = 0) -> None:
        self.name = name
        self.width = width
        self.height = height
        #: How much of it, from the top, holds the title: a page that has its own leaves that out.
        self.head: float = 0
        self.labels: list[Label] = []
        #: What can be led to, with what is said of it first.
        self.keys: dict[Hashable, str] = {}
        self._nodes: list[str | _Link] = []
        self._open = self._nodes
        self._hatched: dict[str, tuple[str, str]] = {}

    def rect(self, x: float, y: float, width: float, height: float, **attributes: Attribute) -> None:
        """Draw a rectangle; attributes are SVG's, with _ for -."""
        self._draw("rect", x=x, y=y, width=width, height=height, **attributes)

    def circle(self, x: float, y: float, radius: float, **attributes: Attribute) -> None:
        """Draw a circle."""
        self._draw("circle", cx=x, cy=y, r=radius, **attributes)

    def line(self, x: float, y: float, to_x: float, to_y: float, **attributes: Attribute) -> None:
        """Draw a line."""
        self._draw("line", x1=x, y1=y, x2=to_x, y2=to_y, **({"stroke": INK} | attributes))

    def path(self, steps: str, **attributes: Attribute) -> None:
        """Draw a path that is not filled unless a ``fill`` is given."""
        self._draw("path", d=steps, **({"fill": "none", "stroke": INK} | attributes))

    def arrow(self, tip: tuple[float, float], back: tuple[float, float], *, fill: str = INK, size: float = 9) -> None:
        """Draw an arrow head whose tip stands at ``tip`` and that comes from the direction of ``back``."""
        dx, dy = tip[0] - back[0], tip[1] - back[1]
        length = (dx * dx + dy * dy) ** 0.5 or 1
        ux, uy = dx / length * size, dy / length * size
        points = [
            tip,
            (tip[0] - ux - uy * 0.45, tip[1] - uy + ux * 0.45),
            (tip[0] - ux + uy * 0.45, tip[1] - uy - ux * 0.45),
        ]
        self._draw("polygon", points=" ".join(f"{number(x)},{number(y)}" for x, y in points), fill=fill)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = 12,
        bold: bool = False,
        anchor: str = "start",
        fill: str = INK,
        on: str = WHITE,
        turn: float = 0,
        halo: bool = False,
    ) -> None:
        """Write a line of text with its base line at ``y``; ``on`` is the colour of the ground it stands on.

        ``anchor`` is start, middle or end; ``turn`` in degrees round the point; ``halo`` draws a white edge.

        Raises ValueError for text below 11 px or with a contrast below 4.5 to 1.
        """
        if size < SMALLEST or contrast(fill, on) < _CONTRAST:
            raise ValueError(f"text of {size} px in {fill} on {on} cannot be read by all")
        width = text_width(text, size, bold=bold)
        left = x - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
        self.labels.append(Label(text, left, y - size * 0.75, left + width, y + size * 0.22, turn))
        marks = {
            "x": number(x),
            "y": number(y),
            "font-size": number(size),
            "font-weight": "bold" if bold else "",
            "text-anchor": "" if anchor == "start" else anchor,
            "fill": fill,
            "transform": f"rotate({number(turn)} {number(x)} {number(y)})" if turn else "",
            "stroke": WHITE if halo else "",
            "stroke-width": "3" if halo else "",
            "stroke-linejoin": "round" if halo else "",
            "paint-order": "stroke" if halo else "",
        }
        self._open.append(f"<text {_joined(marks)}>{_clean(text)}</text>")

    def lines(self, x: float, y: float, texts: Sequence[str], *, leading: float = 1.3, **options: object) -> float:
        """Write lines below one another, the first with its base line at ``y``; return the base line after them."""
        size = options.get("size", 12)
        assert isinstance(size, (int, float))  # noqa: S101  it is handed on to text()
        for text in texts:
            self.text(x, y, text, **options)  # type: ignore[arg-type]
            y += size * leading
        return y

    def hatch(self, colour: str, ground: str = WHITE) -> str:
        """Return the fill of slanted stripes in a colour: a mark that shows in grey print too."""
        name = f"{self.name}-hatch-{colour.lstrip('#')}-{ground.lstrip('#')}"
        self._hatched[name] = (colour, ground)
        return f"url(#{name})"

    @contextmanager
    def link(self, key: Hashable, label: str) -> Iterator[None]:
        """Make what is drawn inside lead to ``key``, where the page that shows the picture knows it."""
        outer, link = self._open, _Link(key, label)
        outer.append(link)
        self.keys.setdefault(key, label)
        self._open = link.children
        try:
            yield
        finally:
            self._open = outer

    def to_svg(
        self,
        *,
        title: str,
        description: str,
        headless: bool = False,
        source: str = "",
        links: Callable[[Hashable], str | None] | None = None,
    ) -> str:
        """Return the picture as SVG text, with ``title`` and ``description`` for those who do not see it.

        ``headless`` leaves the title on it out. ``source`` is kept as its metadata. With ``links`` (the target of a
        key, or None) the picture is a group of links and not one image.
        """
        name, top = self.name, self.head if headless else 0
        box = f"0 {number(top)} {number(self.width)} {number(self.height - top)}"
        role = "group" if links else "img"
        out = [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" width="{number(self.width)}" '
            f'height="{number(self.height - top)}" role="{role}" aria-labelledby="{name}-title {name}-desc" '
            f'font-family="{FONT}">',
            f'<title id="{name}-title">{_clean(title)}</title>',
            f'<desc id="{name}-desc">{_clean(description)}</desc>',
            *([f"<metadata>{_clean(source)}</metadata>"] if source else []),
        ]
        if self._hatched:
            patterns = (_pattern(name, *colours) for name, colours in self._hatched.items())
            out += ["<defs>", *patterns, "</defs>"]
        out.append(f'<rect x="0" y="0" width="{number(self.width)}" height="{number(self.height)}" fill="{WHITE}"/>')
        out += _written(self._nodes, links)
        return "\n".join(out) + "\n</svg>\n"

    def _draw(self, tag: str, **attributes: Attribute) -> None:
        shown = {
            name.replace("_", "-"): number(value) if isinstance(value, (int, float)) else value
            for name, value in attributes.items()
            if value is not None
        }
        self._open.append(f"<{tag} {_joined(shown)}/>")


def number(value: float) -> str:
    """Return a number with at most one decimal: short, and the same on every machine.

    >>> number(3.04), number(-0.01), number(2)
    ('3', '0', '2')
    """
    text = f"{value:.1f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
    return "0" if text == "-0" else text


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (#rrggbb), from 1 to 21, as WCAG 2.2 defines it.

    >>> round(contrast("#000000", "#ffffff")), round(contrast("#777777", "#ffffff"), 2)
    (21, 4.48)
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _clean(text: str) -> str:
    """Return a text as XML can hold it."""
    return escape(_UNWANTED.sub("", text))


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _joined(attributes: dict[str, str]) -> str:
    return " ".join(f'{name}="{escape(value)}"' for name, value in attributes.items() if value)


def _pattern(name: str, colour: str, ground: str) -> str:
    return (
        f'<pattern id="{name}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<rect width="6" height="6" fill="{ground}"/><rect width="3" height="6" fill="{colour}"/></pattern>'
    )


def _written(nodes: Sequence[str | _Link], links: Callable[[Hashable], str | None] | None) -> list[str]:
    out = []
    for node in nodes:
        if isinstance(node, str):
            out.append(node)
            continue
        inner = _written(node.children, links)
        target = links(node.key) if links else None
        if target:
            out.append(f'<a href="{escape(target)}" aria-label="{_clean(node.label)}">')
            out += [*inner, "</a>"]
        else:
            out += inner
    return out

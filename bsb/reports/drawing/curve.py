"""Bent lines between two points, as networks draw them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from bsb.formats.svg import number

Point = tuple[float, float]
#: Where a line begins, the point that pulls it aside, and where it ends (a quadratic Bézier curve).
Way = tuple[Point, Point, Point]


def along(way: Way, t: float) -> Point:
    """Return the point of a way at ``t``, from 0 (its beginning) to 1.

    >>> along(((0, 0), (5, 0), (10, 0)), 0.5)
    (5.0, 0.0)
    """
    (x0, y0), (x1, y1), (x2, y2) = way
    a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
    return (a * x0 + b * x1 + c * x2, a * y0 + b * y1 + c * y2)


def steps(way: Way) -> str:
    """Return a way as the steps of an SVG path."""
    begin, bend, end = (f"{number(float(x))},{number(float(y))}" for x, y in way)
    return f"M{begin} Q{bend} {end}"


def on_circle(centre: Point, radius: float, turn: float) -> Point:
    """Return a point on a circle; ``turn`` from 0 (at the top) to 1, with the clock."""
    angle = 2 * math.pi * turn - math.pi / 2
    return (centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle))


def towards(point: Point, other: Point, by: float) -> Point:
    """Return the point that lies so far from one point in the direction of another."""
    length = math.dist(point, other) or 1
    return (point[0] + (other[0] - point[0]) / length * by, point[1] + (other[1] - point[1]) / length * by)


def aside(one: Point, other: Point, by: float) -> Point:
    """Return a point beside the middle of two, to the right as one goes, so that there and back lie apart."""
    dx, dy = other[0] - one[0], other[1] - one[1]
    length = math.hypot(dx, dy) or 1
    return ((one[0] + other[0]) / 2 - dy / length * by, (one[1] + other[1]) / 2 + dx / length * by)


def free_spot(
    way: Way,
    taken: list[Point],
    *,
    room: float,
    near: float = 0.5,
    allowed: Callable[[Point], bool] = lambda _p: True,
) -> Point:
    """Return the point of a way nearest to ``near`` that is allowed and has room; it is then taken.

    Where there is none, the point that lies farthest from all that are taken.
    """
    spots = [along(way, n / 40) for n in sorted(range(8, 33), key=lambda n: (abs(n / 40 - near), n))]

    def distance(spot: Point) -> float:
        return min((math.dist(spot, other) for other in taken), default=math.inf)

    free: Sequence[Point] = [spot for spot in spots if allowed(spot)] or spots
    found = next((spot for spot in free if distance(spot) >= room), None) or max(free, key=distance)
    taken.append(found)
    return found

"""Causal networks as people draw them: boxes, arrows with + and -, loops, and the words that each arrow rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A box: its key and text, and where it stands: ``column`` (may be half) and ``row``, from 0."""

    key: str
    text: str
    column: float = 0
    row: int = 0


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrow: "+" more of the one gives more of the other, "-" more gives less.

    ``evidence`` are turns as (interview, number); ``gone`` counts those named that are there no more.
    """

    one: str
    other: str
    sign: str
    evidence: tuple[tuple[str, int], ...] = ()
    gone: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Loop:
    """A circle of arrows by the keys of its boxes. It grows by itself if an even number of its arrows is "-"."""

    boxes: tuple[str, ...]
    grows: bool


@dataclass(frozen=True)
class CausalNetwork:
    """Boxes in their places, arrows as they were written, and the loops they make."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    loops: tuple[Loop, ...]

    def text(self, key: str) -> str:
        """Return the text of a box."""
        return next(box.text for box in self.boxes if box.key == key)

    @property
    def assumed(self) -> tuple[Arrow, ...]:
        """The arrows that no words stand behind."""
        return tuple(arrow for arrow in self.arrows if not arrow.evidence)


def causal_network(
    boxes: Sequence[tuple[str, str]],
    arrows: Sequence[Arrow],
    *,
    at: Mapping[str, tuple[int, int]] | None = None,
) -> CausalNetwork:
    """Lay boxes, given as (key, text), out in rows that follow the arrows down, or where ``at`` puts them.

    >>> found = causal_network([("a", "A"), ("b", "B")], [Arrow("a", "b", "-"), Arrow("b", "a", "-")])
    >>> [(box.key, box.row) for box in found.boxes], found.loops
    ([('a', 0), ('b', 1)], (Loop(boxes=('a', 'b'), grows=True),))
    """
    keys = [key for key, _text in boxes]
    places: Mapping[str, tuple[float, int]] = at or _layers(keys, [(a.one, a.other) for a in arrows])
    return CausalNetwork(
        tuple(Box(key, text, *places[key]) for key, text in boxes), tuple(arrows), tuple(_loops(keys, arrows))
    )


def _loops(keys: Sequence[str], arrows: Sequence[Arrow]) -> Iterator[Loop]:
    """Yield each circle once, from its first box on; more than a reader can follow are not looked for."""
    order = {key: n for n, key in enumerate(keys)}
    out: dict[str, list[Arrow]] = defaultdict(list)
    for arrow in arrows:
        out[arrow.one].append(arrow)
    found = 0
    for start in keys:
        waiting: list[tuple[tuple[str, ...], int]] = [((start,), 0)]
        while waiting and found < 20:
            way, minus = waiting.pop()
            for arrow in out[way[-1]]:
                turned = minus + (arrow.sign == "-")
                if arrow.other == start:
                    found += 1
                    yield Loop(way, turned % 2 == 0)
                elif arrow.other not in way and order[arrow.other] > order[start]:
                    waiting.append(((*way, arrow.other), turned))


def _layers(keys: Sequence[str], pairs: Sequence[tuple[str, str]]) -> dict[str, tuple[float, int]]:
    """Place each box below all that lead to it (but for arrows that close a loop), near those it hangs with."""
    forward = _without_backward(keys, pairs)
    row = dict.fromkeys(keys, 0)
    for _round in keys:
        for one, other in forward:
            row[other] = max(row[other], row[one] + 1)
    rows: dict[int, list[str]] = defaultdict(list)
    for key in keys:
        rows[row[key]].append(key)
    widest = max(map(len, rows.values()), default=1)
    near: dict[str, list[str]] = defaultdict(list)
    for one, other in pairs:
        near[one].append(other)
        near[other].append(one)

    def column(key: str) -> float:
        own = rows[row[key]]
        return own.index(key) + (widest - len(own)) / 2

    for _sweep in range(8):
        for number in sorted(rows):
            pull = {
                key: sum(column(n) for n in near[key]) / len(near[key]) if near[key] else column(key)
                for key in rows[number]
            }
            rows[number].sort(key=pull.__getitem__)
    return {key: (column(key), row[key]) for key in keys}


def _without_backward(keys: Sequence[str], pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Leave out the arrows that lead back to a box they come from, as met on a walk from the first box on."""
    out: dict[str, list[str]] = defaultdict(list)
    for one, other in pairs:
        out[one].append(other)
    backward: set[tuple[str, str]] = set()
    done: set[str] = set()
    for start in keys:
        if start in done:
            continue
        way = [start]
        steps = [iter(out[start])]
        while way:
            following = next(steps[-1], None)
            if following is None:
                done.add(way.pop())
                steps.pop()
            elif following in way:
                backward.add((way[-1], following))
            elif following not in done:
                way.append(following)
                steps.append(iter(out[following]))
    return [pair for pair in pairs if pair not in backward]

"""The co-occurrence network: which codes share turns, and how many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from bsb.analysis.displays.touches import Tally, Touch, tally

#: More lines than this nobody can follow.
MOST = 26


@dataclass(frozen=True, slots=True)
class Node:
    """A code that shares turns with another: key, name, facet, and its own count."""

    key: str
    label: str
    facet: str
    count: Tally


@dataclass(frozen=True, slots=True)
class Edge:
    """Two codes and the count of the turns they share. ``one`` comes before ``other`` in the codebook."""

    one: str
    other: str
    count: Tally


@dataclass(frozen=True)
class Network:
    """Nodes in the order in which they stand round the circle; edges, heaviest first.

    Only pairs that share at least ``least`` distinct turns are edges: the number asked for, or more where too many
    would make the picture a tangle. ``weaker`` is the number of pairs that share
    fewer, ``alone`` the codes without any edge.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    least: int
    weaker: int
    alone: tuple[str, ...]


def network(
    touches: Iterable[Touch],
    codes: Sequence[tuple[str, str, str]],
    *,
    least: int = 2,
    most: int = MOST,
    across: bool = False,
) -> Network:
    """Find which codes, given as (key, name, facet) in the codebook's order, share turns.

    A turn that carries both counts once, however often and by however many it was coded. Where more than ``most``
    pairs share ``least`` turns, the threshold rises until no more are left. With ``across``, only pairs from two
    facets.

    >>> rows = [Touch(code, "theme", "a1", "Alna", n, "B1") for n in (2, 4) for code in ("ros", "ris")]
    >>> found = network(rows, [("ros", "Ros", "theme"), ("ris", "Ris", "theme")])
    >>> [(e.one, e.other, e.count.turns, e.count.speakers) for e in found.edges]
    [('ros', 'ris', 2, 1)]
    """
    order = {key: n for n, (key, _name, _facet) in enumerate(codes)}
    facets = {key: facet for key, _name, facet in codes}
    on_turn: dict[tuple[str, int], dict[str, list[Touch]]] = defaultdict(dict)
    by_code: dict[str, list[Touch]] = defaultdict(list)
    for touch in touches:
        if touch.code in order:
            on_turn[touch.place].setdefault(touch.code, []).append(touch)
            by_code[touch.code].append(touch)
    shared: dict[tuple[str, str], list[Touch]] = defaultdict(list)
    for there in on_turn.values():
        for one, other in combinations(sorted(there, key=order.__getitem__), 2):
            if not across or facets[one] != facets[other]:
                shared[one, other] += [*there[one], *there[other]]
    counted = [Edge(one, other, tally(own)) for (one, other), own in shared.items()]
    shares = sorted((edge.count.turns for edge in counted), reverse=True)
    if len(shares) > most:
        least = max(least, shares[most] + 1)
    edges = [edge for edge in counted if edge.count.turns >= least]
    edges.sort(key=lambda e: (-e.count.turns, order[e.one], order[e.other]))
    used = {key for edge in edges for key in (edge.one, edge.other)}
    nodes = {key: Node(key, name, facet, tally(by_code[key])) for key, name, facet in codes if key in used}
    return Network(
        tuple(nodes[key] for key in circle(list(nodes), {(e.one, e.other): e.count.turns for e in edges})),
        tuple(edges),
        least,
        len(counted) - len(edges),
        tuple(key for key, _name, _facet in codes if key not in used),
    )


def circle(keys: Sequence[str], weights: Mapping[tuple[str, str], int]) -> list[str]:
    """Return keys in an order round a circle in which what belongs together stands near; always the same.

    It begins with the order given and swaps two places as long as that makes the sum of weight by distance less.

    >>> circle(["a", "b", "c", "d", "e", "f"], {("a", "d"): 9})
    ['d', 'a', 'c', 'b', 'e', 'f']
    """
    order = list(keys)
    at = {key: n for n, key in enumerate(order)}
    near: dict[str, dict[str, int]] = {key: {} for key in order}
    for (one, other), weight in weights.items():
        near[one][other] = near[other][one] = weight
    size = len(order)

    def cost(key: str) -> int:
        return sum(
            weight * min(abs(at[key] - at[other]), size - abs(at[key] - at[other]))
            for other, weight in near[key].items()
        )

    better = True
    while better:
        better = False
        for here, there in combinations(range(size), 2):
            a, b = order[here], order[there]
            before = cost(a) + cost(b)
            at[a], at[b] = there, here
            if cost(a) + cost(b) < before:
                order[here], order[there] = b, a
                better = True
            else:
                at[a], at[b] = here, there
    return order

"""Which disagreements coders should talk about first: those of the codes that they agree on least."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bsb.coding.agreement.disagreements import KINDS, Disagreement

#: How many places of one code are taken before the next code has its turn.
PER_CODE = 4


@dataclass(frozen=True, slots=True)
class Place:
    """A turn in which coders differ about a code, in one way or several; ``cases`` is never empty."""

    cases: tuple[Disagreement, ...]

    @property
    def first(self) -> Disagreement:
        """The case that comes first in a meeting."""
        return self.cases[0]


@dataclass(frozen=True, slots=True)
class Talk:
    """A code to talk about: its key, the places that are shown, and how many disagreements it has in all."""

    code: str
    places: tuple[Place, ...]
    cases: int


def talks(
    cases: Sequence[Disagreement], alphas: Mapping[str, float | None], *, limit: int = 0
) -> tuple[list[Talk], dict[str, int]]:
    """Return what to talk about, the code of least agreement first, and how many disagreements each code has.

    ``alphas`` are coefficients by code; a code without one comes last, of equal ones the code with most
    disagreements first. A disagreement about several codes belongs to the one that is agreed on least. With
    ``limit`` (places), each code gives at most ``PER_CODE`` of its places until all have had their turn: other
    codes before other valences, and mere borders last. 0 gives all.
    """
    by_code: dict[str, dict[tuple[str, int], list[Disagreement]]] = {}
    for case in cases:
        places = by_code.setdefault(min(case.codes, key=lambda code: _rank(alphas, code)), {})
        places.setdefault((case.interview, case.turn), []).append(case)
    counts = {code: sum(map(len, places.values())) for code, places in by_code.items()}
    order = sorted(by_code, key=lambda code: (_rank(alphas, code), -counts[code], code))
    sorted_ = {code: sorted((_place(own) for own in by_code[code].values()), key=_weight) for code in order}
    shown = _taken(sorted_, limit)
    return [Talk(code, tuple(sorted_[code][: shown[code]]), counts[code]) for code in order if shown[code]], counts


def _rank(alphas: Mapping[str, float | None], code: str) -> float:
    alpha = alphas.get(code)
    return 2.0 if alpha is None else alpha


def _place(cases: Sequence[Disagreement]) -> Place:
    return Place(tuple(sorted(cases, key=_kind)))


def _kind(case: Disagreement) -> int:
    return list(KINDS).index(case.kind)


def _weight(place: Place) -> int:
    return _kind(place.first)


def _taken(places: Mapping[str, Sequence[Place]], limit: int) -> dict[str, int]:
    """Return how many places of each code are shown."""
    taken = dict.fromkeys(places, 0)
    left = limit or sum(map(len, places.values()))
    while left > 0 and any(taken[code] < len(own) for code, own in places.items()):
        for code, own in places.items():
            more = min(PER_CODE if limit else len(own), len(own) - taken[code], left)
            taken[code] += more
            left -= more
    return taken

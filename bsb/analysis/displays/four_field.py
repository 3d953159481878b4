"""The four-field display: the individual or the organisation, planning or carrying out (figures 3 and 4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bsb.analysis.displays.touches import Tally, Touch, tally
from bsb.store.schema import LEVELS, PHASES


@dataclass(frozen=True, slots=True)
class Field:
    """One of the four: its count, and its codes with theirs, those most people spoke of first."""

    level: str
    phase: str
    count: Tally
    codes: tuple[tuple[str, Tally], ...]


@dataclass(frozen=True)
class FourField:
    """The four fields by (level, phase), and what is not in them.

    Figures are distinct turns. ``coded`` are those with any code of the facet, ``placed`` those in at least one
    field (a turn may stand in several), ``half`` those that have a level or a phase but never both on one coding.
    """

    fields: Mapping[tuple[str, str], Field]
    facet: str
    coded: int
    placed: int
    half: int

    @property
    def unplaced_share(self) -> float | None:
        """The share (0-1) of the coded turns that are in no field; None if nothing is coded."""
        return 1 - self.placed / self.coded if self.coded else None


def four_field(touches: Iterable[Touch], *, facet: str = "theme") -> FourField:
    """Sort the coded turns of a facet into the four fields.

    >>> rows = [Touch("ros", "theme", "a1", "Alna", n, "B1", "positive", "individual", "planning") for n in (2, 4)]
    >>> found = four_field([*rows, Touch("ros", "theme", "a1", "Alna", 6, "B2")])
    >>> found.fields["individual", "planning"].count.turns, found.placed, found.coded
    (2, 2, 3)
    """
    rows = [t for t in touches if t.facet == facet]
    inside: dict[tuple[str, str], list[Touch]] = {(level, phase): [] for level in LEVELS for phase in PHASES}
    for touch in rows:
        if touch.level and touch.phase:
            inside[touch.level, touch.phase].append(touch)
    placed = {t.place for own in inside.values() for t in own}
    half = {t.place for t in rows if t.level or t.phase} - placed
    return FourField(
        {key: Field(*key, tally(own), _ranked(own)) for key, own in inside.items()},
        facet,
        coded=len({t.place for t in rows}),
        placed=len(placed),
        half=len(half),
    )


def _ranked(rows: list[Touch]) -> tuple[tuple[str, Tally], ...]:
    by_code: dict[str, list[Touch]] = defaultdict(list)
    for row in rows:
        by_code[row.code].append(row)
    counted = [(code, tally(own)) for code, own in by_code.items()]
    return tuple(sorted(counted, key=lambda pair: (-pair[1].speakers, -pair[1].turns, pair[0])))

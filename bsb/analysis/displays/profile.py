"""The profile: how many districts stand for what (as the method's figure 7), or how often it came up in one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bsb.analysis.displays.touches import Touch, tally
from bsb.analysis.reference import ReferenceTable


@dataclass(frozen=True, slots=True)
class Bar:
    """One area: its key (a code's, or a column's heading), its name, its figure, and the districts behind it.

    ``single_voice`` says that all of it comes from one participant.
    """

    key: str
    label: str
    value: int
    districts: tuple[str, ...] = ()
    single_voice: bool = False


@dataclass(frozen=True)
class Profile:
    """Bars in their order. ``counted`` is districts, turns or speakers; ``whole`` the greatest figure there can be.

    ``blank`` are districts of a reference table without any entry; ``value`` the entry that is counted in it, and
    ``source`` where it was printed.
    """

    bars: tuple[Bar, ...]
    counted: str
    whole: int | None = None
    district: str = ""
    blank: tuple[str, ...] = ()
    value: str = ""
    source: str = ""


def profile_of_table(table: ReferenceTable, value: str) -> Profile:
    """Count, for each column of a reference table, the districts whose cell reads ``value``."""
    bars = []
    for number, heading in enumerate(table.header[1:], 1):
        own = tuple(row[0] for row in table.rows if row[number] == value)
        bars.append(Bar(heading, heading, len(own), own))
    blank = tuple(row[0] for row in table.rows if not any(row[1:]))
    whole = len(table.rows) - len(blank)
    return Profile(tuple(bars), "districts", whole, blank=blank, value=value, source=table.definition.source)


def profile_of_codes(
    touches: Iterable[Touch],
    names: Sequence[tuple[str, str]],
    *,
    counted: str = "districts",
    district: str = "",
    districts: Sequence[str] = (),
) -> Profile:
    """Count districts, turns or speakers for each code, given as (key, name), the greatest figure first.

    With ``district``, of that district alone: districts are then of no use, and turns are counted instead.
    """
    counted = "turns" if district and counted == "districts" else counted
    rows = [t for t in touches if district in ("", t.district)]
    order = {name: n for n, name in enumerate(districts)}
    bars = []
    for key, name in names:
        own = [t for t in rows if t.code == key]
        count = tally(own)
        there = sorted({t.district for t in own}, key=lambda d: order.get(d, len(order)))
        bars.append(Bar(key, name, getattr(count, counted), tuple(there), count.single_voice))
    bars.sort(key=lambda bar: -bar.value)
    return Profile(tuple(bars), counted, len(districts) or None if counted == "districts" else None, district)

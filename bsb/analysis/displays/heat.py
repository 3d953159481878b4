"""Heat maps: codes by districts or interviews, as distinct participants."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bsb.analysis.displays.touches import Tally, Touch, tally

_EMPTY = Tally()


@dataclass(frozen=True, slots=True)
class Place:
    """A column: a district or an interview, the people interviewed there, and whether they are few enough to tell."""

    key: str
    label: str
    participants: int = 0
    small: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row: a code, how deep it lies under another, and whether it is coded itself or only groups others."""

    key: str
    label: str
    depth: int = 0
    countable: bool = True


@dataclass(frozen=True)
class HeatMap:
    """Counts by (code, column key); what is not coded is absent. ``totals`` are those of a code over all columns."""

    rows: tuple[Row, ...]
    columns: tuple[Place, ...]
    cells: Mapping[tuple[str, str], Tally]
    totals: Mapping[str, Tally]
    by: str = "district"

    def cell(self, row: str, column: str) -> Tally:
        """Return the count of a cell; an empty one if nothing is coded there."""
        return self.cells.get((row, column), _EMPTY)

    @property
    def most(self) -> int:
        """The number of speakers in the fullest cell."""
        return max((cell.speakers for cell in self.cells.values()), default=0)


def heat_map(
    touches: Iterable[Touch], rows: Sequence[Row], columns: Sequence[Place], *, by: str = "district"
) -> HeatMap:
    """Count codes by districts (``by`` "district") or by interviews ("interview").

    >>> rows = [Touch("ros", "theme", "a1", "Alna", n, f"B{n}") for n in (1, 2)]
    >>> heat_map(rows, [Row("ros", "Ros")], [Place("Alna", "Alna", 5)]).cell("ros", "Alna").speakers
    2
    """
    codes = {row.key for row in rows if row.countable}
    here = {column.key for column in columns}
    cells: dict[tuple[str, str], list[Touch]] = defaultdict(list)
    for touch in touches:
        column = touch.district if by == "district" else touch.interview
        if touch.code in codes and column in here:
            cells[touch.code, column].append(touch)
    whole: dict[str, list[Touch]] = defaultdict(list)
    for (code, _column), own in cells.items():
        whole[code] += own
    return HeatMap(
        tuple(rows),
        tuple(columns),
        {key: tally(own) for key, own in cells.items()},
        {code: tally(own) for code, own in whole.items()},
        by,
    )

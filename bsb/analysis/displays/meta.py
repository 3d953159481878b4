"""The meta-matrix: all districts on one page, one below the other, with figures and codings side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bsb.analysis.cells import Cell
from bsb.analysis.displays.heat import Place
from bsb.analysis.displays.touches import Tally


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, and the codes it counts (none for a figure from elsewhere)."""

    label: str
    codes: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True)
class MetaMatrix:
    """Districts in their order by columns. ``tallies`` has the counts behind cells of codes.

    ``order`` is the number of the column by which they are ordered (lowest first, unknown last), None for the order
    of ``bsb.toml``.
    """

    districts: tuple[Place, ...]
    columns: tuple[Column, ...]
    cells: Mapping[tuple[str, int], Cell]
    tallies: Mapping[tuple[str, int], Tally]
    order: int | None = None


def meta_matrix(
    districts: Sequence[Place],
    columns: Sequence[tuple[Column, Mapping[str, Cell], Mapping[str, Tally]]],
    *,
    order: int | None = None,
) -> MetaMatrix:
    """Put columns, each with its cells and counts by district, side by side, ordered by one of them.

    >>> price = {"Alna": Cell("10", 10, 10), "Sagene": Cell("7", 7, 7), "Bjerke": Cell("")}
    >>> places = [Place(name, name) for name in price]
    >>> [d.key for d in meta_matrix(places, [(Column("Pris"), price, {})], order=0).districts]
    ['Sagene', 'Alna', 'Bjerke']
    """
    cells = {(d.key, n): values.get(d.key, Cell()) for d in districts for n, (_c, values, _t) in enumerate(columns)}
    tallies = {(d, n): count for n, (_c, _v, counts) in enumerate(columns) for d, count in counts.items()}
    rows = list(districts)
    if order is not None:
        rows.sort(key=lambda d: _place(cells[d.key, order]))
    return MetaMatrix(tuple(rows), tuple(column for column, _v, _t in columns), cells, tallies, order)


def _place(cell: Cell) -> tuple[bool, float, bool, str]:
    """Numbers first, by their lower end, then words, then blanks."""
    return (cell.low is None, cell.low or 0.0, not cell.text, cell.text)

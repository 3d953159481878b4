"""Tile maps: districts as squares laid out like the city, each with one figure or word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bsb.analysis.cells import Cell
from bsb.analysis.displays.heat import Place
from bsb.config import Config
from bsb.errors import BsbError
from bsb.i18n import gettext as _

#: Oslo's districts from west to east and north to south. Where the rows leave room, the fjord lies.
OSLO = (
    ("", "Vestre Aker", "Nordre Aker", "Bjerke", "Grorud", "Stovner"),
    ("Ullern", "Frogner", "St. Hanshaugen", "Sagene", "Grünerløkka", "Alna"),
    ("", "", "", "", "Gamle Oslo", "Østensjø"),
    ("", "", "", "", "Nordstrand", ""),
    ("", "", "", "", "Søndre Nordstrand", ""),
)


def oslo(config: Config) -> tuple[tuple[str, ...], ...]:
    """Return the grid of Oslo with the districts that a project has; those of no other city are in it."""
    known = {name for d in config.districts for name in (d.name, *d.aliases)}
    return tuple(tuple(name if name in known else "" for name in row) for row in OSLO)


@dataclass(frozen=True, slots=True)
class Tile:
    """One district: where it stands (column and row from 0), what it shows, and cautions."""

    place: Place
    column: int
    row: int
    cell: Cell
    single_voice: bool = False


@dataclass(frozen=True)
class TileMap:
    """Tiles, and ``label``: what their figures are. ``bounds`` are the upper ends of the classes, lowest first."""

    tiles: tuple[Tile, ...]
    label: str
    bounds: tuple[float, ...]
    source: str = ""
    codes: tuple[str, ...] = ()

    def shade(self, tile: Tile) -> int | None:
        """Return the class (from 0) of a tile's lowest number; None where it has none."""
        low = tile.cell.low
        return None if low is None else next(n for n, bound in enumerate(self.bounds) if low <= bound)


def tile_map(
    grid: Sequence[Sequence[str]],
    config: Config,
    places: Mapping[str, Place],
    cells: Mapping[str, Cell],
    label: str,
    *,
    source: str = "",
    codes: Sequence[str] = (),
    alone: frozenset[str] = frozenset(),
) -> TileMap:
    """Lay districts out on a grid of names (an empty name leaves a hole). ``alone`` are districts with one voice.

    Raises BsbError for a name in the grid that is no district, or a district with no place or two.
    """
    if not config.districts:
        raise BsbError(_("This project names no districts."), _("Add [[district]] entries to bsb.toml."))
    placed: dict[str, tuple[int, int]] = {}
    for row, names in enumerate(grid):
        for column, name in enumerate(names):
            if name:
                district = config.district(name).name
                if district in placed:
                    raise BsbError(_("{district} stands twice in the map.").format(district=district))
                placed[district] = (column, row)
    if missing := [d.name for d in config.districts if d.name not in placed]:
        raise BsbError(
            _("The map has no place for: {districts}.").format(districts=", ".join(missing)),
            _("Lay the districts out in rows under “grid” in a definition of your own in matrices/displays."),
        )
    tiles = [
        Tile(places[d.name], *placed[d.name], cells.get(d.name, Cell()), d.name in alone) for d in config.districts
    ]
    lows = [tile.cell.low for tile in tiles if tile.cell.low is not None]
    return TileMap(tuple(tiles), label, classes(lows), source, tuple(codes))


def classes(values: Sequence[float], most: int = 5) -> tuple[float, ...]:
    """Return the upper ends of at most ``most`` classes of about equal width that hold all values.

    Whole numbers get whole ends, so that the legend can say "3–4".

    >>> classes([0, 1, 3, 4]), classes([1, 15, 8]), classes([2.5, 2.5]), classes([])
    ((0, 1, 2, 3, 4), (3, 6, 9, 12, 15), (2.5,), ())
    """
    if not values:
        return ()
    low, high = min(values), max(values)
    if low == high:
        return (high,)
    if all(float(v).is_integer() for v in values):
        step = -(-int(high - low + 1) // most)
        ends = [low + step * n - 1 for n in range(1, most + 1)]
        kept = [end for n, end in enumerate(ends) if n == 0 or ends[n - 1] < high]
        return tuple(int(end) for end in kept)
    return (*(low + (high - low) * n / most for n in range(1, most)), high)

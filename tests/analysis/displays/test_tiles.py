from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsb.analysis.cells import Cell, of_count, read_cell
from bsb.analysis.displays.heat import Place
from bsb.analysis.displays.tiles import OSLO, classes, oslo, tile_map
from bsb.config import Config, District, read_config
from bsb.errors import BsbError
from bsb.shipped import shipped

TWO = Config("p", districts=(District("Alna"), District("Bjerke", ("Bjerka",))))
PLACES = {name: Place(name, name) for name in ("Alna", "Bjerke")}


def test_all_of_oslos_districts_have_a_place_of_their_own() -> None:
    oslo = read_config(shipped("corpora") / "eksempel" / "bsb.toml")
    places = {d.name: Place(d.name, d.name) for d in oslo.districts}
    found = tile_map(OSLO, oslo, places, {}, "x")
    at = {tile.place.key: (tile.column, tile.row) for tile in found.tiles}
    assert len(at) == len(set(at.values())) == 15
    # Like the city: west to east, and the south below.
    assert at["Ullern"][0] < at["Frogner"][0] < at["Sagene"][0] < at["Alna"][0]
    assert at["Vestre Aker"][1] < at["Frogner"][1] < at["Nordstrand"][1] < at["Søndre Nordstrand"][1]


def test_ranges_words_and_blanks_survive() -> None:
    cells = {"Alna": read_cell("30-35"), "Bjerke": read_cell("Dekket")}
    found = tile_map([["Alna", "", "Bjerka"]], TWO, PLACES, cells, "x")
    assert [tile.cell.text for tile in found.tiles] == ["30-35", "Dekket"]
    assert [found.shade(tile) for tile in found.tiles] == [0, None]
    assert [(tile.column, tile.row) for tile in found.tiles] == [(0, 0), (2, 0)]
    assert tile_map([["Alna", "Bjerke"]], TWO, PLACES, {"Alna": of_count(3)}, "x").tiles[1].cell == Cell()


@pytest.mark.parametrize(
    ("grid", "message"),
    [
        ([["Alna"]], "no place for: Bjerke"),
        ([["Alna", "Alna"], ["Bjerke"]], "stands twice"),
        ([["Alna", "Bjerkee"]], "no district called"),
    ],
)
def test_a_grid_that_does_not_fit_is_refused(grid: list[list[str]], message: str) -> None:
    with pytest.raises(BsbError, match=message):
        tile_map(grid, TWO, PLACES, {}, "x")


def test_another_city_is_told_to_lay_its_districts_out() -> None:
    bergen = Config("p", districts=(District("Fana"),))
    with pytest.raises(BsbError, match="no place for: Fana") as caught:
        tile_map(oslo(bergen), bergen, {}, {}, "x")
    assert "grid" in caught.value.hint
    with pytest.raises(BsbError, match="names no districts"):
        tile_map(oslo(Config("p")), Config("p"), {}, {}, "x")


@given(st.lists(st.one_of(st.integers(0, 60), st.floats(0, 60)), min_size=1, max_size=20))
def test_classes_hold_every_value_in_order(values: list[float]) -> None:
    bounds = classes(values)
    assert 1 <= len(bounds) <= 5 and list(bounds) == sorted(set(bounds))
    assert all(any(value <= bound for bound in bounds) for value in values)

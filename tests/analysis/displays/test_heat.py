from __future__ import annotations

from hypothesis import given, settings

from bsb.analysis.displays.heat import Place, Row, heat_map
from bsb.analysis.displays.touches import Tally, read_touches
from tests.analysis.world import CODES, DISTRICTS, World, store_of, worlds

LINES = [Row(key, key, 0, codable) for key, _facet, _parent, codable in CODES]


@settings(max_examples=30)
@given(worlds())
def test_cells_agree_with_a_slow_count(world: World) -> None:
    touches = read_touches(store_of(world).store)
    found = heat_map(touches, LINES, [Place(d, d) for d in DISTRICTS])
    for key, _facet, _parent, _codable in CODES:
        voices = [(talk, s, n) for _c, talk, s, n, _v in world.voices([key])]
        for district in DISTRICTS:
            own = [v for v in voices if world.talks[v[0]].district == district]
            cell = found.cell(key, district)
            assert cell.speakers == len({(talk, s) for talk, s, _n in own})
            assert cell.turns == len({(talk, n) for talk, _s, n in own})
            assert cell.single_voice == (len({(talk, s) for talk, s, _n in own}) == 1)
        assert found.totals.get(key, Tally()).speakers == len({(talk, s) for talk, s, _n in voices})
    names = [f"i{n}" for n in range(len(world.talks))]
    by_interview = heat_map(touches, LINES, [Place(n, n) for n in names], by="interview")
    for key, _facet, _parent, _codable in CODES:
        assert [by_interview.cell(key, name).speakers for name in names] == [
            len({s for _c, talk, s, _n, _v in world.voices([key]) if talk == number}) for number in range(len(names))
        ]


def test_what_is_no_column_counts_nowhere() -> None:
    assert heat_map([], LINES, []).most == 0

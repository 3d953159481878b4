from __future__ import annotations

from hypothesis import given, settings

from bsb.analysis.displays.aim import Aim
from bsb.analysis.displays.touches import Tally, Touch, read_touches, tally
from tests.analysis.world import Mark, Said, Talk, World, store_of, whole, worlds


def counted(world: World, codes: list[str] | None = None) -> Tally:
    """Count on fingers."""
    rows = world.voices(codes)
    return Tally(
        turns=len({(t, n) for _c, t, _s, n, _v in rows}),
        speakers=len({(t, s) for _c, t, s, _n, _v in rows}),
        interviews=len({t for _c, t, _s, _n, _v in rows}),
        districts=len({world.talks[t].district for _c, t, _s, _n, _v in rows}),
        positive=len({(t, n) for _c, t, _s, n, v in rows if v == "positive"}),
        critical=len({(t, n) for _c, t, _s, n, v in rows if v == "critical"}),
    )


@settings(max_examples=30)
@given(worlds())
def test_what_is_read_agrees_with_a_slow_count(world: World) -> None:
    rows = read_touches(store_of(world).store)
    assert {(t.code, t.interview, t.speaker, t.turn, t.valence) for t in rows} == {
        (code, f"i{talk}", speaker, turn + 1, valence) for code, talk, speaker, turn, valence in world.voices()
    }
    assert tally(rows) == counted(world)
    assert tally(t for t in rows if t.code == "ros") == counted(world, ["ros"])
    for row in rows:
        start, end = world.talks[int(row.interview[1:])].spans[row.turn - 1]
        assert start <= row.start < row.end <= end


def test_two_coders_many_turns_and_a_facilitator_between() -> None:
    talks = (Talk((Said("B1"), Said("I1"), Said("B2"), Said("B1", removed=True))),)
    marks = (whole(talks, 0, 0, 3, valence="critical"), whole(talks, 0, 0, 0, coder="TL", valence="positive"))
    rows = read_touches(store_of(World(talks, marks)).store)
    assert tally(rows) == Tally(turns=2, speakers=2, interviews=1, districts=1, positive=1, critical=2)
    assert [t.turn for t in rows] == [1, 1, 3]


def test_a_coding_of_a_part_keeps_its_borders() -> None:
    talks = (Talk((Said("I1", "Hva?"), Said("B1", "Det var greit"))),)
    (row,) = read_touches(store_of(World(talks, (Mark(0, 9, 18),))).store)
    assert talks[0].text[row.start : row.end] == "var greit"


def test_an_aim_finds_what_it_means() -> None:
    rows = [
        Touch("ros", "theme", "a1", "Alna", 2, "B1", level="individual", phase="planning"),
        Touch("nav", "service", "a1", "Alna", 2, "B1"),
        Touch("ros", "theme", "b1", "Bjerke", 4, "B2"),
    ]
    assert Aim(("ros",)).among(rows) == [rows[0], rows[2]]
    assert Aim(("ros",), district="Bjerke").among(rows) == [rows[2]]
    assert Aim(("ros",), interview="a1").among(rows) == [rows[0]]
    assert Aim(("ros", "nav"), together=True).among(rows) == rows[:2]
    assert Aim(facet="theme", level="individual", phase="planning").among(rows) == rows[:1]
    assert Aim(places=(("b1", 4),)).among(rows) == [rows[2]]

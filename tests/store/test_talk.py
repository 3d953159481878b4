from __future__ import annotations

from collections import Counter

from hypothesis import given, settings

from bsb.store import talk as stored
from tests.analysis.world import VALENCES, Said, Talk, World, store_of, whole, worlds


@settings(max_examples=25)
@given(worlds())
def test_voices_agree_with_a_slow_count(world: World) -> None:
    with store_of(world).store.read() as connection:
        found = {(r["code"], r["interview"], r["speaker"]): r for r in stored.voices(connection)}
        pooled = {(r["interview"], r["speaker"]): r["turns"] for r in stored.voices(connection, pooled=True)}
        some = stored.voices(connection, codes=["team", "nav"], district="Alna", kind="individual")
        touched = stored.coded_turns(connection, 1)
    spoken = world.voices()
    assert found.keys() == {(code, f"i{talk}", speaker) for code, talk, speaker, _n, _v in spoken}
    for (code, interview, speaker), row in found.items():
        own = {(n, v) for c, t, s, n, v in spoken if (c, f"i{t}", s) == (code, interview, speaker)}
        assert row["turns"] == len({n for n, _v in own})
        assert {v: row[v] for v in VALENCES} == {v: sum(w == v for _n, w in own) for v in VALENCES}
        assert row["district"] == world.talks[int(interview[1:])].district
    turns = {(talk, speaker, n) for _c, talk, speaker, n, _v in spoken}
    assert pooled == Counter((f"i{talk}", speaker) for talk, speaker, _n in turns)
    assert {(r["code"], r["interview"], r["speaker"]) for r in some} == {
        (c, f"i{t}", s)
        for c, t, s, _n, _v in world.voices(["team", "nav"])
        if (world.talks[t].district, world.talks[t].kind) == ("Alna", "individual")
    }
    assert touched == {n + 1 for mark in world.marks if mark.talk == 0 for n in world.turns_of(mark)}


def test_nobody_is_counted_where_a_withdrawn_turn_was() -> None:
    talk = Talk((Said("B1"), Said("B2", removed=True), Said("B3")))
    world = World((talk,), (whole([talk], 0, 0, 2),))
    with store_of(world).store.read() as connection:
        assert [(r["speaker"], r["turns"]) for r in stored.voices(connection)] == [("B1", 1), ("B3", 1)]


def test_two_coders_of_one_passage_count_once() -> None:
    talk = Talk((Said("B1"), Said("B1")))
    marks = tuple(whole([talk], 0, 0, 0, coder=who, valence=v) for who, v in (("KA", "positive"), ("TL", "critical")))
    with store_of(World((talk,), marks)).store.read() as connection:
        (row,) = stored.voices(connection)
        coders = stored.coders_of_districts(connection)
    assert (row["turns"], row["positive"], row["critical"]) == (1, 1, 1)
    assert [(r["coder"], r["district"], r["interviews"]) for r in coders] == [("KA", "Alna", 1), ("TL", "Alna", 1)]


def test_interviews_stand_in_the_order_in_which_they_were_held() -> None:
    dates = ["2026-03-01", None, "2026-02-01", "2026-03-01"]
    world = World(tuple(Talk((Said("B1"),), held_on=date) for date in dates))
    with store_of(world).store.read() as connection:
        assert [row["name"] for row in stored.held(connection)] == ["i2", "i0", "i3", "i1"]

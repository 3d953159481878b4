from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from hypothesis import given, settings

from bsb.analysis.warnings import Caution, coder_cautions, district_cautions
from bsb.config import Privacy
from tests.analysis.world import CONFIG, DISTRICTS, Said, Talk, World, analyses_of, whole, worlds

PAIRS = replace(CONFIG, privacy=Privacy(smallest_cell=2))


def texts(world: World, **options: str) -> list[str]:
    return [c.text for c in analyses_of(world, config=PAIRS).cautions(**options)]


def two_people(district: str = "Alna") -> Talk:
    return Talk((Said("B1"), Said("B2")), district)


def test_a_theme_on_one_speaker_one_interview_or_one_district() -> None:
    talks = (two_people(), two_people(), two_people("Bjerke"), two_people("Sagene"))
    marks = (
        whole(talks, 0, 0, 0, code="ros"),
        whole(talks, 0, 0, 1, code="team"),
        whole(talks, 0, 0, 1, code="faste"),
        whole(talks, 1, 0, 1, code="faste"),
        *(whole(talks, n, 0, 1, code="nav") for n in (0, 2)),
    )
    assert texts(World(talks, marks)) == [
        "“Ros” rests on one person (B1 in i0).",
        "“Team” rests on one interview (i0).",
        "“Faste” rests on one district (Alna).",
        "Not coded yet: i3.",
        "1 cell rests on fewer than 2 people, who may be recognised.",
    ]


def test_one_interview_alone_is_nothing_to_remark() -> None:
    talks = (two_people(),)
    found = texts(World(talks, (whole(talks, 0, 0, 1),)), district="Alna")
    assert found == []


def test_districts_with_fewer_interviews_and_with_none() -> None:
    found = district_cautions({"Alna": 3, "Bjerke": 4, "Sagene": 6, "Ullern": 0})
    assert found == [Caution("few-interviews", ("Alna",), 3, 4), Caution("no-interviews", ("Ullern",), 1)]
    assert district_cautions({"Alna": 0}) == [Caution("no-interviews", ("Alna",), 1)]
    assert district_cautions({"Alna": 2, "Bjerke": 2}) == []


def test_a_coder_who_coded_only_some() -> None:
    assert coder_cautions({"KA": 4, "TL": 1}, coded=4) == [Caution("partial-coder", ("TL",), 1, 4)]
    talks = (two_people(), two_people("Bjerke"))
    marks = (*(whole(talks, n, 0, 1) for n in (0, 1)), whole(talks, 1, 0, 1, coder="TL"))
    assert "TL has coded 1 of the 2 coded interviews." in texts(World(talks, marks))
    assert texts(World(talks, marks), district="Bjerke") == []


def test_a_withdrawn_voice_leaves_a_theme_on_one_person() -> None:
    talks = (Talk((Said("B1"), Said("B2", removed=True), Said("B1"))), two_people("Bjerke"))
    found = texts(World(talks, (whole(talks, 0, 0, 2),)), district="Alna")
    assert found[0] == "“Ros” rests on one person (B1 in i0)."


@settings(max_examples=25)
@given(worlds())
def test_agrees_with_a_slow_count(world: World) -> None:
    found = analyses_of(world, config=PAIRS).cautions()
    people: dict[str, set[tuple[int, str]]] = defaultdict(set)
    cells: dict[tuple[str, str], set[tuple[int, str]]] = defaultdict(set)
    for code, talk, speaker, _n, _v in world.voices(["ros", "team", "faste"]):
        people[code].add((talk, speaker))
        cells[(code, world.talks[talk].district)].add((talk, speaker))
    marked = {mark.talk for mark in world.marks}
    districts = {world.talks[talk].district for talk in marked}
    expected = {}
    for code, who in people.items():
        here = {talk for talk, _s in who}
        if len(who) == 1:
            expected[code] = "one-speaker"
        elif len(here) == 1 and len(marked) > 1:
            expected[code] = "one-interview"
        elif len({world.talks[t].district for t in here}) == 1 and len(districts) > 1:
            expected[code] = "one-district"
    themes = {c.about[0]: c.kind for c in found if c.kind in ("one-speaker", "one-interview", "one-district")}
    assert themes == expected
    small = [c for c in found if c.kind == "small-cells"]
    assert sum(c.n for c in small) == sum(len(who) == 1 for who in cells.values())
    bare = {name for c in found if c.kind == "not-coded" for name in c.about}
    assert bare == {f"i{n}" for n in range(len(world.talks)) if n not in marked}
    none = {d for c in found if c.kind == "no-interviews" for d in c.about}
    assert none == set(DISTRICTS) - {talk.district for talk in world.talks}
    assert all(c.text for c in found)

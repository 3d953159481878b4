from __future__ import annotations

import re
from collections.abc import Iterable

import pytest
from hypothesis import given, settings

from bsb.analysis.interaction import interaction, interactions, measure
from bsb.analysis.speaking import LONG_TURN, SpokenTurn
from bsb.errors import BsbError
from bsb.store import schema
from bsb.text.marks import words
from tests.analysis.world import Said, Talk, World, store_of, whole, worlds


def talk_of(*lines: str) -> list[SpokenTurn]:
    """Make turns of "B1 words", with a time in minutes as in "B1@3 words"; "B1!" is a removed turn."""
    turns = []
    for number, line in enumerate(lines, 1):
        who, _blank, text = line.partition(" ")
        name, _at, minute = who.partition("@")
        removed, name = name.endswith("!"), name.rstrip("!")
        role = {"I": "facilitator", "B": "participant"}.get(name[0], "unknown")
        time = int(minute) * 60_000 if minute else None
        turns.append(SpokenTurn(number, name, role, text, time, removed))
    return turns


def longest_row(flags: Iterable[bool]) -> int:
    """Return the length of the longest row of true flags."""
    return max((len(row) for row in "".join("x" if flag else " " for flag in flags).split()), default=0)


def test_turns_words_and_shares() -> None:
    found = measure(talk_of("I1 Hva // tenker dere?", "B1 Det er … fint.", "B2 Ja", "B1 Og [ler] trygt", "I2 Mm"))
    assert [(s.speaker, s.turns, s.words, s.one_word) for s in found.speakers] == [
        ("I1", 1, 3, 0),
        ("I2", 1, 1, 1),
        ("B1", 2, 5, 0),
        ("B2", 1, 1, 1),
    ]
    assert [found.share(s) for s in found.speakers] == [3 / 10, 1 / 10, 5 / 6, 1 / 6]
    assert found.facilitators_share == 4 / 10
    assert found.speakers[0].inaudible == 1
    longest = found.longest_facilitator_turn
    assert longest and (longest.speaker, longest.longest, longest.longest_turn) == ("I1", 3, 1)


def test_who_follows_whom() -> None:
    found = measure(talk_of("I1 a", "B1 b", "B2 c", "B1 d", "B1 e", "I1 f", "B2 g"))
    frame = found.follows_frame()
    assert (frame.index.name, frame.columns.name) == ("before", "after")
    assert frame.loc["B1"].tolist() == [1, 1, 1] and frame.loc["I1"].tolist() == [0, 1, 1]
    # B2 after B1 and B1 after B2, of four participants' turns after somebody else.
    assert found.among_participants == 0.5


def test_silence_in_turns_and_in_time() -> None:
    found = measure(talk_of("I1@0 a", "B1@1 b", "I1@2 c", "B2@4 d", "I1@9 e", "B1@20 f"), registered=["B3"])
    one, two, three = found.participants
    assert (one.silence_turns, one.silence_from, one.silence_ms) == (3, 3, 18 * 60_000)
    assert (two.silence_turns, two.silence_from, two.silence_ms) == (3, 1, 11 * 60_000)
    assert (three.turns, three.words, three.silence_turns, three.silence_ms) == (0, 0, 6, 20 * 60_000)


def test_time_that_is_missing_or_runs_backwards_is_not_measured() -> None:
    assert measure(talk_of("B1 a", "I1 b", "B1 c")).participants[0].silence_ms is None
    assert measure(talk_of("B1@1 a", "I1@9 b", "B1@2 c")).participants[0].silence_ms is None


def test_withdrawn_turns_are_left_out_and_said_so() -> None:
    found = measure(talk_of("I1 a", "B1 b", "B2! ", "B1 c", "B3! ", "B2! "), registered=["B1"])
    assert (found.removed, found.withdrawn, found.turns) == (3, 2, 3)
    assert [s.speaker for s in found.speakers] == ["I1", "B1"]
    assert dict(found.follows) == {("I1", "B1"): 1}


def test_a_group_is_measured_with_its_silent_members() -> None:
    found = measure(talk_of("B1 ja ja", "B2 nei nei"), registered=["B1", "B2"])
    assert (found.evenness, found.gini) == (1, 0)
    silent = measure(talk_of("B1 ja ja", "B2 nei nei"), registered=["B1", "B2", "B3"])
    assert silent.evenness == pytest.approx(0.6309, abs=1e-4) and silent.gini == pytest.approx(0.5)
    assert measure([], registered=["B1"]).evenness is None
    assert measure([]).facilitators_share is None
    assert not found.may_leave(3) and silent.may_leave(3)


def test_the_frame_has_a_row_for_each_speaker() -> None:
    frame = measure(talk_of("I1 a b", "B1 c")).to_frame()
    assert (frame.index.name, frame.columns.name) == ("speaker", "measure")
    assert frame.loc["B1", ["turns", "words", "share"]].tolist() == [1, 1, 1.0]


@settings(max_examples=25)
@given(worlds())
def test_what_is_stored_agrees_with_a_slow_count(world: World) -> None:
    store = store_of(world).store
    for n, talk in enumerate(world.talks):
        found = interaction(store, f"i{n}")
        left = [(number, turn) for number, turn in enumerate(talk.turns, 1) if not turn.removed]
        people = {p for p, consent in talk.people.items() if consent == "given"}
        assert {s.speaker for s in found.speakers} == people | {turn.speaker for _n, turn in left}
        assert found.words == sum(len(words(turn.text)) for _n, turn in left)
        for speaker in found.speakers:
            own = [(number, words(turn.text)) for number, turn in left if turn.speaker == speaker.speaker]
            assert (speaker.turns, speaker.words) == (len(own), sum(len(w) for _n, w in own))
            assert speaker.one_word == sum(len(w) == 1 for _n, w in own)
            assert speaker.longest == max((len(w) for _n, w in own), default=0)
            assert speaker.silence_turns == longest_row(turn.speaker != speaker.speaker for _n, turn in left)
            long = [w for _n, w in own if len(w) >= LONG_TURN]
            assert (speaker.long_turns, speaker.impersonal) == (
                len(long),
                sum(not re.search(r"\b(jeg|vi)\b", " ".join(w)) for w in long),
            )
        for a in found.speakers:
            for b in found.speakers:
                pairs = zip(talk.turns, talk.turns[1:], strict=False)
                follows = sum(
                    (x.speaker, y.speaker) == (a.speaker, b.speaker) and not x.removed and not y.removed
                    for x, y in pairs
                )
                assert found.follows.get((a.speaker, b.speaker), 0) == follows
        coded = {k + 1 for mark in world.marks if mark.talk == n for k in world.turns_of(mark)}
        bare = longest_row(number not in coded for number, _turn in left)
        assert (found.uncoded or (0, 0))[0] == (bare if coded else 0)


def test_all_interviews_of_a_district_in_order() -> None:
    talks = (
        Talk((Said("B1"),), held_on="2026-03-01"),
        Talk((Said("B1"),), "Bjerke"),
        Talk((Said("B1"), Said("I1")), held_on="2026-02-01"),
    )
    store = store_of(World(talks, (whole(talks, 2, 0, 0),))).store
    assert [found.interview for found in interactions(store, district="Alna")] == ["i2", "i0"]
    assert interaction(store, "i2").uncoded == (1, 2)


def test_an_unknown_interview_and_one_without_transcript() -> None:
    made = store_of(World((Talk((Said("B1"),)),)))
    with made.change("interview.add", "") as change:
        change.insert(schema.interview, [{"name": "alna-fg9", "district": "Alna", "kind": "focus_group"}])
    with pytest.raises(BsbError, match="no transcript yet") as caught:
        interaction(made.store, "alna")
    assert caught.value.hint == "Import one: bsb transcript import FILE --interview alna-fg9"
    with pytest.raises(BsbError, match="There is no interview"):
        interaction(made.store, "x9")

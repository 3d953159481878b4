from __future__ import annotations

from pathlib import Path

import pytest

from bsb.analysis.critical_factors import Observation, observations
from bsb.analysis.interaction import measure
from bsb.config import InteractionLimits, read_config
from bsb.errors import BsbError
from bsb.guide.factors import FILES, load_factors
from bsb.shipped import shipped
from tests.analysis.test_interaction import talk_of


def say(n: int, word: str = "jeg") -> str:
    return " ".join([word] * n)


def found(*lines: str, registered: tuple[str, ...] = (), coded: set[int] | None = None, **limits: int) -> list[str]:
    """Return the texts of observations, with all other thresholds out of reach."""
    values = dict.fromkeys(InteractionLimits.__slots__, 10000) | {"quiet_percent": -1} | limits
    talk = measure(talk_of(*lines), registered=registered, coded=coded)
    return [o.text for o in observations(talk, InteractionLimits(**values))]


def test_somebody_dominates() -> None:
    lines = (f"B1 {say(46)}", f"B2 {say(30)}", f"B3 {say(24)}")
    assert found(*lines, dominating_percent=40) == []  # less than half as much again as a third
    assert found(*lines, "B4 …", dominating_percent=40) == ["B1 has 46 per cent of the participants' words."]
    assert found(*lines, "B4 …", dominating_percent=47) == []
    assert found(f"B1 {say(9)}", "B2 ja", dominating_percent=40) == []  # of two, one always has the most


def test_somebody_is_quiet_or_silent() -> None:
    lines = (f"B1 {say(50)}", f"B2 {say(47)}", f"B3 {say(3)}")
    assert found(*lines, quiet_percent=5) == ["B3 has 3 per cent of the participants' words."]
    assert found(*lines, registered=("B4",), quiet_percent=2) == ["B4 says nothing."]
    talk = ("B1 ja", *["B2 ja"] * 4, "B1 ja")
    assert found(*talk, silence_turns=4) == ["B1 is silent for 4 turns in a row, from turn 2 on."]
    assert found("B1@0 ja", "B2@1 ja", "B1@32 ja", silence_minutes=30) == ["B1 is silent for 31 minutes in a row."]
    assert found("B1@0 ja", "B2@1 ja", "B1@30 ja", silence_minutes=30) == []


def test_the_talk_goes_slowly() -> None:
    lines = (f"I1 {say(6)}", "B1 ja", "B2 ja da så", "I2 mm")
    assert found(*lines, facilitators_percent=63) == ["The facilitators have 64 per cent of the words."]
    assert found(*lines, facilitator_turn_words=6) == ["The longest facilitator turn has 6 words (I1, turn 1)."]
    assert found(*lines, one_word_percent=50) == ["1 of the participants' 2 turns are a single word."]
    assert found(*lines, facilitators_percent=65, facilitator_turn_words=7, one_word_percent=51) == []


def test_the_talk_drifts() -> None:
    lines = ("B1 a", "B2 b", "B3! ", "B1 c", "B1 d")
    assert found(*lines, coded={4}, uncoded_turns=2) == ["2 turns in a row carry no code, from turn 1 on."]
    assert found(*lines, coded=set(), uncoded_turns=2) == []
    long = (f"B1 {say(12, 'man')}", f"B2 {say(12)}", "B1 man")
    assert found(*long, impersonal_percent=50) == [
        "1 of the participants' 2 longer turns speak of no “I” and no “we”."
    ]


def test_the_recording_fails() -> None:
    lines = ("B1 ja // nei", "B2 ja (?)", "I1 hva", "B1 a / b")
    assert found(*lines, inaudible_percent=50) == ["2 of 4 turns have something that could not be heard well."]
    assert found(*lines, inaudible_percent=51) == []


def test_every_factor_is_one_that_interviewers_know() -> None:
    known = {factor.key for factor in load_factors(shipped("guides") / FILES["nb"])}
    talk = measure(
        talk_of(f"I1@0 {say(9)}", "B1@1 //", f"B2@2 {say(12, 'man')}", "B3@3 ja", "B2@4 ja", "B1@5 //"), coded={1}
    )
    everything = observations(talk, InteractionLimits(**dict.fromkeys(InteractionLimits.__slots__, 1)))
    assert {o.factor for o in everything} == known
    assert all(o.text for o in everything)


@pytest.mark.parametrize("talk", [[], talk_of("B1! "), talk_of("I1 …")])
def test_nothing_is_said_of_nothing(talk: list[object]) -> None:
    assert observations(measure(talk)) == []  # type: ignore[arg-type]


def test_the_thresholds_stand_in_bsb_toml(tmp_path: Path) -> None:
    path = tmp_path / "bsb.toml"
    path.write_text('name = "P"\n[interaction]\nsilence_turns = 12\n', encoding="utf-8")
    assert read_config(path).interaction == InteractionLimits(silence_turns=12)
    path.write_text('name = "P"\n[interaction]\nsilence_turn = 12\n', encoding="utf-8")
    with pytest.raises(BsbError, match="silence_turn") as caught:
        read_config(path)
    assert caught.value.hint == "Did you mean silence_turns?"


def test_an_observation_points_to_its_place() -> None:
    one = Observation("silence_turns", "anspent-stemning", 31, 30, "B2", 14)
    assert (one.value, one.limit, one.turn) == (31, 30, 14)

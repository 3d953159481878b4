"""Findings about the guide as a whole: every shipped guide is sound until one thing is broken in it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bsb.guide.check import FAULTS, Wordlist, check_guide
from bsb.guide.library import Guides
from bsb.guide.model import Guide, Question, Topic
from bsb.shipped import shipped


@pytest.fixture(params=["temaguide-full", "temaguide-kort"])
def sound(request: pytest.FixtureRequest) -> Guide:
    return Guides([shipped("guides")]).get(request.param)


def faults(guide: Guide) -> list[str]:
    return [found.fault for found in check_guide(guide, Wordlist()) if not found.question]


def with_topics(guide: Guide, *topics: Topic) -> Guide:
    return replace(guide, topics=topics)


def test_a_sound_guide_has_no_findings(sound: Guide) -> None:
    assert faults(sound) == []


def test_a_missing_opening_or_closing_is_found(sound: Guide) -> None:
    assert faults(with_topics(sound, *sound.topics[1:])) == ["no_opening"]
    assert faults(with_topics(sound, *sound.topics[:-1])) == ["no_closing"]


def test_a_guide_that_never_asks_what_works_is_found(sound: Guide) -> None:
    dull = (Question("Hva skjer?"),)
    topics = [replace(topic, questions=dull) for topic in sound.topics]
    assert faults(with_topics(sound, *topics)) == ["nothing_good"]
    denied = (Question("Hva er ikke bra?"),)
    assert "nothing_good" in faults(with_topics(sound, *(replace(topic, questions=denied) for topic in topics)))
    topics[2] = replace(topics[2], questions=(Question("Hva skjer?", ("Hva liker du ved det?",)),))
    assert faults(with_topics(sound, *topics)) == []


def test_too_much_for_the_minutes_is_found(sound: Guide) -> None:
    assert "crowded" in faults(replace(sound, minutes=30))
    full = replace(sound.topics[1], questions=sound.topics[1].questions * 4)
    (found,) = (f for f in check_guide(with_topics(sound, sound.topics[0], full, *sound.topics[2:]), Wordlist()))
    assert (found.fault, found.topic) == ("crowded", full.key)
    assert "12 questions in 10 minutes" in found.words


def test_a_heavy_guide_is_found(sound: Guide) -> None:
    heavy = "Tjenestetilbudet forutsetter tilfredsstillende samhandlingskompetanse mellom forvaltningsnivåene. " * 300
    assert faults(replace(sound, intro=heavy)) == ["lix_in_all"]


def test_findings_in_questions_carry_topic_reason_and_example(sound: Guide) -> None:
    bad = replace(sound.topics[1], questions=(Question("Du er vel fornøyd?", ("Hva ellers?",)),))
    (found,) = (f for f in check_guide(with_topics(sound, sound.topics[0], bad, *sound.topics[2:]), Wordlist()))
    assert (found.fault, found.topic, found.question) == ("leading", bad.key, "Du er vel fornøyd?")
    assert found.why == FAULTS["leading"][1]
    assert found.better.startswith("Hvordan")


def test_a_word_is_explained_from_its_topic_on(sound: Guide) -> None:
    wordlist = Guides([shipped("guides")]).wordlist()
    asks = (Question("Hva gjør DPS for deg?"),)
    first = replace(sound.topics[0], questions=asks, words=())
    later = replace(sound.topics[1], questions=asks, words=(("DPS", "et senter"),))
    found = check_guide(with_topics(sound, first, later, *sound.topics[2:]), wordlist)
    assert [(f.fault, f.topic) for f in found if f.question] == [("jargon", first.key)]

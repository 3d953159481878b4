"""Running the rules on a question and on a guide."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bsb.guide.check.asked import Asked, Hit
from bsb.guide.check.better import better
from bsb.guide.check.double import double
from bsb.guide.check.finding import Finding, finding
from bsb.guide.check.jargon import jargon
from bsb.guide.check.leading import leading
from bsb.guide.check.names import name
from bsb.guide.check.negation import negation
from bsb.guide.check.reading import hard_to_read
from bsb.guide.check.whole import whole
from bsb.guide.check.wordlist import Wordlist
from bsb.guide.check.yes_no import yes_no
from bsb.guide.model import Guide, Topic

Rule = Callable[[Asked], Hit | None]
RULES: dict[str, Rule] = {
    "leading": leading,
    "double": double,
    "yes_no": yes_no,
    "negation": negation,
    "jargon": jargon,
    "name": name,
    "lix": hard_to_read,
}


def check_question(asked: Asked, *, topic: str = "") -> list[Finding]:
    """Return what the rules find in one question or probe, at most one finding a fault.

    >>> [found.fault for found in check_question(Asked("Får du hjelp?"))]
    ['yes_no']
    """
    found = []
    for fault, rule in RULES.items():
        if hit := rule(asked):
            found.append(
                finding(fault, _better(fault, hit, asked), topic=topic, question=asked.text, words=hit.words)
            )
    return found


def _better(fault: str, hit: Hit, asked: Asked) -> str:
    if fault == "jargon":
        kind = "jargon" if hit.better else "unknown_short"
        return better(kind, asked.language, words=hit.better or hit.words)
    return hit.better or better(fault, asked.language, words=hit.words, question=asked.text)


def check_guide(guide: Guide, wordlist: Wordlist, *, places: Iterable[str] = ()) -> tuple[Finding, ...]:
    """Return all findings in a guide: question by question in its order, then the guide as a whole.

    ``places`` are names of districts, which may not stand in a question. A word counts as explained from the
    topic on that has it under ``words``.
    """
    known: list[str] = []
    given = tuple(places)
    found: list[Finding] = []
    for topic in guide.topics:
        known += [f"{word}: {meaning}" for word, meaning in topic.words]
        for asked in _asked(topic, guide.language, tuple(known), given, wordlist):
            found += check_question(asked, topic=topic.key)
    return (*found, *whole(guide))


def _asked(
    topic: Topic, language: str, explained: tuple[str, ...], places: tuple[str, ...], wordlist: Wordlist
) -> Iterable[Asked]:
    for question in topic.questions:
        yield Asked(question.ask, language, question.probes, explained, places, wordlist)
        for probe in question.probes:
            yield Asked(probe, language, None, explained, places, wordlist)

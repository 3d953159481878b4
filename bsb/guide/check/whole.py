"""What is asked of a guide as a whole: readability, time, what works well, opening and closing."""

from __future__ import annotations

import re

from bsb.guide.check.better import better
from bsb.guide.check.finding import Finding, finding
from bsb.guide.check.reading import HIGHEST_IN_ALL
from bsb.guide.model import Guide, guide_text
from bsb.i18n import gettext as _
from bsb.text.lix import lix

#: Minutes that a topic needs on average, and a main question: in a group of five, everybody gets some 20 seconds.
A_TOPIC = 5.0
A_QUESTION = 2.0

_GOOD = re.compile(
    r"\b(?:godt?|gode|bra|best|beste|liker|likar|likte|glad|glede\w*|nyttige?|hjulpet|hjelpt|hjalp|lykkes|"
    r"lukkast|lykkast|fornøyd|nøgd|betydd|setter pris på|set pris på|ta vare på|trives|trivst|styrke\w*|"
    r"good|well|best|like|liked|enjoy\w*|helps?|helped|proud|works|thank\w*|meant)\b"
)
_DENIED = re.compile(r"\b(?:ikke|ikkje|mindre|dårlig|not|n't|didn't|don't)(?: \w+){0,2}$")
_OPENS = re.compile(r"åpn|opning|start|innled|begynn|byrj|velkom|kjent|present|opening|introdu|welcome|warm", re.I)
_CLOSES = re.compile(r"avslut|slutt|oppsumm|avrund|runde av|til sist|clos|\bend|wrap|sum", re.I)
_LEFT_OUT = re.compile(
    r"legge? til|leggje til|ikkje? (?:har )?spurt|ikke spurt|ikke er sagt|viktigste|viktigaste|ta med seg|få med seg|"
    r"\badd\b|not asked|most important|left out|forgotten",
    re.I,
)


def whole(guide: Guide) -> list[Finding]:
    """Return what the guide as a whole lacks or has too much of."""
    found = [*_heavy(guide), *_crowded(guide)]
    if not any(_good(text) for text in _asked(guide)):
        found.append(finding("nothing_good", better("nothing_good", guide.language)))
    first, last = guide.topics[0], guide.topics[-1]
    if not _OPENS.search(f"{first.key} {first.name} {first.purpose}"):
        found.append(finding("no_opening", better("no_opening", guide.language), topic=first.key))
    ends = [text for question in last.questions for text in (question.ask, *question.probes)]
    if not _CLOSES.search(f"{last.key} {last.name} {last.purpose}") and not any(map(_LEFT_OUT.search, ends)):
        found.append(finding("no_closing", better("no_closing", guide.language), topic=last.key))
    return found


def _heavy(guide: Guide) -> list[Finding]:
    measured = lix(guide_text(guide)) or 0.0
    if measured < HIGHEST_IN_ALL:
        return []
    return [finding("lix_in_all", better("lix_in_all", guide.language), words=f"LIX {measured:.0f}")]


def _crowded(guide: Guide) -> list[Finding]:
    """Return findings for a guide with too many topics, and for topics with too many questions."""
    found = []
    talk = guide.minutes - guide.break_minutes
    advice = better("crowded", guide.language)
    if talk / len(guide.topics) < A_TOPIC:
        said = _("{topics} topics in {minutes} minutes").format(topics=len(guide.topics), minutes=talk)
        found.append(finding("crowded", advice, words=said))
    for topic in guide.topics:
        if topic.minutes / len(topic.questions) < A_QUESTION:
            said = _("{questions} questions in {minutes} minutes").format(
                questions=len(topic.questions), minutes=topic.minutes
            )
            found.append(finding("crowded", advice, topic=topic.key, words=said))
    return found


def _asked(guide: Guide) -> list[str]:
    return [
        text for topic in guide.topics for question in topic.questions for text in (question.ask, *question.probes)
    ]


def _good(text: str) -> bool:
    """Return whether a question is about something that works well, and does not deny it."""
    flat = text.lower().replace("’", "'")
    return any(not _DENIED.search(flat[: found.start()].rstrip()) for found in _GOOD.finditer(flat))

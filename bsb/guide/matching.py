"""Which topic of a guide a facilitator's turn asks about, by the words the two share.

Interviewers seldom read a question aloud: they ask it in their own words, for the group in front of them. So a turn
is matched to topics by base forms (``bsb.text.lemmas``), each weighing the more the fewer topics have it.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bsb.guide.model import Guide
from bsb.text.lemmas import base, split_compound
from bsb.text.stopwords import STOP_WORDS
from bsb.text.tokens import search_words

#: What a word weighs by where it stands; a topic's name and the words it explains are what it is about.
NAMED, ASKED, PROBED = 3.0, 1.0, 0.5
#: A turn asks about a topic from this score on; 1 is one word that only this topic asks with. Set on one interview
#: (bench/guide_coverage), and rounded.
LEAST_SCORE = 0.97
#: The best topic must be this much ahead of the next, or the turn fits several and is left with the talk so far.
LEAST_LEAD = 1.1
_SHORTEST, _SHORTEST_PART = 2, 3
#: Words that any question may have, whatever it is about.
_ANYWHERE = """
fortelle skje tenke tro gjøre spørre vite synes syne oppleve hjelp hjelpe få god gå komme ta bli sist først tid dag
gang viktig bruke trenge merke ønske vente finne være ha flere dere noe tell what think know come go
"""
_GENERAL = frozenset(_ANYWHERE.split())
#: How interviewers take their leave of the talk: whatever words follow, it is the last topic.
_CLOSING = re.compile(
    r"\b(?:runde av|rund(?:er)? av|til slutt|til sist|nesten (?:ferdig\w*|ute)|tid[ae]n? er|"
    r"(?:én|en|ein|ei|éin) ting|"
    r"ta med (?:oss|videre|vidare)|har (?:vi )?(?:ikke|ikkje) spurt|legge til|leggje til|"
    r"wrap up|one thing|before we (?:end|finish|close)|anything to add)\b",
    re.IGNORECASE,
)
_ABBREVIATION = re.compile(r"\b[A-ZÆØÅ]{2,6}\b")


@dataclass(frozen=True, slots=True)
class Match:
    """The topic (its key) that a turn asks about, and the score: the weights of the shared base forms, summed."""

    topic: str
    score: float


class Matcher:
    """Matches turns to the topics of one guide.

    ``names`` are further words for the codes and services that the topics name (key -> the names of the codebook).
    A base form's weight in a topic is where it stands (NAMED, ASKED or PROBED) times its inverse document frequency
    log(1 + topics / topics that have it), as a part of the greatest there is (Spärck Jones 1972, Journal of
    Documentation 28, with the guide's topics as the documents); matching version ``guide_match.v1``.
    """

    def __init__(self, guide: Guide, names: Mapping[str, Iterable[str]] | None = None) -> None:
        named = dict(names or {})
        told: dict[str, dict[str, float]] = {}
        for topic in guide.topics:
            weights: dict[str, float] = defaultdict(float)
            about = [topic.name, *(word for word, _meaning in topic.words)]
            coded = [name for key in (*topic.services, *topic.codes) for name in named.get(key, ())]
            for weight, texts in (
                (NAMED, about),
                (ASKED, [*coded, *(question.ask for question in topic.questions)]),
                (PROBED, [probe for question in topic.questions for probe in question.probes]),
            ):
                for form in {form for text in texts for form in _forms(text)}:
                    weights[form] = max(weights[form], weight)
            told[topic.key] = dict(weights)
        self._last = guide.topics[-1].key
        having = Counter(form for weights in told.values() for form in weights)
        self._weights = {
            key: {
                form: weight * math.log(1 + len(told) / having[form]) / math.log(1 + len(told))
                for form, weight in weights.items()
            }
            for key, weights in told.items()
        }

    def scores(self, text: str) -> list[Match]:
        """Return every topic with a word in common with a text, the best first."""
        forms = set(_forms(text))
        found = [
            Match(key, sum(weights[form] for form in forms & weights.keys()))
            for key, weights in self._weights.items()
        ]
        return sorted((match for match in found if match.score), key=lambda match: -match.score)

    def best(self, text: str) -> Match | None:
        """Return the topic that a turn asks about, or None where none is near enough or two are as near.

        A turn that takes leave of the talk ("da må vi runde av") asks about the last topic.
        """
        if leave := _CLOSING.search(text):
            return Match(self._last, float(len(leave[0])))
        found = self.scores(text)
        if not found or found[0].score < LEAST_SCORE:
            return None
        if len(found) > 1 and found[0].score < LEAST_LEAD * found[1].score:
            return None
        return found[0]


def _forms(text: str) -> list[str]:
    """Return the base forms of a text that say what it is about; compounds also in their parts.

    >>> _forms("Hvordan er det på boligkontoret?")
    ['boligkontor', 'bolig', 'kontor']
    """
    found = []
    short = {match[0].lower() for match in _ABBREVIATION.finditer(text)}
    for word in search_words(text):
        if (word in STOP_WORDS and word not in short) or len(word) < _SHORTEST:
            continue
        form = base(word)
        if (form in STOP_WORDS or form in _GENERAL) and word not in short:
            continue
        found.append(form)
        modifier, head = split_compound(word)
        found += [base(part.removesuffix("s")) for part in (modifier, head) if len(part) > _SHORTEST_PART]
    return found

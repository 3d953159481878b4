"""Negations on top of each other: "not" and its like, verbs that deny by meaning, adjectives with un-."""

from __future__ import annotations

import re

from bsb.guide.check.asked import Asked, Hit
from bsb.guide.check.grammar import WORD, sentences
from bsb.guide.check.lexicon import DENYING, is_negated, is_one

_NEGATION = re.compile(
    r"\b(?:ikke|ikkje|aldri|ingen|inga|ingenting|inkje|verken|hverken|korkje|uten|utan|neppe|knapt|"
    r"(?:la|lar|let|lot|latt|late) (?:være|vere|vera)|unngå\w*|"
    r"(?:feil|galt|gale|synd|dumt|wrong|mistake) (?=å |to )|"
    r"not|\w+n't|never|no|nobody|none|nothing|without|neither|nor|unable|impossible|unusual|unlikely|cannot)\b"
)
_HARMLESS = re.compile(
    r"\b(?:ikke|ikkje) (?:sant|bare|berre|minst)\b|\b(?:eller|or) (?:ikke|ikkje|not)\b|\bnot only\b|\bno longer\b"
)
#: A new clause with a subject of its own is read by itself, so its negation does not add up with that before it.
_NEW = re.compile(
    r",? (?:og|men|eller|and|but) (?=(?:du|dere|de|det|vi|noen|nokon|dei|dykk|you|they|it|nobody|ingen)\b)"
)


def negation(asked: Asked) -> Hit | None:
    """Find two negations that must be added up to know what is asked."""
    for sentence in sentences(asked.text):
        for part in _NEW.split(_HARMLESS.sub(" ", sentence.lower().replace("’", "'"))):
            found = _negations(part)
            if len(found) > 1:
                return Hit(" … ".join(found))
    return None


def _negations(part: str) -> list[str]:
    """Return all that denies in a clause, in its order."""
    found = {match.start(): match[0].strip() for match in _NEGATION.finditer(part)}
    for word in WORD.finditer(part):
        if not any(at <= word.start() < at + len(said) for at, said in found.items()) and (
            is_one(word[0], DENYING) or is_negated(word[0])
        ):
            found[word.start()] = word[0]
    return [found[at] for at in sorted(found)]

"""Two questions in one: people answer one of them, and nobody knows which."""

from __future__ import annotations

import re

from bsb.guide.check.asked import Asked, Hit
from bsb.guide.check.grammar import WORD, low, questions, sentences

_PARTICLE = r"(?: (?:imot|mot|inn|opp|med|ut|fram|vare på|på))?"
_PARTICIPLE = r"\w{2,}(?:t|d|en|a|ed)"
#: Two things done to people, each worth a question: “Hvordan ble du møtt og fulgt opp?”
_DONE_TWICE = re.compile(
    r"\b(?:ble|blir|blei|vart|vert|were|are) (?:du|dere|de|dykk|dei|you|they) (?:\w+ ){0,2}?"
    rf"{_PARTICIPLE}{_PARTICLE} (?:og|and) {_PARTICIPLE}\b"
)
#: What people are asked to judge, after which two things in the definite form are two questions.
_JUDGED = re.compile(
    r"\b(?:(?:hvordan|korleis) (?:er|var|fungerer|verkar|virker|opplever du|opplevde du|opplever dere|likar du|"
    r"liker du|har du opplevd|synes du)|(?:hva|kva) (?:synes|syns|synest|mener|meiner|tenker|tenkjer|tykkjer) "
    r"(?:du|dere|dykk) om|(?:fornøyd|nøgd) med|how (?:is|are|was|were|do you find)|what do you think (?:of|about))\b"
)
_PAIR = re.compile(
    r"(?P<one>\b\w{2,}(?:en|et|a|ene|ane|ne)|\b[A-ZÆØÅ]{2,}) (?:og|and) (?:(?:om|med|the) )?"
    r"(?P<two>\w{2,}(?:en|et|a|ene|ane|ne)\b|[A-ZÆØÅ]{2,}\b)"
)
_PAIR_EN = re.compile(r"\bthe (?P<one>\w+) and the (?P<two>\w+)")
_TOGETHER = re.compile(r"\b(?:mellom|sammen|saman|samarbeid\w*|forhold\w*|between|together|det å|dét å)\b")
_SHORT = 2


def double(asked: Asked) -> Hit | None:
    """Find two questions in one: two marks, two asking clauses, or (not in probes) two things to judge."""
    parts = questions(asked.text, asked.language)
    whole = [sentence for sentence in sentences(asked.text) if sentence.endswith("?") and len(low(sentence)) > _SHORT]
    if len(whole) > 1:
        return Hit(whole[-1], _apart(whole))
    if len(parts) > 1:
        return Hit(parts[-1].strip(" ?.,"), _apart(parts))
    flat = " ".join(asked.text.split())
    if found := _DONE_TWICE.search(flat.lower()):
        return Hit(found[0])
    if asked.probes is not None and (frame := _JUDGED.search(flat.lower())):
        rest = flat[frame.end() :]
        pattern = _PAIR_EN if asked.language == "en" else _PAIR
        pair = pattern.search(rest)
        if pair and not _TOGETHER.search(rest[: pair.end("one")].lower()):
            return Hit(pair[0])
    return None


def _apart(parts: list[str]) -> str:
    """Return the parts as questions of their own."""
    shown = []
    for part in parts:
        bare = part.strip(" ?.,")
        first = WORD.search(bare)
        start = first.start() if first else 0
        shown.append(bare[:start] + bare[start : start + 1].upper() + bare[start + 1 :] + "?")
    return " ".join(shown)

"""Two questions in one: people answer one of them, and nobody knows which."""

from __future__ import annotations

import re

from bsb.guide.check.asked import Asked, Hit
from bsb.guide.check.grammar import WORD, invites, low, questions, sentences

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
    r"(?:du|dere|dykk) om|(?:hva|kva) (?:betyr|betydde|gir|gjev)|(?:fornøyd|nøgd) med|"
    r"how (?:is|are|was|were|do you find)|what do you think (?:of|about))\b"
)
_PAIR = re.compile(
    r"(?P<one>\b\w{2,}(?:en|et|a|ene|ane|ne)|\b[A-ZÆØÅ]{2,}) (?:og|and) (?:(?:om|med|the|de|den|det|dei) )?"
    r"(?P<two>\w{2,}(?:en|et|a|ene|ane|ne)\b|[A-ZÆØÅ]{2,}\b)"
)
_PAIR_EN = re.compile(r"\bthe (?P<one>\w+) and the (?P<two>\w+)")
_TOGETHER = re.compile(r"\b(?:mellom|sammen|saman|samarbeid\w*|forhold\w*|between|together|det å|dét å)\b")
#: Two deeds, each with its own mark of the infinitive: “å søke om bolig og å flytte inn”.
_DEEDS = re.compile(r"\bå \w+(?: [^,.?!]+?)? (?:og|samt) å (?P<second>\w+)|\bto \w+(?: [^,.?!]+?)? and to \w+")
#: Two things to tell of: “fortell om legen og om jobben”, “fortell hvem du bor med og hva dere gjør”.
_ASK = r"(?:hva|hvem|hvor|hvordan|hvorfor|når|kva|kven|kor|korleis|kvifor|what|who|how|where|when|why)"
_TOLD_TWICE = re.compile(
    rf"\b(?:om|about) [^,.?!]+?,? (?:og|and) (?:om|about) \w+|\b{_ASK} [^.?!]+?,? (?:og|and) (?:om |about )?{_ASK}\b"
)
#: Pairs that people hear as one thing.
_ONE_THING = frozenset(
    {"livet og framtida", "livet og fremtiden", "tid og sted", "maten og drikken", "day and night"}
)
_SHORT = 2


def double(asked: Asked) -> Hit | None:
    """Find two questions in one: two marks, two asking clauses, two deeds, or (not in probes) two things to judge."""
    parts = questions(asked.text, asked.language)
    whole = [sentence for sentence in sentences(asked.text) if sentence.endswith("?") and len(low(sentence)) > _SHORT]
    if len(whole) > 1:
        return Hit(whole[-1], _apart(whole))
    if len(parts) > 1:
        return Hit(parts[-1].strip(" ?.,"), _apart(parts))
    flat = " ".join(asked.text.split())
    if found := _DONE_TWICE.search(flat.lower()):
        return Hit(found[0])
    if (found := _DEEDS.search(flat.lower())) or (invites(flat) and (found := _TOLD_TWICE.search(flat.lower()))):
        return Hit(found[0])
    if asked.probes is not None and (frame := _JUDGED.search(flat.lower())):
        rest = flat[frame.end() :]
        pattern = _PAIR_EN if asked.language == "en" else _PAIR
        pair = pattern.search(rest)
        if pair and pair[0].lower() not in _ONE_THING and not _TOGETHER.search(rest[: pair.end("one")].lower()):
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

"""What a question takes for granted: blame or praise of somebody, "how much better", "when it still was good"."""

from __future__ import annotations

import re

from bsb.guide.check.grammar import low, side
from bsb.guide.check.lexicon import JUDGING, is_one
from bsb.guide.check.words import ASKING

#: Whoever these are, nobody is judged: the person asked, or nobody in particular ("når noen svikter deg").
_OPEN = "du jeg eg vi dere ingen noen nokon man en ein noe noko you i we someone anyone nobody"
_HELPING = "har hadde ble blir blei vart vert er var vil ville kan kunne has had have was were"
_OPEN_SUBJECTS, _AUXILIARIES = frozenset(_OPEN.split()), frozenset(_HELPING.split())
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        # “how much better”: that it is better has been decided
        r"\b(?:hvor|kor) (?:mye|mykje) (?:bedre|betre|verre|\w{3,}(?:ere|are))\b",
        r"\bhow (?:badly|well|poorly|much (?:better|worse|more \w+))\b",
        # “when it still was good”: that it no longer is has been decided
        r"\b(?:ennå|enno|fortsatt|fremdeles|framleis) (?:var|er|fungerte|virket|verka) (?:\w+ )?(?:bra|godt?|best)\b",
        r"\b(?:var|fungerte|virket|verka) (?:ennå|enno|fortsatt|fremdeles|framleis) (?:\w+ )?(?:bra|godt?|best)\b",
        # “it must be lovely”
        r"^(?:det|dette|du|dere|dykk) (?:må|måtte|kan) (?:da |jo |vel )?(?:være|vere|ha|ha vært|ha vore|føles)\b"
        r"(?=.*\?)",
        r"^(?:it|that|you) must (?:be|feel|have)\b(?=.*\?)",
    )
)


def presumed(part: str, language: str) -> str:
    """Return the words in a sentence in lower case that take a judgement for granted, or "".

    Blame and praise count in a question with a question word, where somebody else is their subject.

    >>> presumed("hva gjør du når legen svikter deg?", "nb"), presumed("hva gjør du når noen svikter deg?", "nb")
    ('legen svikter', '')
    """
    for pattern in _PATTERNS:
        if found := pattern.search(part):
            return found[0]
    words = low(part)
    if not part.endswith("?") or not any(word in ASKING[side(language)] for word in words):
        return ""
    for place, word in enumerate(words):
        if place and is_one(word, JUDGING) and (named := _judged(words, place)):
            return named
    return ""


def _judged(words: list[str], place: int) -> str:
    """Return the judging verb with its subject, if that is somebody else than the person asked."""
    before = [word for word in words[:place] if word not in _AUXILIARIES]
    subject = before[-1] if before and before[-1] not in ("å", "to", "ikke", "ikkje") else ""
    inverted = subject in ASKING["no"] | ASKING["en"]
    if inverted:  # “hvordan sviktet bydelen deg”, “hva hindrer deg”
        after = words[place + 1 : place + 2]
        subject = after[0] if after else ""
        if subject in ("deg", "dere", "dykk", "you", "at"):
            return ""
    if not subject or subject in _OPEN_SUBJECTS:
        return ""
    return f"{words[place]} {subject}" if inverted else f"{subject} {words[place]}"

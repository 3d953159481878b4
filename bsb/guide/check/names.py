"""Names of single places or people: a guide is for all districts, and a name in a question points to somebody."""

from __future__ import annotations

import re

from bsb.guide.check.asked import Asked, Hit
from bsb.guide.check.grammar import sentences, side
from bsb.privacy.wordlists import COMMON, FIRST, GENERAL, WORD, load
from bsb.text.lemmas import is_word
from bsb.text.stopwords import STOP_WORDS

_TOKEN = re.compile(r"[^\W\d_]+(?:[-’'.][^\W\d_]+)*")
#: Somebody or some place singled out without a name. What is "yours" is another thing for each who is asked.
_SINGLED_OUT = re.compile(
    r"\b(?:han|hun|ho|he|she) (?:som|who) (?:er|var|ble|vart|leder|leier|styrer|har|is|was|runs|leads)\b|"
    r"\b(?:den|the) (?:nye?|gamle|forrige|førre|unge|tidligere|tidlegare|nåværende|noverande|new|old|former) "
    r"\w*(?:leder|leiar|leier|lege|sjef|styrer|styrar|konsulent|behandler|behandlar|psykolog|vaktmester|vaktmeister|"
    r"manager|doctor|boss|nurse)(?:en)?\b(?! (?:din|di|deres|dykkar|hans|hennes))|"
    r"\b(?:nede|oppe|borte|bortom|nedom|oppom|rett) (?:ved|på|i|bak|over|ovenfor|nedenfor|attmed|bortved|om) "
    r"\w{3,}(?:et|en|a)\b(?! (?:di|din|ditt|dine|deres|dykkar)\b)",
    re.IGNORECASE,
)
_NOT_NAMES_EN = frozenset(["i", "i'm", "i've", "i'd", "the", "you", "what", "how", "who"])


def name(asked: Asked) -> Hit | None:
    """Find the name of a known place, somebody singled out, a first name, or a capital inside a sentence."""
    for place in asked.places:
        parts = r"\s*".join(re.escape(part) for part in place.split())
        if found := re.search(rf"(?<![\w-]){parts}s?(?![^\W_])", asked.text, re.IGNORECASE):
            return Hit(found[0])
    if found := _SINGLED_OUT.search(asked.text):
        return Hit(found[0])
    for sentence in sentences(asked.text):
        found_names = [token for token in _capitals(sentence) if _is_name(*token, asked)]
        if found_names:
            return Hit(" ".join(word for word, _first, _next in found_names))
    return None


def _capitals(sentence: str) -> list[tuple[str, bool, bool]]:
    """Return the words with a capital: the word, whether a sentence or quote begins there, whether one follows."""
    tokens = list(_TOKEN.finditer(sentence))
    found = []
    for place, token in enumerate(tokens):
        if not token[0][0].isupper():
            continue
        before = sentence[: token.start()].rstrip()
        follows = place + 1 < len(tokens) and tokens[place + 1][0][0].isupper()
        found.append((token[0], not before or before[-1] in ":«“\"'(]–—", follows))
    return found


def _is_name(word: str, first: bool, follows: bool, asked: Asked) -> bool:
    head = word.split("-")[0]
    if len(head) > 1 and head.isupper():
        return False  # an abbreviation, or shouted
    plain = word.lower().replace("’", "'")
    if plain in asked.wordlist.names or plain.split("-")[0] in asked.wordlist.names or plain in STOP_WORDS:
        return False
    listed = {form for term in asked.wordlist.terms for form in (term.word, *term.forms)}
    if head in listed or plain in _NOT_NAMES_EN:
        return False
    if not first or (side(asked.language) == "no" and _only_a_first_name(word)):
        return True
    return (side(asked.language) == "no" and not is_word(plain.split("-")[0])) or (
        follows and side(asked.language) == "no" and plain not in STOP_WORDS and not _verb_first(plain)
    )


def _only_a_first_name(word: str) -> bool:
    """Return whether the lists know a word as a first name and as nothing else: Kari, but neither Liv nor Stig."""
    code = load().code(word)
    return bool(code & FIRST) and not code & (WORD | COMMON | GENERAL)


def _verb_first(word: str) -> bool:
    """Return whether a first word is more likely a verb or question word than a first name before a surname."""
    return bool(re.search(r"(?:er|ar|te|de|et|ell|el|or|en|em|iv)$", word)) or len(word) < 3

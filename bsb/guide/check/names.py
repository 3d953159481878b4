"""Names of single places or people: a guide is for all districts, and a name in a question points to somebody."""

from __future__ import annotations

import re

from bsb.guide.check.asked import Asked, Hit
from bsb.guide.check.grammar import sentences, side
from bsb.text.lemmas import is_word
from bsb.text.stopwords import STOP_WORDS

_TOKEN = re.compile(r"[^\W\d_]+(?:[-’'.][^\W\d_]+)*")
_NOT_NAMES_EN = frozenset(["i", "i'm", "i've", "i'd", "the", "you", "what", "how", "who"])


def name(asked: Asked) -> Hit | None:
    """Find the name of a known place, or a word with a capital that no sentence begins with."""
    for place in asked.places:
        parts = r"\s*".join(re.escape(part) for part in place.split())
        if found := re.search(rf"(?<![\w-]){parts}s?(?![^\W_])", asked.text, re.IGNORECASE):
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
        found.append((token[0], not before or before[-1] in ":«“\"'(–—", follows))
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
    if not first:
        return True
    return (side(asked.language) == "no" and not is_word(plain.split("-")[0])) or (
        follows and side(asked.language) == "no" and plain not in STOP_WORDS and not _verb_first(plain)
    )


def _verb_first(word: str) -> bool:
    """Return whether a first word is more likely a verb or question word than a first name before a surname."""
    return bool(re.search(r"(?:er|ar|te|de|et|ell|el|or|en|em|iv)$", word)) or len(word) < 3

"""Unknown words written or placed as names are: a capital inside a sentence, a word of naming before them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bsb.privacy.chain.component import component
from bsb.privacy.chain.names import NAMED, titles
from bsb.privacy.chain.words import Words, words
from bsb.privacy.hits import Found
from bsb.privacy.wordlists import COMMON, FAMILIAR, FIRST, GENERAL, INSTITUTION, LAST, PLACE

if TYPE_CHECKING:
    from spacy.tokens import Doc

_KNOWN = FAMILIAR | COMMON | GENERAL | FIRST | LAST | PLACE | INSTITUTION
_IN = frozenset(("i", "på", "fra", "frå", "ifra", "ved", "te", "til", "utenfor", "utanfor", "rundt", "oppå"))
_PRONOUNS = frozenset(("han", "hun", "ho", "hu", "n", "a", "'n", "hain", "henne", "ham"))


@component("capitals")
def capitals(doc: Doc) -> Iterator[Found]:
    """Yield words in no list that stand where names stand."""
    w, i = words(doc), 0
    while i < len(w):
        if w.code[i] & _KNOWN or len(w.forms[i]) < 2 or not w.alpha(i):
            i += 1
            continue
        end = i + 1
        while end < len(w) and w.upper[i] and w.upper[end] and w.alpha(end) and not w.code[end] & (COMMON | GENERAL):
            end += 1
        kind, score, reason = _weigh(w, i)
        if kind:
            yield Found(w.start[i], w.end[end - 1], kind, score, "capitals", reason)
        i = end


def _weigh(w: Words, i: int) -> tuple[str, float, str]:
    before = w.low[i - 1] if i else ""
    if NAMED.search(w.text, max(0, w.start[i] - 40), w.start[i]):
        return "person", 0.9, "an unknown word after a word of naming"
    if before in titles() and len(w.forms[i]) > 2:
        return "person", 0.8, "an unknown word after a title or a word of kin"
    if before in _PRONOUNS and len(w.forms[i]) > 2:
        return "person", 0.6, "an unknown word after a pronoun"
    if w.upper[i] and not w.opens(i) and len(w.forms[i]) > 2 and not w.forms[i].isupper():
        kind = "place" if before in _IN else "person"
        return kind, 0.6, "an unknown word with a capital inside a sentence"
    return "", 0.0, ""

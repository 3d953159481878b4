"""The net: words that no list knows. A list apart, grouped by form; much noise, few misses."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from bsb.privacy.chain.component import component
from bsb.privacy.hits import Found
from bsb.privacy.wordlists import COMMON, FIRST, GENERAL, INSTITUTION, LAST, PLACE, WORD, load

if TYPE_CHECKING:
    from spacy.tokens import Doc

_KNOWN = WORD | COMMON | GENERAL
_NAME = FIRST | LAST | PLACE | INSTITUTION


@cache
def _ordinary(form: str) -> bool:
    """Say whether a form is a word after all: inflected, a compound of several, cut off."""
    lists = load()
    if lists.familiar(form):
        return True
    for cut in range(4, len(form) - 3):
        head, tail = form[:cut], form[cut:]
        if lists.is_word(tail) and (lists.is_word(head) or (head[-1] == "s" and lists.is_word(head[:-1]))):
            return True
    return False


@component("unknown")
def unknown(doc: Doc) -> Iterator[Found]:
    """Yield unknown words, and names in the lists that nothing around them confirms."""
    lists = load()
    for i, token in enumerate(doc):
        if len(token) < 3 or not any(c.isalpha() for c in token.text) or "@" in token.text:
            continue
        code = lists.code(token.text)
        if not code & _KNOWN and (code & _NAME or not _ordinary(token.lower_)):
            cut_off = i + 1 < len(doc) and doc[i + 1].text == "-" and not token.whitespace_
            if token.text[-1] != "-" and not cut_off:
                reason = "a name in the lists" if code & _NAME else "a word in no list"
                yield Found(token.idx, token.idx + len(token), "unknown_word", 0.2, "unknown", reason, weak=True)
        elif code & (FIRST | LAST) and not code & COMMON:
            reason = "a name in the lists that is a word too"
            yield Found(token.idx, token.idx + len(token), "unknown_word", 0.15, "unknown", reason, weak=True)

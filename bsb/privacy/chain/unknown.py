"""The net: words that no list knows. A list apart, grouped by form; much noise, few misses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bsb.privacy.chain.component import component
from bsb.privacy.chain.words import words
from bsb.privacy.hits import Found
from bsb.privacy.wordlists import COMMON, FAMILIAR, FIRST, GENERAL, INSTITUTION, LAST, PLACE, WORD

if TYPE_CHECKING:
    from spacy.tokens import Doc

_KNOWN = WORD | COMMON | GENERAL
_PERSON = FIRST | LAST
_NAME = FIRST | LAST | PLACE | INSTITUTION


@component("unknown")
def unknown(doc: Doc) -> Iterator[Found]:
    """Yield unknown words, and names in the lists that nothing around them confirms."""
    w = words(doc)
    for i, form in enumerate(w.forms):
        code = w.code[i]
        if len(form) < 3 or (code & _KNOWN and not code & _PERSON):
            continue
        if "@" in form or not any(c.isalpha() for c in form):
            continue
        if not code & _KNOWN and (code & _NAME or not code & FAMILIAR):
            cut_off = i + 1 < len(w) and w.forms[i + 1] == "-" and w.start[i + 1] == w.end[i]
            if form[-1] != "-" and not cut_off:
                reason = "a name in the lists" if code & _NAME else "a word in no list"
                yield Found(w.start[i], w.end[i], "unknown_word", 0.2, "unknown", reason, weak=True)
        elif code & _PERSON and not code & COMMON:
            reason = "a name in the lists that is a word too"
            yield Found(w.start[i], w.end[i], "unknown_word", 0.15, "unknown", reason, weak=True)

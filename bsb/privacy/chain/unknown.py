"""The net: words that no list knows. A list apart, grouped by form; much noise, few misses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bsb.privacy.chain.component import component
from bsb.privacy.hits import Found
from bsb.privacy.wordlists import COMMON, FIRST, GENERAL, INSTITUTION, LAST, PLACE, WORD, load

if TYPE_CHECKING:
    from spacy.tokens import Doc

_KNOWN = WORD | COMMON | GENERAL
_NAME = FIRST | LAST | PLACE | INSTITUTION


@component("unknown")
def unknown(doc: Doc) -> Iterator[Found]:
    """Yield unknown words, and names in the lists that nothing around them confirms."""
    lists = load()
    for i, token in enumerate(doc):
        if len(token) < 3 or not any(c.isalpha() for c in token.text) or "@" in token.text:
            continue
        code = lists.code(token.text)
        if not code & _KNOWN:
            cut_off = i + 1 < len(doc) and doc[i + 1].text == "-" and not token.whitespace_
            if token.text[-1] != "-" and not cut_off:
                reason = "a name in the lists" if code & _NAME else "a word in no list"
                yield Found(token.idx, token.idx + len(token), "unknown_word", 0.2, "unknown", reason, weak=True)
        elif code & (FIRST | LAST) and not code & COMMON:
            reason = "a name in the lists that is a word too"
            yield Found(token.idx, token.idx + len(token), "unknown_word", 0.15, "unknown", reason, weak=True)

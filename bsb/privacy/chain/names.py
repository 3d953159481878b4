"""Names of persons from the lists, weighed by how they are written and by the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from bsb.privacy.chain.component import component
from bsb.privacy.chain.written import opens
from bsb.privacy.hits import Found
from bsb.privacy.wordlists import COMMON, FIRST, GENERAL, INSTITUTION, LAST, PLACE, WORD, lines, load

if TYPE_CHECKING:
    from spacy.tokens import Doc

_NAMED = re.compile(
    r"(?:heter|heiter|hette|hete|heite|hetter|heitte|kalles|kallast|kalte|kalla|kaller|ved navn|som heter|"
    r"navnet er|namnet er|navnet mitt er|namnet mitt er|døpt|oppkalt etter)"
    r"(?: (?:jo|da|visst|vel|forresten|også|altså|bare|han|henne|ho|meg|ham))?\W{1,3}$",
    re.IGNORECASE,
)


@cache
def _titles() -> frozenset[str]:
    return frozenset(lines("titles"))


@component("names")
def names(doc: Doc) -> Iterator[Found]:
    """Yield names of persons known to the lists."""
    lists = load()
    codes = [lists.code(token.text) for token in doc]
    i = 0
    while i < len(doc):
        if codes[i] & (FIRST | LAST):
            length, score, reason = _weigh(doc, codes, i)
            if length:
                last = doc[i + length - 1]
                yield Found(doc[i].idx, last.idx + len(last), "person", score, "names", reason)
                i += length
                continue
        i += 1


def _weigh(doc: Doc, codes: list[int], i: int) -> tuple[int, float, str]:
    """Return (how many tokens, score, reason); no tokens where the lists alone do not suffice."""
    token, code = doc[i], codes[i]
    run = _run(doc, codes, i)
    upper, word = token.text[0].isupper(), bool(code & (WORD | COMMON | GENERAL))
    if code & COMMON and not upper:
        return 0, 0.0, ""
    before = doc.text[max(0, token.idx - 40) : token.idx]
    if _NAMED.search(before):
        return run, 0.95, "a name in the lists after a word of naming"
    if i > 0 and doc[i - 1].lower_ in _titles() and (upper or not word):
        return run, 0.93, "a name in the lists after a title or a word of kin"
    if run > 1 and code & FIRST and not all(c & COMMON for c in codes[i : i + run]):
        return run, 0.95, "first name and surname"
    return _alone(doc, codes, i)


def _alone(doc: Doc, codes: list[int], i: int) -> tuple[int, float, str]:
    token, code = doc[i], codes[i]
    upper, word = token.text[0].isupper(), bool(code & (WORD | COMMON | GENERAL))
    if code & (PLACE | INSTITUTION) and not code & FIRST:
        return 0, 0.0, ""
    if upper and not opens(doc, i) and not token.text.isupper():
        if code & FIRST:
            return 1, 0.9, "a first name in the lists, with a capital"
        if not code & PLACE:
            return 1, 0.8, "a surname in the lists, with a capital"
    if not word and code & FIRST and not code & PLACE and len(token) > 2:
        return 1, 0.8, "a first name in the lists, and no ordinary word"
    if not word and upper and not code & PLACE and len(token) > 2:
        return 1, 0.7, "a surname in the lists, and no ordinary word"
    return 0, 0.0, ""


def _run(doc: Doc, codes: list[int], i: int) -> int:
    """Return how many tokens from i on make one full name: names in the lists, or capitals after a first name."""
    upper, length = doc[i].text[0].isupper(), 1
    while i + length < len(doc) and length < 4:
        token, code = doc[i + length], codes[i + length]
        listed = bool(code & (FIRST | LAST))
        if token.text[0].isupper() != upper or not (token.text.replace("-", "").isalpha()):
            break
        if not upper and (code & COMMON or not listed):
            break
        if upper and not listed and (token.text.isupper() or code & (GENERAL | INSTITUTION)):
            break
        length += 1
    return length

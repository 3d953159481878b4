"""Names of persons from the lists, weighed by how they are written and by the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from bsb.privacy.chain.component import component
from bsb.privacy.chain.words import Words, words
from bsb.privacy.hits import Found
from bsb.privacy.wordlists import COMMON, FAMILIAR, FIRST, GENERAL, INSTITUTION, LAST, PLACE, WORD, lines

if TYPE_CHECKING:
    from spacy.tokens import Doc

_PERSON = FIRST | LAST
_ORDINARY = WORD | COMMON | GENERAL
NAMED = re.compile(
    r"(?:heter|heiter|hette|hete|heite|hetter|heitte|kalles|kallast|kalte|kalla|kaller|ved navn|som heter|"
    r"navnet er|namnet er|navnet mitt er|namnet mitt er|døpt|oppkalt etter)"
    r"(?: (?:jo|da|visst|vel|forresten|også|altså|bare|han|henne|ho|meg|ham))?\W{1,3}$",
    re.IGNORECASE,
)


@cache
def titles() -> frozenset[str]:
    """Return the words that stand before names: titles, callings, kin."""
    return frozenset(lines("titles"))


@cache
def _function_words() -> frozenset[str]:
    return frozenset(lines("function"))


@component("names")
def names(doc: Doc) -> Iterator[Found]:
    """Yield names of persons known to the lists."""
    w = words(doc)
    i = 0
    while i < len(w):
        if w.code[i] & _PERSON:
            length, score, reason = _weigh(w, i)
            if length:
                yield Found(w.start[i], w.end[i + length - 1], "person", score, "names", reason)
                i += length
                continue
        i += 1


def _weigh(w: Words, i: int) -> tuple[int, float, str]:
    """Return (how many words, score, reason); no words where the lists alone do not suffice."""
    code, upper = w.code[i], w.upper[i]
    named = NAMED.search(w.text, max(0, w.start[i] - 40), w.start[i])
    if code & COMMON and not upper and not (named and code & FIRST and w.low[i] not in _function_words()):
        return 0, 0.0, ""
    run = _run(w, i)
    if named:
        return run, 0.95, "a name in the lists after a word of naming"
    if i > 0 and w.low[i - 1] in titles() and (upper or not code & _ORDINARY):
        return run, 0.93, "a name in the lists after a title or a word of kin"
    if run > 1 and code & FIRST and not all(c & COMMON for c in w.code[i : i + run]):
        return run, 0.95, "first name and surname"
    return _alone(w, i)


def _alone(w: Words, i: int) -> tuple[int, float, str]:
    code, upper, word = w.code[i], w.upper[i], bool(w.code[i] & _ORDINARY)
    if code & (PLACE | INSTITUTION) and not code & FIRST:
        return 0, 0.0, ""
    if upper and not w.opens(i) and not w.forms[i].isupper():
        if code & FIRST:
            return 1, 0.9, "a first name in the lists, with a capital"
        if not code & PLACE:
            return 1, 0.8, "a surname in the lists, with a capital"
    if not word and code & FIRST and not code & PLACE and len(w.forms[i]) > 2:
        return 1, 0.8, "a first name in the lists, and no ordinary word"
    if not word and upper and not code & PLACE and len(w.forms[i]) > 2:
        return 1, 0.7, "a surname in the lists, and no ordinary word"
    return 0, 0.0, ""


def _run(w: Words, i: int) -> int:
    """Return how many words from i on make one full name.

    In lower case: names in the lists and, after a first name, a word in no list. With capitals: names, initials
    and any word with a capital after a first name.
    """
    upper, length = w.upper[i], 1
    while i + length < len(w) and length < 4:
        at = i + length
        code, form = w.code[at], w.forms[at]
        listed = bool(code & _PERSON)
        if w.upper[at] != upper or not w.alpha(at):
            break
        if not upper and (code & (COMMON | GENERAL) or not (listed or (w.code[i] & FIRST and not code & FAMILIAR))):
            break
        if upper and not listed and ((form.isupper() and len(form) > 2) or code & (GENERAL | INSTITUTION)):
            break
        length += 1
    while length > 1 and w.forms[i + length - 1].endswith(".") and len(w.forms[i + length - 1]) < 3:
        length -= 1  # an initial is no end of a name
    return length

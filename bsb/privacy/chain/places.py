"""Places and districts from the lists, by capitals and prepositions; compounds with them; streets and squares."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from bsb.privacy.chain.component import component
from bsb.privacy.chain.written import opens
from bsb.privacy.forms import bases
from bsb.privacy.hits import Found
from bsb.privacy.wordlists import COMMON, FIRST, GENERAL, LAST, PLACE, WORD, load

if TYPE_CHECKING:
    from spacy.tokens import Doc

_IN = frozenset(
    "i på fra frå ifra ved rundt utenfor utanfor mot forbi te til oppå utpå innpå nedpå nedi innerst".split(" ")
)
_STREET = re.compile(
    r"(?:.{3,}(?:gata|gaten|gate|veien|vegen|allé|plass|brua|parken|torget|krysset)|.{4,}(?:vei|veg|senteret))s?$"
)
_FIRM = frozenset(("gate", "vei", "veg", "plass", "allé", "torg", "bru", "park", "bro"))


@cache
def _long_names() -> dict[str, list[tuple[str, ...]]]:
    """Return places of several words, by their first word."""
    lists = load()
    table: dict[str, list[tuple[str, ...]]] = {}
    for name in lists.places | lists.districts:
        words = tuple(re.findall(r"[^\W_]+|\.|-", name))
        if len(words) > 1:
            table.setdefault(words[0], []).append(words)
    return table


@component("places")
def places(doc: Doc) -> Iterator[Found]:
    """Yield places known to the lists, or named like a street."""
    lists, i = load(), 0
    while i < len(doc):
        length = _long(doc, i)
        if length:
            end = doc[i + length - 1]
            surface = doc.text[doc[i].idx : end.idx + len(end)].lower()
            kind = "district" if any(b in lists.districts for b in bases(surface)) else "place"
            yield Found(doc[i].idx, end.idx + len(end), kind, 0.9, "places", "a place in the lists, of several words")
            i += length
            continue
        yield from _single(doc, i)
        i += 1


def _long(doc: Doc, i: int) -> int:
    for words in _long_names().get(doc[i].lower_.rstrip("."), ()):
        have = re.findall(r"[^\W_]+|\.|-", doc[i : i + len(words)].text.lower())[: len(words)]
        if not have or tuple([*have[:-1], *bases(have[-1])[-1:]]) != words and tuple(have) != words:
            continue
        text, length = "", 0
        while length < len(words) and i + length < len(doc) and len(re.findall(r"[^\W_]+|\.|-", text)) < len(words):
            text = doc[i : i + length + 1].text
            length += 1
        return length
    return 0


def _single(doc: Doc, i: int) -> Iterator[Found]:
    lists, token = load(), doc[i]
    code = lists.code(token.text)
    low = token.lower_
    upper = token.text[0].isupper()
    before = doc[i - 1].lower_ if i else ""
    if code & PLACE and not code & GENERAL:
        score = _score(doc, i, code, upper, before)
        if score:
            kind = "district" if any(base in lists.districts for base in bases(low)) else "place"
            yield Found(token.idx, token.idx + len(token), kind, score, "places", "a place in the lists")
            return
    if len(low) > 6 and not code & (WORD | COMMON) and _STREET.match(low):
        yield Found(token.idx, token.idx + len(token), "place", 0.75, "places", "an ending of streets and squares")
    elif low in _FIRM and i and (doc[i - 1].text[0].isupper() == upper or doc[i - 1].text[0].isupper()):
        yield from _of_somebody(doc, i)
    elif len(low) > 7 and not code & (WORD | PLACE):
        end = _inside(low)
        if end:
            stop = end if low[end : end + 1] == "-" else len(token)
            yield Found(token.idx, token.idx + stop, "place", 0.7, "places", "a word made with a place")


def _score(doc: Doc, i: int, code: int, upper: bool, before: str) -> float:
    inside = upper and i > 0 and not opens(doc, i) and not doc[i].text.isupper()
    following = bool(code & (FIRST | LAST)) and i > 0 and load().code(doc[i - 1].text) & FIRST and inside
    if following:  # the surname of a full name
        return 0.0
    if code & FIRST and before not in ("i", "på", "fra", "frå", "ifra"):
        return 0.0
    if inside and (not code & LAST or before in _IN):
        return 0.88
    if upper and before in _IN:
        return 0.88
    if not code & (WORD | COMMON):
        return 0.8 if not code & LAST or before in _IN else 0.0
    if not code & COMMON and before in _IN and code & PLACE and not upper:
        return 0.6
    return 0.7 if upper and doc[i].text.isupper() and before in ("i", "på", "fra", "frå") else 0.0


def _of_somebody(doc: Doc, i: int) -> Iterator[Found]:
    """A street or square of several words: "Helgesens gate", "Carl Berners plass"."""
    first, lists = i, load()
    while first and i - first < 3:
        token, code = doc[first - 1], lists.code(doc[first - 1].text)
        named = code & (FIRST | LAST | PLACE) or token.text[0].isupper() or not code & WORD
        if not token.is_alpha or not named or code & COMMON:
            break
        first -= 1
    if first < i and doc[i - 1].lower_.endswith("s"):
        start, end = doc[first].idx, doc[i].idx + len(doc[i])
        yield Found(start, end, "place", 0.8, "places", "a street or square of somebody")


@cache
def _starts() -> frozenset[str]:
    return frozenset(p for p in load().place_words if len(p) > 4 and not load().code(p) & COMMON)


def _inside(low: str) -> int:
    """Return where a place at the beginning of a longer word ends; 0 if there is none."""
    starts, lists = _starts(), load()
    for cut in range(len(low) - 2, 4, -1):
        if low[:cut] in starts:
            rest = low[cut:].lstrip("-")
            if low[cut] == "-" or (len(rest) > 3 and lists.is_word(rest)):
                return cut
    return 0

"""Places and districts from the lists, by capitals and prepositions; compounds with them; streets and squares."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from bsb.privacy.chain.component import component
from bsb.privacy.chain.words import Words, words
from bsb.privacy.forms import bases
from bsb.privacy.hits import Found
from bsb.privacy.wordlists import COMMON, FAMILIAR, FIRST, GENERAL, LAST, PLACE, WORD, load

if TYPE_CHECKING:
    from spacy.tokens import Doc

_IN = frozenset(
    [
        "i",
        "på",
        "fra",
        "frå",
        "ifra",
        "ved",
        "rundt",
        "utenfor",
        "utanfor",
        "mot",
        "forbi",
        "te",
        "til",
        "oppå",
        "utpå",
        "innpå",
        "nedpå",
        "nedi",
        "innerst",
    ]
)
_STREET = re.compile(
    r"(?:.{3,}(?:gata|gaten|gate|veien|vegen|allé|plass|brua|parken|torget|krysset)|.{4,}(?:vei|veg|senteret))s?$"
)
_PARTS = re.compile(r"[^\W_]+|-")
_ORDINARY = WORD | COMMON
_FORMER = frozenset((
    "gamle", "nye", "øvre", "nedre", "nordre", "søndre", "østre", "vestre", "store", "lille", "vesle", "indre",
    "ytre", "øvste", "nedste",
))  # fmt: skip
# "gamle kirkevei": an adjective in its definite form before a word that is not is no grammar but a name.
_NAME_OF_ROAD = re.compile(r".{2,}(?:vei|veg|gate|allé|plass|bru|torg)$")
_OWN = frozenset(
    ("min", "din", "sin", "hans", "hennes", "vår", "deres", "dykkar", "denne", "dette", "et", "en", "ei", "ein")
)
_FIRM = frozenset(("gate", "vei", "veg", "plass", "allé", "torg", "bru", "park", "bro"))


@cache
def _long_names() -> dict[str, list[tuple[str, ...]]]:
    """Return places of several words, by their first word."""
    lists = load()
    table: dict[str, list[tuple[str, ...]]] = {}
    for name in lists.places | lists.districts:
        parts = tuple(_PARTS.findall(name))
        if len(parts) > 1:
            table.setdefault(parts[0], []).append(parts)
    return table


@component("places")
def places(doc: Doc) -> Iterator[Found]:
    """Yield places known to the lists, or named like a street."""
    w, districts, i = words(doc), load().districts, 0
    while i < len(w):
        length = _long(w, i)
        if length:
            end = w.end[i + length - 1]
            kind = "district" if any(b in districts for b in bases(w.text[w.start[i] : end].lower())) else "place"
            yield Found(w.start[i], end, kind, 0.9, "places", "a place in the lists, of several words")
            i += length
            continue
        if w.code[i] & PLACE or len(w.low[i]) > 6 or w.low[i] in _FIRM:
            yield from _single(w, i)
        i += 1


def _long(w: Words, i: int) -> int:
    """Return how many words from i on are a place of several words; 0 if none."""
    rows = _long_names().get(w.low[i].rstrip("."))
    if not rows:
        return 0
    for parts in rows:
        have: list[str] = []
        length = 0
        while len(have) < len(parts) and i + length < len(w):
            have += _PARTS.findall(w.low[i + length])
            length += 1
        if tuple(have) == parts or (have[:-1] == list(parts[:-1]) and bases(have[-1])[-1] == parts[-1]):
            return length
    return 0


def _single(w: Words, i: int) -> Iterator[Found]:
    code, low = w.code[i], w.low[i]
    if code & PLACE and not code & GENERAL and ("-" not in low or any(b in load().place_words for b in bases(low))):
        score = _score(w, i)
        if score:
            kind = "district" if any(base in load().districts for base in bases(low)) else "place"
            yield Found(w.start[i], w.end[i], kind, score, "places", "a place in the lists")
            return
    if len(low) > 6 and not code & FAMILIAR and _STREET.match(low):
        first = i - 1 if i and w.low[i - 1] in _FORMER else i
        yield Found(w.start[first], w.end[i], "place", 0.75, "places", "an ending of streets and squares")
    elif i and w.low[i - 1] in _FORMER and _NAME_OF_ROAD.search(low) and (i < 2 or w.low[i - 2] not in _OWN):
        yield Found(w.start[i - 1], w.end[i], "place", 0.75, "places", "an ending of streets and squares")
    elif low in _FIRM and i:
        yield from _of_somebody(w, i)
    elif len(low) > 7 and (not code & (WORD | PLACE) or "-" in low):
        end = _inside(low)
        if end:
            stop = w.start[i] + end if low[end : end + 1] == "-" else w.end[i]
            yield Found(w.start[i], stop, "place", 0.7, "places", "a word made with a place")


def _score(w: Words, i: int) -> float:
    code, upper, before = w.code[i], w.upper[i], w.low[i - 1] if i else ""
    shouted = w.forms[i].isupper()
    inside = upper and not w.opens(i) and not shouted
    if inside and code & (FIRST | LAST) and w.code[i - 1] & FIRST and w.upper[i - 1]:
        return 0.0  # the surname of a full name
    if code & FIRST and before not in ("i", "på", "fra", "frå", "ifra"):
        return 0.0
    if (upper and not shouted and before in _IN) or (inside and not code & LAST):
        return 0.88
    if not code & _ORDINARY:
        return 0.8 if not code & LAST or before in _IN else 0.0
    if not code & COMMON and before in _IN and not upper and w.low[i] in load().place_words:  # not "til fjells"
        return 0.6
    return 0.7 if shouted and before in ("i", "på", "fra", "frå") else 0.0


def _of_somebody(w: Words, i: int) -> Iterator[Found]:
    """Yield a street or square of several words: "Helgesens gate", "Carl Berners plass"."""
    first = i
    while first and i - first < 3:
        code = w.code[first - 1]
        named = code & (FIRST | LAST | PLACE) or w.upper[first - 1] or not code & FAMILIAR
        if not w.alpha(first - 1) or not named or code & COMMON:
            break
        first -= 1
    if first < i and w.low[i - 1].endswith("s"):
        yield Found(w.start[first], w.end[i], "place", 0.8, "places", "a street or square of somebody")


@cache
def _starts() -> frozenset[str]:
    return frozenset(p for p in load().place_words if len(p) > 4 and not load().code(p) & COMMON)


@cache
def _inside(low: str) -> int:
    """Return where a place at the beginning of a longer word ends; 0 if there is none."""
    starts, lists = _starts(), load()
    for cut in range(len(low) - 2, 4, -1):
        if low[:cut] in starts:
            rest = low[cut:].lstrip("-")
            if low[cut] == "-" or (len(rest) > 3 and lists.is_word(rest)):
                return cut
    return 0

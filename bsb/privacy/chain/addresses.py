"""Street addresses and post codes, in capitals or not, with the number in digits or in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from bsb.privacy.chain.component import component
from bsb.privacy.chain.words import words
from bsb.privacy.hits import Found
from bsb.privacy.spoken import NUMBER_WORD, NUMBERS, spoken_runs
from bsb.privacy.wordlists import COMMON, FIRST, LAST, PLACE, WORD, load

if TYPE_CHECKING:
    from spacy.tokens import Doc

_SURE = "gata|gate|gaten|gt|veien|vei|vegen|veg|allé|alle|allè|alleen|svingen|terrasse"
_LOOSE = (
    "plass|plassen|bakken|stien|kroken|faret|tunet|stubben|løkka|lia|ringen|haugen|kleiva|smauet|brygge|torg|leiken"
)
_LOOSE += "|åsen|hellinga|brenna|bråten|jordet|enga|kollen|toppen|grenda|skogen|moen|myra|høgda|berget|dalen|tråkka"
_UNIT = r"(?!\s*(?:minutt|time|timar|år\b|meter|km|kilo|gang|gong|dag|uke|veke|kr\b|kroner|prosent|%|stykk|stk|barn))"
_DOOR = (
    r"(?:,?\s+(?:(?:oppgang|inngang|trapp|leilighet|leilegheit|leil\.?|bolignummer|bolig|bustad|nummer)\s+"
    r"(?:nr\.?\s*)?(?:[A-Ha-hHKLUhklu]?\d{1,4}[A-Ha-h]?|[A-Ha-h])(?!\w)|[HKLUhklu]\d{4}(?!\w)))*"
)
_NUMBER = (
    rf"(?:nr\.?\s*|nummer\s+)?(?:\d{{1,3}}(?:\s?[A-Ha-h](?![\w]))?(?![\d.,:]\d)"
    rf"|{NUMBER_WORD}(?:\s[A-Ha-h](?![\w]))?)(?!\w){_UNIT}{_DOOR}"
)
_POST_DIGITS = 4
_BOX = re.compile(r"(?<!\w)(?:post ?boks|pb\.?)\s+\d{1,4}(?!\d)", re.IGNORECASE)
_STREET = re.compile(rf"(?<![\w-])([\w'’.\-]{{0,30}}?)({_SURE}|{_LOOSE})\s+({_NUMBER})", re.IGNORECASE)
_PLAIN_STREETS = frozenset(_SURE.split("|"))
_STREETS = _PLAIN_STREETS | {"plass", "torg", "brygge"}
_WORDS = re.compile(r"(?<!\w)[\w'’.\-]+")
_BEFORE = frozenset(
    [
        "øvre",
        "nedre",
        "gamle",
        "nordre",
        "søndre",
        "østre",
        "vestre",
        "store",
        "lille",
        "nye",
        "øvste",
        "nedste",
        "ytre",
        "indre",
        "st",
        "sankt",
    ]
)
# Streets are called after people with their callings: "doktor Dedichens vei", "tante Ulrikkes vei".
_CALLINGS = frozenset((
    "tante", "onkel", "doktor", "dr", "biskop", "kong", "dronning", "prins", "prinsesse", "professor", "pastor",
    "prost", "general", "oberst", "kaptein", "løytnant", "major", "statsråd", "statsminister", "admiral", "konsul",
    "lensmann", "fru", "frøken", "jomfru", "mor", "madam", "kommandør", "rektor", "direktør", "ingeniør",
))  # fmt: skip
_INITIALS = re.compile(r"(?:[^\W\d_]{1,3}\.)+")
_POST = re.compile(r"(?<![\d.,/\-+])(\d{4})(?=[ ,]+([^\W\d_][\w.]+))")
_POST_SAID = re.compile(r"postnummer(?:et)?(?: (?:mitt|vårt|hans|hennes))?(?: er| e|:)? (\d{4})(?!\d)", re.IGNORECASE)
_POST_BARE = re.compile(r"(?<![\d.,/\-+:])0\d{3}(?![\d.,:]\d|\d)")
_CLOCK_BEFORE = re.compile(
    r"\b(?:klokka|klokken|klokko|kl\.?|pin(?:-?kode)?n?|koden?|til|fra|frå|før|etter)\s$", re.IGNORECASE
)
_POST_CUE = re.compile(
    r"postn(?:umme)?r\w*\.?(?: (?:mitt|vårt|hans|hennes|vert|va|var|er|e|der|her)|:){0,3} $", re.IGNORECASE
)
_YEAR_BEFORE = re.compile(
    r"(?:\bi|siden|sidan|fra|frå|år|til|før|etter|og|høsten|våren|januar|februar|mars|april|mai|juni|juli)\s$", re.I
)


@component("addresses")
def addresses(doc: Doc) -> Iterator[Found]:
    """Yield streets with a house number, and post codes."""
    w = words(doc)
    text = w.text
    for match in _STREET.finditer(text):
        start = _begin(text, match)
        if start is not None:
            yield Found(start, match.end(3), "address", 0.95, "addresses", "a street and a house number")
    if not NUMBERS.keys().isdisjoint(w.low):
        yield from _post_codes_said(text)
    if not any(c.isdigit() for c in text):
        return
    for match in _BOX.finditer(text):
        yield Found(*match.span(), "address", 0.9, "addresses", "a post office box")
    lists = load()
    for match in _POST.finditer(text):
        code, follows = match.group(1), match.group(2)
        known = bool(lists.code(follows) & PLACE)
        if 1800 < int(code) < 2060 and (not known or _YEAR_BEFORE.search(text[: match.start()])):
            continue
        if known or (follows[0].isupper() and not lists.code(follows) & COMMON):
            yield Found(*match.span(1), "post_code", 0.9, "addresses", "four digits before a place")
    for match in _POST_SAID.finditer(text):
        yield Found(*match.span(1), "post_code", 0.95, "addresses", "four digits after the word post code")
    for match in _POST_BARE.finditer(text):
        if not _CLOCK_BEFORE.search(text[: match.start()]):
            yield Found(*match.span(), "post_code", 0.8, "addresses", "four digits, the first of them a nought")


def _post_codes_said(text: str) -> Iterator[Found]:
    """Yield post codes read aloud: after the word, before a place, or beginning with a nought."""
    lists = load()
    for start, end, digits in spoken_runs(text):
        if digits != _POST_DIGITS:
            continue
        follows = _WORDS.match(text, end + 1)
        code = lists.code(follows.group()) if follows else 0
        named = bool(code & PLACE) and not code & (COMMON | FIRST)
        if _POST_CUE.search(text[:start]) or named or text[start : start + 4].lower() == "null":
            yield Found(start, end, "post_code", 0.85, "addresses", "four digits read aloud")


def _begin(text: str, match: re.Match[str]) -> int | None:
    """Return where the street's name begins; None if what stands there is no name."""
    lists = load()
    stem, ending = match.group(1), match.group(2).lower()
    word = (stem + ending).lower()
    upper = text[match.start()].isupper()
    if not stem or (lists.code(word) & COMMON and not upper):
        start = _leftwards(text, match.start())
        return start if start < match.start() and ending in _STREETS else None
    if ending not in _PLAIN_STREETS and not upper and lists.code(word) & WORD and not lists.code(word) & PLACE:
        return _leftwards(text, match.start()) if len(stem) > 3 and _place_before(text, match.start()) else None
    return _leftwards(text, match.start(), only_names=True)


def _place_before(text: str, at: int) -> bool:
    return bool(re.search(r"\b(?:i|på|er|bor|bur|bodde|budde|til|adressen?:?)\s$", text[:at], re.IGNORECASE))


def _leftwards(text: str, at: int, *, only_names: bool = False) -> int:
    """Take in up to three words before a street word that belong to its name."""
    lists = load()
    words, first = list(_WORDS.finditer(text, max(0, at - 60), at)), at
    for word in reversed(words[-3:]):
        surface, gap = word.group(), text[word.end() : at]
        code = lists.code(surface)
        named = bool(code & (FIRST | LAST | PLACE)) and not code & COMMON
        upper = surface[0].isupper() and not code & COMMON
        genitive = surface.endswith("s") and not code & WORD and not only_names
        apart = surface.lower().rstrip(".") in _BEFORE or (at < first and surface.lower() in _CALLINGS)
        initials = at < first and bool(_INITIALS.fullmatch(surface))
        if gap != " " or not (named or upper or genitive or apart or initials):
            break
        at = word.start()
    return at

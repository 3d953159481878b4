"""Named houses, services, schools and employers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from bsb.privacy.chain.component import component, names_spotted
from bsb.privacy.chain.names import titles
from bsb.privacy.chain.words import Words, words
from bsb.privacy.forms import bases
from bsb.privacy.hits import HOUSE_AT_PLACE, Found
from bsb.privacy.wordlists import COMMON, FAMILIAR, FIRST, GENERAL, INSTITUTION, LAST, PLACE, WORD, lines, load

if TYPE_CHECKING:
    from spacy.tokens import Doc

_FIRST_WORDS = frozenset(lines("firsts"))
_AT = frozenset(("på", "i", "ved", "oppi", "oppå", "nedi", "nedpå", "utpå", "innpå"))
_BEFORE = _AT | frozenset(("til", "te", "fra", "frå", "ifra", "hos", "om", "for", "heter", "heiter"))
_BETWEEN = frozenset((
    "brukerstyrt", "brukarstyrt", "brukerstyrte", "privat", "private", "kommunale", "kommunal", "psykiatriske",
    "distriktspsykiatriske", "videregående", "vidaregåande", "ambulante", "ambulerende", "ambulerande",
    "frivillige", "sosiale",
))  # fmt: skip
_COMPANY = frozenset(("AS", "A/S", "ASA", "ANS", "DA"))
_STREETS = frozenset((
    "gate", "gata", "vei", "veien", "veg", "vegen", "plass", "torg",
))  # fmt: skip
_DEFINITE = ("et", "en", "a", "n", "ene", "ane")
_TAILS = (
    "senter", "sentral", "klinikk", "skole", "skule", "barnehage", "sykehus", "sjukehus", "bibliotek",
    "kollektiv", "klubb", "menighet", "institutt", "verksted", "pensjonat", "hospits", "kontoret", "senteret",
    "sentralen", "klinikken", "skolen", "skulen", "barnehagen", "heimen", "hjemmet", "kirken", "kyrkja",
    "butikken",
)  # fmt: skip
_ADJECTIVE = re.compile(
    r"(?:lige?|lege?|iske?|elle?|ive?|ale?|ære?|bare?|som|somme|løse?|lause?|ende|ande|sk|ne|re|ste|t|te|de|ede)$"
)


@cache
def _heads() -> dict[str, str]:
    return {head: placeholder for head, _bar, placeholder in (line.partition("|") for line in lines("heads"))}


@cache
def _suffixes() -> tuple[tuple[str, str], ...]:
    rows = (line.partition("|") for line in lines("suffixes"))
    return tuple((suffix, placeholder) for suffix, _bar, placeholder in rows)


@cache
def _long_names() -> dict[str, list[list[str]]]:
    table: dict[str, list[list[str]]] = {}
    for name in load().institutions:
        parts = name.split()
        table.setdefault(parts[0], []).append(parts)
    return table


@component("institutions")
def institutions(doc: Doc) -> Iterator[Found]:
    """Yield houses and services with a proper name.

    What the trained model takes for a name counts as one here too: before a word for a house, and after "på".
    """
    w = words(doc)
    spotted = names_spotted(doc)
    for i, low in enumerate(w.low):
        for parts in _long_names().get(low, _long_names().get(bases(low)[-1], ())):
            if _matches(w, i, parts) and (len(parts) > 1 or _named(w, i)):
                end = w.end[i + len(parts) - 1]
                yield Found(w.start[i], end, "institution", 0.85, "institutions", "a house or service in the lists")
        place = _placeholder(low)
        if place:
            yield from _before_head(w, i, place, spotted)
            yield from _at_place(w, i, place, spotted)
        if low in _FIRST_WORDS or (place and low in _definite()):
            yield from _after_word(w, i)
        if w.forms[i] in _COMPANY:
            yield from _company(w, i)
        if len(low) > 7 and not w.code[i] & (FAMILIAR | GENERAL):
            placeholder = _suffix(low)
            if placeholder:
                reason = "an ending of houses and services"
                yield Found(
                    w.start[i], w.end[i], "institution", 0.75, "institutions", reason, placeholder=placeholder
                )


@cache
def _placeholder(low: str) -> str:
    """Return the placeholder for a word for a house or service, "" if it is none."""
    for base in (low, *bases(low)):
        for form in (base, *(base[: -len(end)] for end in _DEFINITE if base.endswith(end))):
            if form in _heads():
                return _heads()[form]
    return next((_heads()[tail] for tail in _TAILS if low.endswith(tail) and len(low) > len(tail) + 2), "")


@cache
def _definite() -> frozenset[str]:
    return frozenset(
        head for head in _heads() if head.endswith(("huset", "senteret", "sentralen", "klubben", "hjemmet"))
    )


@cache
def _suffix(low: str) -> str:
    for suffix, placeholder in _suffixes():
        if any(base.endswith(suffix) and len(base) > len(suffix) + 2 for base in bases(low)):
            return placeholder
    return ""


def _matches(w: Words, i: int, parts: list[str]) -> bool:
    have = w.low[i : i + len(parts)]
    return have == parts or (have[:-1] == parts[:-1] and bases(have[-1])[-1] == parts[-1])


def _named(w: Words, i: int) -> bool:
    """Say whether a single word is the name and not the word ("Fyrlyset", "fyrlyset")."""
    return not w.code[i] & WORD or (w.upper[i] and not w.opens(i))


def _before_head(w: Words, i: int, placeholder: str, spotted: dict[int, str]) -> Iterator[Found]:
    """Yield names before a word for a house: "Furulund aktivitetssenter", "Lauvlia bu- og omsorgssenter"."""
    first = low = _head_begins(w, i)
    while first and low - first < 3:
        at = first - 1
        code, upper = w.code[at], w.upper[at] and not (w.opens(at) and w.code[at] & WORD)
        named = (code & (FIRST | LAST | PLACE | INSTITUTION) or at in spotted) and not code & (COMMON | GENERAL)
        joined = w.low[at] in ("og", "på") and first < i and at > 0 and w.upper[at - 1]
        if joined and w.low[at] == "på" and _somebody(w, at - 1, spotted):
            break
        if not w.alpha(at) or (len(w.forms[at]) < 3 and not joined) or (w.upper[i] and not (w.upper[at] or joined)):
            break
        if not (named or upper or joined or not code & (FAMILIAR | COMMON | GENERAL)):
            break
        first = at
    if first == low and low > 1 and _bare_noun(w, low - 1) and w.low[i] in _heads():
        first -= 1
    if first < low:
        reason = "a name before a word for a house or service"
        yield Found(w.start[first], w.end[i], "institution", 0.9, "institutions", reason, placeholder=placeholder)


def _somebody(w: Words, i: int, spotted: dict[int, str]) -> bool:
    """Say whether a word before "på" is a person's name: "Brekkås på Lauvlia legesenter" is somebody somewhere."""
    code = w.code[i]
    if code & (PLACE | INSTITUTION) and not code & FIRST:
        return False
    full = i > 0 and (w.code[i - 1] & FIRST or w.low[i - 1] in titles())
    return bool(code & (FIRST | LAST) or full) or spotted.get(i) == "person"


def _head_begins(w: Words, i: int) -> int:
    """Return where a word for a house begins with what belongs to it: "bu- og ...", "brukerstyrt ..."."""
    if i > 1 and w.low[i - 1] == "og" and w.forms[i - 2].endswith("-"):
        i -= 2
        if i and w.forms[i] == "-":
            i -= 1
    elif i and w.low[i - 1] in _BETWEEN:
        i -= 1
    return i


def _bare_noun(w: Words, i: int) -> bool:
    """Say whether a rare word stands between a preposition and a word for a house: "på kveldsol bofellesskap"."""
    if w.code[i] & (COMMON | GENERAL) or not w.alpha(i) or len(w.forms[i]) < 4 or _ADJECTIVE.search(w.low[i]):
        return False
    return w.low[i - 1] in _BEFORE


def _at_place(w: Words, i: int, placeholder: str, spotted: dict[int, str]) -> Iterator[Found]:
    """Yield a house told apart by where it stands: "meieriet på Skarnes", "Huset i Hagen"."""
    low = w.low[i]
    if i + 2 >= len(w) or w.low[i + 1] not in _AT or not low.endswith(("et", "en", "a", "ene", "hus")):
        return
    last = i + 1
    while last + 1 < len(w) and last - i < 4 and w.alpha(last + 1):
        at = last + 1
        known = w.code[at] & PLACE or spotted.get(at) == "place"
        listed = bool(known) and not w.code[at] & (COMMON | GENERAL)
        if not (listed or (w.inside(at) and not w.code[at] & GENERAL)) and (
            last == i + 1 or w.low[at] not in _STREETS
        ):
            break
        last = at
    if last > i + 1 and (
        w.code[last] & PLACE or spotted.get(last) == "place" or w.inside(i) or w.low[last] in _STREETS
    ):
        yield Found(
            w.start[i], w.end[last], "institution", 0.7, "institutions", HOUSE_AT_PLACE, placeholder=placeholder
        )


def _company(w: Words, i: int) -> Iterator[Found]:
    """Yield the names before a word for a form of company: "Brødrene Tangen AS"."""
    first = i
    while first and i - first < 3 and w.upper[first - 1] and w.alpha(first - 1):
        first -= 1
    if first < i:
        reason = "a name before a word for a house or service"
        yield Found(
            w.start[first], w.end[i], "institution", 0.9, "institutions", reason, placeholder="(arbeidsplassen)"
        )


def _after_word(w: Words, i: int) -> Iterator[Found]:
    """Yield names after a word for a house: "Kafé Vårsol"."""
    last = i
    while last + 1 < len(w) and last - i < 3:
        at = last + 1
        unknown = last == i and not w.upper[i] and not w.code[at] & (FAMILIAR | COMMON)
        if not w.alpha(at) or not (w.upper[at] or unknown):
            break
        last = at
    if last > i:
        yield Found(
            w.start[i], w.end[last], "institution", 0.8, "institutions", "a name after a word for a house or group"
        )

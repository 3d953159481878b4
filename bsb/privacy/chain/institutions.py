"""Named houses, services, schools and employers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from bsb.privacy.chain.component import component
from bsb.privacy.chain.words import Words, words
from bsb.privacy.forms import bases
from bsb.privacy.hits import Found
from bsb.privacy.wordlists import COMMON, FAMILIAR, FIRST, GENERAL, INSTITUTION, LAST, PLACE, WORD, lines, load

if TYPE_CHECKING:
    from spacy.tokens import Doc

_FIRST_WORDS = frozenset(lines("firsts"))


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
    """Yield houses and services with a proper name."""
    w, heads = words(doc), _heads()
    for i, low in enumerate(w.low):
        for parts in _long_names().get(low, _long_names().get(bases(low)[-1], ())):
            if _matches(w, i, parts) and (len(parts) > 1 or _named(w, i)):
                end = w.end[i + len(parts) - 1]
                yield Found(w.start[i], end, "institution", 0.85, "institutions", "a house or service in the lists")
        if low in heads or bases(low)[-1] in heads:
            yield from _before_head(w, i)
        if low in _FIRST_WORDS:
            yield from _after_word(w, i)
        if len(low) > 7 and not w.code[i] & (FAMILIAR | GENERAL):
            placeholder = _suffix(low)
            if placeholder:
                reason = "an ending of houses and services"
                yield Found(
                    w.start[i], w.end[i], "institution", 0.75, "institutions", reason, placeholder=placeholder
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


def _before_head(w: Words, i: int) -> Iterator[Found]:
    """Yield names before a word for a house: "Furulund aktivitetssenter"."""
    first = i
    while first and i - first < 3:
        at = first - 1
        code, upper = w.code[at], w.upper[at] and not (w.opens(at) and w.code[at] & WORD)
        named = code & (FIRST | LAST | PLACE | INSTITUTION) and not code & (COMMON | GENERAL)
        joined = w.low[at] in ("og", "på") and first < i and at > 0 and w.upper[at - 1]
        if not w.alpha(at) or (len(w.forms[at]) < 3 and not joined):
            break
        if not (named or upper or joined or not code & (FAMILIAR | COMMON | GENERAL)):
            break
        first = at
    if first < i:
        placeholder = _heads().get(w.low[i]) or _heads()[bases(w.low[i])[-1]]
        reason = "a name before a word for a house or service"
        yield Found(w.start[first], w.end[i], "institution", 0.9, "institutions", reason, placeholder=placeholder)


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

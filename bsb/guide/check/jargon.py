"""Jargon and abbreviations that the guide has not explained."""

from __future__ import annotations

import re

from bsb.guide.check.asked import Asked, Hit
from bsb.text.lemmas import is_word

_CAPITALS = re.compile(r"(?<![\w-])([A-ZÆØÅ]{2,6})(?:-[^\W\d_]+|s)?(?![\w-])")
_ROMAN = re.compile(r"[IVX]+")
_LONG_WORD = 4


def jargon(asked: Asked) -> Hit | None:
    """Find a listed word, or an abbreviation, that is explained neither in the guide by then nor in brackets."""
    for term in asked.wordlist.terms:
        for found in term.pattern.finditer(asked.text):
            if not _explained(found[0], found.end(), asked) and not any(map(term.pattern.search, asked.explained)):
                return Hit(found[0], term.plain)
    listed = {form for term in asked.wordlist.terms for form in (term.word, *term.forms)}
    for found in _CAPITALS.finditer(asked.text):
        short = found[1]
        shouted = len(short) >= _LONG_WORD and is_word(short.lower())
        if short in listed or short.casefold() in asked.wordlist.known or _ROMAN.fullmatch(short) or shouted:
            continue
        if not _explained(short, found.end(), asked):
            return Hit(found[0])
    return None


def _explained(word: str, end: int, asked: Asked) -> bool:
    """Return whether a word has its meaning in brackets after it, or stands in what the guide has explained."""
    if re.match(r"\s*\(\w{3,}", asked.text[end:]):
        return True
    head = word.split("-")[0]
    if head.isupper():
        return any(re.search(rf"(?<!\w){re.escape(head)}(?!\w)", line) for line in asked.explained)
    # A line is “word: meaning”; a listed word inside a longer explained one (arbeidstiltak) is explained with it.
    return any(line.split(":")[0].casefold().strip() in word.casefold() for line in asked.explained)

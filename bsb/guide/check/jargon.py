"""Jargon and abbreviations that the guide has not explained: listed ones, and words made as officials make them."""

from __future__ import annotations

import re

from bsb.guide.check.asked import Asked, Hit
from bsb.guide.check.grammar import WORD
from bsb.text.lemmas import base, is_word

_CAPITALS = re.compile(r"(?<![\w-])([A-ZÆØÅ]{2,6})(?:-[^\W\d_]+|s)?(?![\w-])")
_ROMAN = re.compile(r"[IVX]+")
_LONG_WORD = 4
#: Words as plans and journals make them: an action as a noun in front of what is done with it ("utredningsfase"), and
#: learned endings ("motivasjonell"). Everyday ones of the same make ("spisning", "psykolog") end otherwise.
_MADE = re.compile(
    r"\w{3,}(?:ning|ing|sjon)s(?:samtal|fase|plan|prosess|apparat|mulighe|moglegheit|evn|møte|ansvar|forløp|"
    r"team|nivå|arena|tjenest|tenest|enhet|eining|program|skjema|modell|verktøy|system|grunnlag|kompetans|"
    r"innsats|kapasitet)\w{0,4}|"
    r"\w{3,}(?:sjonell|isering|itering|ifisering|eutisk|nostisk|ositet|ometrisk|analytisk)(?:e|t|en|a|er|ene)?",
    re.IGNORECASE,
)
_EVERYDAY = frozenset({"organisering", "plassering", "markering"})


def jargon(asked: Asked) -> Hit | None:
    """Find a listed word, one of an official make, or an abbreviation, not explained by then nor in brackets."""
    for term in asked.wordlist.terms:
        for found in term.pattern.finditer(asked.text):
            if not _explained(found[0], found.end(), asked) and not any(map(term.pattern.search, asked.explained)):
                return Hit(found[0], term.plain)
    for found in WORD.finditer(asked.text):
        known = base(found[0].lower()) in _EVERYDAY | asked.wordlist.known
        if _MADE.fullmatch(found[0]) and not known and not _explained(found[0], found.end(), asked):
            return Hit(found[0])
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

"""Rare illnesses, callings and families: they point to somebody only together with other things; weak."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from bsb.privacy.chain.component import component
from bsb.privacy.chain.words import words
from bsb.privacy.hits import Found
from bsb.privacy.wordlists import lines

if TYPE_CHECKING:
    from spacy.tokens import Doc

_REASONS = {"health": "a rare illness or event", "job": "a calling few have", "family": "an unusual family"}
_ENDINGS = ("", "en", "n", "et", "er", "ene", "a", "s", "ens", "t", "e", "r", "ne", "ar", "ane", "inne")
_MANY = r"(?:tre|fire|fem|seks|sju|syv|åtte|ni|ti|elleve|tolv|\d{1,2})"
_KIN = (
    r"(?:barn|unger|unga|ungar|søsken|sysken|brødre|brør|søstre|systre|systrer|sønner|søner|døtre|døttre|døtrer|"
    r"barnebarn|barneborn|oldebarn)"
)
_FAMILY = re.compile(
    rf"(?<!\w)(?:(?:ale)?(?:mor|far|mamma|pappa|eneforsørger|aleneforsørger)\s+(?:til|te|åt)\s+(?:{_MANY}|tvillinger|trillinger|en\s+\w+\s+på)"
    rf"(?:\s+{_KIN})?|{_MANY}\s+(?:\w+\s+)?{_KIN}|(?:eneste|einaste)\s+(?:barnet?|sønn(?:en)?|son(?:en)?|datter(?:a|en)?|dotter(?:a)?)"
    rf"|(?:yngst|eldst|nummer\s+\w+)\s+av\s+{_MANY}(?:\s+{_KIN})?|(?:skilt|gift)\s+(?:for\s+)?(?:to|tre|fire|\d)\s+(?:ganger|gonger)"
    rf"|(?:adoptert|adoptivbarn|fosterbarn)\s+(?:\w+\s+)?(?:fra|frå)\s+\w+)(?:\s+i\s+(?:fosterhjem|fosterheim|beredskapshjem))?(?!\w)",
    re.IGNORECASE,
)
_DISEASE = re.compile(
    r"(?<!\w)[\w\-]{3,}\s+(?:syndrom|sykdom|sjukdom|sjuke|sykje)(?:en|et|met|men)?(?!\w)|(?<!\w)[\w\-]{3,}syndrom(?:et)?(?!\w)|"
    r"(?<=diagnosen )\w[\w\-]{3,}",
    re.IGNORECASE,
)
_AS = re.compile(
    r"(?<!\w)(?:jobb(?:er|a|et|ar|e)|arbeid(?:er|de|a|ar|e|et)|ansatt|tilsett|tilsatt|utdann(?:a|et|ing)|vikarier(?:te|er))"
    r"\s+(?:\w+\s+){0,2}?(?:som|til)\s+(?:ein?\s+|ei\s+)?((?:eneste\s+|kvinnelige?\s+|kvinneleg\s+|mannlige?\s+|første\s+)?[\w\-]{4,})",
    re.IGNORECASE,
)
_NO_NAME = frozenset((
    "en", "ei", "et", "den", "denne", "det", "noen", "noe", "annen", "anna", "alvorlig", "psykisk", "psykiske",
    "fysisk", "langvarig", "kronisk", "sjelden", "samme", "min", "din", "sin", "av", "og", "med", "for", "om",
    "til", "har", "fikk", "hadde", "slik", "sånn", "all", "mye", "egen", "ingen", "uten", "mot", "ved", "hans",
    "hennes",
))  # fmt: skip
_NO_CALLING = frozenset((
    "vanlig", "vanleg", "bare", "berre", "noen", "nokon", "annen", "anna", "hjelp", "hjelper", "frivillig",
    "vikar", "lærling", "praktikant", "selvstendig", "sjølvstendig", "dette", "denne", "henne", "være", "vere",
    "jobb", "arbeid", "klokka",
))  # fmt: skip


@cache
def _table() -> dict[str, str]:
    table = {}
    for line in lines("pointers"):
        kind, *words = line.split()
        for word in words:
            table.update({word + ending: kind for ending in _ENDINGS if len(word) > 3 or not ending})
    return table


@component("pointers")
def pointers(doc: Doc) -> Iterator[Found]:
    """Yield words that narrow the circle."""
    table = _table()
    w = words(doc)
    for i, form in enumerate(w.low):
        kind = table.get(form)
        if kind:
            yield Found(w.start[i], w.end[i], kind, 0.3, "pointers", _REASONS[kind], weak=True)
    for match in _FAMILY.finditer(w.text):
        yield Found(*match.span(), "family", 0.3, "pointers", _REASONS["family"], weak=True)
    for match in _DISEASE.finditer(w.text):
        if match.group().split()[0].lower() not in _NO_NAME:
            yield Found(*match.span(), "health", 0.3, "pointers", "a disease with a name of its own", weak=True)
    for match in _AS.finditer(w.text):
        if match.group(1).lower() not in _NO_CALLING:
            yield Found(*match.span(1), "job", 0.3, "pointers", "a calling said of somebody", weak=True)

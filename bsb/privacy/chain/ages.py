"""Ages: over 89 as a hit, other ages, decades and years of birth as weak."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from bsb.privacy.chain.component import component
from bsb.privacy.chain.words import words
from bsb.privacy.hits import Found
from bsb.privacy.spoken import NUMBER_WORD, NUMBERS, value
from bsb.privacy.wordlists import COMMON, FIRST, load

if TYPE_CHECKING:
    from spacy.tokens import Doc

_NUMBER = rf"(?:\d{{1,3}}|{NUMBER_WORD})(?:\s+og\s+(?:tyve|tredve|førti|femti|seksti|sytti|åtti|nitti))?"
_OLD = re.compile(
    rf"(?<![\w.,])({_NUMBER})[\s\-]?(?:år(?:s)?\s+(?:gammel|gammal|gamle|gamal|gamall)|[\s\-]?åring\w*)",
    re.IGNORECASE,
)
_YEARS = re.compile(
    rf"(?:\b(?:er|e|var|va|ble|vart|blei|blir|bare|berre|nesten|snart|over)\s+)"
    rf"({_NUMBER}\s?år)(?!\w)(?!\s+(?:siden|sidan|sia|senere|seinere|etter|før|til|på|med|uten|i))",
    re.IGNORECASE,
)
_TURNS = re.compile(
    rf"\b(?:fyller|fyll|fylte|fyllte|fylt)\s+(?:no\s+|nå\s+|snart\s+|visst\s+)?({_NUMBER}(?:\s?år)?)(?!\w)"
    r"(?!\s*(?:skjema|ark|sider|glass|kopper|poser|rom|dager|prosent|%))",
    re.IGNORECASE,
)
_NAMED = re.compile(
    rf"(?<!\w)([^\W\d_]+)\s+(?:er|e|var|va|ble|vart|blei|blir)\s+(?:bare\s+|berre\s+|snart\s+|vel\s+)?({_NUMBER})(?!\w)"
    r"(?=\s*(?:[.,!?;–—]|$|(?:og|nå|no|da|då|men|år)\b))",
    re.IGNORECASE,
)
_BARE = re.compile(
    rf"\b(?:jeg|eg|æ|han|hun|ho|hu|hen|mor|far|mamma|pappa|bestemor|bestefar|som|ble|vart|blei|blir|fyller|fylte)"
    rf"\s+(?:(?:er|e|var|va|ble|vart|blei|blir|fyller|fylte)\s+)?(?:no\s+|nå\s+|blitt\s+|snart\s+|over\s+|bare\s+)?({_NUMBER})(?!\w)"
    r"(?=\s*(?:[.,!?;–—]|$|og\b|nå\b|no\b|i år\b|da\b|då\b|men\b))",
    re.IGNORECASE,
)
_SAID = re.compile(
    rf"\b(?:jeg|eg|æ|han|hun|ho|hu|hen)\s+(?:er|e|var|va|ble|vart|blei|fyller|fylte)\s+(?:no\s+|nå\s+|bare\s+|berre\s+|vel\s+)?"
    rf"({_NUMBER}(?:\s+og\s+(?:et|eit)\s+halvt)?)(?!\w)(?!\s*(?:%|prosent|minutt|time|timar|dag|døgn|uke|veke|måned|månad|meter|cm|"
    r"kilo|kg|gang|gong|stykk|kroner|av\b|poeng|mil\b|år\b))",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(
    rf"\b(?:mann|mannen|kvinne|kvinna|kvinnen|dame|dama|damen|gutt|gutten|gut|guten|jente|jenta|jenten|kar|karen|"
    rf"kjerring|kjerringa|type|fyr|fyren|sønn|sønnen|son|sonen|datter|dattera|dotter|dottera|bror|broren|søster|søstera|"
    rf"syster|barn|unge|ungen|ungdom|student|pasient|pasienten|en|ei|ein)\s+på\s+({_NUMBER}(?:\s+år)?)(?!\w)",
    re.IGNORECASE,
)
_DECADE = re.compile(
    r"(?:\bi\s+)((?:(?:begynnelsen|byrjinga|slutten|midten)\s+av\s+)?"
    r"(?:\d0|tjue|tretti|tredve|førti|femti|seksti|sytti|søtti|åtti|nitti)[\s\-]?år(?:ene|a|ane|o)\b)",
    re.IGNORECASE,
)
_TAIL = re.compile(r"\s?år$|\s+og\s+(?:et|eit)\s+halvt$", re.IGNORECASE)
_BORN = re.compile(
    rf"\b(?:født|fødd|fødde|årgang|årsmodell)\s+(?:i\s+)?((?:19|20)\d\d|['’\-]?\d\d\b|nitten\s?{NUMBER_WORD}|{NUMBER_WORD})(?!\w)",
    re.IGNORECASE,
)


_CHILDREN = frozenset((
    "sønnen", "sonen", "guten", "gutten", "jenta", "jenten", "dattera", "datteren", "dottera", "ungen", "barnet",
    "minsten", "minstemann", "minstejenta", "yngstemann", "eldstemann", "eldstejenta", "tvillingene", "tvillingane",
    "broren", "søstera", "søsteren", "systera", "barnebarnet",
))  # fmt: skip


def _youngest(pattern: re.Pattern[str]) -> int:
    """Return from which age on a pattern counts: where the words tell an age, a child's too."""
    return 1 if pattern in (_OLD, _TURNS) else 11


@component("ages")
def ages(doc: Doc) -> Iterator[Found]:
    """Yield ages; under 90 they are weak."""
    w = words(doc)
    text = w.text
    if not any(c.isdigit() for c in text) and "år" not in text and NUMBERS.keys().isdisjoint(w.low):
        return
    for pattern in (_OLD, _YEARS, _TURNS, _BARE, _SAID, _SOMEBODY):
        for match in pattern.finditer(text):
            years = value(_TAIL.sub("", match.group(1)))
            if years is None or not _youngest(pattern) <= years < 115:
                continue
            high = years > 89
            reason = "an age over 89" if high else "an age"
            yield Found(*match.span(1), "age", 0.8 if high else 0.4, "ages", reason, weak=not high)
    for match in _NAMED.finditer(text):
        code = load().code(match.group(1))
        if (code & FIRST and not code & COMMON) or match.group(1).lower() in _CHILDREN:
            yield Found(*match.span(2), "age", 0.4, "ages", "an age", weak=True)
    for match in _DECADE.finditer(text):
        yield Found(*match.span(1), "age", 0.3, "ages", "a decade of life", weak=True)
    for match in _BORN.finditer(text):
        yield Found(*match.span(1), "age", 0.5, "ages", "a year of birth", weak=True)

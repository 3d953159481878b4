"""Exact dates, in digits and in words; half dates, and month and year, as weak."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from bsb.privacy.chain.component import component
from bsb.privacy.chain.words import words
from bsb.privacy.hits import Found
from bsb.privacy.spoken import NUMBER_WORD

if TYPE_CHECKING:
    from spacy.tokens import Doc

_MONTH = (
    r"(?:januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember|"
    r"jan|feb|apr|jun|jul|aug|sept|sep|okt|nov|des)(?!\w)\.?"
)
_ORDINALS = [
    "første",
    "fyrste",
    "førsste",
    "andre",
    "tredje",
    "fjerde",
    "femte",
    "sjette",
    "sjuende",
    "syvende",
    "sjuande",
    "åttende",
    "åttande",
    "niende",
    "niande",
    "tiende",
    "tiande",
    "ellevte",
    "ellefte",
    "tolvte",
    "trettende",
    "trettande",
    "fjortende",
    "fjortande",
    "femtende",
    "femtande",
    "sekstende",
    "sekstande",
    "syttende",
    "søttende",
    "syttande",
    "attende",
    "attande",
    "nittende",
    "nittande",
    "tjuende",
    "tjuande",
    "tyvende",
    "kjuende",
    "trettiende",
    "trettiande",
]
_SMALL = "første|fyrste|andre|tredje|fjerde|femte|sjette|sjuende|syvende|sjuande|åttende|åttande|niende|niande"
_ORDINAL = (
    rf"(?:(?:tjue|kjue|tretti)(?:{_SMALL})|(?:en|ein|to|tre|fire|fem|seks|sju|syv|åtte|ni)og(?:tyvende|tjuende|tredevte)"
    rf"|{'|'.join(_ORDINALS)})"
)
_YEAR = rf"(?:(?:19|20)\d\d|['’]?\d\d(?!\d)|(?:nitten|to ?tusen(?: og)?|tjue)\s?{NUMBER_WORD}|{NUMBER_WORD})"
_WEEKDAY = r"(?:(?:man|måne?|tirs|tys|ons|tors|fre|lør|lau|søn|sun)dag(?:en)?\s+(?:den\s+)?)"
_YEAR_SAID = rf"(?:(?:19|20)\d\d(?!\d)|(?:nitten\s?|to ?tusen(?: og)? |tjue\s?){NUMBER_WORD}(?!\w))"
_YEAR_SHORT = rf"(?:['’]\d\d(?!\d)|(?=sytti|åtti|nitti){NUMBER_WORD}(?!\w))"
_LAST_YEAR = rf"(?:\s+(?:i\s+(?:fjor|forfjor|år(?!\w)|{_YEAR_SAID}|{_YEAR_SHORT})|ifjor))"
_FULL = re.compile(
    rf"(?<![\w.]){_WEEKDAY}?(?:den\s+)?(?:\d{{1,2}}\.?|{_ORDINAL})\s*(?:i\s+|av\s+)?{_MONTH}"
    rf"(?:{_LAST_YEAR}|\s*,?\s*{_YEAR}(?!\w))?",
    re.IGNORECASE,
)
_NTH_DAY = re.compile(
    rf"(?<!\w)(?:{_ORDINAL}|siste|\d\.)\s+(?:man|måne?|tirs|tys|ons|tors|fre|lør|lau|søn|sun)dag(?:en)?\s+i\s+{_MONTH}"
    rf"(?:{_LAST_YEAR}|\s+{_YEAR_SAID})?",
    re.IGNORECASE,
)
_DIGITS = re.compile(
    r"(?<![\w.,/\-])\d{1,2}[./\-]\s?\d{1,2}[./\-]\s?(?:\d{4}|\d{2})(?!\d)|(?<!\d)(?:19|20)\d\d-\d\d-\d\d(?!\d)"
)
_SAID = re.compile(
    rf"(?<!\w)(?:den\s+)?(?:{_ORDINAL}|\d{{1,2}}\.)\s+i\s+(?:{_ORDINAL}|\d{{1,2}}\.)(?:\s+{_YEAR}(?!\w))?(?!\w)",
    re.IGNORECASE,
)
_SHORT = re.compile(
    r"(?<!\w)(?:den|født|fødd)\s+(\d{1,2}[./]\s?\d{1,2}\.?)(?![\d/]|\s*(?:kroner|prosent|år))", re.IGNORECASE
)
_HALF = re.compile(
    rf"(?<!\w)den\s+(?:\d{{1,2}}\.(?=\s|,|$)|{_ORDINAL})(?!\w)(?!\s+(?:gangen|gongen|dagen|delen|som|jeg|og|personen|typen|uka|"
    rf"turen|siste|tiden|tida|boligen|jobben|{_MONTH}))",
    re.IGNORECASE,
)
_HALF_DULL = re.compile(r"den (?:første|fyrste|andre|tredje)$", re.IGNORECASE)
_WHEN = r"(?:(?:først|fyrst|midt|sist|tidlig|tidleg|seint|sent)\s+i\s+)?"
_MONTH_YEAR = re.compile(rf"(?<!\w){_WHEN}{_MONTH}\s+(?:i\s+|år\s+)?(?:{_YEAR_SAID}|{_YEAR_SHORT})", re.IGNORECASE)
_FEAST = re.compile(
    rf"(?<!\w)(?:(?:første|fyrste|andre|tredje|fjerde|[1-4]\.)\s+)?(?:juledag|nyttårsaften|nyttårsafta|julaften|julaftan|"
    rf"julafta|påskedag|pinsedag|sankthansaften|skjærtorsdag|langfredag)(?:en)?\s+(?:i\s+)?{_YEAR_SAID}",
    re.IGNORECASE,
)
_HOLIDAYS = re.compile(
    r"(?:den\s+)?(?:17\.?|syttende|søttende|syttande|1\.?|første|fyrste)\s*mai|(?:den\s+)?(?:24|25|31)\.?\s*des\w*\.?|"
    r"(?:den\s+)?(?:8\.?|åttende|åttande)\s*mars|(?:den\s+)?(?:1\.?|første)\s*januar",
    re.IGNORECASE,
)


_MONTHS = (
    "januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november",
    "desember",
)  # fmt: skip
_HINTS = frozenset((*_ORDINALS, *_MONTHS, "den", "født", "fødd"))  # without one of these or a digit there is no date


@component("dates")
def dates(doc: Doc) -> Iterator[Found]:
    """Yield dates; public holidays are none."""
    w = words(doc)
    text = w.text
    if _HINTS.isdisjoint(w.low) and not any(c.isdigit() for c in text):
        return
    for pattern, reason in (
        (_FULL, "a day and a month"),
        (_SAID, "a day and a month, read aloud"),
        (_DIGITS, "a date"),
    ):
        for match in pattern.finditer(text):
            if not _HOLIDAYS.fullmatch(match.group().strip()) and _possible(match.group()):
                yield Found(*match.span(), "date", 0.95, "dates", reason)
    for match in _FEAST.finditer(text):
        yield Found(*match.span(), "date", 0.8, "dates", "a date")
    for match in _SHORT.finditer(text):
        if _possible(match.group(1)):
            yield Found(*match.span(1), "date", 0.8, "dates", "day and month in digits")
    for match in _HALF.finditer(text):
        if not _HALF_DULL.fullmatch(match.group()):
            yield Found(*match.span(), "date", 0.4, "dates", "a day without its month", weak=True)
    for match in _NTH_DAY.finditer(text):
        yield Found(*match.span(), "date", 0.5, "dates", "a weekday of a month", weak=True)
    for match in _MONTH_YEAR.finditer(text):
        yield Found(*match.span(), "date", 0.5, "dates", "a month and a year", weak=True)


def _possible(surface: str) -> bool:
    digits = [int(part) for part in re.findall(r"\d+", surface)[:1]]
    return not digits or digits[0] <= 31 or digits[0] > 1900

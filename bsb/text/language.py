"""The languages of papers: numbers in words, dates, lists and quotation marks in bokmål, nynorsk and English."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

LANGUAGES = ("nb", "nn", "en")


@dataclass(frozen=True, slots=True)
class Language:
    """How a language puts things. ``tag`` is what files call it, ``one`` the number 1 of people.

    ``day_mark`` stands after the day of the month, ``clock_mark`` between hours and minutes, and ``marks`` are the
    decimal mark and that between thousands. ``hour`` and ``minute`` are singular and plural.
    """

    code: str
    tag: str
    words: tuple[str, ...]
    one: str
    month_names: tuple[str, ...]
    weekdays: tuple[str, ...]
    joined: str
    hour: tuple[str, str]
    minute: tuple[str, str]
    quotes: tuple[str, str]
    day_mark: str
    clock_mark: str
    marks: tuple[str, str]

    def number(self, n: int, one: str = "") -> str:
        """Return a number as it stands in running text: words up to twelve, then digits.

        ``one`` is what stands for 1, where it is not ``self.one``.

        >>> ENGLISH.number(1), NYNORSK.number(1), NYNORSK.number(7), BOKMAAL.number(1, "ett"), BOKMAAL.number(13)
        ('one', 'éin', 'sju', 'ett', '13')
        """
        if n == 1:
            return one or self.one
        return self.words[n] if 0 <= n < len(self.words) else str(n)

    def listed(self, items: Sequence[str]) -> str:
        """Return a list in words.

        >>> BOKMAAL.listed(["samtaler", "mat", "turer"]), ENGLISH.listed(["talks", "food"]), ENGLISH.listed(["food"])
        ('samtaler, mat og turer', 'talks and food', 'food')
        """
        if len(items) < 2:
            return "".join(items)
        return f"{', '.join(items[:-1])} {self.joined} {items[-1]}"

    def day(self, date: datetime.date) -> str:
        """Return a date in words.

        >>> BOKMAAL.day(datetime.date(2026, 5, 7)), ENGLISH.day(datetime.date(2026, 5, 7))
        ('7. mai 2026', '7 May 2026')
        """
        return f"{date.day}{self.day_mark} {self.month_names[date.month - 1]} {date.year}"

    def weekday(self, date: datetime.date) -> str:
        """Return a date with its day of the week.

        >>> NYNORSK.weekday(datetime.date(2026, 5, 18)), ENGLISH.weekday(datetime.date(2026, 5, 18))
        ('måndag 18. mai 2026', 'Monday 18 May 2026')
        """
        return f"{self.weekdays[date.weekday()]} {self.day(date)}"

    def months(self, dates: Sequence[datetime.date]) -> str:
        """Return the month, or the first and last month, in which dates lie; no days, which could point to people.

        >>> ENGLISH.months([datetime.date(2026, 3, 4), datetime.date(2026, 5, 2)])
        'March–May 2026'
        """
        if not dates:
            return ""
        first, last = min(dates), max(dates)
        begins, ends = (self.month_names[date.month - 1] for date in (first, last))
        if (first.year, first.month) == (last.year, last.month):
            return f"{ends} {last.year}"
        if first.year == last.year:
            return f"{begins}–{ends} {last.year}"
        return f"{begins} {first.year} – {ends} {last.year}"

    def duration(self, minutes: int) -> str:
        """Return a length of time in words.

        >>> NYNORSK.duration(125), ENGLISH.duration(60), BOKMAAL.duration(45)
        ('2 timar og 5 minutt', '1 hour', '45 minutter')
        """
        hours, rest = divmod(minutes, 60)
        parts = []
        if hours:
            parts.append(f"{hours} {self.hour[hours != 1]}")
        if rest or not hours:
            parts.append(f"{rest} {self.minute[rest != 1]}")
        return self.listed(parts)

    def time(self, shown: str) -> str:
        """Return a time on the clock, given in Norwegian form.

        >>> ENGLISH.time("18.05"), NYNORSK.time("18.05")
        ('18:05', '18.05')
        """
        return shown.replace(".", self.clock_mark)

    def decimal(self, value: float, places: int | None = None) -> str:
        """Return a number with the decimal mark, and a mark that does not break between thousands.

        Without ``places`` it has as many decimals as it needs, six at most.

        >>> BOKMAAL.decimal(4.25, 1), BOKMAAL.decimal(0.5, 2), BOKMAAL.decimal(3.0), ENGLISH.decimal(13000.5)
        ('4,2', '0,50', '3', '13,000.5')
        """
        text = f"{value:,.6f}".rstrip("0").rstrip(".") if places is None else f"{value:,.{places}f}"
        point, thousands = self.marks
        return text.replace(",", "\0").replace(".", point).replace("\0", thousands)

    def quoted(self, words: str) -> str:
        """Return words in quotation marks.

        >>> NYNORSK.quoted("Ja"), ENGLISH.quoted("Yes")
        ('«Ja»', '“Yes”')
        """
        return f"{self.quotes[0]}{words}{self.quotes[1]}"


_NORWEGIAN_MONTHS = (
    *("januar", "februar", "mars", "april", "mai", "juni"),
    *("juli", "august", "september", "oktober", "november", "desember"),
)
BOKMAAL = Language(
    code="nb",
    tag="nb-NO",
    words=("ingen", "én", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti", "elleve", "tolv"),
    one="én",
    month_names=_NORWEGIAN_MONTHS,
    weekdays=("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"),
    joined="og",
    hour=("time", "timer"),
    minute=("minutt", "minutter"),
    quotes=("«", "»"),
    day_mark=".",
    clock_mark=".",
    marks=(",", "\u00a0"),
)
NYNORSK = Language(
    code="nn",
    tag="nn-NO",
    words=("ingen", "éin", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti", "elleve", "tolv"),
    one="éin",
    month_names=_NORWEGIAN_MONTHS,
    weekdays=("måndag", "tysdag", "onsdag", "torsdag", "fredag", "laurdag", "søndag"),
    joined="og",
    hour=("time", "timar"),
    minute=("minutt", "minutt"),
    quotes=("«", "»"),
    day_mark=".",
    clock_mark=".",
    marks=(",", "\u00a0"),
)
ENGLISH = Language(
    code="en",
    tag="en-GB",
    words=(
        *("no", "one", "two", "three", "four", "five", "six"),
        *("seven", "eight", "nine", "ten", "eleven", "twelve"),
    ),
    one="one",
    month_names=(
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    joined="and",
    hour=("hour", "hours"),
    minute=("minute", "minutes"),
    quotes=("“", "”"),
    day_mark="",
    clock_mark=":",
    marks=(".", ","),
)
_ALL = {each.code: each for each in (BOKMAAL, NYNORSK, ENGLISH)}


def language_of(code: str) -> Language:
    """Return a language of papers by its code, one of ``LANGUAGES``.

    >>> language_of("nn").tag
    'nn-NO'
    """
    return _ALL[code]


def days(dates: Iterable[str]) -> Iterator[str]:
    """Yield ISO dates as they stand, and as papers have them.

    >>> list(days(["2026-04-08"]))[:4]
    ['2026-04-08', '8. april', '8. april 2026', 'onsdag 8. april 2026']
    """
    for day in sorted({date[:10] for date in dates}):
        date = datetime.date.fromisoformat(day)
        yield day
        for language in map(language_of, LANGUAGES):
            said = language.day(date)
            month = f"{language.month_names[date.month - 1]} {date.year}"
            yield from (said.removesuffix(f" {date.year}"), said, language.weekday(date), month)


def sentence(text: str) -> str:
    """Return a text with a capital at its beginning.

    >>> sentence("én deltaker snakket.")
    'Én deltaker snakket.'
    """
    return text[:1].upper() + text[1:]

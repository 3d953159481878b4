"""Bokmål for documents: numbers in words, singular and plural, dates, lists."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

_WORDS = ("ingen", "en", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti", "elleve", "tolv")
MONTHS = (
    *("januar", "februar", "mars", "april", "mai", "juni"),
    *("juli", "august", "september", "oktober", "november", "desember"),
)
_WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")


def number(n: int, one: str = "én") -> str:
    """Return a number as it stands in running text: words up to twelve, then digits.

    ``one`` is "én" for people and other words of common gender, "ett" for neuter.

    >>> number(1), number(1, "ett"), number(12), number(13)
    ('én', 'ett', 'tolv', '13')
    """
    if n == 1:
        return one
    return _WORDS[n] if 0 <= n < len(_WORDS) else str(n)


def count(n: int, singular: str, plural: str, one: str = "én") -> str:
    """Return a number with its noun.

    >>> count(1, "deltaker", "deltakere"), count(1, "intervju", "intervjuer", "ett"), count(13, "side", "sider")
    ('én deltaker', 'ett intervju', '13 sider')
    """
    return f"{number(n, one)} {singular if n == 1 else plural}"


def sentence(text: str) -> str:
    """Return a text with a capital at its beginning.

    >>> sentence("én deltaker snakket.")
    'Én deltaker snakket.'
    """
    return text[:1].upper() + text[1:]


def listed(items: Sequence[str]) -> str:
    """Return a list in words.

    >>> listed(["samtaler", "mat", "turer"]), listed(["mat"])
    ('samtaler, mat og turer', 'mat')
    """
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} og {items[-1]}"


def day(date: datetime.date) -> str:
    """Return a date in words.

    >>> day(datetime.date(2026, 5, 7))
    '7. mai 2026'
    """
    return f"{date.day}. {MONTHS[date.month - 1]} {date.year}"


def weekday(date: datetime.date) -> str:
    """Return a date with its day of the week.

    >>> weekday(datetime.date(2026, 5, 20))
    'onsdag 20. mai 2026'
    """
    return f"{_WEEKDAYS[date.weekday()]} {day(date)}"


def months(dates: Sequence[datetime.date]) -> str:
    """Return the month, or the first and last month, in which dates lie; no days, which could point to people.

    >>> months([datetime.date(2026, 3, 4), datetime.date(2026, 5, 2)])
    'mars–mai 2026'
    """
    if not dates:
        return ""
    first, last = min(dates), max(dates)
    end = f"{MONTHS[last.month - 1]} {last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return end
    if first.year == last.year:
        return f"{MONTHS[first.month - 1]}–{end}"
    return f"{MONTHS[first.month - 1]} {first.year} – {end}"


def duration(minutes: int) -> str:
    """Return a length of time in words.

    >>> duration(125), duration(60), duration(45)
    ('2 timer og 5 minutter', '1 time', '45 minutter')
    """
    hours, rest = divmod(minutes, 60)
    parts = []
    if hours:
        parts.append(f"{hours} {'time' if hours == 1 else 'timer'}")
    if rest or not hours:
        parts.append(f"{rest} {'minutt' if rest == 1 else 'minutter'}")
    return " og ".join(parts)


def decimal(value: float, places: int | None = None) -> str:
    """Return a number with a decimal comma, and a space that does not break between thousands.

    Without ``places`` it has as many decimals as it needs, six at most.

    >>> decimal(4.25, 1), decimal(0.5, 2), decimal(2.5), decimal(3.0), decimal(13000).split()
    ('4,2', '0,50', '2,5', '3', ['13', '000'])
    """
    text = f"{value:,.6f}".rstrip("0").rstrip(".") if places is None else f"{value:,.{places}f}"
    return text.replace(",", "\u00a0").replace(".", ",")

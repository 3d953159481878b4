"""Bokmål for the papers that come in bokmål alone: numbers in words, singular and plural, dates, lists."""

from __future__ import annotations

from bsb.text.language import BOKMAAL, sentence

__all__ = ["count", "day", "decimal", "duration", "listed", "months", "number", "sentence", "weekday"]

number, listed, day, weekday = BOKMAAL.number, BOKMAAL.listed, BOKMAAL.day, BOKMAAL.weekday
months, duration, decimal = BOKMAAL.months, BOKMAAL.duration, BOKMAAL.decimal


def count(n: int, singular: str, plural: str, one: str = "én") -> str:
    """Return a number with its noun; ``one`` is "én" for words of common gender, "ett" for neuter.

    >>> count(1, "deltaker", "deltakere"), count(1, "intervju", "intervjuer", "ett"), count(13, "side", "sider")
    ('én deltaker', 'ett intervju', '13 sider')
    """
    return f"{number(n, one)} {singular if n == 1 else plural}"

"""Time stamps: how they are written, and as milliseconds."""

from __future__ import annotations

import re

TIME = r"(?:\d{1,2}:)?\d{1,3}:\d{2}(?:[.,]\d{1,3})?"
_WHOLE = re.compile(rf"\s*[\[(#]?\s*({TIME})(?:-\d)?\s*[\])#]?\s*")


def parse_time(text: str) -> int | None:
    """Return a time stamp as milliseconds from the start, or None if the text is no time stamp.

    Two numbers are minutes and seconds, three are hours, minutes and seconds.

    >>> parse_time("[00:03:12]"), parse_time("3:12,5"), parse_time("kl. 3")
    (192000, 192500, None)
    """
    match = _WHOLE.fullmatch(text)
    if not match:
        return None
    clock, _, part = match[1].replace(",", ".").partition(".")
    hours, minutes, seconds = ([0] + [int(number) for number in clock.split(":")])[-3:]
    if seconds > 59:
        return None
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + int((part + "000")[:3])

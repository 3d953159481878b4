"""Regular expressions that people write, run within limits: a hostile one costs seconds, not the day."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from bsb.errors import BsbError
from bsb.i18n import gettext as _

SECONDS = 5.0
_LONGEST = 500


def spans(pattern: str, *, seconds: float = SECONDS) -> Callable[[str], list[tuple[int, int]]]:
    r"""Return a function that gives the spans of a pattern in a text, case aside; empty finds are left out.

    All its calls together may take so many seconds of searching. Nested repeats such as ``(a+)+$`` need time
    that doubles with each letter; the search then stops with a message instead of standing still.

    Raises BsbError for a pattern that is faulty or too long, and the function one when the time is up.

    >>> spans(r"hus\w*")("Huset er et hus.")
    [(0, 5), (12, 15)]
    """
    compiled = _compiled(pattern)
    left = seconds

    def find(text: str) -> list[tuple[int, int]]:
        nonlocal left
        began = time.perf_counter()
        try:
            found = [m.span() for m in compiled.finditer(text, timeout=max(left, 0.001)) if m.end() > m.start()]
        except TimeoutError:
            raise BsbError(
                _("The regular expression takes too long and was stopped after {n} seconds.").format(n=int(seconds)),
                _("Take out repeats inside repeats, such as (a+)+ or (.*)*."),
            ) from None
        left -= time.perf_counter() - began
        return found

    return find


def _compiled(pattern: str) -> Any:
    import regex

    if len(pattern) > _LONGEST:
        raise BsbError(
            _("The regular expression is longer than {n} characters.").format(n=_LONGEST), _("Write a shorter one.")
        )
    try:
        return regex.compile(pattern, regex.IGNORECASE)
    except (regex.error, OverflowError, RecursionError, MemoryError, ValueError) as error:
        raise BsbError(
            _("The regular expression has a fault: {why}.").format(why=getattr(error, "msg", "") or _("too large")),
            _("To search for a word as it is, leave --regex out."),
        ) from None

"""A user's own regular expression for turns, kept from running for ever."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

from bsb.corpus.labels import Label, first_time
from bsb.errors import BsbError
from bsb.i18n import gettext as _

_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?|[*+?][?+]?|\{\d*,\d*\}[?+]?|\{\d+\}[?+]?|.", re.DOTALL)
_FEW = re.compile(r"\{\d?\}?[?+]?")
_MANY = ("*", "+", "?", "{")
_PATTERN_CHARS = 500
_HEAD_CHARS = 300
_SECONDS = 5.0


def own_pattern(pattern: str) -> Callable[[str], Label | None]:
    """Return a finder of labels made from a user's regular expression.

    It must have the groups ``speaker`` and ``text`` and may have ``time``. It is tried on the first 300
    characters of a line; the rest of the line belongs to the text.

    Raises BsbError if it does not compile, lacks a group, is over 500 characters, or repeats something that
    itself repeats or chooses (which may take for ever); and, while in use, once it has taken five seconds.
    """
    refused = BsbError(
        _("The pattern for turns cannot be used."),
        _("It needs the groups (?P<speaker>…) and (?P<text>…), and no repeat inside a repeat."),
    )
    if len(pattern) > _PATTERN_CHARS or _repeats_repeats(pattern):
        raise refused
    try:
        compiled = re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise refused from error
    if not {"speaker", "text"} <= compiled.groupindex.keys():
        raise refused
    timed = "time" in compiled.groupindex
    spent = 0.0

    def find(line: str) -> Label | None:
        nonlocal spent
        head = line[:_HEAD_CHARS]
        start = time.perf_counter()
        match = compiled.match(head)
        spent += time.perf_counter() - start
        if spent > _SECONDS:
            raise refused
        if not match or not (match["speaker"] or "").strip():
            return None
        text = (match["text"] or "") + (line[_HEAD_CHARS:] if match.end("text") == len(head) else "")
        return Label(" ".join(match["speaker"].split()), text.strip(), first_time(match["time"] if timed else None))

    return find


def _repeats_repeats(pattern: str) -> bool:
    """Tell whether a group that repeats, chooses or may be empty is itself repeated: ``(a+)+``, ``(a|a)*``."""
    risky = [False]
    closed = False  # whether the token just read was a risky group
    for part in _TOKEN.findall(pattern):
        if part.startswith(_MANY) and not _FEW.fullmatch(part):
            if closed and not part.startswith("?"):
                return True
            risky[-1] = True
        elif part == "|":
            risky[-1] = True
        elif part.startswith("("):
            risky.append(False)
        closed = part == ")" and len(risky) > 1 and risky.pop()
        risky[-1] = risky[-1] or closed
    return False

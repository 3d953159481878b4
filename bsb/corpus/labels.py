"""Labels at the start of a line: who speaks from here, and when."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass

from bsb.corpus.speakers import code
from bsb.errors import BsbError
from bsb.formats.times import TIME, parse_time
from bsb.i18n import gettext as _

_NAME = r"(?:\(\w[\w \-]{0,30}\)|\[\w[\w \-]{0,30}\]|[^\W_][\w .\-'’/&]{0,39}?)"
_STAMP = rf"[\[(#]?\s*{TIME}(?:-\d)?(?:\s*(?:-+>|[-–—])\s*{TIME})?\s*[\])#]?"
_COLON = re.compile(
    rf"\s*(?:(?P<before>{_STAMP})\s*(?:[-–—]\s*)?)?(?P<mark>\*{{1,3}})?(?P<name>{_NAME})"
    rf"(?P<remark>\s*[\[(][^\[\]()\n]{{1,40}}[\])])?\s*(?P<after>{_STAMP})?(?P<close>(?(mark)\**))"
    rf"\s*:(?!\d|//|\\)(?P<late>(?(mark)\**))\s*(?:(?P<inside>[\[(]{TIME}[\])])\s*)?(?P<text>.*)",
    re.DOTALL,
)
_TAB = re.compile(rf"\s*(?P<mark>\*{{1,3}})?(?P<name>{_NAME})(?(mark)\**)\t\s*(?P<text>\S.*)", re.DOTALL)
_NAME_AND_TIME = re.compile(rf"\s*\**(?P<name>{_NAME})\**[\s,]+(?P<before>{_STAMP})\s*")
_CODE = re.compile(r"\s*\**(?P<name>[IiBb]\d{1,2})\**(?:\s*[-–—]\s+(?P<text>.*)|\s*)", re.DOTALL)
_TIME_AND_CODE = re.compile(
    rf"\s*(?P<before>{_STAMP})\s+(?P<name>[IiBb]\d{{1,2}})\s+(?P<text>[^\s:(\[].*)", re.DOTALL
)
_USUAL = re.compile(r"([^\W\d_][\w.\-]{0,19}): (?=[^\W\d_])")  # most labels; the rest are looked at closely
_ONLY_TIME = re.compile(rf"\s*{_STAMP}\s*")
_LED_BY_TIME = re.compile(rf"\s*(?P<before>{_STAMP})\s+(?P<text>\S.*)", re.DOTALL)
_FIRST_TIME = re.compile(TIME)
_DASH = re.compile(r"\s*(?:[–—]\s*|-\s+)(?=[^\s\d–—-])(?P<text>.*)", re.DOTALL)

_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?|[*+?][?+]?|\{\d*,\d*\}[?+]?|\{\d+\}[?+]?|.", re.DOTALL)
_FEW = re.compile(r"\{\d?\}?[?+]?")
_MANY = ("*", "+", "?", "{")
_PATTERN_CHARS = 500
_HEAD_CHARS = 300
_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Label:
    """A possible speaker at the start of a line: the name as written, the rest, the time in milliseconds."""

    name: str
    text: str
    time: int | None = None


def find_label(line: str) -> Label | None:
    """Return the label a line begins with, if what stands there could be one; a name is not judged here.

    >>> find_label("[00:03:12] Kari: Ja, hei.")
    Label(name='Kari', text='Ja, hei.', time=192000)
    >>> find_label("Ingen visste hva som skulle skje etter møtet") is None
    True
    """
    if usual := _USUAL.match(line):
        return Label(usual[1], line[usual.end() :].rstrip())
    head = line[:140]
    match = None
    if ":" in head:
        match = _TIME_AND_CODE.fullmatch(line)
        if not match and (colon := _COLON.fullmatch(line)):
            return _from_colon(colon)
    match = match or (_TAB.fullmatch(line) if "\t" in head else None) or _CODE.fullmatch(line)
    if not match and len(line) < 80:
        match = _NAME_AND_TIME.fullmatch(line)
    if not match:
        return None
    parts = match.groupdict()
    return _label(parts["name"], parts.get("text") or "", first_time(parts.get("before")))


def _from_colon(match: re.Match[str]) -> Label | None:
    text, remark = match["text"], (match["remark"] or "").strip()
    when = first_time(match["before"], match["after"], match["inside"])
    if remark and (said := parse_time(remark)) is not None:
        when = said if when is None else when
    elif remark:
        text = f"{remark} {text}"
    if match["mark"] and not match["close"] and not match["late"]:
        text = match["mark"] + text
    return _label(match["name"], text, when)


def _label(name: str, text: str, when: int | None) -> Label | None:
    name = " ".join(name.split())
    bare = name.strip("[]() ")
    if name.startswith("[") or code(bare):
        name = bare
    if len(name.split()) > 4 or not any(letter.isalpha() for letter in name):
        return None
    return Label(name, text.strip(), when)


def first_time(*stamps: str | None) -> int | None:
    """Return the first time in the first stamp given, in milliseconds."""
    for stamp in stamps:
        if stamp and (match := _FIRST_TIME.search(stamp)):
            return parse_time(match[0])
    return None


def dash(line: str) -> str | None:
    """Return the words after a dash that opens a turn in a dialogue, or None.

    >>> dash("– Ja, det er sant.")
    'Ja, det er sant.'
    """
    match = _DASH.fullmatch(line)
    return match["text"].strip() if match else None


def only_time(line: str) -> int | None:
    """Return the time of a line that holds nothing but a time stamp, else None."""
    return first_time(line) if _ONLY_TIME.fullmatch(line) else None


def led_by_time(line: str) -> Label | None:
    """Return a label without a name for a line that begins with a time stamp, else None."""
    match = _LED_BY_TIME.fullmatch(line)
    return Label("", match["text"].strip(), first_time(match["before"])) if match else None


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

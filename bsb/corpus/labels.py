"""Labels at the start of a line: who speaks from here, and when."""

from __future__ import annotations

import re
from typing import NamedTuple

from bsb.corpus.speakers import code
from bsb.formats.times import TIME, parse_time

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
_CODE = re.compile(r"\s*\**(?P<name>[IiBb]\d{1,2})\**(?:(?:\s*[-–—]|[.;)])\s+(?P<text>.*)|\s*)", re.DOTALL)
_TIME_AND_CODE = re.compile(
    rf"\s*(?P<before>{_STAMP})\s+(?P<name>[IiBb]\d{{1,2}})\s+(?P<text>[^\s:(\[].*)", re.DOTALL
)
_USUAL = re.compile(r"([^\W\d_][\w.\-]{0,19}): (?=[^\W\d_])")  # most labels; the rest are looked at closely
_ONLY_TIME = re.compile(rf"\s*{_STAMP}\s*")
_LED_BY_TIME = re.compile(rf"\s*(?P<before>{_STAMP})\s+(?P<text>\S.*)", re.DOTALL)
_FIRST_TIME = re.compile(TIME)
_END_STAMP = re.compile(rf"\s*#({TIME})(?:-\d)?#")
_DASH = re.compile(r"(?:[–—]\s*|-\s+|>>\s*)(?=[^\s\d–—-])(?P<text>.*)", re.DOTALL)

_HEAD = 200  # no label is longer; what comes after need not be looked at


class Label(NamedTuple):
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
    line = line.lstrip(" \t>")
    head, tail = line[:_HEAD], line[_HEAD:]
    match = None
    if ":" in head:
        match = _TIME_AND_CODE.fullmatch(head)
        if not match and (colon := _COLON.fullmatch(head)):
            return _from_colon(colon, tail)
    match = match or (_TAB.fullmatch(head) if "\t" in head else None) or _CODE.fullmatch(head)
    if not match and len(line) < 80:
        match = _NAME_AND_TIME.fullmatch(head)
    if not match:
        return None
    parts = match.groupdict()
    return _label(parts["name"], (parts.get("text") or "") + tail, first_time(parts.get("before")))


def _from_colon(match: re.Match[str], tail: str) -> Label | None:
    text, remark = match["text"] + tail, (match["remark"] or "").strip()
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
    """Return the words after a dash (or ``>>``, in captions) that opens a turn in a dialogue, or None.

    >>> dash("– Ja, det er sant.")
    'Ja, det er sant.'
    """
    line = line.lstrip()
    match = _DASH.fullmatch(line[:_HEAD])
    return (match["text"] + line[_HEAD:]).strip() if match else None


def only_time(line: str) -> int | None:
    """Return the time of a line that holds nothing but a time stamp, else None."""
    return first_time(line) if len(line) < _HEAD and _ONLY_TIME.fullmatch(line) else None


def led_by_time(line: str) -> Label | None:
    """Return a label without a name for a line that begins with a time stamp, else None."""
    line = line.lstrip()
    match = _LED_BY_TIME.fullmatch(line[:_HEAD])
    if not match:
        return None
    return Label("", (match["text"] + line[_HEAD:]).strip(), first_time(match["before"]))


def end_stamp(text: str) -> tuple[str, int | None]:
    """Return a text without the time stamp (``#00:03:12-5#``) that some programs end a turn with, and the time.

    >>> end_stamp("Ja, nettopp. #00:03:12-5#")
    ('Ja, nettopp.', 192000)
    """
    if not text.endswith("#"):
        return text, None
    at = text.rfind("#", max(0, len(text) - 20), -1)
    match = _END_STAMP.fullmatch(text, at) if at >= 0 else None
    return (text[:at].rstrip(), parse_time(match[1])) if match else (text, None)

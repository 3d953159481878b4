"""Bold and italic as marks in plain text: ``**…**`` and ``*…*``.

Readers wrap each run as they meet it; the marks are drawn when the paragraph is whole, so that neighbouring
runs of one style become one and blanks stay outside.
"""

from __future__ import annotations

import re

# Control characters, which neither XML nor a normalised text can hold, stand in until the paragraph is whole.
_BOLD, _BOLD_END, _ITALIC, _ITALIC_END = "\x01", "\x02", "\x03", "\x04"
_JOINS = re.compile("\x02(\\s*)\x01|\x04(\\s*)\x03")
_OPEN = re.compile("([\x01\x03]+)(\\s+)")
_CLOSE = re.compile("(\\s+)([\x02\x04]+)")
_EMPTY = re.compile("\x01\x02|\x03\x04")
_DRAWN = str.maketrans({_BOLD: "**", _BOLD_END: "**", _ITALIC: "*", _ITALIC_END: "*"})


def wrap(text: str, *, bold: bool, italic: bool) -> str:
    """Return a run's text with its style noted; plain where it has none, or nothing to show it on."""
    if not text.strip():
        return text
    if italic:
        text = f"{_ITALIC}{text}{_ITALIC_END}"
    return f"{_BOLD}{text}{_BOLD_END}" if bold else text


def draw(text: str) -> str:
    """Return a paragraph with the styles of its runs as marks.

    >>> draw(wrap("Det ", bold=True, italic=False) + wrap("var", bold=True, italic=False) + " det")
    '**Det var** det'
    """
    if not any(mark in text for mark in (_BOLD, _ITALIC)):
        return text
    for pattern, new in ((_JOINS, r"\1\2"), (_OPEN, r"\2\1"), (_CLOSE, r"\2\1"), (_EMPTY, "")):
        text = pattern.sub(new, text)
    return text.translate(_DRAWN)

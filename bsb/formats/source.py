"""What a reader hands on: the blocks of one file, in order, and what was left out on the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple
from unicodedata import is_normalized

from bsb.text.marks import latin
from bsb.text.normal import normalise

_ODD = ("\u00ad", ""), ("\u200b", ""), ("\u2011", "-")


class Block(NamedTuple):
    """One paragraph, table row, caption or spreadsheet row as found in a file.

    ``text`` is normalised; a speaker's label is still in it unless the format itself keeps speakers apart.
    ``speaker`` is what a table column, voice tag or sheet column says, else None. ``time`` is milliseconds
    from the start of the recording, ``page`` counts from 1; both None where the format does not say.
    ``kind`` is paragraph, row, caption, heading or note (a footnote, or a table row merged to one cell).

    A named tuple, as are lines, labels and turns: there is one a paragraph, and it is made four times as fast.
    """

    text: str
    speaker: str | None = None
    time: int | None = None
    page: int | None = None
    kind: str = "paragraph"


@dataclass(frozen=True, slots=True)
class Source:
    """A file as read: its blocks, the notices for the person who imports it, and the format found."""

    blocks: tuple[Block, ...]
    notices: tuple[str, ...]
    format: str


_PRINTED = bytes(byte for byte in range(256) if chr(byte).isprintable())


def is_clean(text: str) -> bool:
    r"""Tell whether a text is as ``clean`` would leave it: quickly, but for line feeds, which it denies.

    >>> is_clean("Hei – hå"), is_clean("Hei\n"), is_clean("A\u030a")
    (True, False, False)
    """
    held = latin(text)
    if held is not None:  # no sign in it would be joined with another
        return not held.translate(None, _PRINTED)
    return text.isprintable() and "\u2011" not in text and is_normalized("NFC", text)


def clean(text: str) -> str:
    r"""Return normalised text without soft hyphens and with no-break hyphens as plain ones.

    Such marks are layout: they would hide a word from a search.

    >>> clean("med\u00advirk\u00adning i 50\u2011årene\r\n")
    'medvirkning i 50-årene\n'
    """
    if is_clean(text):
        return text
    for odd, plain in _ODD:
        text = text.replace(odd, plain)
    return normalise(text)

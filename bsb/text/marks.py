"""The marks that transcribers write, which are never words.

``–`` a break, ``…`` or ``...`` a pause, ``//`` and ``///`` inaudible stretches, ``(?)`` uncertain hearing,
``(…)`` an omission, ``(bydelen)`` or ``(navn 1)`` a replaced name, ``[ler]`` something that happened.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

MARK = re.compile(
    r"""
      \(\?\)                                # uncertain hearing
    | \((?:…|\.\.\.)\)                     # omission
    | \([^\W\d_][\w \-./]{0,40}\)          # replaced name
    | \[[^\[\]\n]{1,60}\]                  # something that happened
    | /{2,} | … | \.{2,}                   # inaudible, pause
    | (?<!\w)[–—-](?!\w)                   # break
    """,
    re.VERBOSE,
)
#: The marks that can hold letters; the others hold none, so words need not be kept from them.
_BRACKETED = re.compile(r"\([^\W\d_][\w \-./]{0,40}\)|\[[^\[\]\n]{1,60}\]")
WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*|\d+(?:[.,]\d+)*")


def marks(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans (code points, half-open) of the transcription marks in a text.

    >>> [("æ // ja (?)"[a:b]) for a, b in marks("æ // ja (?)")]
    ['//', '(?)']
    """
    for match in MARK.finditer(text):
        yield match.span()


def words(text: str) -> list[str]:
    """Return the words of a text, in order, with transcription marks left out.

    >>> words("Vi var der – på (aktivitetshuset), ikke sant … 12 ganger")
    ['Vi', 'var', 'der', 'på', 'ikke', 'sant', '12', 'ganger']
    """
    if "(" in text or "[" in text:
        text = _BRACKETED.sub(" ", text)
    return WORD.findall(text)

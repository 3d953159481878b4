"""The marks that transcribers write, which are never words.

``–`` a break, ``…`` or ``...`` a pause, ``//`` and ``///`` inaudible stretches, ``(?)`` uncertain hearing,
``(…)`` an omission, ``(bydelen)`` or ``(navn 1)`` a replaced name, ``[ler]`` something that happened.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

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
_ROUND = re.compile(r"\([^\W\d_][\w \-./]{0,40}\)")
_SQUARE = re.compile(r"\[[^\[\]\n]{1,60}\]")
_EITHER = re.compile(f"{_ROUND.pattern}|{_SQUARE.pattern}")
WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*|\d+(?:[.,]\d+)*")
_UNSURE = re.compile(r"\s*\(\?\)")
_UNHEARD = re.compile(r"(?<!:)/{2,}")
_PAUSES = re.compile(r"…(?: …)+")
_LETTER = re.compile(r"[^\W\d_]")
_SIGNS = "–…’“”‘„•—−"  # the usual ones of those that are not in Latin-1
_NUMBER = re.compile(rb"0(?:\.?0)*")


def marks(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans (code points, half-open) of the transcription marks in a text.

    >>> [("æ // ja (?)"[a:b]) for a, b in marks("æ // ja (?)")]
    ['//', '(?)']
    """
    for match in MARK.finditer(text):
        yield match.span()


def aloud(text: str) -> str:
    """Return words as they are read aloud: uncertain hearing is not marked, and what was not heard is a pause.

    >>> aloud("hun gikk ut i permisjon(?), og da // … ja")
    'hun gikk ut i permisjon, og da … ja'
    """
    if "(?)" not in text and "//" not in text:
        return text
    text = _UNHEARD.sub(" … ", _UNSURE.sub("", text)).strip()
    return _PAUSES.sub("…", " ".join(text.split()))


def outside_brackets(text: str) -> str:
    """Return a text with a blank for each mark in brackets that holds words.

    >>> outside_brackets("på (aktivitetshuset), [ler] ja (vi to, altså) (?)")
    'på  ,   ja (vi to, altså) (?)'
    """
    pattern = _brackets(text)
    return pattern.sub(" ", text) if pattern else text


def bracketed(text: str) -> list[tuple[int, int]]:
    """Return the spans (code points, half-open) of the marks in brackets that hold words; one may lie in another.

    >>> bracketed("på (aktivitetshuset), [ler] ja (vi to, altså) (?)")
    [(3, 20), (22, 27)]
    """
    found = [match.span() for match in _ROUND.finditer(text)] if "(" in text else []
    return found + [match.span() for match in _SQUARE.finditer(text)] if "[" in text else found


def _brackets(text: str) -> re.Pattern[str] | None:
    """Return what finds a text's marks in brackets: one that begins with a plain sign is several times as fast."""
    if "(" in text:
        return _EITHER if "[" in text else _ROUND
    return _SQUARE if "[" in text else None


def words(text: str) -> list[str]:
    """Return the words of a text, in order, with transcription marks left out.

    >>> words("Vi var der – på (aktivitetshuset), ikke sant … 12 ganger")
    ['Vi', 'var', 'der', 'på', 'ikke', 'sant', '12', 'ganger']
    """
    return WORD.findall(outside_brackets(text))


def count_words(text: str) -> int:
    """Return ``len(words(text))``, reckoned some four times as fast.

    >>> count_words("Vi var der – på (aktivitetshuset), ikke sant … 12 ganger")
    8
    """
    return count_plain("\n".join(map(outside_brackets, text.split("\n"))))  # no mark goes over the end of a line


def count_plain(plain: str) -> int:
    """Return the number of words in a text that has no marks in brackets; see ``count_words``."""
    held = latin(plain.replace("’", "'"))
    if held is None:
        return len(WORD.findall(plain))
    kinds = held.translate(_kinds())
    # A word of letters is counted where it begins, but for its parts after the first.
    begun = (b" " + kinds).translate(_LETTERS_ALONE).count(b" a")
    parts = kinds.split(b"-")
    within = sum(a[-1:] == b"a" == b[:1] for a, b in pairwise(parts))
    return begun - within + len(_NUMBER.findall(kinds))


_LETTERS_ALONE = bytes.maketrans(b"0-.", b"   ")


def latin(text: str) -> bytes | None:
    r"""Return a text with a byte for each character, in Latin-1; for signs that are not in it, a question mark.

    None if there may be a letter that is not in it.

    >>> latin("på … hå"), latin("Đorđe")
    (b'p\xe5 ? h\xe5', None)
    """
    held = text.encode("latin-1", "replace")
    odd = held.count(b"?") - text.count("?")
    for sign in _SIGNS:
        if not odd:
            break
        odd -= text.count(sign)
    return None if odd else held


@cache
def _kinds() -> bytes:
    """Return what each byte of Latin-1 is in a word: a letter, a digit, a joiner of either, or none of it."""
    found = bytearray(b" " * 256)
    for byte in range(256):
        sign = chr(byte)
        if _LETTER.match(sign):
            found[byte] = ord("a")
        elif sign.isdecimal():
            found[byte] = ord("0")
        elif sign in "'-.,":
            found[byte] = ord("." if sign in ".," else "-")
    return bytes(found)

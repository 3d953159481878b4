"""Passages that are never hits: transcription marks and the placeholders of an earlier anonymisation."""

from __future__ import annotations

import re

from bsb.privacy.wordlists import COMMON, FIRST, GENERAL, LAST, PLACE, WORD, load
from bsb.text.marks import marks

_BRACKETED = re.compile(r"[\[(<{]([^\[\](){}<>\n]{1,60})[\])>}]")
_STAND_IN = re.compile(r"(?<!\w)(?:[XN]{2,4}|[xX]+|[.…]{2,}|_+|\*+|[IB]\d{1,2})(?!\w)")
_HEX = r"(?=\d*[a-f])(?=[a-f]*\d)[0-9a-f]{8,}"
#: Alone, or in a row with others, where one of them may be all digits.
_FINGERPRINT = re.compile(rf"(?<!\w){_HEX}(?:[ ,;]+[0-9a-f]{{8,}})*(?!\w)|(?<!\w)[0-9a-f]{{8,}}[ ,;]+{_HEX}(?!\w)")
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d+")
_CODE = re.compile(r"[A-Za-zÆØÅæøå]|[IB]\d{1,2}|NN|XX?X?", re.IGNORECASE)
_MAY = re.compile(r"[(\[<{/….–—\-XNx_*IB]|[a-f]\d|\d[a-f]")
_MOST_DIGITS = 3


def protected(text: str) -> list[tuple[int, int]]:
    """Return the spans (code points, half-open) of marks, placeholders, and stand-ins such as XX, NN or B2.

    Fingerprints of files and rows are among them: their digits are nobody's number.

    What stands in brackets is left alone only if all its words are ordinary ones: "(navn 1)", "[alle ler]". A real
    name in brackets is a name like any other.

    >>> protected("ja (navn 1) ler [ler] NN"), protected("legen (Hansen) sa det")
    ([(3, 11), (16, 21), (22, 24)], [])
    """
    if not _MAY.search(text):
        return []
    bare = [span for span in marks(text) if text[span[0]] not in "([" and not _in_address(text, span[0])]
    spans = [match.span() for match in _BRACKETED.finditer(text) if _ordinary(match.group(1))]
    spans += [(start, end) for start, end in bare]
    for pattern in (_STAND_IN, _FINGERPRINT):
        spans += [match.span() for match in pattern.finditer(text)]
    return sorted(set(spans))


def _in_address(text: str, start: int) -> bool:
    """Say whether a mark is the double slash of "https://"."""
    return text[start : start + 2] == "//" and text[max(0, start - 1) : start] == ":"


def _ordinary(inner: str) -> bool:
    if not any(c.isalpha() for c in inner):
        return inner.strip(" .…?") == ""  # "(?)", "(…)"; "(+47)" begins a number
    return all(_plain(word) for word in _WORDS.findall(inner)) and not any(c in "@:" for c in inner)


def _plain(word: str) -> bool:
    if word.isdigit():
        return len(word) <= _MOST_DIGITS
    code = load().code(word)
    if code & COMMON and (word.islower() or not code & (FIRST | LAST | PLACE)):
        return True
    named = code & (FIRST | LAST | PLACE)
    return bool(_CODE.fullmatch(word)) or bool(code & (WORD | GENERAL) and not named)

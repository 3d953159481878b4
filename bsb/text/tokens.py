"""The words that a search looks for, with their places: lower case, parted at hyphens, marks left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bsb.text.marks import MARK

_TOKEN = re.compile(rf"([^\W_]+)|(?:{MARK.pattern})", re.VERBOSE)
_PRINTED = re.compile(r"(?:[^\W_]|[&@])+")
#: A word and its span (code points, half-open). The word is "" where a replaced name or an omission stands:
#: the words on its two sides are no neighbours.
Token = tuple[str, int, int]


def search_words(text: str) -> str:
    """Return the words of a turn as the index holds them, a blank between.

    >>> search_words("Vi var der – på (aktivitetshuset), i U-BÅTEN [ler] …")
    'vi var der på i u båten'
    """
    return " ".join(filter(None, _TOKEN.findall(text))).lower()


def tokens(text: str) -> Iterator[Token]:
    """Yield the words of a turn with their spans, and "" for each replaced name and omission.

    >>> list(tokens("På (bydelen) … JA"))
    [('på', 0, 2), ('', 3, 12), ('ja', 15, 17)]
    """
    for match in _TOKEN.finditer(text):
        if match[1]:
            yield match[1].lower(), match.start(), match.end()
        elif match[0][0] == "(" and match[0] != "(?)":
            yield "", match.start(), match.end()


def printed_words(text: str) -> str:
    """Return the words of a printed page as the index holds them; & and @ may be misread letters and stay.

    >>> printed_words("Mål for & bedre @konomien (s. 3)")
    'mål for & bedre @konomien s 3'
    """
    return " ".join(_PRINTED.findall(text)).lower()


def printed_tokens(text: str) -> Iterator[Token]:
    """Yield the words of a printed page with their spans; brackets are brackets there, not marks."""
    for match in _PRINTED.finditer(text):
        yield match[0].lower(), match.start(), match.end()

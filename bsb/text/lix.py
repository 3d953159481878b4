"""LIX, the readability index used for Scandinavian languages."""

from __future__ import annotations

import re

from bsb.text.marks import words

_STOP = re.compile(r"[.!?:]+(?=\s|$)|\n+")


def lix(text: str) -> float | None:
    """Return LIX: mean words per sentence plus the percentage of words longer than six letters.

    Björnsson (1968), *Läsbarhet*. Under 30 is very easy, 30-40 easy, 40-50 middling, over 60 hard. A line
    break ends a sentence, so that headings and list items count as sentences. None if there are no words.

    >>> lix("Vi spør. Du svarer.")
    2.0
    """
    found = words(text)
    if not found:
        return None
    sentences = sum(1 for part in _STOP.split(text) if words(part))
    long = sum(1 for word in found if len(word) > 6)
    return len(found) / max(1, sentences) + 100 * long / len(found)

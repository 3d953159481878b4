"""What the network sees of a word: its form, ends and shape, what the lists say, and how name-like it looks."""

from __future__ import annotations

import zlib

from bsb.privacy.spotter import likeness
from bsb.privacy.wordlists import load

COLUMNS = ("form", "prefix", "suffix", "ending", "shape", "lists", "likeness")
_DIGITS = str.maketrans("0123456789", "0000000000")


def features(text: str) -> tuple[int, ...]:
    """Return one number a column for a word form."""
    low = text.lower().translate(_DIGITS)
    case = 0 if text == text.lower() else 1 if text[1:] == text[1:].lower() else 2 if text.isupper() else 3
    return (
        _hash(low),
        _hash(low[:3]),
        _hash(low[-3:]),
        _hash(low[-5:]),
        _hash(_shape(text)),
        load().code(text) << 2 | case,
        _likely(low),
    )


def _likely(low: str) -> int:
    scorer = likeness.load()
    if scorer is None or not any(c.isalpha() for c in low):
        return 0
    word, *names = scorer.scores(low[:48])
    best = max(range(len(names)), key=lambda i: names[i])
    step = min(9, max(0, int((names[best] - word) * 1.5 + 5)))
    return 1 + best + 4 * step


def _hash(text: str) -> int:
    return zlib.crc32(text.encode("utf-8")) + 1


def _shape(text: str) -> str:
    shape = ""
    for c in text[:12]:
        kind = "X" if c.isupper() else "x" if c.isalpha() else "d" if c.isdigit() else c
        if shape[-2:] != kind * 2:
            shape += kind
    return shape

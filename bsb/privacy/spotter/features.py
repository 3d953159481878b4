"""What the network sees of a word: its form, ends and shape, what the lists say, and how name-like it looks."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from bsb.privacy.spotter import likeness
from bsb.privacy.wordlists import load

if TYPE_CHECKING:
    import numpy as np
    from spacy.tokens import Doc

COLUMNS = ("form", "prefix", "suffix", "ending", "shape", "lists", "likeness")
_DIGITS = str.maketrans("0123456789", "0000000000")


class Features:
    """Feature numbers for every form met, kept by the form's hash, so that each is worked out once."""

    def __init__(self) -> None:
        self._row: dict[int, int] = {}
        self._array: np.ndarray | None = None  # grows by doubling
        self._lists = load()
        self._likeness = likeness.load()

    def __call__(self, doc: Doc) -> np.ndarray:
        """Return tokens x columns, unsigned 64-bit."""
        import numpy as np

        known = self._row
        if self._array is None:
            self._array = np.zeros((4096, len(COLUMNS)), dtype="uint64")
        rows = []
        for token in doc:
            row = known.get(token.orth)
            if row is None:
                row = known[token.orth] = len(known)
                if row == len(self._array):
                    self._array = np.concatenate([self._array, np.zeros_like(self._array)])
                self._array[row] = self.of(token.text)
            rows.append(row)
        return self._array[rows] if rows else self._array[:0]

    def of(self, text: str) -> tuple[int, ...]:
        """Return the features of one form."""
        low = text.lower().translate(_DIGITS)
        case = 0 if text == text.lower() else 1 if text[1:] == text[1:].lower() else 2 if text.isupper() else 3
        return (
            _hash(low),
            _hash(low[:3]),
            _hash(low[-3:]),
            _hash(low[-5:]),
            _hash(_shape(text)),
            self._lists.code(text) << 2 | case,
            self._likely(low),
        )

    def _likely(self, low: str) -> int:
        if self._likeness is None or not any(c.isalpha() for c in low):
            return 0
        word, *names = self._likeness.scores(low)
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

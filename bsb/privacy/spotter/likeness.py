"""How much a form looks like a name rather than a Norwegian word, from its letters alone.

A softmax over hashed character n-grams, trained by ``models/train_likeness.py`` on the lists; it helps where no
list knows a form ("farhiyo" against "forheksa").
"""

from __future__ import annotations

import zlib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

CLASSES = ("word", "first", "last", "place", "foreign")
BUCKETS = 1 << 15
_NAME = "likeness.npz"


def ngrams(form: str) -> list[int]:
    """Return the buckets of a lower-case form's letter groups of one to five, with its edges marked."""
    edged = f"^{form}$"
    size = len(edged)
    return [
        zlib.crc32(edged[i : i + n].encode("utf-8")) % BUCKETS
        for n in range(1, 6)
        for i in range(size - n + 1)
        if n > 1 or 0 < i < size - 1
    ]


class Likeness:
    """The trained weights: buckets x classes, int8 with one scale."""

    def __init__(self, weights: np.ndarray, scale: float) -> None:
        self.weights = weights
        self.scale = scale

    def scores(self, form: str) -> list[float]:
        """Return one score a class (higher is likelier; logarithms, not normalised), means over n-grams."""
        rows = ngrams(form.lower())
        total = self.weights[rows].sum(axis=0, dtype="int64")
        return [float(x) * self.scale / max(4, len(rows)) for x in total]


@cache
def load() -> Likeness | None:
    """Return the shipped weights, or None where there are none."""
    import numpy as np

    path = resources.files("bsb.privacy") / "model" / _NAME
    if not path.is_file():
        return None
    with path.open("rb") as file, np.load(file) as data:
        return Likeness(data["weights"], float(data["scale"]))

"""Which codes a passage is most like: TF-IDF vectors of base forms, and a centroid for each code (Rocchio 1971).

A word counts by its base form; a compound also by its parts, so that "ventetida" meets "vente" and "tid". Weights
are (1 + log tf) x log((1 + N) / (1 + df)), N turns, vectors of length 1 (Manning, Raghavan and Schütze 2008, ch. 6
and 14). A code's centroid is the mean of its coded passages, plus half of what the codebook says of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import TYPE_CHECKING

from bsb.text.lemmas import base, split_compound
from bsb.text.marks import words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

MODEL = "code_centroid.v1"
#: How much the codebook's words weigh beside the coded passages (measured by ``bench/suggest.py``).
BOOK_WEIGHT = 0.5


@lru_cache(maxsize=200_000)
def terms_of(word: str) -> tuple[str, ...]:
    """Return what a lower-case word counts as: its base form and, of a compound, the parts.

    >>> terms_of("husleia")
    ('husleie', 'hus', 'leie')
    """
    modifier, head = split_compound(word)
    return (base(word), base(modifier), base(head)) if head else (base(word),)


@lru_cache(maxsize=50_000)
def terms(text: str) -> tuple[str, ...]:
    """Return the terms of a text, in order; transcription marks have none."""
    return tuple(term for word in words(text) for term in terms_of(word.lower()))


@dataclass(frozen=True, slots=True)
class Passage:
    """A coded passage to learn from: its words, and the keys of its codes."""

    text: str
    codes: frozenset[str]


class CodeModel:
    """Learns from coded passages; ranks codes for others. The same material gives the same ranks.

    >>> learnt = [Passage("Husleia er høy", frozenset({"okonomi"})), Passage("De kommer hjem", frozenset({"hjelp"}))]
    >>> CodeModel(learnt, background=["Husleia er høy", "De kommer hjem", "Vi var der"]).rank("Husleie?")[0][0]
    'okonomi'
    """

    def __init__(
        self, passages: Sequence[Passage], *, background: Iterable[str], book: Mapping[str, str] | None = None
    ) -> None:
        """``background`` are texts that say how common a word is; ``book`` the codebook's words for each code."""
        import numpy as np

        frequency: Counter[str] = Counter()
        n = 0
        for turn in background:
            frequency.update(set(terms(turn)))
            n += 1
        learnt = [terms(p.text) for p in passages]
        told = {key: terms(text) for key, text in (book or {}).items()}
        vocabulary = sorted({*frequency, *(t for text in (*learnt, *told.values()) for t in text)})
        self._place = {term: number for number, term in enumerate(vocabulary)}
        self._weight = np.array([log((1 + n) / (1 + frequency[term])) for term in vocabulary])
        self.passages = passages
        self.codes = tuple(sorted({code for p in passages for code in p.codes}))
        self._vectors = [self._vector(text) for text in learnt]
        self._centroids = np.zeros((len(self.codes), len(vocabulary)), dtype=np.float32)
        at = {code: number for number, code in enumerate(self.codes)}
        for passage, (where, values) in zip(passages, self._vectors, strict=True):
            for code in passage.codes:
                self._centroids[at[code], where] += values
        _unit(self._centroids)
        for code, text in told.items():
            if code in at:
                where, values = self._vector(text)
                self._centroids[at[code], where] += BOOK_WEIGHT * values
        _unit(self._centroids)

    def rank(self, text: str) -> list[tuple[str, float]]:
        """Return codes with their likeness to a text (cosine, 0 to 1), most alike first; those with none left out."""
        where, values = self._vector(terms(text))
        scores = (self._centroids[:, where] @ values).tolist()
        ranked = sorted(zip(self.codes, scores, strict=True), key=lambda pair: (-pair[1], pair[0]))
        return [(code, score) for code, score in ranked if score > 0]

    def nearest(self, text: str, code: str, *, most: int = 2) -> list[tuple[int, float]]:
        """Return the learnt passages with a code that are most like a text: number and likeness, best first."""
        where, values = self._vector(terms(text))
        asked = dict(zip(where.tolist(), values.tolist(), strict=True))
        found = []
        for number, (passage, (places, weights)) in enumerate(zip(self.passages, self._vectors, strict=True)):
            if code in passage.codes:
                pairs = zip(places.tolist(), weights.tolist(), strict=True)
                likeness = sum(asked[place] * weight for place, weight in pairs if place in asked)
                if likeness > 0:
                    found.append((number, likeness))
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:most]

    def _vector(self, found: Sequence[str]) -> tuple[NDArray[np.int64], Floats]:
        """Return places and weights of a text's terms, of length 1; words never met before are left out."""
        import numpy as np

        counts = Counter(self._place[term] for term in found if term in self._place)
        where = np.array(sorted(counts), dtype=np.int64)
        values = np.array([1 + log(counts[place]) for place in where.tolist()]) * self._weight[where]
        length = float(np.sqrt((values * values).sum()))
        return where, values / length if length else values


def _unit(rows: NDArray[np.float32]) -> None:
    """Make each row that is not nought one of length 1."""
    import numpy as np

    length = np.sqrt((rows * rows).sum(axis=1, keepdims=True))
    np.divide(rows, length, out=rows, where=length > 0)

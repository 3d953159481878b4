"""Pairs of words that stand together: how often, and how much oftener than by chance."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence


def count_pairs(texts: Iterable[Sequence[str]], window: int = 2) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    """Return how often each word stands in the texts, and each (word, later word) within a window of words.

    The later word is at most ``window`` - 1 words after the first, in the same text.

    >>> count_pairs([["fast", "folk", "her"], ["fast", "folk"]])[1]
    Counter({('fast', 'folk'): 2, ('folk', 'her'): 1})

    Raises ValueError if the window holds fewer than two words.
    """
    if window < 2:
        raise ValueError("a window holds two words or more")
    words: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for text in texts:
        words.update(text)
        for apart in range(1, window):
            pairs.update(zip(text, text[apart:], strict=False))
    return words, pairs


def pair_likelihood(both: float, first: int, second: int, words: int) -> float:
    """Return the log-likelihood G² of two words standing together, from their counts among so many words.

    ``both`` is how often they do; with a window of w words, the count of pairs divided by w - 1. Dunning (1993),
    "Accurate methods for the statistics of surprise and coincidence", as in Manning and Schütze (1999), 5.3.4:
    2 Σ O ln(O/E) over the table of first word or not, second word or not.

    >>> round(pair_likelihood(110, 110 + 2442, 110 + 111, 110 + 2442 + 111 + 29114), 2)
    270.72
    """
    table = (both, second - both, first - both, words - first - second + both)
    rows, columns = (table[0] + table[2], table[1] + table[3]), (table[0] + table[1], table[2] + table[3])
    expected = (rows[0] * columns[0], rows[1] * columns[0], rows[0] * columns[1], rows[1] * columns[1])
    return 2 * sum(
        seen * math.log(seen * words / hoped)
        for seen, hoped in zip(table, expected, strict=True)
        if seen > 0 and hoped > 0
    )

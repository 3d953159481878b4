"""Percent agreement and Cohen's kappa."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from bsb.coding.agreement.alpha import ratio

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def cohen_kappa(a: Sequence[Hashable | None], b: Sequence[Hashable | None]) -> float | None:
    """Return kappa of two coders' values for the same units; units where one is None are left out.

    (p_o - p_e) / (1 - p_e), p_e from each coder's own frequencies. Cohen (1960), *A Coefficient of Agreement
    for Nominal Scales*. None where it is not defined: no units, or both use one and the same value throughout.

    >>> cohen_kappa("xxyy", "xxyx")
    0.5
    """
    pairs = [(x, y) for x, y in zip(a, b, strict=True) if x is not None and y is not None]
    n = len(pairs)
    agreed = sum(x == y for x, y in pairs)
    left, right = Counter(x for x, _ in pairs), Counter(y for _, y in pairs)
    by_chance = sum(left[value] * right[value] for value in left)
    return (n * agreed - by_chance) / (n * n - by_chance) if n * n > by_chance else None


def mean_kappa(values: Sequence[Sequence[Hashable | None]]) -> float | None:
    """Return the mean of Cohen's kappa over all pairs of coders for which it is defined (Light 1971), or None.

    >>> mean_kappa(["xxyy", "xxyx", "xxyy"])
    0.6666666666666666
    """
    found = [k for a, b in combinations(values, 2) if (k := cohen_kappa(a, b)) is not None]
    return sum(found) / len(found) if found else None


def kappa_of(
    agreed: NDArray[np.float64], by_chance: NDArray[np.float64], n: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return kappa from sums: units agreed on, sum of products of the two frequencies, and units.

    Element by element; NaN where it is not defined.
    """
    return ratio(n * agreed - by_chance, n * n - by_chance)


def mean_of_pairs(kappas: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    """Return the mean over pairs of coders, element by element, of those that are defined; else NaN."""
    import numpy as np

    stacked = np.stack(kappas)
    known = ~np.isnan(stacked)
    return ratio(np.where(known, stacked, 0.0).sum(axis=0), known.sum(axis=0).astype(float))

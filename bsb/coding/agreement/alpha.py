"""Krippendorff's alpha for units that are given beforehand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from itertools import combinations, permutations
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

V = TypeVar("V", bound=Hashable)


def nominal(a: object, b: object) -> float:
    """Return 0 for equal values, 1 for different ones."""
    return float(a != b)


def krippendorff_alpha(
    values: Sequence[Sequence[V | None]], distance: Callable[[V, V], float] = nominal
) -> float | None:
    """Return alpha of a table coders x units; a missing value is None, and units with fewer than two are left out.

    1 - (n - 1) x sum(o_ck d_ck) / sum(n_c n_k d_ck), with o the coincidences within units, each unit's pairs
    weighted by 1 / (its values - 1). Krippendorff (2011), *Computing Krippendorff's Alpha-Reliability*. The
    ``distance`` is d squared already, as for ``nominal`` and ``masi_distance``; it is symmetrical, and 0 for
    equal values.

    None where it is not defined: no unit has two values, or all values are the same.

    >>> round(krippendorff_alpha(["aabbdcccedda", "babbbccceddd"]), 3)
    0.692
    """
    units = [[v for v in unit if v is not None] for unit in zip(*values, strict=True)]
    units = [unit for unit in units if len(unit) > 1]
    n_of = Counter(v for unit in units for v in unit)
    observed = sum(distance(a, b) / (len(unit) - 1) for unit in units for a, b in permutations(unit, 2))
    expected = sum(2 * n_of[a] * n_of[b] * distance(a, b) for a, b in combinations(n_of, 2))
    return 1 - (n_of.total() - 1) * observed / expected if expected else None


def alpha_of(
    observed: NDArray[np.float64], expected: NDArray[np.float64], n: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return alpha from the sums above (o d, n n d, and n), element by element; NaN where it is not defined."""
    return 1 - ratio((n - 1) * observed, expected)


def ratio(a: NDArray[np.float64], b: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a / b, NaN where b is not above 0."""
    import numpy as np

    a, b = np.broadcast_arrays(a, b)
    found: NDArray[np.float64] = np.divide(a, b, out=np.full(a.shape, np.nan), where=b > 0)
    return found

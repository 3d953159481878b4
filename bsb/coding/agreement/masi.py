"""MASI: how far two sets of codes are from each other."""

from __future__ import annotations

from collections.abc import Hashable, Set
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SUBSET, _OVERLAP = 2 / 3, 1 / 3
_BLOCK = 2048


def masi_distance(a: Set[Hashable], b: Set[Hashable]) -> float:
    """Return 1 - J x M, from 0 (the same set) to 1 (nothing in common).

    J is Jaccard's share of common members; M is 1 for equal sets, 2/3 if one holds the other, 1/3 if they only
    overlap, 0 if they are disjoint. Passonneau (2006), *Measuring Agreement on Set-valued Items (MASI)*. Two
    empty sets are equal, so their distance is 0.

    >>> masi_distance({"ventetid"}, {"ventetid", "informasjon"})
    0.6666666666666667
    >>> masi_distance(set(), {"ventetid"}), masi_distance(set(), set())
    (1.0, 0.0)
    """
    if a == b:
        return 0.0
    common = len(a & b)
    monotony = _SUBSET if common == min(len(a), len(b)) else _OVERLAP
    return 1 - common / len(a | b) * monotony


def masi_rows(a: NDArray[np.bool_], b: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return the distances between the rows of two membership tables of the same shape (sets x codes)."""
    import numpy as np

    return _distance((a & b).sum(axis=1, dtype=np.float64), a.sum(axis=1), b.sum(axis=1))


def masi_expected(counts: NDArray[np.float64], members: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return counts x D x counts', where D holds the distances between all sets, without ever holding D whole.

    ``counts`` is groups x sets, ``members`` sets x codes; the result is groups x groups.
    """
    import numpy as np

    rows = members.astype(np.float32)
    sizes = members.sum(axis=1).astype(np.float64)
    found = np.zeros((len(counts), len(counts)))
    for at in range(0, len(members), _BLOCK):
        block = slice(at, at + _BLOCK)
        common = (rows[block] @ rows.T).astype(np.float64)
        found += counts[:, block] @ (_distance(common, sizes[block, None], sizes[None, :]) @ counts.T)
    return found


def _distance(
    common: NDArray[np.float64], a: NDArray[np.floating | np.integer], b: NDArray[np.floating | np.integer]
) -> NDArray[np.float64]:
    import numpy as np

    smaller, union = np.minimum(a, b), a + b - common
    monotony = np.where(common == smaller, np.where(a == b, 1.0, _SUBSET), _OVERLAP)
    jaccard = np.divide(common, union, out=np.ones_like(common), where=union > 0)
    return 1 - jaccard * monotony

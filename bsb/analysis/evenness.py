"""How evenly something (turns, words) is spread over the people in a group."""

from __future__ import annotations

import math
from collections.abc import Sequence


def evenness(amounts: Sequence[float]) -> float | None:
    """Return the evenness J' = H' / ln S: 1 if all have the same, near 0 if one has nearly all.

    H' = -sum p ln p is Shannon's entropy of the shares p, and ln S its greatest value for S people, so J' has no
    unit and does not depend on the base of the logarithm. Pielou (1966), "The measurement of diversity in
    different types of biological collections", Journal of Theoretical Biology 13:131-144. Pielou counts only what
    was observed; here somebody who took part and said nothing counts in S, since a silent member is what one
    looks for. None for fewer than two people, or if nobody has anything.

    >>> round(evenness([10, 10, 10]), 3), round(evenness([1, 1, 196, 1, 1]), 3)
    (1.0, 0.078)
    """
    total = sum(amounts)
    if len(amounts) < 2 or not total:
        return None
    entropy = -sum(a / total * math.log(a / total) for a in amounts if a)
    # Equal shares may come out a rounding error above 1.
    return min(1.0, entropy / math.log(len(amounts)))


def gini(amounts: Sequence[float], *, corrected: bool = True) -> float | None:
    """Return Gini's coefficient: 0 if all have the same, 1 (corrected) if one has everything.

    G = sum over all pairs |x - y| / (2 n² mean), Gini (1912). Its greatest value for n people is (n - 1) / n, so
    that groups of three and of eight could not be compared; ``corrected`` multiplies by n / (n - 1), Deltas
    (2003), "The small-sample bias of the Gini coefficient", Review of Economics and Statistics 85(1):226-234. No
    unit. None for fewer than two people, or if nobody has anything.

    >>> gini([0, 0, 30]), gini([0, 0, 30], corrected=False)
    (1.0, 0.6666666666666666)
    """
    n, total = len(amounts), sum(amounts)
    if n < 2 or not total:
        return None
    ranked = sum((2 * rank - n - 1) * amount for rank, amount in enumerate(sorted(amounts), 1))
    return ranked / (total * (n - 1 if corrected else n))

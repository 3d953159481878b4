"""Intervals by resampling interviews: people in one interview talk to each other, so turns are not independent.

Percentile intervals of a cluster bootstrap (Efron and Tibshirani 1993, ch. 13; Field and Welsh 2007). Each draw
takes as many interviews as there are, with replacement, and counts all that belongs to them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DRAWS = 1000
SEED = 1960
LEVEL = 0.95
#: Fewer interviews than this give intervals that are far too narrow.
FEWEST_INTERVIEWS = 5
#: Draws in which the coefficient is not defined may at most be this share.
MOST_UNDEFINED = 0.05


def resample(interviews: int, *, draws: int = DRAWS, seed: int = SEED) -> NDArray[np.float64]:
    """Return how often each interview is taken in each draw (draws x interviews); rows add up to ``interviews``.

    >>> resample(59, draws=2).sum(axis=1).tolist()
    [59.0, 59.0]
    """
    import numpy as np

    # The older generator is frozen, the newer may change with numpy: a printed interval must come out again.
    random = np.random.RandomState(seed)
    return random.multinomial(interviews, np.full(interviews, 1 / max(interviews, 1)), size=draws).astype(float)


def interval(drawn: NDArray[np.float64]) -> tuple[float, float] | None:
    """Return the interval of one coefficient's draws; None if it is undefined in more than 5 of 100 of them."""
    import numpy as np

    known = drawn[~np.isnan(drawn)]
    if not len(known) or len(known) < (1 - MOST_UNDEFINED) * len(drawn):
        return None
    low, high = np.quantile(known, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)

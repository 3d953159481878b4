"""What the coefficients need, counted per interview: a resample is then a weighted sum, and nothing is recounted."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from bsb.coding.agreement.alpha import alpha_of, ratio
from bsb.coding.agreement.kappa import kappa_of, mean_of_pairs
from bsb.coding.agreement.masi import masi_expected, masi_rows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from bsb.coding.agreement.units import Bools, Ints

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two coders, per interview: units that both judged, and of these (x codes) set by one, the other, both."""

    n: Floats
    a: Floats
    b: Floats
    both: Floats


@dataclass(frozen=True, slots=True)
class YesNo:
    """A code set or not, per interview (x codes): values, values that are yes, and pairs of coders.

    ``coincident`` is o_11, the yes-yes coincidences. ``squares``, at character level, sums the squared lengths of
    the coders' units.
    """

    n: Floats
    yes: Floats
    coincident: Floats
    pairs: tuple[Pair, ...]
    squares: Floats | None = None

    def percent(self, weights: Floats) -> Floats:
        """Share of pairable values that agree (draws x codes)."""
        n = weights @ self.n[:, None]
        return 1 - ratio(2 * (weights @ (self.yes - self.coincident)), n)

    def kappa(self, weights: Floats) -> Floats:
        """Cohen's kappa, for more than two coders the mean over pairs (draws x codes)."""
        found = []
        for pair in self.pairs:
            n = weights @ pair.n[:, None]
            a, b, both = weights @ pair.a, weights @ pair.b, weights @ pair.both
            found.append(kappa_of(n - a - b + 2 * both, a * b + (n - a) * (n - b), n))
        return mean_of_pairs(found)

    def alpha(self, weights: Floats) -> Floats:
        """Krippendorff's nominal alpha (draws x codes)."""
        n, yes = weights @ self.n[:, None], weights @ self.yes
        return alpha_of(2 * (weights @ (self.yes - self.coincident)), 2 * yes * (n - yes), n)

    def u_alpha(self, weights: Floats) -> Floats:
        """Krippendorff's alpha for unitising, with the code as the one value (draws x codes).

        Krippendorff et al. (2016), eq. 1-5. Raises ValueError if these are not units in a continuum.
        """
        if self.squares is None:
            raise ValueError("u-alpha is for units in a continuum")
        n, yes = weights @ self.n[:, None], weights @ self.yes
        # A unit cannot be paired with itself: l units of length 1 in gaps, and each coded unit as a whole.
        paired = n * n - (n - yes) - weights @ self.squares
        apart = weights @ (self.yes - self.coincident)
        return 1 - ratio(apart * paired, n * yes * (n - yes))


def yes_no(coded: Bools, sizes: Ints, yes: Floats, both: dict[tuple[int, int], Floats]) -> YesNo:
    """Put the sums together.

    ``coded`` is coders x interviews, ``sizes`` the units of each interview, ``yes`` coders x interviews x codes,
    ``both`` the same units for each pair of coders (interviews x codes).
    """
    import numpy as np

    others = np.maximum(coded.sum(axis=0) - 1, 1)
    pairs, coincident = [], np.zeros(yes.shape[1:])
    for a, b in combinations(range(len(coded)), 2):
        judged = (coded[a] & coded[b])[:, None]
        pairs.append(Pair((sizes * judged[:, 0]).astype(float), yes[a] * judged, yes[b] * judged, both[a, b]))
        coincident += 2 * both[a, b] / others[:, None]
    return YesNo((coded * sizes).sum(axis=0).astype(float), yes.sum(axis=0), coincident, tuple(pairs))


@dataclass(frozen=True, slots=True)
class Sets:
    """Sets of codes as values, per interview.

    ``units`` are how many units there are, ``n`` how many values they have; ``differ`` and ``apart`` the observed
    disagreement, nominal and by MASI; ``same_by_chance`` and ``apart_by_chance`` (interviews x interviews) what
    values of one and of another interview have in common, and how far they are apart, by chance.
    ``pairs`` holds for each pair of coders units, units agreed on, and products of frequencies.
    """

    units: Floats
    n: Floats
    differ: Floats
    apart: Floats
    same_by_chance: Floats
    apart_by_chance: Floats
    pairs: tuple[tuple[Floats, Floats, Floats], ...]

    def percent(self, weights: Floats) -> Floats:
        """Share of pairable values that are the same set (draws)."""
        return 1 - ratio(weights @ self.differ, weights @ self.n)

    def kappa(self, weights: Floats) -> Floats:
        """Cohen's kappa with each set a category of its own, mean over pairs (draws)."""
        return mean_of_pairs(
            [
                kappa_of(weights @ agreed, twice(weights, by_chance), weights @ n)
                for n, agreed, by_chance in self.pairs
            ]
        )

    def alpha(self, weights: Floats) -> Floats:
        """Nominal alpha with each set a value of its own (draws)."""
        n = weights @ self.n
        return alpha_of(weights @ self.differ, n * n - twice(weights, self.same_by_chance), n)

    def alpha_masi(self, weights: Floats) -> Floats:
        """Alpha with MASI as the distance between sets (draws)."""
        return alpha_of(weights @ self.apart, twice(weights, self.apart_by_chance), weights @ self.n)


def twice(weights: Floats, table: Floats) -> Floats:
    """Return w x table x w for each row w of the weights."""
    import numpy as np

    found: Floats = np.einsum("di,di->d", weights @ table, weights)
    return found


def number_sets(rows: Bools) -> tuple[Ints, Bools]:
    """Return the number of each row's set, and the sets (x codes); set 0 is always the empty one."""
    import numpy as np

    packed = np.packbits(np.concatenate([np.zeros((1, rows.shape[1]), bool), rows]), axis=1)
    _, at, number = np.unique(packed, axis=0, return_index=True, return_inverse=True)
    members = np.concatenate([np.zeros((1, rows.shape[1]), bool), rows])[at]
    return number.reshape(-1)[1:].astype(np.int64), members


def set_sums(interview: Ints, values: Ints, members: Bools, interviews: int) -> Sets:
    """Count values that are sets.

    ``interview`` is each unit's (index below ``interviews``); ``values`` coders x units holds numbers of sets, -1
    where a coder's value is missing; each unit has at least two. ``members`` is sets x codes.
    """
    import numpy as np

    judged = values >= 0
    weight = 1 / np.maximum(judged.sum(axis=0) - 1, 1)
    total = np.zeros((interviews, len(members)))
    for row, there in zip(values, judged, strict=True):
        total += _table(interview[there], row[there], total.shape)
    differ, apart, pairs = np.zeros(interviews), np.zeros(interviews), []
    for a, b in combinations(range(len(values)), 2):
        unit = np.flatnonzero(judged[a] & judged[b])
        at, left, right = interview[unit], values[a][unit], values[b][unit]
        unequal = left != right
        distance = masi_rows(members[left[unequal]], members[right[unequal]])
        differ += np.bincount(at[unequal], 2 * weight[unit][unequal], minlength=interviews)
        apart += np.bincount(at[unequal], 2 * weight[unit][unequal] * distance, minlength=interviews)
        frequencies = (_table(at, v, total.shape) for v in (left, right))
        by_chance = next(frequencies) @ next(frequencies).T
        n = np.bincount(at, minlength=interviews).astype(float)
        pairs.append((n, np.bincount(at[~unequal], minlength=interviews).astype(float), by_chance))
    expected = masi_expected(total, members)
    units = np.bincount(interview, minlength=interviews).astype(float)
    return Sets(units, total.sum(axis=1), differ, apart, total @ total.T, expected, tuple(pairs))


def _table(rows: Ints, columns: Ints, shape: tuple[int, int]) -> Floats:
    import numpy as np

    flat = np.bincount(rows * shape[1] + columns, minlength=shape[0] * shape[1])
    return flat.reshape(shape).astype(float)

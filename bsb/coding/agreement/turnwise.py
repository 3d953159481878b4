"""Agreement with the turn as unit: a code set in it or not, the set of its codes, the valence of a code in it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from bsb.coding.agreement.sums import Sets, YesNo, number_sets, set_sums, yes_no
from bsb.coding.agreement.units import Material
from bsb.store.schema import VALENCES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from bsb.coding.agreement.units import Ints


def set_or_not(material: Material, groups: Sequence[Sequence[int]]) -> YesNo:
    """Count turns in which a code of each group is set; a group is a list of codes (index), often of one."""
    import numpy as np

    hits, turns, n = material.hits, material.turns, len(material.interviews)
    codes = len(groups)
    keys = []
    for coder in range(len(material.coders)):
        mine = hits.coder == coder
        parts = []
        for number, group in enumerate(groups):
            here = mine & np.isin(hits.code, group)
            parts.append(np.unique(hits.turn[here]) * codes + number)
        keys.append(np.concatenate(parts) if parts else np.zeros(0, np.int64))

    def table(found: Ints) -> NDArray[np.float64]:
        turn, code = found // max(codes, 1), found % max(codes, 1)
        flat = np.bincount(turns.interview[turn] * codes + code, minlength=n * codes)
        return flat.reshape(n, codes).astype(float)

    both = {
        (a, b): table(np.intersect1d(keys[a], keys[b], assume_unique=True))
        for a, b in combinations(range(len(keys)), 2)
    }
    yes = np.array([table(k) for k in keys]).reshape(len(keys), n, codes)
    return yes_no(material.coded, material.turns_each, yes, both)


def sets(material: Material, codes: Sequence[int]) -> Sets:
    """Count the sets of codes that coders gave to turns, of these codes (index) alone."""
    import numpy as np

    hits, units = material.hits, len(material.turns)
    column = np.full(len(material.codes), -1)
    column[list(codes)] = np.arange(len(codes))
    here = column[hits.code] >= 0
    rows = np.zeros((len(material.coders) * units, len(codes)), dtype=bool)
    rows[hits.coder[here] * units + hits.turn[here], column[hits.code[here]]] = True
    number, members = number_sets(rows)
    values = number.reshape(len(material.coders), units)
    values[~material.coded[:, material.turns.interview]] = -1
    return set_sums(material.turns.interview, values, members, len(material.interviews))


def valences(material: Material) -> Sets:
    """Count the valences of each (turn, code) that at least two coders have set; the others' are missing."""
    import numpy as np

    hits = material.hits
    key = hits.turn * len(material.codes) + hits.code
    units, unit, times = np.unique(key, return_inverse=True, return_counts=True)
    shared = times > 1
    place = np.cumsum(shared) - 1
    values = np.full((len(material.coders), int(shared.sum())), -1, dtype=np.int64)
    here = shared[unit]
    values[hits.coder[here], place[unit[here]]] = hits.valence[here]
    turn = units[shared] // max(len(material.codes), 1)
    return set_sums(
        material.turns.interview[turn], values, np.eye(len(VALENCES), dtype=bool), len(material.interviews)
    )

"""Agreement about stretches of text: which characters are coded, as units that coders have cut out themselves.

Krippendorff, Mathet, Bouvry and Widlöcher (2016), *On the Reliability of Unitizing Textual Continua: Further
Developments*. A coder's overlapping units of one code are taken for one unit; units that only touch stay two.
All lengths are characters; all work is on borders of units, never on characters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from bsb.coding.agreement.alpha import ratio
from bsb.coding.agreement.masi import masi_expected, masi_rows
from bsb.coding.agreement.sums import YesNo, number_sets, twice, yes_no
from bsb.coding.agreement.units import Material

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from bsb.coding.agreement.units import Bools, Ints

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Units:
    """A coder's units on one number line (lanes of interviews and codes one after the other), disjoint, in order."""

    start: Ints
    end: Ints

    def covered(self, at: Ints) -> Ints:
        """How many characters of units lie before each position."""
        import numpy as np

        before = np.concatenate([[0], np.cumsum(self.end - self.start)])
        number = np.searchsorted(self.start, at, side="right")
        last_end = np.concatenate([[0], self.end])[number]
        found: Ints = before[number] - np.maximum(0, last_end - at)
        return found

    def inside(self, at: Ints) -> Ints:
        """The number of the unit that holds each position, -1 where none does."""
        import numpy as np

        number = np.searchsorted(self.start, at, side="right") - 1
        held = (number >= 0) & (at < np.concatenate([self.end, [0]])[number])
        return np.where(held, number, -1)


def merge(start: Ints, end: Ints) -> Units:
    """Return units of spans on the line: those that overlap become one, those that touch do not.

    >>> import numpy as np
    >>> units = merge(np.array([5, 0, 3]), np.array([9, 4, 5]))
    >>> units.start.tolist(), units.end.tolist()
    ([0, 5], [5, 9])
    """
    import numpy as np

    order = np.lexsort((end, start))
    start, end = start[order], end[order]
    reached = np.maximum.accumulate(end)
    new = np.ones(len(start), dtype=bool)
    new[1:] = start[1:] >= reached[:-1]
    last = np.ones(len(start), dtype=bool)
    last[:-1] = new[1:]
    return Units(start[new], reached[last])


def coded_or_not(material: Material, groups: Sequence[Sequence[int]]) -> YesNo:
    """Count characters that have a code of each group, and the squared lengths that u-alpha needs."""
    import numpy as np

    n, lanes = len(material.interviews), len(groups)
    line = _Line(material)

    def table(units: Units, amount: Ints) -> Floats:
        lane = units.start // line.lane
        flat = np.bincount(line.interview(units.start) * lanes + lane, amount, minlength=n * lanes)
        return flat.reshape(n, lanes).astype(float)

    units = [line.units(coder, groups) for coder in range(len(material.coders))]
    both = {
        (a, b): table(units[a], units[b].covered(units[a].end) - units[b].covered(units[a].start))
        for a, b in combinations(range(len(units)), 2)
    }
    shape = (len(units), n, lanes)
    lengths = np.array([table(u, u.end - u.start) for u in units]).reshape(shape)
    squares = np.array([table(u, (u.end - u.start) ** 2) for u in units]).reshape(shape).sum(axis=0)
    found = yes_no(material.coded, material.characters_each, lengths, both)
    return YesNo(found.n, found.yes, found.coincident, found.pairs, squares)


class _Line:
    """One number line for all interviews and codes: a lane for each code, in it a stretch for each interview."""

    def __init__(self, material: Material) -> None:
        import numpy as np

        self._material = material
        # One position more than an interview has, so that the last unit of one never touches the next.
        self._from = np.concatenate([[0], np.cumsum(material.characters_each + 1)])
        self.lane = int(self._from[-1]) + 1

    def interview(self, at: Ints) -> Ints:
        import numpy as np

        return np.searchsorted(self._from, at % self.lane, side="right").astype(np.int64) - 1

    def units(self, coder: int, groups: Sequence[Sequence[int]]) -> Units:
        """A coder's units, in one lane for each group of codes."""
        import numpy as np

        marks = self._material.marks
        starts, ends = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        for number, group in enumerate(groups):
            here = (marks.coder == coder) & np.isin(marks.code, group)
            lift = self._from[marks.interview[here]] + number * self.lane
            starts.append(marks.start[here] + lift)
            ends.append(marks.end[here] + lift)
        return merge(np.concatenate(starts), np.concatenate(ends))


@dataclass(frozen=True, slots=True)
class CodedTwice:
    """What cu-alpha needs, per interview: pairable text, that coded by two, its disagreement, and chance's share."""

    characters: Floats
    paired: Floats
    apart: Floats
    squares: Floats
    apart_by_chance: Floats

    def cu_alpha(self, weights: Floats) -> Floats:
        """Alpha of the codes that text coded by two was given, by MASI as codings overlap (draws).

        Krippendorff et al. (2016), eq. 10-11, with sets of codes as values: units are cut where a coder's set
        changes. The same as the published coefficient, save for its distance, where no codings overlap.
        """
        n = weights @ self.paired
        free = n - ratio(weights @ self.squares, n)
        return 1 - ratio(weights @ self.apart * free, twice(weights, self.apart_by_chance))

    def coverage(self, weights: Floats) -> Floats:
        """Share of all pairable text that cu-alpha looks at (draws)."""
        return ratio(weights @ self.paired, weights @ self.characters)


def coded_twice(material: Material, codes: Sequence[int]) -> CodedTwice:
    """Count the text that two coders have both coded with any of these codes, and how their sets of codes differ."""
    import numpy as np

    n = len(material.interviews)
    line = _Line(material)
    segments, rows = [], []
    for coder in range(len(material.coders)):
        units, members = _segments(line.units(coder, [[c] for c in codes]), line.lane, len(codes))
        segments.append(units)
        rows.append(members)
    number, members = number_sets(np.concatenate(rows) if rows else np.zeros((0, len(codes)), bool))
    values = np.split(number, np.cumsum([len(r) for r in rows])[:-1])
    others = np.maximum(material.coded.sum(axis=0) - 1, 1)
    counts = np.zeros((n, len(members)))
    apart, squares = np.zeros(n), np.zeros(n)
    for a, b in combinations(range(len(segments)), 2):
        x, y = segments[a], segments[b]
        edge = np.unique(np.concatenate([x.start, x.end, y.start, y.end]))
        i, j = x.inside(edge), y.inside(edge)
        held = np.flatnonzero((i >= 0) & (j >= 0))
        length = edge[held + 1] - edge[held] if len(held) else np.zeros(0, np.int64)
        at, left, right = line.interview(edge[held]), values[a][i[held]], values[b][j[held]]
        share = length / others[at]
        np.add.at(counts, (at, left), share)
        np.add.at(counts, (at, right), share)
        apart += np.bincount(at, 2 * share * masi_rows(members[left], members[right]), minlength=n)
        for one, other in ((x, y), (y, x)):
            common = other.covered(one.end) - other.covered(one.start)
            home = line.interview(one.start)
            squares += np.bincount(home, common**2 / others[home], minlength=n)
    characters = (material.coded * material.characters_each).sum(axis=0).astype(float)
    return CodedTwice(characters, counts.sum(axis=1), apart, squares, masi_expected(counts, members))


def _segments(units: Units, lane: int, codes: int) -> tuple[Units, Bools]:
    """Cut a coder's units of all codes where any of them begins or ends; return the pieces and their codes."""
    import numpy as np

    code, start, end = units.start // lane, units.start % lane, (units.end - 1) % lane + 1
    edge = np.unique(np.concatenate([start, end]))
    change = np.zeros((len(edge) + 1, codes), dtype=np.int32)
    np.add.at(change, (np.searchsorted(edge, start), code), 1)
    np.add.at(change, (np.searchsorted(edge, end), code), -1)
    members = np.cumsum(change, axis=0)[:-1] > 0
    kept = np.flatnonzero(members.any(axis=1))
    following = np.concatenate([edge[1:], [0]])
    return Units(edge[kept], following[kept]), members[kept]

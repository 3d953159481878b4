"""How wide the columns of a table are on a narrow screen."""

from __future__ import annotations

from collections.abc import Sequence


def fit(natural: Sequence[int], least: Sequence[int], floor: Sequence[int], room: int) -> list[int] | None:
    """Return widths (characters) that use no more than ``room``, or None if there are none.

    ``natural`` is what each column wants, ``least`` its longest word, ``floor`` the longest word below its heading,
    which is never broken. Where room is short, the longest words of headings are broken first. What is left over is
    shared alike among the columns that want more.

    >>> fit([20, 8, 30], [10, 8, 6], [10, 8, 6], 40)
    [18, 8, 14]
    >>> fit([20, 8], [10, 8], [4, 8], 14), fit([20, 8], [10, 8], [4, 8], 11)
    ([6, 8], None)
    """
    if sum(floor) > room:
        return None
    widths = list(least)
    while sum(widths) > room:
        longest = max(range(len(widths)), key=lambda at: (widths[at] > floor[at], widths[at]))
        widths[longest] -= 1
    left = room - sum(widths)
    wanting = sorted(range(len(widths)), key=lambda at: natural[at] - widths[at])
    for done, at in enumerate(wanting):
        more = min(natural[at] - widths[at], left // (len(wanting) - done))
        widths[at] += more
        left -= more
    return widths

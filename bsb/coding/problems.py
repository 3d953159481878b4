"""Telling what is wrong with the rows of a file, all at once."""

from __future__ import annotations

from collections.abc import Sequence

from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.i18n import ngettext

_SHOWN = 8


def refuse(name: str, problems: Sequence[tuple[int, str]]) -> None:
    """Raise a BsbError that lists (line, problem) pairs of a file; do nothing if there are none.

    >>> refuse("a.csv", [])
    """
    if not problems:
        return
    shown = [_("line {line}: {problem}").format(line=line, problem=problem) for line, problem in problems[:_SHOWN]]
    rest = len(problems) - _SHOWN
    if rest > 0:
        shown.append(_("... and {n} more").format(n=rest))
    raise BsbError(
        ngettext(
            "{file}: {n} line does not fit. Nothing was imported.",
            "{file}: {n} lines do not fit. Nothing was imported.",
            len(problems),
        ).format(file=name, n=len(problems)),
        "\n".join(shown),
    )

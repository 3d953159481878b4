"""Coincidence tables: which districts have both of two conditions, one of them, or none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bsb.i18n import gettext as _
from bsb.i18n import ngettext

if TYPE_CHECKING:
    import pandas as pd

#: Fewer districts than this that have both, and the statement comes with a warning.
FEWEST_DISTRICTS = 5


@dataclass(frozen=True, slots=True)
class Coincidence:
    """Two conditions over districts. ``one`` and ``other`` are what people read for them.

    The five groups hold each district once; in ``unknown`` are those where at least one of the two conditions
    cannot be known (a blank, a word instead of a figure, nothing coded). They are part of no figure.
    """

    one: str
    other: str
    both: tuple[str, ...]
    only_one: tuple[str, ...]
    only_other: tuple[str, ...]
    neither: tuple[str, ...]
    unknown: tuple[str, ...] = ()

    @property
    def consistency(self) -> float | None:
        """Of the districts with the first condition, the share (0-1) that have the second too.

        |A and B| / |A|: how far the first is a subset of the second. Ragin, C. C. (2006), "Set relations in social
        research: evaluating their consistency and coverage", Political Analysis 14(3):291-310; his sum of
        min(x, y) over the sum of x, for sets in which one is or is not. 1 means that every district with the
        first has the second. Ragin asks for well above 0.75 before one speaks of a subset at all. None if no
        district has the first. It describes these districts; it is no test, and says nothing of cause.
        """
        return _share(self.both, self.only_one)

    @property
    def coverage(self) -> float | None:
        """Of the districts with the second condition, the share (0-1) that have the first too.

        |A and B| / |B|, Ragin (2006): how much of the second goes together with the first. Read it only where the
        consistency is high. None if no district has the second.
        """
        return _share(self.both, self.only_other)

    @property
    def text(self) -> str:
        """The plain sentence, from the first condition to the second, in the current language.

        >>> Coincidence("dyre boliger", "ros", ("Alna",), ("Sagene",), (), ()).text
        '1 of 2 districts with “dyre boliger” also has “ros”.'
        """
        having = len(self.both) + len(self.only_one)
        if not having:
            return _("No district has “{one}”.").format(one=self.one)
        return ngettext(
            "{n} of {all} districts with “{one}” also has “{other}”.",
            "{n} of {all} districts with “{one}” also have “{other}”.",
            len(self.both),
        ).format(n=len(self.both), all=having, one=self.one, other=self.other)

    @property
    def contrast(self) -> str:
        """The sentence for the districts without the first condition, without which the other says little."""
        lacking = len(self.only_other) + len(self.neither)
        if not lacking:
            return _("No district is known to be without “{one}”.").format(one=self.one)
        return ngettext(
            "Of the districts without it, {n} of {all} has “{other}”.",
            "Of the districts without it, {n} of {all} have “{other}”.",
            len(self.only_other),
        ).format(n=len(self.only_other), all=lacking, other=self.other)

    @property
    def caution(self) -> str:
        """The warning that goes with the sentence where fewer than five districts have both; else empty."""
        if len(self.both) >= FEWEST_DISTRICTS:
            return ""
        # The sentence before it says how many: a number here would stand twice.
        return _("So few districts are a thing to look into, not a finding.")

    def to_frame(self) -> pd.DataFrame:
        """The first condition (index ``one``: yes, no) by the second (columns ``other``): numbers of districts."""
        import pandas as pd

        return pd.DataFrame(
            [[len(self.both), len(self.only_one)], [len(self.only_other), len(self.neither)]],
            index=pd.Index([True, False], name="one"),
            columns=pd.Index([True, False], name="other"),
        )


def coincide(
    one: Mapping[str, bool | None], other: Mapping[str, bool | None], *, names: tuple[str, str] = ("A", "B")
) -> Coincidence:
    """Sort districts by two conditions: True, False or None (unknown) by district. One that is missing is unknown.

    >>> found = coincide({"Alna": True, "Sagene": True, "Bjerke": False}, {"Alna": True, "Sagene": False})
    >>> found.both, found.only_one, found.unknown, found.consistency
    (('Alna',), ('Sagene',), ('Bjerke',), 0.5)
    """
    groups: dict[tuple[bool, bool] | None, list[str]] = {}
    for district in dict.fromkeys([*one, *other]):
        first, second = one.get(district), other.get(district)
        where = None if first is None or second is None else (first, second)
        groups.setdefault(where, []).append(district)
    places = ((True, True), (True, False), (False, True), (False, False), None)
    return Coincidence(*names, *(tuple(groups.get(place, ())) for place in places))


def _share(both: tuple[str, ...], only: tuple[str, ...]) -> float | None:
    return len(both) / (len(both) + len(only)) if both or only else None

"""Summaries that come back from a workbook: what they would change, and what was changed on both sides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bsb.coding.summaries import Cell, Summaries, Summary, Written, tidy_text
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.i18n import ngettext
from bsb.text.normal import digest

#: Whose text stands where both were changed: that of the workbook, or the project's own.
THEIRS, MINE = "theirs", "mine"
TAKES = (THEIRS, MINE)


@dataclass(frozen=True, slots=True)
class Returned:
    """One cell of a workbook: where it stands there, its text now, and the fingerprint of the one exported.

    ``label`` is the cell as people read it; ``rests_on`` the codings that the writer had before them.
    """

    row: int
    cell: Cell
    label: str
    text: str
    base: str
    rests_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SummaryChange:
    """What the workbook has for one cell, and what the project has (None: nothing)."""

    returned: Returned
    old: Summary | None

    @property
    def before(self) -> str:
        """The project's text; "" if there is none."""
        return self.old.text if self.old else ""

    @property
    def after(self) -> str:
        """The workbook's text; "" if it was emptied."""
        return tidy_text(self.returned.text)


@dataclass(frozen=True, slots=True)
class SummaryPlan:
    """What an import would do. ``same`` counts texts left as they are, on one side or on both."""

    matrix: str
    new: tuple[SummaryChange, ...]
    changed: tuple[SummaryChange, ...]
    removed: tuple[SummaryChange, ...]
    conflicts: tuple[SummaryChange, ...]
    same: int

    def taken(self, take: str | None = None, cells: Mapping[Cell, str] | None = None) -> list[SummaryChange]:
        """Return the changes to be made. ``take`` decides all conflicts, ``cells`` single ones before it.

        Raises BsbError if a conflict is left undecided, or ``cells`` names one that is none.
        """
        own = dict(cells or {})
        if strangers := own.keys() - {each.returned.cell for each in self.conflicts}:
            raise BsbError(
                _("“{cell}” was not changed on both sides.").format(cell="/".join(sorted(strangers)[0])),
                _("Decide only what is listed; the rest is taken in as it is."),
            )
        decided = [(each, own.get(each.returned.cell, take)) for each in self.conflicts]
        open_ = [each for each, whose in decided if whose is None]
        if open_:
            raise undecided(len(open_))
        return [*self.new, *self.changed, *self.removed, *(each for each, whose in decided if whose == THEIRS)]


def undecided(n: int) -> BsbError:
    """Return the refusal of an import in which ``n`` cells were changed on both sides."""
    return BsbError(
        ngettext(
            "Nothing was taken in: {n} cell was changed both in the workbook and in the project.",
            "Nothing was taken in: {n} cells were changed both in the workbook and in the project.",
            n,
        ).format(n=n),
        _("Take the workbook's texts with --take theirs, the project's with --take mine, or decide cell by cell."),
    )


def fingerprint(text: str) -> str:
    r"""Return what tells one text from another; "" for an empty one.

    >>> fingerprint(" Kort.\n") == fingerprint("Kort."), fingerprint("  ")
    (True, '')
    """
    tidy = tidy_text(text)
    # Digits alone could be taken for somebody's number.
    return f"bsb_t_{digest(tidy)[:12]}" if tidy else ""


def plan_import(matrix: str, stored: Mapping[Cell, Summary], returned: Sequence[Returned]) -> SummaryPlan:
    """Hold texts that come back against those that are there.

    A text that is as it was exported is left alone, whatever the project has by now; so is one that both have
    alike. One that was changed in the workbook only is new, changed or removed. The rest was changed on both
    sides.
    """
    new: list[SummaryChange] = []
    changed: list[SummaryChange] = []
    removed: list[SummaryChange] = []
    conflicts: list[SummaryChange] = []
    same = 0
    for each in returned:
        found = SummaryChange(each, stored.get(each.cell))
        if fingerprint(each.text) == each.base or found.after == found.before:
            same += 1
        elif fingerprint(found.before) != each.base:
            conflicts.append(found)
        elif not found.before:
            new.append(found)
        else:
            (changed if found.after else removed).append(found)
    return SummaryPlan(matrix, tuple(new), tuple(changed), tuple(removed), tuple(conflicts), same)


def take_in(
    summaries: Summaries,
    plan: SummaryPlan,
    *,
    author: str,
    take: str | None = None,
    cells: Mapping[Cell, str] | None = None,
) -> int:
    """Write what a plan holds, as one change, and return how many texts changed.

    Raises BsbError, with nothing written, if a conflict is undecided or a text was changed since the plan was made.
    """
    wanted = plan.taken(take, cells)
    now = summaries.of(plan.matrix)
    for each in wanted:
        there = now.get(each.returned.cell)
        if (there.text if there else "") != each.before:
            raise BsbError(
                _("“{cell}” has been changed just now.").format(cell=each.returned.label),
                _("Nothing was taken in. Try again."),
            )
    texts = {each.returned.cell: Written(each.after, each.returned.rests_on) for each in wanted}
    return summaries.put(plan.matrix, texts, author=author)

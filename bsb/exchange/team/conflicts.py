"""Where two sides have changed the same thing: what people see of it, and how they settle it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bsb.coding.problems import refuse
from bsb.errors import BsbError
from bsb.formats.table_file import Sheet, read_table_file, write_table
from bsb.i18n import gettext as _
from bsb.text.match import suggest

if TYPE_CHECKING:
    import datetime

OURS, THEIRS, BOTH = "ours", "theirs", "both"
COLUMNS = ("conflict", "about", "here", "theirs", "choices", "settled")


@dataclass(frozen=True, slots=True)
class Conflict:
    """One thing to settle. ``id`` stays the same from one look to the next.

    ``about`` names it, ``here`` and ``theirs`` are the two sides as people read them. ``choices`` are (answer, what
    it does); where ``codes`` are given, the key of one of them is an answer too.
    """

    id: str
    about: str
    here: str
    theirs: str
    choices: tuple[tuple[str, str], ...]
    codes: tuple[str, ...] = ()

    def check(self, answer: str) -> str:
        """Return an answer as it is used. Raises BsbError if it is none to this conflict."""
        found = answer.strip().casefold()
        allowed = [each for each, _what in self.choices]
        if found in allowed or found in self.codes:
            return found
        known = ", ".join(allowed)
        raise BsbError(
            _("“{answer}” does not settle {conflict}.").format(answer=answer, conflict=self.id),
            _("Answers: {known}, or the key of a code.").format(known=known)
            if self.codes
            else _("Answers: {known}.").format(known=known),
        )


def keep_or_take(
    number: str, about: str, here: str, theirs: str, *, keep: str = "", take: str = "", both: str = ""
) -> Conflict:
    """Return the usual conflict: what stands here stays, or theirs is taken."""
    choices = [(OURS, keep or _("what stands here stays")), (THEIRS, take or _("theirs is taken"))]
    if both:
        choices.append((BOTH, both))
    return Conflict(number, about, here, theirs, tuple(choices))


def check_answers(conflicts: Iterable[Conflict], answers: Mapping[str, str]) -> dict[str, str]:
    """Return answers by conflict. Raises BsbError for one that settles nothing, or a conflict that is not there."""
    known = {each.id: each for each in conflicts}
    for number in answers:
        if number not in known:
            raise BsbError(_("There is no conflict {id}.").format(id=number), suggest(number, list(known)))
    return {number: known[number].check(answer) for number, answer in answers.items()}


def write_sheet(out: Path, conflicts: Sequence[Conflict], *, date: datetime.date) -> None:
    """Write conflicts as a .csv or .xlsx sheet with an empty column ``settled`` for someone to fill in."""
    rows = []
    for each in conflicts:
        choices = "\n".join(f"{answer}: {what}" for answer, what in each.choices)
        if each.codes:
            choices += "\n" + _("or the key of a code: the codings go there")
        rows.append((each.id, each.about, each.here, each.theirs, choices, ""))
    write_table(out, Sheet("conflicts", COLUMNS, rows), date=date, separator=";")


def read_sheet(path: Path) -> dict[str, str]:
    """Read a sheet of conflicts that was filled in: conflict -> answer, for the rows that are.

    Raises BsbError if it lacks the columns conflict and settled, or names a conflict twice.
    """
    table = read_table_file(path)
    if not {"conflict", "settled"} <= set(table.columns):
        raise BsbError(
            _("{file} lacks the column {names}.").format(file=path.name, names="conflict, settled"),
            _("Let bsb write the sheet: bsb team merge FILE --sheet SHEET.xlsx"),
        )
    found: dict[str, str] = {}
    problems = []
    for line, row in table.rows:
        number, answer = row["conflict"].strip(), row["settled"].strip()
        if number in found:
            problems.append((line, _("the conflict {id} stands twice").format(id=number)))
        elif number and answer:
            found[number] = answer
    refuse(path.name, problems)
    return found

"""What the parts of a merge share: the two sides, what is settled, and what has been counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bsb.errors import BsbError
from bsb.exchange.team.conflicts import OURS, THEIRS, Conflict, keep_or_take
from bsb.exchange.team.places import Places
from bsb.exchange.team.state import COMPARED, Fields, Marks, State, mark
from bsb.i18n import gettext as _
from bsb.store.journal import Change

ADDED, CHANGED, REMOVED = "added", "changed", "removed"


@dataclass
class Merging:
    """One coder's work on its way into a project.

    ``base`` are the marks of what both sides had; ``theirs`` is what comes; here is what ``change`` can read.
    ``same`` says which of their codes and codings are others here: a twin, or what it was merged into. A
    conflict that nobody has settled leaves what stands here, and is listed.
    """

    change: Change
    coder: str
    base: Marks
    theirs: State
    answers: Mapping[str, str]
    places: Places
    texts: Mapping[str, Mapping[str, Any]]
    merged: Mapping[str, str]
    same: dict[str, dict[str, str]]
    conflicts: dict[str, Conflict] = field(default_factory=dict)
    counts: Counter[tuple[str, str, str]] = field(default_factory=Counter)  # (kind, what, where)

    def ask(self, conflict: Conflict) -> str:
        """Return how a conflict is settled, and list it. Raises BsbError for an answer that settles nothing."""
        self.conflicts[conflict.id] = conflict
        answer = self.answers.get(conflict.id)
        return conflict.choices[0][0] if answer is None else conflict.check(answer)

    def count(self, kind: str, what: str, where: str = "") -> None:
        """Count something that was done or left."""
        self.counts[kind, what, where] += 1

    def before(self, kind: str, number: str) -> dict[str, str] | None:
        """Return the marks of what both sides had; None if neither had it."""
        return self.base.get(kind, {}).get(number)

    def touched(self, kind: str, number: str, theirs: Fields) -> bool:
        """Tell whether the coder has changed a thing, or made it."""
        base = self.before(kind, number)
        return base is None or any(mark(f, theirs[f]) != base[f] for f in COMPARED[kind])

    def fields(
        self, kind: str, number: str, about: str, ours: Fields, theirs: Fields, *, skip: tuple[str, ...] = ()
    ) -> Fields:
        """Return the fields to take over from a thing that is on both sides; asks where both changed one."""
        base = self.before(kind, number)
        taken = {}
        for name in COMPARED[kind]:
            if name in skip or (base is not None and mark(name, theirs[name]) == base[name]):
                continue
            if theirs[name] == ours[name]:
                continue
            if (base is not None and mark(name, ours[name]) == base[name]) or self.theirs_wins(
                f"{conflict_id(kind, number)}:{name}", about, name, ours[name], theirs[name]
            ):
                taken[name] = theirs[name]
        return taken

    def theirs_wins(self, number: str, about: str, name: str, ours: object, theirs: object) -> bool:
        """Ask which of two values of a field is to stand."""
        from bsb.coding.in_words import field_name

        title = f"{about}: {field_name('borders' if name == 'place' and number.startswith('coding') else name)}"
        conflict = keep_or_take(number, title, _shown(ours), _shown(theirs))
        return self.ask(conflict) == THEIRS


def conflict_id(kind: str, number: str) -> str:
    """Return the beginning of a conflict's id, such as ``coding:k3f9a2b1``."""
    marks = {"coding": "k", "memo": "", "quote": "q", "keydoc_coding": "d"}
    return f"{kind}:{marks[kind]}{number[:7]}" if kind in marks else f"{kind}:{number}"


def _shown(value: object) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value)


def hostile() -> BsbError:
    """Return the error for a file that reaches for what is not its coder's."""
    return BsbError(
        _("The file holds work under the ids of somebody else's, and was not taken in."),
        _("Ask the coder to send it again from their own workplace."),
    )


def policy(conflicts: Mapping[str, Conflict], side: str) -> dict[str, str]:
    """Return answers that settle every conflict for one side ("ours" or "theirs"), where it has that choice."""
    answers = {}
    for number, conflict in conflicts.items():
        known = [each for each, _what in conflict.choices]
        answers[number] = side if side in known else OURS if OURS in known else known[0]
    return answers

"""Blind rounds: coders code the same interviews, and none sees what the others do until the round is closed.

What hides the codings is ``bsb.store.visibility``; here rounds are opened, listed and closed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bsb.coding.coding_changes import checked_coder
from bsb.errors import BsbError
from bsb.i18n import N_
from bsb.i18n import gettext as _
from bsb.store import interviews as stored_interviews
from bsb.store import rounds as stored
from bsb.store import schema
from bsb.store.journal import Journal
from bsb.text.match import choose

if TYPE_CHECKING:
    from sqlalchemy import Connection, RowMapping

_LONGEST = 80


@dataclass(frozen=True, slots=True)
class RoundCoder:
    """A coder of a round: sign, login where that is another, and in how many interviews there are codings."""

    coder: str
    login: str
    begun: int


@dataclass(frozen=True, slots=True)
class Round:
    """A blind round. ``closed_at`` is None while it is open; times are UTC."""

    name: str
    opened_by: str
    opened_at: str
    closed_by: str | None
    closed_at: str | None
    coders: tuple[RoundCoder, ...]
    interviews: tuple[str, ...]

    @property
    def open(self) -> bool:
        """Whether it still hides the coders' work from each other."""
        return self.closed_at is None


class Rounds:
    """The blind rounds of a project."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def all(self) -> list[Round]:
        """Return every round, oldest first. That someone has begun is told; what and how much is not."""
        with self._journal.store.read(whole=True) as connection:
            return [_round(connection, row) for row in stored.rounds(connection)]

    def get(self, wanted: str) -> Round:
        """Return the round of that name or unambiguous beginning. Raises BsbError if none or several fit."""
        known = {each.name: each for each in self.all()}
        if not known:
            raise BsbError(
                _("There are no rounds yet."), _("Open one: bsb team round open NAME --coder KA --coder TL")
            )
        return known[choose(wanted, dict.fromkeys(known, ()), N_("round"))]

    def open(self, name: str, coders: Mapping[str, str], *, interviews: Sequence[str] = ()) -> Round:
        """Open a blind round for two coders or more in some interviews, or in all that have a transcript.

        ``coders`` gives each one's sign and the name they are logged in with, "" where that is the sign.

        Raises BsbError for a name that is taken, fewer than two coders, or an interview that is not there, has no
        transcript or is in another open round.
        """
        title = " ".join(name.split())
        if not title or len(title) > _LONGEST:
            raise BsbError(_("A round needs a name of at most 80 characters."), _("Such as: first"))
        signs = {checked_coder(sign, []): " ".join(login.split())[:_LONGEST] for sign, login in coders.items()}
        if len({sign.casefold() for sign in signs}) < 2:
            raise BsbError(_("A blind round needs two coders or more."), _("Write --coder KA --coder TL"))
        with self._journal.change("round.open", title) as change:
            there = {row["name"]: row for row in stored_interviews.interviews(change.connection)}
            _refuse_name(change.connection, title)
            wanted = [choose(each, dict.fromkeys(there, ()), N_("interview")) for each in interviews]
            transcribed = [each for each, row in there.items() if row["transcript_id"] is not None]
            wanted = list(dict.fromkeys(wanted or transcribed))
            if empty := [each for each in wanted if each not in transcribed]:
                raise BsbError(
                    _("{interview} has no transcript yet.").format(interview=empty[0]),
                    _("Import one: bsb transcript import FILE --interview {interview}").format(interview=empty[0]),
                )
            if not wanted:
                raise BsbError(_("There are no transcripts yet."), _("Import some: bsb transcript import FILE"))
            _refuse_taken(change.connection, wanted)
            (number,) = change.insert(
                schema.blind_round,
                [{"name": title, "opened_by": self._journal.actor, "opened_at": self._journal.now()}],
            )
            rows = [{"round_id": number, "coder": sign, "login": login} for sign, login in signs.items()]
            change.insert(schema.blind_coder, rows)
            places = [{"round_id": number, "interview_id": there[each]["id"]} for each in wanted]
            change.insert(schema.blind_interview, places)
        return self.get(title)

    def close(self, wanted: str) -> Round:
        """Close a round: from now on everyone sees all. Only who opened it may.

        Raises BsbError if there is no such round, it is closed already, or somebody else opened it.
        """
        found = self.get(wanted)
        if not found.open:
            raise BsbError(_("The round {name} is closed already.").format(name=found.name), "")
        if found.opened_by != self._journal.actor:
            raise BsbError(
                _("{keeper} opened the round {name} and is to close it.").format(
                    keeper=found.opened_by, name=found.name
                ),
                _("You are here as {user}.").format(user=self._journal.actor),
            )
        with self._journal.change("round.close", found.name) as change:
            number = next(row["id"] for row in stored.rounds(change.connection) if row["name"] == found.name)
            values = {"closed_by": self._journal.actor, "closed_at": self._journal.now()}
            change.update(schema.blind_round, number, values)
        return self.get(found.name)


def _round(connection: Connection, row: RowMapping) -> Round:
    begun = stored.begun(connection, row["id"])
    return Round(
        row["name"],
        row["opened_by"],
        row["opened_at"],
        row["closed_by"],
        row["closed_at"],
        tuple(
            RoundCoder(each["coder"], each["login"], begun.get(each["coder"], 0))
            for each in stored.coders_of(connection, row["id"])
        ),
        tuple(stored.interviews_of(connection, row["id"])),
    )


def _refuse_name(connection: Connection, name: str) -> None:
    if any(row["name"].casefold() == name.casefold() for row in stored.rounds(connection)):
        raise BsbError(_("There is already a round called {name}.").format(name=name), _("See: bsb team round list"))


def _refuse_taken(connection: Connection, wanted: Sequence[str]) -> None:
    for row in stored.rounds(connection):
        both = set(wanted) & set(stored.interviews_of(connection, row["id"]))
        if row["closed_at"] is None and both:
            raise BsbError(
                _("{interview} is in the open round {name} already.").format(interview=min(both), name=row["name"]),
                _("Close that one first, or name other interviews: --interview NAME"),
            )

"""Interviews, who took part in them, and the table of both per district."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bsb.config import Config
from bsb.errors import BsbError
from bsb.i18n import N_
from bsb.i18n import gettext as _
from bsb.store import interviews as stored
from bsb.store import schema
from bsb.store.journal import Journal
from bsb.text.match import choose

if TYPE_CHECKING:
    import pandas as pd
    from sqlalchemy import RowMapping

_NAME = re.compile(r"[^\W_][\w.-]{0,63}")


@dataclass(frozen=True, slots=True)
class Interview:
    """A focus group or an individual interview. ``participants`` counts those who have not withdrawn."""

    id: int
    name: str
    district: str
    kind: str
    held_on: str | None = None
    minutes: int | None = None
    facilitators: str = ""
    setting: str = ""
    recruited: str = ""
    guide: str = ""
    guide_hash: str = ""
    participants: int = 0
    words: int | None = None


@dataclass(frozen=True, slots=True)
class Participant:
    """A person in an interview by pseudonym (B1, B2 ...), with coarse attributes and consent. Never a name."""

    id: int
    interview: str
    pseudonym: str
    attributes: Mapping[str, str]
    consent: str
    consent_on: str | None
    scope: str


@dataclass(frozen=True, slots=True)
class InterviewTable:
    """Interviews, participants and conference participants per district: rows and their sums."""

    rows: tuple[tuple[str, int, int, int], ...]

    @property
    def sums(self) -> tuple[int, int, int]:
        """The sums of the three columns over all districts."""
        return (sum(r[1] for r in self.rows), sum(r[2] for r in self.rows), sum(r[3] for r in self.rows))

    def to_frame(self) -> pd.DataFrame:
        """Districts by interviews, participants and conference_participants (numbers of each)."""
        import pandas as pd

        columns = ["interviews", "participants", "conference_participants"]
        index = pd.Index([r[0] for r in self.rows], name="district")
        return pd.DataFrame([r[1:] for r in self.rows], columns=columns, index=index)


class Interviews:
    """The interviews of a project."""

    def __init__(self, journal: Journal, config: Config) -> None:
        self._journal = journal
        self._config = config

    def all(self) -> list[Interview]:
        """Return every interview in the order in which they were entered."""
        with self._journal.store.read() as connection:
            return list(map(_interview, stored.interviews(connection)))

    def get(self, wanted: str) -> Interview:
        """Return the interview of that name or unambiguous beginning.

        Raises BsbError if none or several fit.
        """
        # The whole name is the usual case, and a project may have thousands of interviews.
        with self._journal.store.read() as connection:
            exact = stored.interview_called(connection, wanted)
        if exact:
            return _interview(exact)
        known = {i.name: i for i in self.all()}
        if not known:
            raise BsbError(
                _("There are no interviews yet."), _("Add one: bsb interview add NAME --district DISTRICT")
            )
        return known[choose(wanted, dict.fromkeys(known, ()), N_("interview"))]

    def add(
        self,
        name: str,
        *,
        district: str,
        kind: str = "focus_group",
        held_on: str | None = None,
        minutes: int | None = None,
        participants: int | Mapping[str, Mapping[str, str]] = 0,
        facilitators: str = "",
        setting: str = "",
        recruited: str = "",
        guide: str = "",
        guide_hash: str = "",
    ) -> Interview:
        """Add an interview, with its participants as a number (B1, B2 ...) or as pseudonym -> attributes.

        Raises BsbError for a name that is taken or cannot be part of a file name, an unknown district
        (with "did you mean"), a date that is not YYYY-MM-DD, or a number below zero.
        """
        if not _NAME.fullmatch(name):
            raise BsbError(
                _("“{name}” cannot be the name of an interview.").format(name=name),
                _("Use letters, digits, dots and hyphens, such as alna-fg1."),
            )
        if any(i.name.casefold() == name.casefold() for i in self.all()):
            raise BsbError(
                _("There is already an interview called {name}.").format(name=name),
                _("See: bsb interview list"),
            )
        values = {
            "name": name,
            "district": self._config.district(district).name,
            "kind": kind,
            "held_on": iso_date(held_on),
            "minutes": minutes,
            "facilitators": facilitators,
            "setting": setting,
            "recruited": recruited,
            "guide": guide,
            "guide_hash": guide_hash,
        }
        if isinstance(participants, int):
            participants = {f"B{n}": {} for n in range(1, participants + 1)}
        with self._journal.change("interview.add", name) as change:
            (interview_id,) = change.insert(schema.interview, [values])
            change.insert(
                schema.participant,
                [
                    {
                        "interview_id": interview_id,
                        "pseudonym": pseudonym,
                        "attributes": json.dumps(dict(attributes), ensure_ascii=False, sort_keys=True),
                        "consent": "unknown",
                    }
                    for pseudonym, attributes in participants.items()
                ],
            )
        return self.get(name)

    def participants(self, interview: str | None = None) -> list[Participant]:
        """Return the participants of one interview, or of all."""
        wanted = self.get(interview).id if interview else None
        with self._journal.store.read() as connection:
            return [
                Participant(
                    id=row["id"],
                    interview=row["interview"],
                    pseudonym=row["pseudonym"],
                    attributes=json.loads(row["attributes"]),
                    consent=row["consent"],
                    consent_on=row["consent_on"],
                    scope=row["scope"],
                )
                for row in stored.participants(connection, wanted)
            ]

    def table(self) -> InterviewTable:
        """Return interviews, participants and conference participants per district, in the project's order."""
        interviews = self.all()
        with self._journal.store.read() as connection:
            conferences = stored.conferences(connection)
        rows = []
        for district in (d.name for d in self._config.districts):
            here = [i for i in interviews if i.district == district]
            attended = sum(c["participants"] for c in conferences if c["district"] == district)
            rows.append((district, len(here), sum(i.participants for i in here), attended))
        return InterviewTable(tuple(rows))


def iso_date(value: str | None) -> str | None:
    """Return a date as YYYY-MM-DD; also reads 20.5.2026.

    Raises BsbError for anything else.

    >>> iso_date("20.5.2026")
    '2026-05-20'
    """
    if not value:
        return None
    match = re.fullmatch(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", value.strip())
    text = f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}" if match else value.strip()
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        raise BsbError(_("“{value}” is not a date.").format(value=value), _("Write it as 2026-05-20.")) from None


def _interview(row: RowMapping | dict[str, Any]) -> Interview:
    return Interview(**{name: row[name] for name in Interview.__slots__})

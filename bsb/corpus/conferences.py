"""Dialogue conferences that have been held: when, where and how many of whom."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from bsb.config import Config
from bsb.corpus.interviews import iso_date
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.store import interviews as stored
from bsb.store import schema
from bsb.store.journal import Journal
from bsb.text.match import slug


@dataclass(frozen=True, slots=True)
class Conference:
    """A dialogue conference; ``by_role`` gives the number of participants of each role."""

    id: int
    district: str
    held_on: str
    place: str
    participants: int
    by_role: Mapping[str, int]
    minutes: str = ""

    @property
    def ref(self) -> str:
        """What the conference is called on its papers: gamle-oslo-2026-05-20."""
        return f"{slug(self.district)}-{self.held_on}"


class Conferences:
    """The dialogue conferences of a project."""

    def __init__(self, journal: Journal, config: Config) -> None:
        self._journal = journal
        self._config = config

    def all(self) -> list[Conference]:
        """Return every conference, by district and date."""
        with self._journal.store.read() as connection:
            return [
                Conference(
                    id=row["id"],
                    district=row["district"],
                    held_on=row["held_on"],
                    place=row["place"],
                    participants=row["participants"],
                    by_role=json.loads(row["by_role"]),
                    minutes=row["minutes"],
                )
                for row in stored.conferences(connection)
            ]

    def add(
        self, district: str, *, held_on: str, by_role: Mapping[str, int], place: str = "", minutes: str = ""
    ) -> Conference:
        """Record a conference that is planned or was held, with its participants by role and its free minutes.

        Raises BsbError for an unknown district, a bad date, or a conference that is recorded already.
        """
        name = self._config.district(district).name
        date = iso_date(held_on) or ""
        if any((c.district, c.held_on) == (name, date) for c in self.all()):
            raise BsbError(
                _("The conference of {date} in {district} is recorded already.").format(date=date, district=name),
                _("Nothing was changed."),
            )
        values = {
            "district": name,
            "held_on": date,
            "place": place,
            "participants": sum(by_role.values()),
            "by_role": json.dumps(dict(by_role), ensure_ascii=False),
            "minutes": minutes,
        }
        with self._journal.change("conference.add", f"{name} {date}") as change:
            change.insert(schema.conference, [values])
        return next(c for c in self.all() if (c.district, c.held_on) == (name, date))

    def get(self, wanted: str, *, on: str | None = None) -> Conference:
        """Return the conference of a district (on a date, else its last), or of that ref (gamle-oslo-2026-05-20).

        Raises BsbError if there is none.
        """
        every = self.all()
        if found := next((c for c in every if c.ref == wanted.strip().lower()), None):
            return found
        name, date = self._config.district(wanted).name, iso_date(on)
        own = [c for c in every if c.district == name and date in (None, c.held_on)]
        if not own:
            raise BsbError(
                _("{district} has no dialogue conference yet.").format(district=name)
                if date is None
                else _("{district} has no dialogue conference on {date}.").format(district=name, date=date),
                _("Record one: bsb conference add “{district}” --date 2026-05-20").format(district=name),
            )
        return max(own, key=lambda conference: conference.held_on)

    def edit(
        self,
        conference: Conference,
        *,
        by_role: Mapping[str, int] | None = None,
        place: str | None = None,
        minutes: str | None = None,
    ) -> Conference:
        """Change what is recorded of a conference; None leaves a field."""
        values: dict[str, str | int] = {}
        if by_role is not None:
            values |= {
                "by_role": json.dumps(dict(by_role), ensure_ascii=False),
                "participants": sum(by_role.values()),
            }
        for field, text in (("place", place), ("minutes", minutes)):
            if text is not None:
                values[field] = text
        with self._journal.change("conference.edit", f"{conference.district} {conference.held_on}") as change:
            change.update(schema.conference, conference.id, values)
        return next(c for c in self.all() if c.id == conference.id)

"""A year later: what users and services say has become of each recommendation, and what has moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bsb.coding.summaries import tidy_text
from bsb.corpus.interviews import iso_date
from bsb.dialogue.finding import Finding, Recommendation, number_of
from bsb.dialogue.findings import Findings
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.store import findings as stored
from bsb.store import schema
from bsb.store.journal import Journal
from bsb.text.match import suggest

if TYPE_CHECKING:
    import pandas as pd

    from bsb.dialogue.followup_page import Seen

STATUSES = schema.FOLLOWUP_STATUSES
NOT_BEGUN, BEGUN, DONE, DROPPED = STATUSES


def status_name(status: str) -> str:
    """Return what people read for the status of a recommendation, in the current language."""
    return {"not_begun": _("not begun"), "begun": _("begun"), "done": _("done"), "dropped": _("dropped")}[status]


@dataclass(frozen=True, slots=True)
class Saying:
    """What someone said of a recommendation: its status, who says so, and when (ISO date)."""

    status: str
    said_by: str
    said_on: str
    note: str


@dataclass(frozen=True, slots=True)
class Progress:
    """A recommendation with the findings it belongs to and everything that was said of it, oldest first."""

    recommendation: Recommendation
    findings: tuple[Finding, ...]
    sayings: tuple[Saying, ...]

    @property
    def districts(self) -> tuple[str, ...]:
        """The districts of its findings."""
        return tuple(dict.fromkeys(district for finding in self.findings for district in finding.districts))

    @property
    def status(self) -> str:
        """The status that was said last; not begun while nobody has said anything."""
        return self.sayings[-1].status if self.sayings else NOT_BEGUN

    @property
    def latest(self) -> dict[str, Saying]:
        """The last that each has said."""
        return {saying.said_by: saying for saying in self.sayings}

    @property
    def disputed(self) -> bool:
        """Whether those who have said something now say different things."""
        return len({saying.status for saying in self.latest.values()}) > 1

    def status_on(self, day: str) -> str:
        """Return the status on a day (ISO date): what had been said last by then."""
        said = [saying for saying in self.sayings if saying.said_on <= day]
        return said[-1].status if said else NOT_BEGUN


class Followups:
    """What became of a project's recommendations."""

    def __init__(self, journal: Journal, findings: Findings) -> None:
        self._journal = journal
        self._findings = findings

    def all(self, *, districts: Sequence[str] | None = None) -> list[Progress]:
        """Return every recommendation that belongs to a finding, in the order in which they were written."""
        findings = self._findings.all(districts=districts)
        with self._journal.store.read() as connection:
            rows = stored.followups(connection)
        said: dict[int, list[Saying]] = {}
        for row in rows:
            said.setdefault(row["recommendation_id"], []).append(
                Saying(row["status"], row["said_by"], row["said_on"], row["note"])
            )
        known: dict[int, Recommendation] = {}
        owners: dict[int, list[Finding]] = {}
        for finding in findings:
            for advice in finding.recommendations:
                known[advice.id] = advice
                owners.setdefault(advice.id, []).append(finding)
        return [Progress(known[n], tuple(owners[n]), tuple(said.get(n, ()))) for n in sorted(known)]

    def get(self, wanted: str) -> Progress:
        """Return the recommendation of that id (R3) with what became of it.

        Raises BsbError if there is none.
        """
        number = number_of(wanted, "R")
        found = next((each for each in self.all() if each.recommendation.id == number), None)
        if found is None:
            raise BsbError(
                _("There is no recommendation R{n}.").format(n=number), _("The ids are in: bsb followup list")
            )
        return found

    def set(
        self, wanted: str, status: str, *, by: str, on: str | None = None, note: str = "", author: str = ""
    ) -> Progress:
        """Enter what someone says of a recommendation. ``by`` is a stakeholder, or a service by name.

        Raises BsbError for an unknown recommendation or status, a bad date, or nobody who says so.
        """
        own = self.get(wanted)
        if status not in STATUSES:
            raise BsbError(_("“{word}” is no status.").format(word=status), suggest(status, STATUSES))
        who = " ".join(by.split())[:80]
        if not who:
            raise BsbError(_("Say who says so."), _("Such as: --by brukere"))
        day = iso_date(on) or self._journal.now()[:10]
        row = {
            "recommendation_id": own.recommendation.id,
            "status": status,
            "said_by": who,
            "said_on": day,
            "note": tidy_text(note),
            "author": author or self._journal.actor,
            "at": self._journal.now(),
        }
        with self._journal.change("followup.set", f"{own.recommendation.ref} {status}") as change:
            change.insert(schema.followup, [row])
        return self.get(wanted)

    def take_in(self, seen: Sequence[Seen], *, on: str | None = None, author: str = "") -> list[Seen]:
        """Enter what a follow-up page says, as one change, and return what was new; what is entered already is not.

        Raises BsbError for a recommendation that is not there, or a bad date.
        """
        day = iso_date(on) or self._journal.now()[:10]
        known = {each.recommendation.ref: each for each in self.all()}
        for each in seen:
            if each.ref not in known:
                self.get(each.ref)
        new = [
            each for each in seen if Saying(each.status, each.said_by, day, each.note) not in known[each.ref].sayings
        ]
        rows = [
            {
                "recommendation_id": known[each.ref].recommendation.id,
                "status": each.status,
                "said_by": each.said_by,
                "said_on": day,
                "note": each.note,
                "author": author or self._journal.actor,
                "at": self._journal.now(),
            }
            for each in new
        ]
        if rows:
            with self._journal.change(
                "followup.import", ", ".join(dict.fromkeys(each.ref for each in new))
            ) as change:
                change.insert(schema.followup, rows)
        return new

    def moved(self, since: str, *, districts: Sequence[str] | None = None) -> list[Progress]:
        """Return the recommendations whose status is another than on a day (ISO date), such as the conference's."""
        return [each for each in self.all(districts=districts) if each.status != each.status_on(since)]


def to_frame(found: Sequence[Progress], *, since: str) -> pd.DataFrame:
    """Return recommendations as a frame, one row each, with the status on a day and now."""
    import pandas as pd

    columns = ["recommendation", "addressee", "text", "districts", "then", "now", "said_by", "said_on", "disputed"]
    rows = []
    for each in found:
        last = each.sayings[-1] if each.sayings else None
        advice = each.recommendation
        rows.append(
            [
                *(advice.ref, advice.addressee, advice.text, "; ".join(each.districts)),
                *(each.status_on(since), each.status, last.said_by if last else "", last.said_on if last else ""),
                each.disputed,
            ]
        )
    return pd.DataFrame(rows, columns=columns)

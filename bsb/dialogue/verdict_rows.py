"""Verdicts within one change: a group made, filled or emptied, a line of its sheet written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bsb.corpus.conferences import Conference
from bsb.dialogue.finding import Finding
from bsb.dialogue.finding_rows import write_finding
from bsb.errors import BsbError, ConflictError
from bsb.i18n import gettext as _
from bsb.store import findings as stored_findings
from bsb.store import schema
from bsb.store import verdicts as stored
from bsb.store.journal import Change

if TYPE_CHECKING:
    from sqlalchemy import RowMapping

NEW = schema.VERDICTS[-1]


@dataclass(frozen=True, slots=True)
class Judged:
    """One line of a group's sheet: a finding (its number; None: a new one), the verdict, their wording, a comment.

    ``kind`` is that of a new finding, ``themes`` its themes; a new point at a finding takes that one's. ``before`` is
    the statement as it stood on the sheet, "" if that is not known.
    """

    finding: int | None
    verdict: str
    wording: str = ""
    comment: str = ""
    kind: str = "challenge"
    themes: tuple[str, ...] = ()
    before: str = ""


@dataclass(frozen=True, slots=True)
class GroupReport:
    """What one group at a conference said, as it is taken in; ``source`` is the file it was read from."""

    conference: Conference
    group: str
    topic: str = ""
    lines: tuple[Judged, ...] = ()
    notes: str = ""
    source: str = ""


def check_line(line: Judged) -> None:
    """Raise BsbError for a verdict that is none, or one without the wording that it needs."""
    if line.verdict not in schema.VERDICTS:
        raise BsbError(
            _("“{word}” is no verdict.").format(word=line.verdict),
            _("These are: {verdicts}.").format(verdicts=", ".join(schema.VERDICTS)),
        )
    if line.verdict == NEW and not line.wording:
        raise BsbError(_("A new point has no wording."), _("Write it as a sentence."))


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes what groups said within one change, for one who enters it at one moment."""

    change: Change
    author: str
    now: str

    def group(self, report: GroupReport, *, keep: bool = False, replace: bool = False) -> int:
        """Return the id of a report's group, made if need be; one that is there is kept, or emptied and filled anew.

        Raises BsbError for a group without a name, or one that is in already and is neither to be kept nor replaced.
        """
        name = group_name(report.group)
        row = stored.group(self.change.connection, report.conference.id, name)
        values: dict[str, Any] = {"topic": report.topic, "notes": report.notes, "source": report.source}
        if row is None:
            own = {"conference_id": report.conference.id, "name": name, "at": self.now, "author": self.author}
            return self.change.insert(schema.conference_group, [own | values])[0]
        group_id: int = row["id"]
        if keep:
            return group_id
        if not replace:
            raise BsbError(
                _("{group} at the conference in {district} is in already.").format(
                    group=name, district=report.conference.district
                ),
                _("Take it in anew in its place: --replace"),
            )
        self.take_away(stored.verdicts_of(self.change.connection, group_id))
        self.change.update(schema.conference_group, group_id, values)
        return group_id

    def take_away(self, rows: Iterable[RowMapping]) -> None:
        """Take verdicts away, with the findings that came new with them.

        Raises BsbError if such a finding has recommendations by now.
        """
        gone = list(rows)
        connection = self.change.connection
        self.change.delete(schema.verdict, [row["id"] for row in gone])
        for number in [row["finding_id"] for row in gone if row["verdict"] == NEW]:
            if stored_findings.verdict_count(connection, number):
                continue
            if any(r["finding_id"] == number for r in stored_findings.recommendation_links(connection)):
                raise BsbError(
                    _("F{n}, which this group added, has recommendations by now.").format(n=number),
                    _("Change the verdicts by hand: bsb conference verdict"),
                )
            for table in (schema.finding_code, schema.finding_evidence):
                self.change.delete(table, stored_findings.ids_of(connection, table, number))
            self.change.delete(schema.finding, [number])

    def verdict(self, group_id: int, line: Judged, finding: Finding) -> None:
        """Write a group's verdict on a finding, or change the one that is there."""
        row = self.there(group_id, finding.id)
        before = row["before"] if row else line.before or finding.statement
        after = line.wording if line.wording != before else ""
        values = {"verdict": line.verdict, "after": after, "comment": line.comment}
        if row:
            self.change.update(schema.verdict, row["id"], values)
        else:
            own = {"group_id": group_id, "finding_id": finding.id, "before": before}
            self.change.insert(schema.verdict, [values | own])

    def there(self, group_id: int, finding_id: int) -> RowMapping | None:
        """Return the group's verdict on a finding as it stands, or None."""
        rows = stored.verdicts_of(self.change.connection, group_id)
        return next((row for row in rows if row["finding_id"] == finding_id), None)

    def expect(self, group_id: int, seen: Judged, wanted: Judged | None = None) -> None:
        """Raise ConflictError if a verdict stands neither as it was seen (verdict "": not there) nor as wanted."""
        row = self.there(group_id, seen.finding or 0)
        now = (row["verdict"], row["after"], row["comment"]) if row else ("", "", "")
        if now not in [(each.verdict, each.wording, each.comment) for each in (seen, wanted) if each]:
            raise changed_meanwhile()

    def from_line(self, group_id: int, report: GroupReport, line: Judged, findings: Mapping[int, Finding]) -> int:
        """Write the new point of a line as a finding, near the one it stands at; return its id."""
        near = findings.get(line.finding or 0)
        values = {
            "statement": " ".join(line.wording.split()),
            "kind": line.kind,
            "districts": (report.conference.district,),
            "themes": line.themes or (near.themes if near else ()),
            "services": near.services if near else (),
        }
        return self.new(group_id, report, values, line.comment)

    def new(self, group_id: int, report: GroupReport, values: Mapping[str, Any], comment: str) -> int:
        """Write a finding that a group added, with the conference as its source; return its id."""
        number = write_finding(
            self.change,
            None,
            values,
            author=self.author,
            now=self.now,
            conference=report.conference.id,
            group=group_name(report.group),
        )
        row = {"group_id": group_id, "finding_id": number, "verdict": NEW, "comment": comment}
        self.change.insert(schema.verdict, [row | {"before": "", "after": values["statement"]}])
        return number


def changed_meanwhile() -> ConflictError:
    """Return what says that somebody else was quicker."""
    return ConflictError(
        _("Somebody else has entered something here meanwhile."), _("Look at what stands there now, and decide.")
    )


def group_name(given: str) -> str:
    """Return a group's name as it is kept. Raises BsbError if there is none."""
    name = " ".join(given.split())[:80]
    if not name:
        raise BsbError(_("The group has no name."), _("Say which it is: --group “Gruppe 1”"))
    return name

"""What dialogue conferences made of the findings: verdicts by group, changed wordings, and what came new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bsb.coding.summaries import tidy_text
from bsb.corpus.conferences import Conference, Conferences
from bsb.dialogue.finding import Finding
from bsb.dialogue.findings import Findings, write_finding
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.store import findings as stored_findings
from bsb.store import schema
from bsb.store import verdicts as stored
from bsb.store.journal import Change, Journal
from bsb.store.verdicts import own_verdict

if TYPE_CHECKING:
    from bsb.dialogue.before_after import Outcome

CONFIRMED, NUANCED, DISPUTED, NEW = schema.VERDICTS
NO_THEME = "uten tema"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a group at a conference made of a finding. ``before`` is the statement as they had it before them.

    ``after`` is their own wording, "" where they gave none. A finding that they added has the verdict "new".
    """

    conference: Conference
    group: str
    topic: str
    finding: Finding
    verdict: str
    before: str
    after: str
    comment: str


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


@dataclass(frozen=True, slots=True)
class Taken:
    """What taking in reports did: verdicts entered, and the new findings (their ids)."""

    verdicts: int
    new: tuple[int, ...] = field(default=())


class Verdicts:
    """The verdicts of a project's conferences."""

    def __init__(self, journal: Journal, conferences: Conferences, findings: Findings) -> None:
        self._journal = journal
        self._conferences = conferences
        self._findings = findings

    def all(
        self, *, conference: Conference | None = None, finding: int | None = None, group: str | None = None
    ) -> list[Verdict]:
        """Return verdicts by conference, group and the order in which they stood on the sheet."""
        with self._journal.store.read() as connection:
            rows = stored.verdicts(connection)
        conferences = {each.id: each for each in self._conferences.all()}
        findings = {each.id: each for each in self._findings.all()} if rows else {}
        return [
            Verdict(
                conference=conferences[row["conference_id"]],
                group=row["group"],
                topic=row["topic"],
                finding=findings[row["finding_id"]],
                verdict=row["verdict"],
                before=row["before"],
                after=row["after"],
                comment=row["comment"],
            )
            for row in rows
            if (conference is None or row["conference_id"] == conference.id)
            and (finding is None or row["finding_id"] == finding)
            and (group is None or row["group"] == group)
        ]

    def groups(self, conference: Conference) -> list[GroupReport]:
        """Return the groups of a conference with topic and notes, without their verdicts (see ``all``)."""
        with self._journal.store.read() as connection:
            rows = stored.groups(connection, conference.id)
        return [GroupReport(conference, r["name"], r["topic"], (), r["notes"], r["source"]) for r in rows]

    def put_before(self, conference: Conference) -> list[Finding]:
        """Return the findings that are, or were, put before a conference: the district's, without its own."""
        return [
            finding
            for finding in self._findings.all(districts=[conference.district])
            if finding.conference != conference.id
        ]

    def enter(
        self,
        conference: Conference,
        group: str,
        finding: str | int,
        verdict: str,
        *,
        wording: str = "",
        comment: str = "",
        author: str = "",
    ) -> Verdict:
        """Enter or change a group's verdict on a finding by hand.

        Raises BsbError for an unknown finding, a verdict that is none, or "new": see ``add_new``.
        """
        own = self._findings.get(finding)
        if verdict == NEW:
            raise BsbError(
                _("A new point is a finding of its own."),
                _("Write it: bsb conference verdict DISTRICT --group GROUP --new TEXT"),
            )
        line = Judged(own.id, verdict, tidy_text(wording), tidy_text(comment))
        check_line(line)
        about = f"{conference.district} {conference.held_on} {own.ref}"
        with self._journal.change("conference.verdict", about) as change:
            group_id = self._group(change, GroupReport(conference, group), author, keep=True)
            self._write(change, group_id, line, own)
        return next(each for each in self.all(conference=conference, finding=own.id) if each.group == group)

    def add_new(
        self,
        conference: Conference,
        group: str,
        texts: Mapping[str, str],
        *,
        comment: str = "",
        author: str = "",
    ) -> Finding:
        """Write a finding that a group added, with the conference as its source; see ``Findings.add`` for the texts.

        Raises BsbError as ``Findings.add`` does.
        """
        values = self._findings.reader.read({"districts": conference.district, **texts}, None)
        about = f"{conference.district} {conference.held_on}"
        with self._journal.change("conference.verdict", about) as change:
            group_id = self._group(change, GroupReport(conference, group), author, keep=True)
            number = self._new(change, group_id, conference, group, values, comment, author)
        return self._findings.get(number)

    def take_in(self, reports: Sequence[GroupReport], *, author: str = "", replace: bool = False) -> Taken:
        """Take in what groups said, all of it as one change.

        Raises BsbError, with nothing written, if a group is in already (without ``replace``), or a line has
        a verdict without the wording it needs or a finding that the project does not have.
        """
        findings = {finding.id: finding for finding in self._findings.all()}
        count, new = 0, []
        about = ", ".join(dict.fromkeys(f"{r.conference.district} {r.conference.held_on}" for r in reports))
        with self._journal.change("conference.minutes", about) as change:
            for report in reports:
                group_id = self._group(change, report, author, replace=replace)
                for line in report.lines:
                    check_line(line)
                    count += 1
                    if line.finding is None or line.verdict == NEW:
                        new.append(self._from_line(change, group_id, report, line, findings, author))
                    elif line.finding in findings:
                        self._write(change, group_id, line, findings[line.finding])
                    else:
                        raise BsbError(_("There is no finding F{n}.").format(n=line.finding), "")
        return Taken(count, tuple(new))

    def outcomes(self, conference: Conference) -> list[Outcome]:
        """Return what became of each finding that was put before a conference, and what came new."""
        from bsb.dialogue.before_after import outcomes

        return outcomes(self.put_before(conference), self.all(conference=conference))

    def counts(self, *, district: str | None = None, by: str = "theme") -> dict[str, dict[str, int]]:
        """Return findings before conferences, verdicts and new ones, as ``before_after`` of the displays takes them.

        Counted are conferences of which a group is recorded, of one district or of all; keys are those of the main
        theme (or, ``by`` "district", the districts' names). Each finding counts once a conference, under its main
        theme; where groups differ about it, it counts as nuanced.
        """
        counted: dict[str, dict[str, int]] = {}
        for conference in self._conferences.all():
            if district not in (None, conference.district) or not self.groups(conference):
                continue
            for each in self.outcomes(conference):
                key = conference.district if by == "district" else (each.finding.themes or (NO_THEME,))[0]
                own = counted.setdefault(key, {})
                if each.verdict != NEW:
                    own["before"] = own.get("before", 0) + 1
                if each.verdict:
                    own[each.verdict] = own.get(each.verdict, 0) + 1
        return counted

    def adopt(self, finding: str | int, *, group: str | None = None, author: str = "") -> Finding:
        """Make the wording that a conference gave a finding its statement; the verdict keeps both.

        Raises BsbError if no group gave one, or several did and ``group`` does not say whose.
        """
        own = self._findings.get(finding)
        worded = [v for v in self.all(finding=own.id) if v.after and v.verdict != NEW and group in (None, v.group)]
        wordings = {verdict.after for verdict in worded}
        if not wordings:
            raise BsbError(
                _("No group gave {id} another wording.").format(id=own.ref), _("See: bsb conference verdicts")
            )
        if len(wordings) > 1:
            raise BsbError(
                _("Several groups gave {id} a wording: {groups}.").format(
                    id=own.ref, groups=", ".join(verdict.group for verdict in worded)
                ),
                _("Say whose: --group NAME, or write one: bsb finding edit {id} --statement TEXT").format(id=own.ref),
            )
        with self._journal.change("conference.adopt", own.ref) as change:
            change.update(schema.finding, own.id, {"statement": wordings.pop()})
        return self._findings.get(own.id)

    def _group(
        self, change: Change, report: GroupReport, author: str, *, keep: bool = False, replace: bool = False
    ) -> int:
        """Return the id of a report's group, made or emptied if need be."""
        name = " ".join(report.group.split())[:80]
        if not name:
            raise BsbError(_("The group has no name."), _("Say which it is: --group “Gruppe 1”"))
        row = stored.group(change.connection, report.conference.id, name)
        values: dict[str, Any] = {"topic": report.topic, "notes": report.notes, "source": report.source}
        if row is None:
            own = {"conference_id": report.conference.id, "name": name, "at": self._journal.now()}
            return change.insert(schema.conference_group, [own | values | {"author": author or self._journal.actor}])[
                0
            ]
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
        self._empty(change, group_id)
        change.update(schema.conference_group, group_id, values)
        return group_id

    def _empty(self, change: Change, group_id: int) -> None:
        """Take a group's verdicts away, with the findings that it added."""
        rows = stored.verdicts_of(change.connection, group_id)
        change.delete(schema.verdict, [row["id"] for row in rows])
        for number in [row["finding_id"] for row in rows if row["verdict"] == NEW]:
            if stored_findings.verdict_count(change.connection, number):
                continue
            if any(r["finding_id"] == number for r in stored_findings.recommendation_links(change.connection)):
                raise BsbError(
                    _("F{n}, which this group added, has recommendations by now.").format(n=number),
                    _("Change the verdicts by hand: bsb conference verdict"),
                )
            for table in (schema.finding_code, schema.finding_evidence):
                change.delete(table, stored_findings.ids_of(change.connection, table, number))
            change.delete(schema.finding, [number])

    def _write(self, change: Change, group_id: int, line: Judged, finding: Finding) -> None:
        before = line.before or finding.statement
        after = line.wording if line.wording != before else ""
        values = {"verdict": line.verdict, "after": after, "comment": line.comment}
        rows = [r for r in stored.verdicts_of(change.connection, group_id) if r["finding_id"] == finding.id]
        if rows:
            change.update(schema.verdict, rows[0]["id"], values)
            return
        change.insert(
            schema.verdict,
            [values | {"group_id": group_id, "finding_id": finding.id, "before": before}],
        )

    def _from_line(
        self,
        change: Change,
        group_id: int,
        report: GroupReport,
        line: Judged,
        findings: Mapping[int, Finding],
        author: str,
    ) -> int:
        near = findings.get(line.finding or 0)
        values = {
            "statement": " ".join(line.wording.split()),
            "kind": line.kind,
            "districts": (report.conference.district,),
            "themes": line.themes or (near.themes if near else ()),
            "services": near.services if near else (),
        }
        return self._new(change, group_id, report.conference, report.group, values, line.comment, author)

    def _new(
        self,
        change: Change,
        group_id: int,
        conference: Conference,
        group: str,
        values: Mapping[str, Any],
        comment: str,
        author: str,
    ) -> int:
        number = write_finding(
            change,
            None,
            values,
            author=author or self._journal.actor,
            now=self._journal.now(),
            conference=conference.id,
            group=group,
        )
        row = {"group_id": group_id, "finding_id": number, "verdict": NEW, "comment": comment}
        change.insert(schema.verdict, [row | {"before": "", "after": values["statement"]}])
        return number


def check_line(line: Judged) -> None:
    """Raise BsbError for a verdict that is none, or one without the wording that it needs."""
    if line.verdict not in schema.VERDICTS:
        raise BsbError(
            _("“{word}” is no verdict.").format(word=line.verdict),
            _("These are: {verdicts}.").format(verdicts=", ".join(schema.VERDICTS)),
        )
    if line.verdict == NEW and not line.wording:
        raise BsbError(_("A new point has no wording."), _("Write it as a sentence."))


__all__ = ["GroupReport", "Judged", "Taken", "Verdict", "Verdicts", "check_line", "own_verdict"]

"""What dialogue conferences made of the findings: verdicts by group, changed wordings, and what came new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bsb.coding.summaries import tidy_text
from bsb.corpus.conferences import Conference, Conferences
from bsb.dialogue.finding import Finding
from bsb.dialogue.findings import Findings
from bsb.dialogue.verdict_rows import (
    NEW,
    GroupReport,
    Judged,
    Writer,
    changed_meanwhile,
    check_line,
    group_name,
)
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.store import schema
from bsb.store import verdicts as stored
from bsb.store.journal import Journal
from bsb.store.verdicts import own_verdict

if TYPE_CHECKING:
    from bsb.dialogue.before_after import Outcome

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
        from bsb.dialogue.before_after import put_before

        return put_before(self._findings.all(districts=[conference.district]), conference)

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
        topic: str = "",
        seen: Judged | None = None,
    ) -> Verdict:
        """Enter or change a group's verdict on a finding by hand; ``topic`` is that of a group that is not in yet.

        ``seen`` is how the verdict stood when one saw it ("" as verdict: there was none).

        Raises BsbError for an unknown finding, a verdict that is none, or "new" (see ``add_new``), and ConflictError
        if it stands neither as seen nor as it is to be.
        """
        own = self._findings.get(finding)
        if verdict == NEW:
            raise BsbError(
                _("A new point is a finding of its own."),
                _("Write it: bsb conference verdict DISTRICT --group GROUP --new TEXT"),
            )
        line = Judged(own.id, verdict, tidy_text(wording), tidy_text(comment))
        check_line(line)
        report = GroupReport(conference, group_name(group), topic)
        with self._writing("conference.verdict", f"{_about(conference)} {own.ref}", author) as writer:
            group_id = writer.group(report, keep=True)
            if seen is not None:
                writer.expect(group_id, seen, line)
            writer.verdict(group_id, line, own)
        return next(each for each in self.all(conference=conference, finding=own.id) if each.group == report.group)

    def clear(self, conference: Conference, group: str, finding: str | int, *, seen: Judged | None = None) -> None:
        """Take a group's verdict on a finding away; one that came new goes with its finding.

        A group of which nothing is left then is not in any more.

        Raises BsbError if there is no such verdict or the new finding has recommendations, and ConflictError if it
        does not stand as ``seen``.
        """
        own = self._findings.get(finding)
        with self._writing("conference.verdict", f"{_about(conference)} {own.ref}", "") as writer:
            connection = writer.change.connection
            row = stored.group(connection, conference.id, group_name(group))
            there = writer.there(row["id"], own.id) if row else None
            if row is None or there is None:
                raise BsbError(
                    _("{group} has no verdict on {id}.").format(group=group, id=own.ref),
                    _("See: bsb conference verdicts"),
                )
            if seen is not None:
                writer.expect(row["id"], seen)
            writer.take_away([there])
            if not (row["notes"] or row["source"] or stored.verdicts_of(connection, row["id"])):
                writer.change.delete(schema.conference_group, [row["id"]])

    def describe(
        self,
        conference: Conference,
        group: str,
        *,
        topic: str,
        notes: str,
        author: str = "",
        seen: tuple[str, str] | None = None,
    ) -> GroupReport:
        """Write a group's topic and what else it said, making the group if it is not in yet.

        ``seen`` are topic and notes as one saw them.

        Raises BsbError for a group without a name, and ConflictError if they stand neither as seen nor as wanted.
        """
        wanted = (" ".join(topic.split()), tidy_text(notes))
        name = group_name(group)
        with self._writing("conference.group", f"{_about(conference)} {name}", author) as writer:
            row = stored.group(writer.change.connection, conference.id, name)
            there = (row["topic"], row["notes"]) if row else None
            if seen is not None and there is not None and there not in (seen, wanted):
                raise changed_meanwhile()
            group_id = writer.group(GroupReport(conference, name), keep=True)
            writer.change.update(
                schema.conference_group, group_id, dict(zip(("topic", "notes"), wanted, strict=True))
            )
        return next(each for each in self.groups(conference) if each.group == name)

    def add_new(
        self,
        conference: Conference,
        group: str,
        texts: Mapping[str, str],
        *,
        comment: str = "",
        author: str = "",
        topic: str = "",
    ) -> Finding:
        """Write a finding that a group added, with the conference as its source; see ``Findings.add`` for the texts.

        Raises BsbError as ``Findings.add`` does.
        """
        values = self._findings.reader.read({"districts": conference.district, **texts}, None)
        report = GroupReport(conference, group, topic)
        with self._writing("conference.verdict", _about(conference), author) as writer:
            number = writer.new(writer.group(report, keep=True), report, values, tidy_text(comment))
        return self._findings.get(number)

    def take_in(self, reports: Sequence[GroupReport], *, author: str = "", replace: bool = False) -> Taken:
        """Take in what groups said, all of it as one change.

        Raises BsbError, with nothing written, if a group is in already (without ``replace``), or a line has
        a verdict without the wording it needs or a finding that the project does not have.
        """
        findings = {finding.id: finding for finding in self._findings.all()}
        count, new = 0, []
        about = ", ".join(dict.fromkeys(_about(report.conference) for report in reports))
        with self._writing("conference.minutes", about, author) as writer:
            for report in reports:
                group_id = writer.group(report, replace=replace)
                for line in report.lines:
                    check_line(line)
                    count += 1
                    if line.finding is None or line.verdict == NEW:
                        new.append(writer.from_line(group_id, report, line, findings))
                    elif line.finding in findings:
                        writer.verdict(group_id, line, findings[line.finding])
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

    def adopt(
        self,
        finding: str | int,
        *,
        group: str | None = None,
        conference: int | None = None,
        seen: str | None = None,
    ) -> Finding:
        """Make the wording that a conference gave a finding its statement; the verdict keeps both.

        ``group`` and ``conference`` (its id) say whose; ``seen`` is the wording that one saw and wants.

        Raises BsbError if no group gave one, or several did and ``group`` does not say whose, and ConflictError if
        it is another than the one ``seen``.
        """
        own = self._findings.get(finding)
        worded = [
            verdict
            for verdict in self.all(finding=own.id, group=group)
            if verdict.after and verdict.verdict != NEW and conference in (None, verdict.conference.id)
        ]
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
        (wording,) = wordings
        if seen is not None and wording != seen:
            raise changed_meanwhile()
        with self._journal.change("conference.adopt", own.ref) as change:
            change.update(schema.finding, own.id, {"statement": wording})
        return self._findings.get(own.id)

    @contextmanager
    def _writing(self, action: str, about: str, author: str) -> Iterator[Writer]:
        with self._journal.change(action, about) as change:
            yield Writer(change, author or self._journal.actor, self._journal.now())


def _about(conference: Conference) -> str:
    return f"{conference.district} {conference.held_on}"


__all__ = ["NEW", "GroupReport", "Judged", "Taken", "Verdict", "Verdicts", "check_line", "own_verdict"]

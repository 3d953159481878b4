"""Taking in what comes back from a conference: filled-in group sheets and free minutes, all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bsb.coding.summaries import tidy_text
from bsb.corpus.conferences import Conference, Conferences
from bsb.dialogue.group_sheet import followup_marks, is_sheet, read_sheet, report_of
from bsb.dialogue.verdicts import GroupReport, Taken, Verdicts
from bsb.errors import BsbError
from bsb.formats.read import read_source
from bsb.i18n import gettext as _
from bsb.privacy.kinds import kind_name

if TYPE_CHECKING:
    from bsb.privacy.scan import Scanner

_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Minutes:
    """What files hold: what groups said, and free minutes by conference. Nothing is written yet.

    ``pointers`` say where something may point to a person (file, place, kind), never the words.
    """

    reports: tuple[GroupReport, ...]
    texts: tuple[tuple[Conference, str], ...]
    pointers: tuple[str, ...]


class MinutesReader:
    """Reads files from a conference. ``mark`` is the project's; ``scanner`` looks for what may point to a person."""

    def __init__(
        self,
        conferences: Conferences,
        verdicts: Verdicts,
        mark: Callable[[], str],
        scanner: Callable[[], Scanner],
    ) -> None:
        self._conferences = conferences
        self._verdicts = verdicts
        self._mark = mark
        self._scanner = scanner

    def read(self, paths: Sequence[Path], *, conference: Conference | None = None) -> Minutes:
        """Read group sheets (.docx, .xlsx) and free minutes; the latter belong to ``conference``.

        Raises BsbError that lists every fault of every file: two marks on a line, a wrong box, a sheet of another
        conference or project, an unknown finding.
        """
        reports: list[GroupReport] = []
        texts: list[tuple[Conference, str]] = []
        problems: list[str] = []
        for path in paths:
            try:
                if is_sheet(path):
                    report, faults = self._sheet(path, conference)
                    reports.append(report)
                    problems += faults
                else:
                    texts.append(self._free(path, conference))
            except BsbError as error:
                problems.append(f"{error.message} {error.hint}".strip())
        names = [(report.conference.id, report.group) for report in reports]
        for report in reports:
            if names.count((report.conference.id, report.group)) > 1:
                problems.append(_("{file}: there is more than one sheet of {group}.").format(
                    file=report.source, group=report.group
                ))  # fmt: skip
        if problems:
            raise BsbError(_("The minutes do not fit. Nothing was taken in."), listed(problems))
        return Minutes(tuple(reports), tuple(texts), tuple(self._pointers(reports, texts)))

    def take_in(
        self, minutes: Minutes, *, author: str = "", replace: bool = False, looked_through: bool = False
    ) -> Taken:
        """Write what was read: verdicts, new findings, notes and free minutes.

        Raises BsbError, with nothing written, if something may point to a person and nobody has ``looked_through``
        it, or a group is in already and is not to be replaced.
        """
        if minutes.pointers and not looked_through:
            raise BsbError(
                _("Something in the minutes may point to a person. Nothing was taken in."),
                "\n".join(
                    [
                        *minutes.pointers[:_SHOWN],
                        _("Take names out of the files, or, if you have read these places: --looked-through"),
                    ]
                ),
            )
        taken = (
            self._verdicts.take_in(minutes.reports, author=author, replace=replace) if minutes.reports else Taken(0)
        )
        for conference, text in minutes.texts:
            there = self._conferences.get(conference.ref).minutes
            if text not in there:
                self._conferences.edit(conference, minutes="\n\n".join(filter(None, (there, text))))
        return taken

    def _sheet(self, path: Path, wanted: Conference | None) -> tuple[GroupReport, list[str]]:
        sheet = read_sheet(path)
        if sheet.project != self._mark():
            raise BsbError(
                _("{file} is a sheet of another project.").format(file=path.name),
                _("Make the sheets of this one: bsb conference sheets DISTRICT"),
            )
        if sheet.conference in followup_marks():
            raise BsbError(
                _("{file} is a page of a follow-up meeting, not a group sheet.").format(file=path.name),
                _("Take it in with: bsb followup import FILE"),
            )
        found = next((each for each in self._conferences.all() if each.ref == sheet.conference), None)
        if found is None or (wanted is not None and found.id != wanted.id):
            raise BsbError(
                _("{file} is a sheet of another conference ({conference}).").format(
                    file=path.name, conference=sheet.conference
                ),
                _("Take it in by itself, or record that conference: bsb conference add DISTRICT --date DATE"),
            )
        findings = {finding.ref: finding for finding in self._verdicts.put_before(found)}
        return report_of(sheet, found, findings)

    def _free(self, path: Path, conference: Conference | None) -> tuple[Conference, str]:
        if conference is None:
            raise BsbError(
                _("{file} is no group sheet, and does not tell of which conference it is.").format(file=path.name),
                _("Say which: --conference DISTRICT"),
            )
        text = tidy_text("\n".join(block.text for block in read_source(path).blocks))
        if not text:
            raise BsbError(_("{file} has no text.").format(file=path.name), "")
        return conference, text

    def _pointers(self, reports: Sequence[GroupReport], texts: Sequence[tuple[Conference, str]]) -> list[str]:
        parts: list[tuple[str, str]] = []
        for report in reports:
            where = f"{report.source}, "
            for line in report.lines:
                name = f"F{line.finding}" if line.finding else _("a new point")
                parts += [(where + name, text) for text in (line.wording, line.comment) if text]
            parts += [(where + _("notes"), report.notes)] if report.notes else []
        parts += [(_("free minutes"), text) for _conference, text in texts]
        return self.pointers(parts)

    def pointers(self, parts: Sequence[tuple[str, str]]) -> list[str]:
        """Return where texts, as (place, text), may point to a person: place and kind, never the words."""
        return pointers(parts, self._scanner)


def listed(problems: Sequence[str]) -> str:
    """Return the first faults that were found, one a line, and how many more there are."""
    more = [_("... and {n} more").format(n=len(problems) - _SHOWN)] if len(problems) > _SHOWN else []
    return "\n".join([*problems[:_SHOWN], *more])


def pointers(parts: Sequence[tuple[str, str]], scanner: Callable[[], Scanner]) -> list[str]:
    """Return where texts, as (place, text), may point to a person: place and kind, never the words."""
    if not parts:
        return []
    hits = scanner().scan([("facilitator", text) for _where, text in parts])
    return list(dict.fromkeys(f"{parts[hit.turn][0]}: {kind_name(hit.kind)}" for hit in hits if not hit.weak))

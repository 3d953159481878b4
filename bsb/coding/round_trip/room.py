"""Files in which people coded: read, held against the project, and taken in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bsb.coding.code_names import CodeNames
from bsb.coding.codebook import Codebook, codes_of
from bsb.coding.coding_changes import checked_coder
from bsb.coding.codings import Codings
from bsb.coding.passages import Turns
from bsb.coding.round_trip.asking import meanings
from bsb.coding.round_trip.compare import Change, Compared, compare
from bsb.coding.round_trip.found import Found
from bsb.coding.round_trip.from_sheet import Row, find_in_sheet, read_rows
from bsb.coding.round_trip.from_word import find_in_word
from bsb.coding.round_trip.record import Record, read_record
from bsb.coding.round_trip.take_in import new_memos, states_of, take_in, taken_in_before
from bsb.errors import BsbError
from bsb.formats.properties import read_properties
from bsb.formats.word_comments import Commented, read_commented
from bsb.i18n import N_
from bsb.i18n import gettext as _
from bsb.store import codings as stored
from bsb.store import interviews as stored_interviews
from bsb.store import transcripts as stored_transcripts
from bsb.store.journal import Journal
from bsb.text.match import choose


@dataclass(frozen=True, slots=True)
class ReturnedFile:
    """A file as it was read: what it carries of its export (None: nothing), and its comments or rows."""

    name: str
    record: Record | None
    content: Commented | tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What taking a file in would do. While it has questions or problems, nothing of it can be done."""

    file: str
    interview: str
    coder: str
    export: str
    compared: Compared
    found: Found
    text: str = field(default="", repr=False)
    turns: Turns = field(default_factory=lambda: Turns(()), repr=False)

    @property
    def empty(self) -> bool:
        """Whether the project has all that the file holds."""
        done, found = self.compared, self.found
        waiting = (done.new, done.changed, done.removed, done.conflicts, done.remarks)
        return not any((*waiting, found.questions, found.problems, found.left))

    def changes(self, *, take: str | None = None, keep_removed: bool = False) -> list[Change]:
        """Return what is to be done. Raises BsbError if a conflict is left undecided."""
        wanted = self.compared.wanted(take)
        return [each for each in wanted if each.after or not keep_removed]


@dataclass(frozen=True, slots=True)
class TakenIn:
    """How many codings were added, changed and removed, how many were as they are, and how many memos are new."""

    added: int
    changed: int
    removed: int
    same: int
    memos: int


class RoundTrip:
    """Takes back what people coded in Word and Excel."""

    def __init__(self, journal: Journal, codebook: Codebook, codings: Codings) -> None:
        self._journal, self._codebook, self._codings = journal, codebook, codings

    def read(self, path: Path) -> ReturnedFile:
        """Read a Word file, or a workbook that was exported to be coded in.

        Raises BsbError if it is neither, or damaged.
        """
        if not path.is_file():
            raise BsbError(_("There is no file {file}.").format(file=path.name), _("Check the name and the folder."))
        if path.suffix.lower() == ".docx":
            document = read_commented(path)
            return ReturnedFile(path.name, read_record(path.name, document.properties), document)
        record = read_record(path.name, read_properties(path))
        if record is None:
            raise BsbError(
                _("{file} was not exported to be coded in.").format(file=path.name),
                _("Make a workbook with: bsb code export INTERVIEW --format excel"),
            )
        return ReturnedFile(path.name, record, tuple(read_rows(path)))

    def plan(
        self, file: ReturnedFile, *, coder: str = "", interview: str = "", answers: Mapping[str, str] | None = None
    ) -> Plan:
        """Return what taking a file in would do; nothing is stored.

        Without a ``coder`` it is the one whose codings were exported, if it is one's. ``interview`` is for a Word
        file that does not carry its own. ``answers`` settle questions by their keys.

        Raises BsbError if the interview or its transcript is not there, or the file says of no interview.
        """
        answers = answers or {}
        coder = coder or (file.record.coder if file.record else "")
        coder = checked_coder(coder, [name for name, _n, _i in self._codings.coders()])
        with self._journal.store.read() as connection:
            rows = {row["name"]: row for row in stored_interviews.interviews(connection)}
            name = _interview(file, interview, rows)
            transcript = stored_transcripts.transcript_of(connection, rows[name]["id"])
            if transcript is None:
                raise BsbError(
                    _("{interview} has no transcript yet.").format(interview=name),
                    _("Import one: bsb transcript import FILE --interview {interview}").format(interview=name),
                )
            turns = Turns(stored.turns_of(connection, [transcript["id"]])[transcript["id"]])
            codes = stored.codes(connection)
            keys = {row["id"]: row["key"] for row in codes}
            text = transcript["text"]
            now = states_of(stored.codings_on(connection, transcript["id"]), text, keys)
            export = file.record.export if file.record else ""
            exported = file.record.codings if file.record else {}
            exported, removed = taken_in_before(connection, export, exported, text, keys)
        then = file.record.names if file.record else {}
        meant = {name: key for key, name in then.items()} | meanings(answers)
        names = CodeNames(codes_of(codes), meant)
        coders = {who for who, _n, _i in self._codings.coders()} | set(file.record.coders if file.record else ())
        same = file.record is not None and file.record.sha256 == transcript["sha256"]
        content = file.content
        if isinstance(content, Commented):
            found = find_in_word(content, text, turns, names, same=same, coder=coder, coders=coders, answers=answers)
        else:
            found = find_in_sheet(content, text, turns, names, same=same, coder=coder, coders=coders, answers=answers)
        compared = compare(found, exported, now, removed=removed, coder=coder)
        _refuse_out_of_use(found, compared, names)
        with self._journal.store.read() as connection:
            compared.remarks = [each for each, _row in new_memos(connection, compared.remarks, name, coder)]
        return Plan(file.name, name, coder, export, compared, found, text, turns)

    def take_in(self, plan: Plan, *, take: str | None = None, keep_removed: bool = False) -> TakenIn:
        """Do what a plan says, as one change.

        ``take`` decides what was changed on both sides ("theirs" is the file's, "mine" the project's);
        ``keep_removed`` leaves the codings whose comments are gone.

        Raises BsbError, with nothing changed, if something is not settled, or the project has changed since.
        """
        if plan.found.questions or plan.found.problems:
            raise BsbError(_("Something in {file} is not settled.").format(file=plan.file), "")
        changes = plan.changes(take=take, keep_removed=keep_removed)
        about = f"{plan.file}: {plan.interview} ({plan.coder})" + (f" #{plan.export}" if plan.export else "")
        memos = take_in(
            self._journal,
            changes,
            plan.compared.remarks,
            interview=plan.interview,
            coder=plan.coder,
            about=about,
        )
        added = sum(each.before is None for each in changes)
        removed = sum(each.after is None for each in changes)
        return TakenIn(added, len(changes) - added - removed, removed, plan.compared.same, memos)


def _interview(file: ReturnedFile, given: str, rows: Mapping[str, object]) -> str:
    if given:
        name = choose(given, dict.fromkeys(rows, ()), N_("interview"))
        if file.record and file.record.interview != name:
            raise BsbError(
                _("{file} is {interview}.").format(file=file.name, interview=file.record.interview),
                _("Leave --interview out."),
            )
        return name
    if file.record is None:
        raise BsbError(
            _("{file} does not say which interview it is.").format(file=file.name),
            _("Name it: --interview NAME. A file made with “bsb code export” says so itself."),
        )
    if file.record.interview not in rows:
        raise BsbError(
            _("{file}: the project has no interview {interview}.").format(
                file=file.name, interview=file.record.interview
            ),
            _("Is this the right project? Name another with -C DIR."),
        )
    return file.record.interview


def _refuse_out_of_use(found: Found, compared: Compared, names: CodeNames) -> None:
    """Note codes that take no codings, where a coding would be new."""
    for each in (*compared.new, *compared.changed):
        if each.after is None or (each.before and each.before.code == each.after.code):
            continue
        code = names.codes[each.after.code]
        if not code.codable:
            found.problems.append(
                _("{where}: “{code}” only groups other codes").format(where=each.where, code=code.name)
            )
        elif code.status != "active":
            found.problems.append(_("{where}: “{code}” is out of use").format(where=each.where, code=code.name))

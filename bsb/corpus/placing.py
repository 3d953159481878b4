"""Codings that a revision left without a certain place: listed, and placed or removed by a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bsb.corpus.erase import delete_with
from bsb.corpus.transcripts import StoredTurn, Transcript, Transcripts
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.store import revisions, schema
from bsb.store.journal import Journal
from bsb.text.normal import digest, normalise

if TYPE_CHECKING:
    from sqlalchemy import RowMapping


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A coding without a place. ``turn`` and ``near`` say where it may belong; ``near`` may be empty.

    ``before`` are its words as they stood, None once that version is erased. Both hold a participant's words.
    """

    uid: str
    interview: str
    code: str
    code_name: str
    coder: str
    valence: str
    memo: str
    before: str | None
    turn: int
    near: str

    @property
    def id(self) -> str:
        """The name by which people call it, as in ``bsb code list``."""
        return short_id(self.uid)


def short_id(uid: str) -> str:
    """Return the beginning of a coding's uid as people see it: "k" and seven digits."""
    return f"k{uid[:7]}"


class Placing:
    """The codings of a project that have no certain place."""

    def __init__(self, journal: Journal, transcripts: Transcripts) -> None:
        self._journal = journal
        self._transcripts = transcripts

    def all(self, interview: str | None = None) -> list[Unplaced]:
        """Return the codings without a place, of one interview or of all, in reading order."""
        wanted = self._transcripts.get(interview).id if interview else None
        with self._journal.store.read() as connection:
            rows = revisions.unplaced_codings(connection, wanted)
            former = {n: revisions.former(connection, n) for n in {row["transcript_id"] for row in rows}}
        texts = {name: self._transcripts.get(name) for name in {row["interview"] for row in rows}}
        return [_unplaced(row, texts[row["interview"]], former[row["transcript_id"]]) for row in rows]

    def place(self, uid: str, *, turn: int | None = None, quote: str = "") -> tuple[str, int, str]:
        """Give a coding a place: the words ``quote`` in a turn, the whole turn, or without either the nearest place.

        ``uid`` may be its beginning, or the id that ``bsb code list`` shows. Returns interview, turn and the words
        it now stands on.

        Raises BsbError, with nothing changed, if no such coding is without a place, the words do not stand there
        exactly once, or the coder has the same code on them already.
        """
        row = self._find(uid)
        text = self._transcripts.get(row["interview"])
        start, end = _words_in(_turn(text, turn), quote) if turn is not None else (row["near_start"], row["near_end"])
        if start >= end:
            raise BsbError(
                _("There is no place near enough to put the coding."),
                _("Say where: --turn NUMBER, and --quote WORDS if it is not the whole turn."),
            )
        values = {
            "transcript_id": text.id,
            "start": start,
            "end": end,
            "sha256": digest(text.text[start:end]),
        }
        with self._journal.change("code.place", f"{row['interview']} {short_id(row['uid'])}") as change:
            if revisions.same_coding(change.connection, text.id, start, end, row["code_id"], row["coder"]):
                raise BsbError(
                    _("{coder} has this code on these words already.").format(coder=row["coder"]),
                    _("Remove this one: bsb transcript place {uid} --remove").format(uid=short_id(row["uid"])),
                )
            change.delete(schema.unplaced, [row["id"]])
            change.update(schema.coding, row["coding_id"], values)
        where = next(t for t in reversed(text.turns) if t.start <= start)
        return row["interview"], where.number, text.text[start:end]

    def remove(self, uid: str) -> str:
        """Remove a coding that has no place, with its memos, and return its interview. Can be undone.

        Raises BsbError if no such coding is without a place.
        """
        row = self._find(uid)
        with self._journal.change("code.remove", f"{row['interview']} {short_id(row['uid'])}") as change:
            delete_with(change, schema.coding, [row["coding_id"]], forget=False)
        return str(row["interview"])

    def _find(self, uid: str) -> RowMapping:
        begin = uid.strip().lower().removeprefix("k")
        with self._journal.store.read() as connection:
            rows = [r for r in revisions.unplaced_codings(connection) if begin and r["uid"].startswith(begin)]
        if len(rows) != 1:
            raise BsbError(
                _("No coding without a place begins with {uid}.").format(uid=uid)
                if not rows
                else _("Several codings without a place begin with {uid}.").format(uid=uid),
                _("See: bsb transcript unplaced"),
            )
        return rows[0]


def _unplaced(row: RowMapping, text: Transcript, former: RowMapping | None) -> Unplaced:
    before = str(former["text"])[row["start"] : row["end"]] if former else ""
    near = next((t for t in reversed(text.turns) if t.start <= row["near_start"]), text.turns[0])
    return Unplaced(
        uid=row["uid"],
        interview=row["interview"],
        code=row["code"],
        code_name=row["code_name"],
        coder=row["coder"],
        valence=row["valence"],
        memo=row["memo"],
        before=before if digest(before) == row["sha256"] else None,
        turn=near.number,
        near=text.text[row["near_start"] : row["near_end"]],
    )


def _turn(text: Transcript, number: int) -> StoredTurn:
    found = next((turn for turn in text.turns if turn.number == number and turn.end > turn.start), None)
    if found is None:
        raise BsbError(
            _("{interview} has no turn {turn} with words in it.").format(interview=text.interview, turn=number),
            _("See: bsb transcript show {interview}").format(interview=text.interview),
        )
    return found


def _words_in(turn: StoredTurn, quote: str) -> tuple[int, int]:
    words = normalise(quote).strip()
    if not words:
        return turn.start, turn.end
    times = turn.text.count(words)
    if times != 1:
        raise BsbError(
            _("These words stand {n} times in turn {turn}.").format(n=times, turn=turn.number),
            _("Give the words exactly as they stand, and enough of them."),
        )
    start = turn.start + turn.text.index(words)
    return start, start + len(words)

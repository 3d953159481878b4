"""Codings: coded passages. They are added, listed with their words, changed and removed here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bsb.coding.codebook import Codebook
from bsb.coding.passages import Place, Turns, context, find_places, place_at
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.store import codings as stored
from bsb.store import schema
from bsb.store.journal import Journal
from bsb.text.normal import digest

if TYPE_CHECKING:
    from sqlalchemy import RowMapping

    from bsb.coding.coding_changes import CodingsAdded

STATE = ("start", "end", "code", "coder", "valence", "level", "phase", "memo")
VALENCES, LEVELS, PHASES = schema.VALENCES, schema.LEVELS, schema.PHASES


@dataclass(frozen=True, slots=True)
class Coding:
    """A coded passage: ``quote`` is the transcript's text from ``start`` to ``end`` (code points, half-open).

    ``turn`` and ``speaker`` are those of the turn in which it begins, ``last_turn`` that in which it ends. ``uid``
    is the same on every machine.
    """

    id: int
    uid: str
    interview: str
    district: str
    turn: int
    speaker: str
    role: str
    start: int
    end: int
    quote: str
    code: str
    code_name: str
    facet: str
    coder: str
    valence: str
    level: str | None
    phase: str | None
    memo: str
    last_turn: int = 0
    at: str = ""

    @property
    def ref(self) -> str:
        """The short id that people use: ``k`` and the beginning of the uid. It never changes."""
        return f"k{self.uid[:7]}"

    @property
    def state(self) -> str:
        """A mark of all that can be changed in it: the same as long as nobody has changed anything."""
        return digest("\n".join(str(getattr(self, name)) for name in STATE))[:16]


@dataclass(frozen=True, slots=True)
class CodingsImported:
    """How many codings an import added, and how many were there already."""

    added: int
    known: int


@dataclass(frozen=True, slots=True)
class InContext:
    """A coding with the words before and after it in its turn, or, for a text searched for, round that text.

    ``words`` is the coded passage, or the part of it that was found.
    """

    coding: Coding
    before: str
    words: str
    after: str


class Codings:
    """The codings of a project."""

    def __init__(self, journal: Journal, codebook: Codebook) -> None:
        self._journal = journal
        self._codebook = codebook

    def all(
        self,
        *,
        interviews: Sequence[str] | None = None,
        districts: Sequence[str] | None = None,
        codes: Sequence[str] | None = None,
        coders: Sequence[str] | None = None,
        valences: Sequence[str] | None = None,
        speakers: Sequence[str] | None = None,
        text: str | None = None,
    ) -> list[Coding]:
        """Return codings in reading order, filtered by names of interviews and districts, keys, coders ...

        ``codes`` are keys; ``Codebook.under`` gives those of a code and all below it. ``text`` stands in the coded
        words, in any case.
        """
        found = self._read(interviews=interviews, districts=districts, codes=codes, coders=coders, valences=valences)
        if speakers is not None:
            found = [coding for coding in found if coding.speaker in speakers]
        if text:
            aim = text.casefold()
            found = [coding for coding in found if aim in coding.quote.casefold()]
        return found

    def _read(self, **filters: Any) -> list[Coding]:
        with self._journal.store.read() as connection:
            rows = stored.codings(connection, **filters)
            transcripts = {row["transcript_id"] for row in rows}
            texts = stored.texts(connection, transcripts)
            turns = {key: Turns(each) for key, each in stored.turns_of(connection, transcripts).items()}
        return [_coding(row, texts[row["transcript_id"]], turns[row["transcript_id"]]) for row in rows]

    def get(self, wanted: str) -> Coding:
        """Return the coding of that id (``k3f9a2b1``, or its beginning from four characters after the k).

        Raises BsbError if none or several have it.
        """
        return self.pick([wanted])[0]

    def pick(self, wanted: Sequence[str]) -> list[Coding]:
        """Return the codings of these ids, in that order; see ``get``."""
        from bsb.coding.coding_changes import ids_of

        with self._journal.store.read() as connection:
            ids = ids_of(connection, wanted)
        by_id = {coding.id: coding for coding in self.rows(ids)}
        if missing := [each for each, number in zip(wanted, ids, strict=True) if number not in by_id]:
            raise BsbError(
                _("The coding {id} has no certain place since its transcript was revised.").format(id=missing[0]),
                _("See: bsb transcript unplaced"),
            )
        return [by_id[number] for number in ids]

    def rows(self, ids: Sequence[int], *, districts: Sequence[str] | None = None) -> list[Coding]:
        """Return the codings with these row ids that have a place, in reading order; of these districts alone."""
        found: list[Coding] = []
        for at in range(0, len(ids), 500):
            found += self._read(ids=ids[at : at + 500], districts=districts)
        return found

    def in_context(self, codings: Sequence[Coding], *, width: int = 40, text: str | None = None) -> list[InContext]:
        """Return codings with up to ``width`` characters before and after; with ``text``, round it."""
        with self._journal.store.read() as connection:
            ids = stored.transcripts_of(connection, {coding.interview for coding in codings})
            texts = stored.texts(connection, ids.values())
            turns = {key: Turns(each) for key, each in stored.turns_of(connection, ids.values()).items()}
        found = []
        for coding in codings:
            key = ids[coding.interview]
            start, end = coding.start, coding.end
            if text and (at := coding.quote.casefold().find(text.casefold())) >= 0:
                start, end = start + at, start + at + len(text)
            before, after = context(texts[key], turns[key], start, end, width=width)
            found.append(InContext(coding, before, texts[key][start:end], after))
        return found

    def coders(self) -> list[tuple[str, int, int]]:
        """Return each coder with the number of codings and of interviews."""
        with self._journal.store.read() as connection:
            return [(r["coder"], r["codings"], r["interviews"]) for r in stored.coders(connection)]

    def counts(self) -> list[tuple[str, str, int]]:
        """Return interview, coder and number of codings, for each coder of each interview."""
        with self._journal.store.read() as connection:
            return [(r["interview"], r["coder"], r["codings"]) for r in stored.coding_counts(connection)]

    def find(
        self, interview: str, *, first: int | None = None, last: int | None = None, words: str | None = None
    ) -> list[Place]:
        """Return the passages that are meant: turns ``first`` to ``last``, or every place of ``words`` in them.

        Raises BsbError if there is none; see ``bsb.coding.passages.find_places``.
        """
        with self._journal.store.read() as connection:
            return find_places(connection, interview, first=first, last=last, words=words)

    def at(self, interview: str, start: int, end: int, words: str) -> Place:
        """Return the passage of a transcript from ``start`` to ``end`` (code points, half-open).

        Raises BsbError if other words than these stand there: the transcript has been corrected since.
        """
        with self._journal.store.read() as connection:
            return place_at(connection, interview, start, end, words)

    def add(
        self,
        place: Place,
        codes: Sequence[str],
        *,
        coder: str,
        valence: str = "neutral",
        level: str | None = None,
        phase: str | None = None,
        memo: str = "",
    ) -> CodingsAdded:
        """Code a passage with one or more codes (key, name, short name or beginning), as one change.

        A code that this coder has put on just this passage already is left alone.

        Raises BsbError for an unknown, grouping or retired code, a bad valence, level or phase, or no coder.
        """
        from bsb.coding.coding_changes import add_codings

        values = {"valence": valence, "level": level, "phase": phase, "memo": memo}
        return add_codings(self._journal, self, self._codebook, place, codes, coder, values)

    def edit(
        self,
        wanted: Sequence[str],
        *,
        place: Place | None = None,
        code: str | None = None,
        coder: str | None = None,
        valence: str | None = None,
        level: str | None = None,
        phase: str | None = None,
        memo: str | None = None,
        seen: str | None = None,
    ) -> list[tuple[Coding, Coding]]:
        """Change codings, as one change; None leaves a field, "" empties level, phase or memo. Return (old, new).

        ``place`` gives new borders, to one coding alone. ``seen`` is the ``state`` in which one saw the coding.

        Raises BsbError if a coding would become the same as another, or for what ``add`` refuses; ConflictError if it
        is no longer as it was seen.
        """
        from bsb.coding.coding_changes import edit_codings

        values = {"coder": coder, "valence": valence, "level": level, "phase": phase, "memo": memo}
        return edit_codings(self._journal, self, self._codebook, wanted, place, code, values, seen)

    def remove(self, wanted: Sequence[str], *, seen: str | None = None) -> list[Coding]:
        """Remove codings with the memos on them, as one change, and return what they were.

        Raises BsbError if there is no such coding, or something else rests on one; ConflictError as ``edit`` does.
        """
        from bsb.coding.coding_changes import remove_codings

        return remove_codings(self._journal, self, wanted, seen)

    def import_file(self, path: Path, *, coder: str | None = None, rehearse: bool = False) -> CodingsImported:
        """Take codings in from a .csv, .tsv or .xlsx table with the columns ``coding_table.COLUMNS``.

        ``turn`` is the turn's number; ``quote`` its words that are coded, empty for the whole turn. ``start`` and
        ``end`` (offsets in the transcript) are believed if just the quoted words stand there. ``coder`` stands in
        where the table has none. A coding that is there already is counted and left alone. With ``rehearse``
        nothing is stored.

        Raises BsbError, with nothing imported, listing every line that does not fit.
        """
        from bsb.coding.coding_table import read_table

        return self.put(read_table(path), coder=coder, about=path.name, rehearse=rehearse)

    def put(
        self,
        rows: Iterable[tuple[int, Mapping[str, str]]],
        *,
        coder: str | None = None,
        about: str = "",
        rehearse: bool = False,
    ) -> CodingsImported:
        """Take codings in as (line number, row) pairs; see ``import_file``."""
        from bsb.coding.coding_table import put_rows

        codes = self._codebook.all()
        return CodingsImported(*put_rows(self._journal, codes, rows, coder or "", about, rehearse=rehearse))


def _coding(row: RowMapping, text: str, turns: Turns) -> Coding:
    start, end = row["start"], row["end"]
    first, last = turns.at(start), turns.at(end - 1)
    same: dict[str, Any] = {name: row[name] for name in _SAME}
    return Coding(
        turn=first.number,
        last_turn=last.number,
        speaker=first.speaker,
        role=first.role,
        quote=text[start:end],
        **same,
    )


_SAME = (
    *("id", "uid", "interview", "district", "start", "end", "code", "code_name", "facet"),
    *("coder", "valence", "level", "phase", "memo", "at"),
)

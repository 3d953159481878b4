"""Codings: coded passages, read from a table and listed with their words."""

from __future__ import annotations

import csv
import io
import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from bsb.coding.codebook import Codebook
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.i18n import ngettext
from bsb.store import codings as stored
from bsb.store import interviews as stored_interviews
from bsb.store import schema
from bsb.store import transcripts as stored_transcripts
from bsb.store.journal import Journal
from bsb.text.match import fold
from bsb.text.normal import digest, normalise

COLUMNS = ("interview", "turn", "coder", "code", "valence", "quote", "level", "phase", "memo")
_SHOWN_PROBLEMS = 8


@dataclass(frozen=True, slots=True)
class Coding:
    """A coded passage: ``quote`` is the transcript's text from ``start`` to ``end`` (code points, half-open).

    ``turn`` and ``speaker`` are those of the turn in which it begins.
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


@dataclass(frozen=True, slots=True)
class CodingsImported:
    """How many codings an import added, and how many were there already."""

    added: int
    known: int


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
    ) -> list[Coding]:
        """Return codings in reading order, filtered by names of interviews and districts, keys and coders."""
        with self._journal.store.read() as connection:
            rows = stored.codings(connection, interviews=interviews, districts=districts, codes=codes, coders=coders)
        return [Coding(**{f.name: row[f.name] for f in fields(Coding)}) for row in rows]

    def coders(self) -> list[tuple[str, int, int]]:
        """Return each coder with the number of codings and of interviews."""
        with self._journal.store.read() as connection:
            return [(r["coder"], r["codings"], r["interviews"]) for r in stored.coders(connection)]

    def import_file(self, path: Path, *, coder: str | None = None) -> CodingsImported:
        """Take codings in from a .csv or .tsv table with the columns ``COLUMNS``.

        ``turn`` is the turn's number; ``quote`` its words that are coded, empty for the whole turn. ``coder``
        stands in where the table has none. A coding that is there already is counted and left alone.

        Raises BsbError, with nothing imported, listing every line that does not fit.
        """
        return self.put(read_table(path), coder=coder, about=path.name)

    def put(
        self, rows: Iterable[tuple[int, Mapping[str, str]]], *, coder: str | None = None, about: str = ""
    ) -> CodingsImported:
        """Take codings in as (line number, row) pairs; see ``import_file``."""
        anchor = _Anchor(self._journal, self._codebook)
        at = self._journal.now()
        new, known, problems = [], 0, []
        seen = anchor.existing()
        for line, row in rows:
            try:
                found = anchor.place(row, coder)
            except ValueError as problem:
                problems.append(_("line {line}: {problem}").format(line=line, problem=problem))
                continue
            identity = tuple(found[c] for c in ("transcript_id", "start", "end", "code_id", "coder"))
            if identity in seen:
                known += 1
                continue
            seen.add(identity)
            new.append(found | {"uid": uuid.uuid4().hex, "at": at})
        if problems:
            rest = len(problems) - _SHOWN_PROBLEMS
            shown = problems[:_SHOWN_PROBLEMS] + ([_("... and {n} more").format(n=rest)] if rest > 0 else [])
            raise BsbError(
                ngettext(
                    "{file}: {n} line does not fit. Nothing was imported.",
                    "{file}: {n} lines do not fit. Nothing was imported.",
                    len(problems),
                ).format(file=about, n=len(problems)),
                "\n".join(shown),
            )
        with self._journal.change("code.import", about) as change:
            change.insert(schema.coding, new)
        return CodingsImported(len(new), known)


class _Anchor:
    """Finds the exact place and code that a row of a table names; ValueError says in one line what is wrong."""

    def __init__(self, journal: Journal, codebook: Codebook) -> None:
        self._store = journal.store
        self._turns: dict[str, dict[int, tuple[int, int, int, bool]]] = {}
        self._texts: dict[int, str] = {}
        with self._store.read() as connection:
            self._interviews = {r["name"]: r["id"] for r in stored_interviews.interviews(connection)}
            code_ids = {r["key"]: r["id"] for r in stored.codes(connection)}
        self._codes: dict[str, tuple[int, bool]] = {}
        for code in codebook.all():
            for name in (code.key, code.name, code.short):
                if name:
                    self._codes.setdefault(fold(name), (code_ids[code.key], code.codable))

    def existing(self) -> set[tuple[Any, ...]]:
        with self._store.read() as connection:
            return stored.identities(connection)

    def place(self, row: Mapping[str, str], coder: str | None) -> dict[str, Any]:
        who = (row.get("coder") or coder or "").strip()
        if not who:
            raise ValueError(_("no coder is named"))
        code = self._codes.get(fold(row.get("code") or ""))
        if code is None:
            raise ValueError(_("no code is called “{name}”").format(name=row.get("code") or ""))
        if not code[1]:
            raise ValueError(_("“{name}” only groups other codes").format(name=row["code"]))
        start, end, transcript_id = self._span(row)
        return {
            "transcript_id": transcript_id,
            "start": start,
            "end": end,
            "sha256": digest(self._texts[transcript_id][start:end]),
            "code_id": code[0],
            "coder": who,
            "valence": _one_of(row, "valence", schema.VALENCES) or "neutral",
            "level": _one_of(row, "level", schema.LEVELS),
            "phase": _one_of(row, "phase", schema.PHASES),
            "memo": (row.get("memo") or "").strip(),
        }

    def _span(self, row: Mapping[str, str]) -> tuple[int, int, int]:
        name = (row.get("interview") or "").strip()
        turns = self._load(name)
        number = (row.get("turn") or "").strip()
        if not number.isdecimal() or int(number) not in turns:
            raise ValueError(_("{interview} has no turn {turn}").format(interview=name, turn=number or "?"))
        transcript_id, start, end, removed = turns[int(number)]
        if removed:
            raise ValueError(_("turn {turn} was removed after a withdrawal").format(turn=number))
        quote = normalise(row.get("quote") or "").strip()
        if not quote:
            return start, end, transcript_id
        text = self._texts[transcript_id][start:end]
        if text.count(quote) != 1:
            times = text.count(quote)
            raise ValueError(
                _("the quoted words stand {n} times in turn {turn}").format(n=times, turn=number)
                if times
                else _("the quoted words are not in turn {turn}").format(turn=number)
            )
        begin = start + text.index(quote)
        return begin, begin + len(quote), transcript_id

    def _load(self, name: str) -> dict[int, tuple[int, int, int, bool]]:
        if name not in self._turns:
            if name not in self._interviews:
                raise ValueError(_("there is no interview called “{name}”").format(name=name))
            with self._store.read() as connection:
                transcript = stored_transcripts.transcript_of(connection, self._interviews[name])
                if transcript is None:
                    raise ValueError(_("{interview} has no transcript yet").format(interview=name))
                rows = stored_transcripts.turns(connection, transcript["id"])
            self._texts[transcript["id"]] = transcript["text"]
            self._turns[name] = {
                r["number"]: (transcript["id"], r["start"], r["end"], bool(r["removed"])) for r in rows
            }
        return self._turns[name]


def _one_of(row: Mapping[str, str], column: str, allowed: Sequence[str]) -> str | None:
    value = (row.get(column) or "").strip().lower()
    if value and value not in allowed:
        raise ValueError(
            _("{column} is one of {allowed}, not “{value}”").format(
                column=column, allowed=", ".join(allowed), value=value
            )
        )
    return value or None


def read_table(path: Path) -> list[tuple[int, dict[str, str]]]:
    """Read a .csv (comma or semicolon) or .tsv of codings into (line number, row) pairs.

    Raises BsbError if it cannot be read as UTF-8, or lacks the columns interview, turn or code.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise BsbError(_("There is no file {file}.").format(file=path), _("Check the name and the folder.")) from None
    except (OSError, UnicodeDecodeError):
        raise BsbError(
            _("{file} cannot be read as text.").format(file=path.name), _("Save it as “CSV UTF-8”.")
        ) from None
    first = text.split("\n", 1)[0]
    delimiter = max("\t;,", key=first.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    header = [name.strip().lower() for name in next(lines, [])]
    missing = [name for name in ("interview", "turn", "code") if name not in header]
    if missing:
        raise BsbError(
            _("{file} lacks the column {names}.").format(file=path.name, names=", ".join(missing)),
            _("The first line names the columns: {names}.").format(names=", ".join(COLUMNS)),
        )
    twice = [name for name, n in Counter(header).items() if n > 1]
    if twice:
        raise BsbError(_("{file} has the column {names} twice.").format(file=path.name, names=", ".join(twice)), "")
    return [(lines.line_num, dict(zip(header, row, strict=False))) for row in lines if any(row)]

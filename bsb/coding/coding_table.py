"""Codings from a table: each row is put on the exact words it names, or the whole table is refused."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bsb.coding.codes import Code
from bsb.coding.problems import refuse
from bsb.errors import BsbError
from bsb.formats.table_file import read_table_file
from bsb.i18n import gettext as _
from bsb.store import codings as stored
from bsb.store import interviews as stored_interviews
from bsb.store import schema
from bsb.store import transcripts as stored_transcripts
from bsb.store.journal import Journal
from bsb.text.match import fold
from bsb.text.normal import digest, normalise

if TYPE_CHECKING:
    from sqlalchemy import Connection

COLUMNS = ("interview", "turn", "coder", "code", "valence", "quote", "level", "phase", "memo")


def read_table(path: Path) -> list[tuple[int, dict[str, str]]]:
    """Read a .csv, .tsv or .xlsx table of codings into (line number, row) pairs.

    Raises BsbError if it cannot be read, or lacks the columns interview, turn or code.
    """
    table = read_table_file(path)
    missing = [name for name in ("interview", "turn", "code") if name not in table.columns]
    if missing:
        raise BsbError(
            _("{file} lacks the column {names}.").format(file=path.name, names=", ".join(missing)),
            _("The first line names the columns: {names}.").format(names=", ".join(COLUMNS)),
        )
    return [(line, dict(row)) for line, row in table.rows]


def put_rows(
    journal: Journal,
    codes: Sequence[Code],
    rows: Iterable[tuple[int, Mapping[str, str]]],
    coder: str,
    about: str,
    *,
    rehearse: bool = False,
) -> tuple[int, int]:
    """Store codings given as (line number, row) pairs; return how many were added and how many were there.

    With ``rehearse`` nothing is stored.

    Raises BsbError, with nothing stored, listing every row that does not fit.
    """
    at = journal.now()
    new: list[dict[str, Any]] = []
    problems: list[tuple[int, str]] = []
    known = 0
    with journal.store.read(whole=True) as connection:
        anchor = _Anchor(connection, codes)
        seen, uids = stored.identities(connection), stored.uids(connection)
        for line, row in rows:
            try:
                found = anchor.place(row, coder)
            except ValueError as problem:
                problems.append((line, str(problem)))
                continue
            identity = tuple(found[c] for c in ("transcript_id", "start", "end", "code_id", "coder"))
            if identity in seen:
                known += 1
                continue
            seen.add(identity)
            uid = (row.get("uid") or "").strip().lower()
            if len(uid) != 32 or not set(uid) <= set("0123456789abcdef") or uid in uids:
                uid = uuid.uuid4().hex
            uids.add(uid)
            new.append(found | {"uid": uid, "at": at})
    refuse(about, problems)
    if rehearse:
        return len(new), known
    with journal.change("code.import", about) as change:
        change.insert(schema.coding, new)
    return len(new), known


class _Anchor:
    """Finds the exact place and code that a row of a table names; ValueError says in one line what is wrong."""

    def __init__(self, connection: Connection, codes: Sequence[Code]) -> None:
        self._connection = connection
        self._turns: dict[str, dict[int, tuple[int, int, int, bool]]] = {}
        self._texts: dict[int, str] = {}
        self._interviews = {r["name"]: r["id"] for r in stored_interviews.interviews(connection)}
        ids = {r["key"]: r["id"] for r in stored.codes(connection)}
        self._codes: dict[str, dict[str, tuple[int, Code]]] = {}
        for code in codes:
            for name in filter(None, (code.key, code.name, code.short)):
                self._codes.setdefault(fold(name), {})[code.key] = (ids[code.key], code)

    def place(self, row: Mapping[str, str], coder: str) -> dict[str, Any]:
        """Return the columns of the coding that a row means."""
        who = (row.get("coder") or coder or "").strip()
        if not who:
            raise ValueError(_("no coder is named"))
        code_id = self._code(row.get("code") or "")
        start, end, transcript_id = self._span(row)
        return {
            "transcript_id": transcript_id,
            "start": start,
            "end": end,
            "sha256": digest(self._texts[transcript_id][start:end]),
            "code_id": code_id,
            "coder": who,
            "valence": _one_of(row, "valence", schema.VALENCES) or "neutral",
            "level": _one_of(row, "level", schema.LEVELS),
            "phase": _one_of(row, "phase", schema.PHASES),
            "memo": (row.get("memo") or "").strip(),
        }

    def _code(self, name: str) -> int:
        found = self._codes.get(fold(name), {})
        if name.strip() in found:
            found = {name.strip(): found[name.strip()]}
        if not found:
            raise ValueError(_("no code is called “{name}”").format(name=name))
        if len(found) > 1:
            raise ValueError(
                _("“{name}” fits more than one code: {keys}; give the key").format(name=name, keys=", ".join(found))
            )
        ((code_id, code),) = found.values()
        if not code.codable:
            raise ValueError(_("“{name}” only groups other codes").format(name=name))
        return code_id

    def _span(self, row: Mapping[str, str]) -> tuple[int, int, int]:
        name = (row.get("interview") or "").strip()
        turns = self._load(name)
        number = (row.get("turn") or "").strip()
        if not number.isdecimal() or int(number) not in turns:
            raise ValueError(_("{interview} has no turn {turn}").format(interview=name, turn=number or "?"))
        transcript_id, start, end, removed = turns[int(number)]
        quote = normalise(row.get("quote") or "").strip()
        stated = self._stated(row, transcript_id, quote)
        if stated:
            return stated
        if removed:
            raise ValueError(_("turn {turn} was removed after a withdrawal").format(turn=number))
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

    def _stated(self, row: Mapping[str, str], transcript_id: int, quote: str) -> tuple[int, int, int] | None:
        """Return the offsets that a row states, if just the quoted words stand there."""
        start, end = ((row.get(name) or "").strip() for name in ("start", "end"))
        if quote and start.isdecimal() and end.isdecimal():
            begin, stop = int(start), int(end)
            if begin < stop and self._texts[transcript_id][begin:stop].strip() == quote:
                return begin, stop, transcript_id
        return None

    def _load(self, name: str) -> dict[int, tuple[int, int, int, bool]]:
        if name not in self._turns:
            if name not in self._interviews:
                raise ValueError(_("there is no interview called “{name}”").format(name=name))
            transcript = stored_transcripts.transcript_of(self._connection, self._interviews[name])
            if transcript is None:
                raise ValueError(_("{interview} has no transcript yet").format(interview=name))
            rows = stored_transcripts.turns(self._connection, transcript["id"])
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

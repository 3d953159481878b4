"""The index of turns: written with a transcript, gone with it, and read by search and word lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, delete, func, select

from bsb.store import fts
from bsb.store.bulk import insert_rows
from bsb.store.schema import code, coding, interview, transcript, turn, turn_words
from bsb.text.marks import outside_brackets


class Said(NamedTuple):
    """A turn with words in it; ``start`` is its place in the transcript (code points)."""

    transcript_id: int
    number: int
    speaker: str
    role: str
    start: int
    text: str
    interview: str
    district: str


@dataclass(frozen=True, slots=True)
class Where:
    """Which turns are looked at: exact names; None does not filter. ``codes`` keeps turns with a coding of one."""

    interviews: Sequence[str] | None = None
    districts: Sequence[str] | None = None
    kinds: Sequence[str] | None = None
    roles: Sequence[str] | None = None
    codes: Sequence[str] | None = None

    @property
    def shape(self) -> tuple[tuple[str, int], ...]:
        """The names of the filters that are used, with how many values each has."""
        return tuple((name, len(held)) for name in self.__slots__ if (held := getattr(self, name)) is not None)

    def values(self) -> dict[str, Any]:
        """Return the values of the filters that are used, each under a name of its own."""
        return {k: v for name, _n in self.shape for k, v in fts.numbered(name, getattr(self, name)).items()}


def index_turns(connection: Connection, rows: Iterable[tuple[int, str]], plain: Iterable[str] | None = None) -> None:
    """Index turns as (id, text); to be called in the transaction that writes them. Empty turns are left out.

    ``plain`` are the texts without their marks in brackets, where that is known already.
    """
    turns = list(rows)
    words = map(outside_brackets, (text for _number, text in turns)) if plain is None else plain
    beside = zip(turns, words, strict=True)
    found = [(number, text, None if bare == text else bare) for (number, text), bare in beside if text]
    if found:
        insert_rows(connection, turn_words, ("turn_id", "text", "words"), found)
        fts.add(connection, fts.TURNS, min(found)[0], max(found)[0])


def unindex(connection: Connection, transcript_id: int) -> None:
    """Take a transcript's turns out of the index, leaving no word of them in it.

    Turns that are deleted go by themselves; this is for turns that stay but are no longer to be found.
    """
    ours = select(turn.c.id).where(turn.c.transcript_id == transcript_id)
    connection.execute(delete(turn_words).where(turn_words.c.turn_id.in_(ours)))
    fts.purge(connection, fts.TURNS)


def reindex(connection: Connection, transcript_id: int) -> None:
    """Index a transcript as it now stands: after its text or its turns' spans were changed."""
    text = connection.execute(select(transcript.c.text).where(transcript.c.id == transcript_id)).scalar_one()
    spans = select(turn.c.id, turn.c.start, turn.c.end).where(turn.c.transcript_id == transcript_id)
    rows = [(number, text[start:end]) for number, start, end in connection.execute(spans)]
    unindex(connection, transcript_id)
    index_turns(connection, rows)


def find(connection: Connection, terms: Sequence[fts.Term], where: Where) -> Iterator[Said]:
    """Yield the turns that hold each of the terms, in the order in which they were imported."""
    yield from map(Said._make, fts.ask(connection, _query("find", where.shape), where.values(), terms))


def count(connection: Connection, terms: Sequence[fts.Term], where: Where) -> int:
    """Return how many turns hold each of the terms."""
    found = fts.ask(connection, _query("count", where.shape), where.values(), terms)
    return sum(row[0] for row in found)


def every(connection: Connection, where: Where) -> Iterator[Said]:
    """Yield all turns with words in them, in the order in which they were imported."""
    query = _query("every", where.shape).execution_options(yield_per=500)
    yield from map(Said._make, connection.execute(query, where.values()))


def coded(connection: Connection, codes: Sequence[str]) -> dict[int, list[tuple[int, int]]]:
    """Return the spans coded with any of the codes, by transcript."""
    query = (
        select(coding.c.transcript_id, coding.c.start, coding.c.end)
        .join(code, code.c.id == coding.c.code_id)
        .where(code.c.key.in_(codes))
    )
    found: dict[int, list[tuple[int, int]]] = {}
    for transcript_id, start, end in connection.execute(query):
        found.setdefault(transcript_id, []).append((start, end))
    return found


@cache
def _query(what: str, shape: tuple[tuple[str, int], ...]) -> Select[Any]:
    """Return a query, made once for filters of a shape: making it takes longer than most searches."""
    columns: list[Any] = [
        turn.c.transcript_id,
        turn.c.number,
        turn.c.speaker,
        turn.c.role,
        turn.c.start,
        turn_words.c.text,
        interview.c.name.label("interview"),
        interview.c.district,
    ]
    if what == "every":
        query = _joined(select(*columns).select_from(turn_words)).order_by(turn_words.c.turn_id)
        return _filtered(query, shape)
    if what == "count":
        query = select(func.count()).select_from(fts.TURNS)
    else:
        query = select(*columns).select_from(fts.TURNS).order_by(fts.TURNS.c.rowid)
    if what == "find" or shape:  # else the index alone knows the answer
        query = _joined(query.join(turn_words, turn_words.c.turn_id == fts.TURNS.c.rowid))
    return _filtered(query.where(fts.holds(fts.TURNS)), shape)


def _joined(query: Select[Any]) -> Select[Any]:
    return (
        query.join(turn, turn.c.id == turn_words.c.turn_id)
        .join(transcript, transcript.c.id == turn.c.transcript_id)
        .join(interview, interview.c.id == transcript.c.interview_id)
    )


def _filtered(query: Select[Any], shape: tuple[tuple[str, int], ...]) -> Select[Any]:
    columns = {
        "interviews": interview.c.name,
        "districts": interview.c.district,
        "kinds": interview.c.kind,
        "roles": turn.c.role,
        "codes": code.c.key,
    }
    for name, count in shape:
        condition = fts.one_of(columns[name], name, range(count))
        query = query.where(_coded_here(condition) if name == "codes" else condition)
    return query


def _coded_here(wanted: ColumnElement[bool]) -> ColumnElement[bool]:
    return (
        select(coding.c.id)
        .join(code, code.c.id == coding.c.code_id)
        .where(
            coding.c.transcript_id == turn.c.transcript_id,
            coding.c.start < turn.c.end,
            coding.c.end > turn.c.start,
            wanted,
        )
        .correlate(turn)
        .exists()
    )

"""The index of turns: written with a transcript, gone with it, and read by search and word lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, delete, func, insert, select

from bsb.store import fts
from bsb.store.schema import code, coding, interview, transcript, turn, turn_words
from bsb.text.tokens import search_words


@dataclass(frozen=True, slots=True)
class Where:
    """Which turns are looked at: exact names; None does not filter. ``codes`` keeps turns with a coding of one."""

    interviews: Sequence[str] | None = None
    districts: Sequence[str] | None = None
    kinds: Sequence[str] | None = None
    roles: Sequence[str] | None = None
    codes: Sequence[str] | None = None

    @property
    def everything(self) -> bool:
        """Whether nothing is filtered away."""
        return self == Where()


def index_turns(connection: Connection, rows: Iterable[tuple[int, str]]) -> None:
    """Index turns as (id, text); to be called in the transaction that writes them. Empty turns are left out."""
    found = [{"turn_id": number, "text": text, "words": search_words(text)} for number, text in rows if text]
    if found:
        connection.execute(insert(turn_words), found)
        fts.add(connection, fts.TURNS, [(row["turn_id"], row["words"]) for row in found])  # type: ignore[misc]


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


def find(
    connection: Connection, terms: Sequence[fts.Term], where: Where, *, limit: int | None = None
) -> Iterator[RowMapping]:
    """Yield the turns that hold each of the terms, in the order in which they were imported."""
    query = _filtered(_with_words(_shown()), terms, where).order_by(fts.TURNS.c.rowid).limit(limit)
    yield from connection.execute(query).mappings()


def count(connection: Connection, terms: Sequence[fts.Term], where: Where) -> int:
    """Return how many turns hold each of the terms."""
    query: Select[Any] = select(func.count())
    # Without a filter the index alone knows the answer.
    query = select(func.count()).select_from(fts.TURNS) if where.everything else _with_words(query)
    number: int = connection.execute(_filtered(query, terms, where)).scalar_one()
    return number


def every(connection: Connection, where: Where) -> Iterator[RowMapping]:
    """Yield all turns with words in them, in the order in which they were imported."""
    query = _filtered(_joined(_shown().select_from(turn_words)), (), where).order_by(turn_words.c.turn_id)
    yield from connection.execute(query.execution_options(yield_per=500)).mappings()


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


def _shown() -> Select[Any]:
    columns: list[Any] = [
        turn.c.transcript_id,
        turn.c.number,
        turn.c.speaker,
        turn.c.role,
        turn.c.start,
        turn_words.c.text,
        turn_words.c.words,
        interview.c.name.label("interview"),
        interview.c.district,
    ]
    return select(*columns)


def _with_words(query: Select[Any]) -> Select[Any]:
    return _joined(query.select_from(fts.TURNS).join(turn_words, turn_words.c.turn_id == fts.TURNS.c.rowid))


def _joined(query: Select[Any]) -> Select[Any]:
    return (
        query.join(turn, turn.c.id == turn_words.c.turn_id)
        .join(transcript, transcript.c.id == turn.c.transcript_id)
        .join(interview, interview.c.id == transcript.c.interview_id)
    )


def _filtered(query: Select[Any], terms: Sequence[fts.Term], where: Where) -> Select[Any]:
    if terms:
        query = query.where(fts.holds(fts.TURNS, terms))
    for column, wanted in (
        (interview.c.name, where.interviews),
        (interview.c.district, where.districts),
        (interview.c.kind, where.kinds),
        (turn.c.role, where.roles),
    ):
        if wanted is not None:
            query = query.where(column.in_(wanted))
    if where.codes is not None:
        coded_here = (
            select(coding.c.id)
            .join(code, code.c.id == coding.c.code_id)
            .where(
                coding.c.transcript_id == turn.c.transcript_id,
                coding.c.start < turn.c.end,
                coding.c.end > turn.c.start,
                code.c.key.in_(where.codes),
            )
            .correlate(turn)
        )
        query = query.where(coded_here.exists())
    return query

"""Reading transcripts and their turns."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, bindparam, select

from bsb.store.bulk import read_rows
from bsb.store.schema import interview, transcript, turn


def transcript_of(connection: Connection, interview_id: int) -> RowMapping | None:
    """The transcript of an interview with its text, or None."""
    query = select(transcript).where(transcript.c.interview_id == interview_id)
    return connection.execute(query).mappings().first()


def same_source(
    connection: Connection, source_sha256: str, text_sha256: str, *, other_than: int | None = None
) -> str | None:
    """The name of the interview whose transcript came from the same file, or has the same text, or None.

    ``other_than`` is the id of a transcript that does not count.
    """
    values = {"source": source_sha256, "text": text_sha256, "but": other_than}
    found = next(read_rows(connection, _same_source(), values), None)
    return None if found is None else str(found[0])


@cache
def _same_source() -> Select[Any]:
    """Return the query, made once: making it takes longer than its answer."""
    return (
        select(interview.c.name)
        .join(transcript, transcript.c.interview_id == interview.c.id)
        .where(
            (transcript.c.source_sha256 == bindparam("source")) | (transcript.c.sha256 == bindparam("text")),
            transcript.c.id.is_distinct_from(bindparam("but")),
        )
    )


def sources(connection: Connection) -> dict[str, str]:
    """The SHA-256 of every file that a transcript in use came from, and its interview."""
    query = select(transcript.c.source_sha256, interview.c.name).join(
        interview, interview.c.id == transcript.c.interview_id
    )
    return {row.source_sha256: row.name for row in connection.execute(query)}


def turns(connection: Connection, transcript_id: int) -> Sequence[RowMapping]:
    """The turns of a transcript in order; spans are code points in the transcript's text, half-open."""
    query = select(turn).where(turn.c.transcript_id == transcript_id).order_by(turn.c.number)
    return connection.execute(query).mappings().all()

"""Reading transcripts and their turns."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, RowMapping, select

from bsb.store.schema import interview, transcript, turn


def transcript_of(connection: Connection, interview_id: int) -> RowMapping | None:
    """The transcript of an interview with its text, or None."""
    query = select(transcript).where(transcript.c.interview_id == interview_id)
    return connection.execute(query).mappings().first()


def same_source(
    connection: Connection, source_sha256: str, text_sha256: str, *, other_than: int | None = None
) -> RowMapping | None:
    """The interview whose transcript came from the same file, or has the same text, or None.

    ``other_than`` is the id of a transcript that does not count.
    """
    query = (
        select(interview.c.name)
        .join(transcript, transcript.c.interview_id == interview.c.id)
        .where((transcript.c.source_sha256 == source_sha256) | (transcript.c.sha256 == text_sha256))
    )
    if other_than is not None:
        query = query.where(transcript.c.id != other_than)
    return connection.execute(query).mappings().first()


def turns(connection: Connection, transcript_id: int) -> Sequence[RowMapping]:
    """The turns of a transcript in order; spans are code points in the transcript's text, half-open."""
    query = select(turn).where(turn.c.transcript_id == transcript_id).order_by(turn.c.number)
    return connection.execute(query).mappings().all()

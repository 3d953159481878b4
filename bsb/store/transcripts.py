"""Reading transcripts and their turns."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, RowMapping, select

from bsb.store.schema import interview, transcript, turn


def transcript_of(connection: Connection, interview_id: int) -> RowMapping | None:
    """The transcript of an interview with its text, or None."""
    query = select(transcript).where(transcript.c.interview_id == interview_id)
    return connection.execute(query).mappings().first()


def same_source(connection: Connection, source_sha256: str, text_sha256: str) -> RowMapping | None:
    """The interview whose transcript came from the same file, or has the same text, or None."""
    query = (
        select(interview.c.name)
        .join(transcript, transcript.c.interview_id == interview.c.id)
        .where((transcript.c.source_sha256 == source_sha256) | (transcript.c.sha256 == text_sha256))
    )
    return connection.execute(query).mappings().first()


def turns(connection: Connection, transcript_id: int) -> Sequence[RowMapping]:
    """The turns of a transcript in order; spans are code points in the transcript's text, half-open."""
    query = select(turn).where(turn.c.transcript_id == transcript_id).order_by(turn.c.number)
    return connection.execute(query).mappings().all()

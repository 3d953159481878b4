"""Reading what was made of suggested codes."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, Row, func, select

from bsb.store.schema import interview, suggestion, transcript, turn


def turn_at(connection: Connection, name: str, number: int) -> Row[int, str, int, int] | None:
    """(transcript_id, text, start, end) of a turn that still has words, or None."""
    query = (
        select(turn.c.transcript_id, transcript.c.text, turn.c.start, turn.c.end)
        .join(transcript, transcript.c.id == turn.c.transcript_id)
        .join(interview, interview.c.id == transcript.c.interview_id)
        .where(interview.c.name == name, turn.c.number == number, turn.c.removed == 0, turn.c.end > turn.c.start)
    )
    return connection.execute(query).first()


def refused(connection: Connection, coder: str) -> set[tuple[str, int, str]]:
    """(interview, turn, code) of every suggestion that a coder has refused."""
    query = select(suggestion.c.interview, suggestion.c.turn, suggestion.c.code).where(
        suggestion.c.coder == coder, suggestion.c.decision == "refused"
    )
    return {(row.interview, row.turn, row.code) for row in connection.execute(query)}


def decisions(connection: Connection) -> Sequence[Row[str, str, int]]:
    """(code, decision, how often), by code."""
    query = (
        select(suggestion.c.code, suggestion.c.decision, func.count())
        .group_by(suggestion.c.code, suggestion.c.decision)
        .order_by(suggestion.c.code, suggestion.c.decision)
    )
    return connection.execute(query).all()

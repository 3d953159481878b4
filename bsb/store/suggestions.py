"""Reading what was made of suggested codes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, RowMapping, func, select

from bsb.store.schema import coding, interview, suggestion, transcript, turn


def turn_at(connection: Connection, name: str, number: int) -> Row[int, str, int, int] | None:
    """(transcript_id, text, start, end) of a turn that still has words, or None."""
    query = (
        select(turn.c.transcript_id, transcript.c.text, turn.c.start, turn.c.end)
        .join(transcript, transcript.c.id == turn.c.transcript_id)
        .join(interview, interview.c.id == transcript.c.interview_id)
        .where(interview.c.name == name, turn.c.number == number, turn.c.removed == 0, turn.c.end > turn.c.start)
    )
    return connection.execute(query).first()


def is_coded(connection: Connection, row: Mapping[str, Any]) -> bool:
    """Whether there is a coding already of this transcript_id, start, end, code_id and coder."""
    same = [coding.c[name] == row[name] for name in ("transcript_id", "start", "end", "code_id", "coder")]
    return connection.execute(select(coding.c.id).where(*same)).first() is not None


def is_decided(connection: Connection, name: str, number: int, code: str, coder: str) -> bool:
    """Whether a coder has accepted or refused this code for this turn already."""
    query = select(suggestion.c.id).where(
        suggestion.c.interview == name,
        suggestion.c.turn == number,
        suggestion.c.code == code,
        suggestion.c.coder == coder,
    )
    return connection.execute(query).first() is not None


def refused(connection: Connection, coder: str) -> set[tuple[str, int, str]]:
    """(interview, turn, code) of every suggestion that a coder has refused."""
    query = select(suggestion.c.interview, suggestion.c.turn, suggestion.c.code).where(
        suggestion.c.coder == coder, suggestion.c.decision == "refused"
    )
    return {(row.interview, row.turn, row.code) for row in connection.execute(query)}


def of(connection: Connection, coder: str) -> Sequence[RowMapping]:
    """Every decision of a coder, in the order in which they were made."""
    query = select(suggestion).where(suggestion.c.coder == coder).order_by(suggestion.c.id)
    return connection.execute(query).mappings().all()


def decisions(connection: Connection) -> Sequence[Row[str, str, int]]:
    """(code, decision, how often), by code."""
    query = (
        select(suggestion.c.code, suggestion.c.decision, func.count())
        .group_by(suggestion.c.code, suggestion.c.decision)
        .order_by(suggestion.c.code, suggestion.c.decision)
    )
    return connection.execute(query).all()

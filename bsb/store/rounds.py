"""Reading blind rounds, and how far each coder of them has come."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, RowMapping, func, select

from bsb.store.schema import blind_coder, blind_interview, blind_round, coding, interview, transcript


def rounds(connection: Connection) -> Sequence[RowMapping]:
    """Every round, oldest first."""
    return connection.execute(select(blind_round).order_by(blind_round.c.id)).mappings().all()


def coders_of(connection: Connection, round_id: int) -> Sequence[RowMapping]:
    """The coders of a round, in the order in which they were named."""
    query = select(blind_coder).where(blind_coder.c.round_id == round_id).order_by(blind_coder.c.id)
    return connection.execute(query).mappings().all()


def interviews_of(connection: Connection, round_id: int) -> list[str]:
    """The names of the interviews of a round."""
    query = (
        select(interview.c.name)
        .join(blind_interview, blind_interview.c.interview_id == interview.c.id)
        .where(blind_interview.c.round_id == round_id)
        .order_by(interview.c.id)
    )
    return list(connection.execute(query).scalars())


def begun(connection: Connection, round_id: int) -> dict[str, int]:
    """In how many of a round's interviews each coder has coded anything; needs a connection that sees the whole."""
    query = (
        select(coding.c.coder, func.count(transcript.c.interview_id.distinct()))
        .join(transcript, transcript.c.id == coding.c.transcript_id)
        .join(blind_interview, blind_interview.c.interview_id == transcript.c.interview_id)
        .where(blind_interview.c.round_id == round_id)
        .group_by(coding.c.coder)
    )
    return {row[0]: row[1] for row in connection.execute(query)}

"""Reading the codebook's rows, codings with their turns, and summaries."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, RowMapping, func, select

from bsb.store.schema import code, coding, interview, summary, transcript, turn


def codes(connection: Connection) -> Sequence[RowMapping]:
    """Every code in the order people gave it, with the number of its codings."""
    used = select(coding.c.code_id, func.count().label("n")).group_by(coding.c.code_id).subquery()
    query = (
        select(code, func.coalesce(used.c.n, 0).label("codings"))
        .outerjoin(used, used.c.code_id == code.c.id)
        .order_by(code.c.position, code.c.id)
    )
    return connection.execute(query).mappings().all()


def codings(
    connection: Connection,
    *,
    interviews: Sequence[str] | None = None,
    districts: Sequence[str] | None = None,
    codes: Sequence[str] | None = None,
    coders: Sequence[str] | None = None,
) -> Sequence[RowMapping]:
    """Codings with interview, district, code and first turn, in reading order; None does not filter."""
    query = (
        select(
            coding,
            interview.c.name.label("interview"),
            interview.c.district,
            code.c.key.label("code"),
            code.c.name.label("code_name"),
            code.c.facet,
            turn.c.number.label("turn"),
            turn.c.speaker,
            turn.c.role,
            func.substr(transcript.c.text, coding.c.start + 1, coding.c.end - coding.c.start).label("quote"),
        )
        .join(code, code.c.id == coding.c.code_id)
        .join(transcript, transcript.c.id == coding.c.transcript_id)
        .join(interview, interview.c.id == transcript.c.interview_id)
        .join(
            turn,
            (turn.c.transcript_id == coding.c.transcript_id)
            & (turn.c.start <= coding.c.start)
            & (turn.c.end > coding.c.start),
        )
        .order_by(interview.c.id, coding.c.start, coding.c.end, code.c.position, coding.c.coder)
    )
    for column, wanted in (
        (interview.c.name, interviews),
        (interview.c.district, districts),
        (code.c.key, codes),
        (coding.c.coder, coders),
    ):
        if wanted is not None:
            query = query.where(column.in_(wanted))
    return connection.execute(query).mappings().all()


def codings_on(connection: Connection, transcript_id: int) -> Sequence[RowMapping]:
    """The bare rows of a transcript's codings."""
    query = select(coding).where(coding.c.transcript_id == transcript_id).order_by(coding.c.id)
    return connection.execute(query).mappings().all()


def identities(connection: Connection) -> set[tuple[object, ...]]:
    """What makes a coding one of its kind: (transcript_id, start, end, code_id, coder) of each."""
    query = select(coding.c.transcript_id, coding.c.start, coding.c.end, coding.c.code_id, coding.c.coder)
    return {tuple(row) for row in connection.execute(query)}


def coders(connection: Connection) -> Sequence[RowMapping]:
    """Each coder with the number of codings and of interviews coded."""
    query = (
        select(
            coding.c.coder,
            func.count().label("codings"),
            func.count(coding.c.transcript_id.distinct()).label("interviews"),
        )
        .group_by(coding.c.coder)
        .order_by(coding.c.coder)
    )
    return connection.execute(query).mappings().all()


def summaries(connection: Connection, matrix: str) -> Sequence[RowMapping]:
    """The written summaries of a matrix."""
    query = select(summary).where(summary.c.matrix == matrix).order_by(summary.c.id)
    return connection.execute(query).mappings().all()

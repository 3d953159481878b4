"""Reading who speaks on what: the rows behind comparison, saturation and warnings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, case, func, select

from bsb.store.schema import VALENCES, code, coding, interview, transcript, turn

# Turns neither overlap nor share a start. So the first one that a coding touches is the last one to begin at or
# before it, and from there the index leads straight to the few that matter, not through half the transcript.
_before = turn.alias("before")
_FIRST = (
    select(func.max(_before.c.start))
    .where(_before.c.transcript_id == coding.c.transcript_id, _before.c.start <= coding.c.start)
    .correlate(coding)
    .scalar_subquery()
)

# A turn that was emptied by a withdrawal keeps its place between the others: a coding that runs over it still
# covers that place, but nobody speaks there any more.
TOUCHED = and_(
    turn.c.transcript_id == coding.c.transcript_id,
    turn.c.start >= func.coalesce(_FIRST, 0),
    turn.c.start < coding.c.end,
    turn.c.end > coding.c.start,
    turn.c.removed == 0,
)


def voices(
    connection: Connection,
    *,
    facet: str | None = None,
    codes: Sequence[str] | None = None,
    district: str | None = None,
    kind: str | None = None,
    pooled: bool = False,
) -> Sequence[RowMapping]:
    """Each participant who speaks on each code in use: one row for a code, interview and speaker.

    ``turns`` counts distinct turns, ``positive`` ... ``neutral`` distinct turns with at least one coding of that
    valence. A turn belongs to one speaker, so sums of turns over rows of one code are distinct counts too, and the
    number of rows is the number of distinct speakers. With ``pooled``, one row for an interview and speaker over
    all the codes together (``code`` is then missing).
    """
    by: list[ColumnElement[Any]] = [interview.c.id, turn.c.speaker]
    shown: list[ColumnElement[Any]] = [
        interview.c.name.label("interview"),
        interview.c.district,
        turn.c.speaker,
        func.count(turn.c.id.distinct()).label("turns"),
        *(func.count(case((coding.c.valence == v, turn.c.id)).distinct()).label(v) for v in VALENCES),
    ]
    if not pooled:
        by.append(code.c.id)
        shown.append(code.c.key.label("code"))
    query = (
        select(*shown)
        .select_from(coding)
        .join(code, code.c.id == coding.c.code_id)
        .join(transcript, transcript.c.id == coding.c.transcript_id)
        .join(interview, interview.c.id == transcript.c.interview_id)
        .join(turn, and_(TOUCHED, turn.c.role == "participant"))
        .where(code.c.status == "active")
        .group_by(*by)
        .order_by(*by)
    )
    for column, wanted in ((code.c.facet, facet), (interview.c.district, district), (interview.c.kind, kind)):
        if wanted is not None:
            query = query.where(column == wanted)
    if codes is not None:
        query = query.where(code.c.key.in_(codes))
    return connection.execute(query).mappings().all()


def held(connection: Connection) -> Sequence[RowMapping]:
    """Interviews that have a transcript, in the order in which they were held.

    Those without a date come last, in the order in which they were entered. ``coded`` is the number of codings.
    """
    codings = select(func.count()).where(coding.c.transcript_id == transcript.c.id).scalar_subquery()
    query = (
        select(
            interview.c.id,
            interview.c.name,
            interview.c.district,
            interview.c.kind,
            interview.c.held_on,
            transcript.c.id.label("transcript_id"),
            codings.label("codings"),
        )
        .join(transcript, transcript.c.interview_id == interview.c.id)
        .order_by(interview.c.held_on.is_(None), interview.c.held_on, interview.c.id)
    )
    return connection.execute(query).mappings().all()


def coded_districts(connection: Connection, facet: str) -> set[str]:
    """The districts in which something of the facet is coded, whoever speaks there."""
    query = (
        select(interview.c.district)
        .distinct()
        .join(transcript, transcript.c.interview_id == interview.c.id)
        .join(coding, coding.c.transcript_id == transcript.c.id)
        .join(code, code.c.id == coding.c.code_id)
        .where(code.c.facet == facet)
    )
    return set(connection.execute(query).scalars())


def coders_of_districts(connection: Connection) -> Sequence[RowMapping]:
    """Each coder with the number of interviews they have coded in each district."""
    query = (
        select(
            coding.c.coder,
            interview.c.district,
            func.count(coding.c.transcript_id.distinct()).label("interviews"),
        )
        .join(transcript, transcript.c.id == coding.c.transcript_id)
        .join(interview, interview.c.id == transcript.c.interview_id)
        .group_by(coding.c.coder, interview.c.district)
        .order_by(coding.c.coder, interview.c.district)
    )
    return connection.execute(query).mappings().all()


def coded_turns(connection: Connection, transcript_id: int) -> set[int]:
    """The numbers of the turns of a transcript that a coding touches, whoever speaks in them."""
    query = select(turn.c.number).distinct().join(coding, TOUCHED).where(turn.c.transcript_id == transcript_id)
    return set(connection.execute(query).scalars())

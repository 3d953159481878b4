"""Reading interviews, participants and conferences."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, RowMapping, func, select

from bsb.store.schema import conference, interview, participant, transcript, turn


def interviews(connection: Connection, name: str | None = None) -> Sequence[RowMapping]:
    """Every interview, or the one of exactly that name, in order of entry.

    Each with its number of participants, and with words and version of its transcript if there is one.

    Participants who have withdrawn are not counted: their part is gone from the material.
    """
    taking_part = (
        select(participant.c.interview_id, func.count().label("n"))
        .where(participant.c.consent != "withdrawn")
        .group_by(participant.c.interview_id)
        .subquery()
    )
    query = (
        select(
            interview,
            func.coalesce(taking_part.c.n, 0).label("participants"),
            transcript.c.id.label("transcript_id"),
            transcript.c.words,
            transcript.c.version,
        )
        .outerjoin(taking_part, taking_part.c.interview_id == interview.c.id)
        .outerjoin(transcript, transcript.c.interview_id == interview.c.id)
        .order_by(interview.c.id)
    )
    if name is not None:
        query = query.where(interview.c.name == name)
    return connection.execute(query).mappings().all()


def participants(connection: Connection, interview_id: int | None = None) -> Sequence[RowMapping]:
    """Participants with the name of their interview, of one interview or of all."""
    query = (
        select(participant, interview.c.name.label("interview"))
        .join(interview)
        .order_by(participant.c.interview_id, participant.c.pseudonym)
    )
    if interview_id is not None:
        query = query.where(participant.c.interview_id == interview_id)
    return connection.execute(query).mappings().all()


def conferences(connection: Connection) -> Sequence[RowMapping]:
    """Every dialogue conference, by district and date."""
    query = select(conference).order_by(conference.c.district, conference.c.held_on)
    return connection.execute(query).mappings().all()


def counts(connection: Connection) -> dict[str, int]:
    """How much there is of what: rows of interview, transcript, turn, conference."""
    return {
        table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in (interview, transcript, turn, conference)
    }

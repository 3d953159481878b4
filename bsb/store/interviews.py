"""Reading interviews, participants and conferences."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, bindparam, func, select

from bsb.store.bulk import read_rows
from bsb.store.schema import conference, interview, participant, transcript, turn


def interviews(connection: Connection) -> Sequence[RowMapping]:
    """Every interview in order of entry.

    Each with its number of participants, and with words and version of its transcript if there is one.

    Participants who have withdrawn are not counted: their part is gone from the material.
    """
    return connection.execute(_interviews()).mappings().all()


def interview_called(connection: Connection, name: str) -> dict[str, Any] | None:
    """The interview of exactly that name, as ``interviews`` gives it, or None."""
    found = next(read_rows(connection, _interview_called(), {"called": name}), None)
    return None if found is None else dict(zip(_interview_called().selected_columns.keys(), found, strict=True))


@cache
def _interviews() -> Select[Any]:
    """Return the query, made once: making it takes longer than its answer."""
    taking_part = (
        select(func.count())
        .where(participant.c.interview_id == interview.c.id, participant.c.consent != "withdrawn")
        .scalar_subquery()
    )
    return (
        select(
            interview,
            taking_part.label("participants"),
            transcript.c.id.label("transcript_id"),
            transcript.c.words,
            transcript.c.version,
        )
        .outerjoin(transcript, transcript.c.interview_id == interview.c.id)
        .order_by(interview.c.id)
    )


@cache
def _interview_called() -> Select[Any]:
    return _interviews().where(interview.c.name == bindparam("called"))


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


def consents(connection: Connection, interview_id: int) -> dict[str, str]:
    """The consent of each participant of an interview, by pseudonym."""
    return dict(read_rows(connection, _consents(), {"of": interview_id}))


@cache
def _consents() -> Select[Any]:
    return select(participant.c.pseudonym, participant.c.consent).where(participant.c.interview_id == bindparam("of"))


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

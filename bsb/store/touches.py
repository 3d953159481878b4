"""Reading every pair of a coding and a participant's turn: the rows behind displays."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, and_, case, select

from bsb.store.schema import code, coding, interview, transcript, turn
from bsb.store.talk import TOUCHED


def touches(connection: Connection) -> list[tuple[Any, ...]]:
    """(code, facet, interview, district, turn, speaker, valence, level, phase, start, end) of each coded turn.

    Participants' turns alone, as in the counts of matrices; ``turn`` is its number, ``start`` and ``end`` the part of
    it that is coded, in code points of the transcript. Rows that two coders agree on in everything are one.
    """
    query = (
        select(
            code.c.key,
            code.c.facet,
            interview.c.name,
            interview.c.district,
            turn.c.number,
            turn.c.speaker,
            coding.c.valence,
            coding.c.level,
            coding.c.phase,
            case((coding.c.start > turn.c.start, coding.c.start), else_=turn.c.start).label("begin"),
            case((coding.c.end < turn.c.end, coding.c.end), else_=turn.c.end).label("finish"),
        )
        .select_from(coding)
        .join(code, code.c.id == coding.c.code_id)
        .join(transcript, transcript.c.id == coding.c.transcript_id)
        .join(interview, interview.c.id == transcript.c.interview_id)
        .join(turn, and_(TOUCHED, turn.c.role == "participant"))
        .where(code.c.status == "active")
        .order_by(interview.c.id, turn.c.number, code.c.position, code.c.id, coding.c.start, coding.c.id)
    )
    return list(dict.fromkeys(tuple(row) for row in connection.execute(query)))

"""Reading what a comparison of coders needs: participants' turns and bare codings, as plain tuples."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, Row, func, select

from bsb.store.schema import code, coding, interview, transcript, turn


def coded_by(connection: Connection) -> Sequence[Row[str, str, str, int]]:
    """(interview, district, coder, codings) for every interview that a coder has coded."""
    query = (
        select(interview.c.name, interview.c.district, coding.c.coder, func.count())
        .join(transcript, transcript.c.interview_id == interview.c.id)
        .join(coding, coding.c.transcript_id == transcript.c.id)
        .group_by(interview.c.name, interview.c.district, coding.c.coder)
        .order_by(interview.c.name, coding.c.coder)
    )
    return connection.execute(query).all()


def participants_turns(connection: Connection, interviews: Sequence[str]) -> Sequence[Row[str, int, str, int, int]]:
    """(interview, number, speaker, start, end) of participants' turns that still have words, in order."""
    query = (
        select(interview.c.name, turn.c.number, turn.c.speaker, turn.c.start, turn.c.end)
        .join(transcript, transcript.c.id == turn.c.transcript_id)
        .join(interview, interview.c.id == transcript.c.interview_id)
        .where(turn.c.role == "participant", turn.c.removed == 0, turn.c.end > turn.c.start)
        .where(interview.c.name.in_(interviews))
        .order_by(interview.c.name, turn.c.start)
    )
    return connection.execute(query).all()


def all_turns(connection: Connection, interviews: Sequence[str]) -> Sequence[Row[str, int, str, int, int]]:
    """(interview, number, speaker, start, end) of every turn, whoever spoke, in order."""
    query = (
        select(interview.c.name, turn.c.number, turn.c.speaker, turn.c.start, turn.c.end)
        .join(transcript, transcript.c.id == turn.c.transcript_id)
        .join(interview, interview.c.id == transcript.c.interview_id)
        .where(interview.c.name.in_(interviews))
        .order_by(interview.c.name, turn.c.number)
    )
    return connection.execute(query).all()


def spans(
    connection: Connection, interviews: Sequence[str], coders: Sequence[str]
) -> Sequence[Row[str, str, str, int, int, str]]:
    """(interview, coder, code, start, end, valence) of codings; code points in the transcript, half-open."""
    query = (
        select(interview.c.name, coding.c.coder, code.c.key, coding.c.start, coding.c.end, coding.c.valence)
        .join(transcript, transcript.c.id == coding.c.transcript_id)
        .join(interview, interview.c.id == transcript.c.interview_id)
        .join(code, code.c.id == coding.c.code_id)
        .where(interview.c.name.in_(interviews), coding.c.coder.in_(coders))
        .order_by(interview.c.name, coding.c.start, coding.c.end, code.c.key, coding.c.coder)
    )
    return connection.execute(query).all()


def texts(connection: Connection, interviews: Sequence[str]) -> dict[str, str]:
    """The text of the transcripts of these interviews, by name."""
    query = (
        select(interview.c.name, transcript.c.text)
        .join(transcript, transcript.c.interview_id == interview.c.id)
        .where(interview.c.name.in_(interviews))
    )
    return {row.name: row.text for row in connection.execute(query)}

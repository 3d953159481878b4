"""Reading what revisions leave behind: the version before, and codings without a certain place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Column, Connection, RowMapping, Table, select

from bsb.store.schema import code, coding, interview, transcript, turn, unplaced


def former(connection: Connection, transcript_id: int) -> RowMapping | None:
    """The version that a transcript replaces, with its text, while it is kept."""
    newer = transcript.alias()
    query = select(transcript).join(newer, newer.c.replaces == transcript.c.id).where(newer.c.id == transcript_id)
    return connection.execute(query).mappings().first()


def turn_ids(connection: Connection, transcript_id: int) -> list[int]:
    """The ids of a transcript's turns."""
    return list(connection.execute(select(turn.c.id).where(turn.c.transcript_id == transcript_id)).scalars())


def unplaced_codings(connection: Connection, transcript_id: int | None = None) -> Sequence[RowMapping]:
    """Codings without a place, with interview, version and code; of one transcript or of all.

    ``start``, ``end`` and ``sha256`` are those of the version in which the coding last had a place.
    """
    query = (
        select(
            unplaced,
            coding.c.uid,
            coding.c.start,
            coding.c.end,
            coding.c.sha256,
            coding.c.code_id,
            coding.c.coder,
            coding.c.valence,
            coding.c.memo,
            code.c.key.label("code"),
            code.c.name.label("code_name"),
            interview.c.name.label("interview"),
        )
        .join(coding, coding.c.id == unplaced.c.coding_id)
        .join(code, code.c.id == coding.c.code_id)
        .join(transcript, transcript.c.id == unplaced.c.transcript_id)
        .join(interview, interview.c.id == transcript.c.interview_id)
        .order_by(interview.c.id, unplaced.c.near_start, coding.c.id)
    )
    if transcript_id is not None:
        query = query.where(unplaced.c.transcript_id == transcript_id)
    return connection.execute(query).mappings().all()


def same_coding(
    connection: Connection, transcript_id: int, start: int, end: int, code_id: int, coder: str
) -> RowMapping | None:
    """The coding of this passage with this code by this coder, or None."""
    query = select(coding.c.id, coding.c.uid).where(
        coding.c.transcript_id == transcript_id,
        coding.c.start == start,
        coding.c.end == end,
        coding.c.code_id == code_id,
        coding.c.coder == coder,
    )
    return connection.execute(query).mappings().first()


def ids_pointing(connection: Connection, table: Table, column: Column[Any], ids: Sequence[int]) -> list[int]:
    """The ids of a table's rows whose column points to one of these ids."""
    return list(connection.execute(select(table.c.id).where(column.in_(ids))).scalars())

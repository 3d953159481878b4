"""Counting coded turns, speakers and interviews in the database itself: one GROUP BY, no data frame."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Label, RowMapping, String, case, cast, func, select

from bsb.store.schema import VALENCES, code, coding, interview, transcript, turn

AXES = {
    "theme": code.c.key,
    "service": code.c.key,
    "district": interview.c.district,
    "interview": interview.c.name,
}


def cell_counts(
    connection: Connection, *, rows: str, columns: str, district: str | None = None
) -> Sequence[RowMapping]:
    """Count what is coded for each pair of a code (rows: "theme" or "service") and a district or interview.

    Only participants' turns count. ``interviews``, ``speakers`` and ``turns`` are distinct, so that a passage
    coded twice or by two people counts once; ``codings`` are all. ``positive`` ... ``neutral`` are distinct turns
    with at least one coding of that valence.
    """
    row, column = AXES[rows], AXES[columns]

    def of_valence(valence: str) -> Label[int]:
        return func.count(case((coding.c.valence == valence, turn.c.id)).distinct()).label(valence)

    # A list, since the typed overloads of select() end at ten columns.
    columns_out: list[ColumnElement[Any]] = [
        row.label("row"),
        column.label("column"),
        func.count(interview.c.id.distinct()).label("interviews"),
        func.count((cast(turn.c.transcript_id, String) + ":" + turn.c.speaker).distinct()).label("speakers"),
        func.count(turn.c.id.distinct()).label("turns"),
        func.count(coding.c.id.distinct()).label("codings"),
        *(of_valence(valence) for valence in VALENCES),
    ]
    query = (
        select(*columns_out)
        .select_from(coding)
        .join(code, code.c.id == coding.c.code_id)
        .join(transcript, transcript.c.id == coding.c.transcript_id)
        .join(interview, interview.c.id == transcript.c.interview_id)
        .join(
            turn,
            (turn.c.transcript_id == coding.c.transcript_id)
            & (turn.c.start < coding.c.end)
            & (turn.c.end > coding.c.start)
            & (turn.c.role == "participant")
            & (turn.c.removed == 0),
        )
        .where(code.c.facet == rows)
        .group_by(row, column)
    )
    if district is not None:
        query = query.where(interview.c.district == district)
    return connection.execute(query).mappings().all()

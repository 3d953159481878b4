"""Reading what was made of suggested codes."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, Row, func, select

from bsb.store.schema import suggestion


def refused(connection: Connection, coder: str) -> set[tuple[str, int, str]]:
    """(interview, turn, code) of every suggestion that a coder has refused."""
    query = select(suggestion.c.interview, suggestion.c.turn, suggestion.c.code).where(
        suggestion.c.coder == coder, suggestion.c.decision == "refused"
    )
    return {(row.interview, row.turn, row.code) for row in connection.execute(query)}


def decisions(connection: Connection) -> Sequence[Row[str, str, int]]:
    """(code, decision, how often), by code."""
    query = (
        select(suggestion.c.code, suggestion.c.decision, func.count())
        .group_by(suggestion.c.code, suggestion.c.decision)
        .order_by(suggestion.c.code, suggestion.c.decision)
    )
    return connection.execute(query).all()

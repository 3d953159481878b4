"""Reading what summaries rest on, and whether that has changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from bsb.store.schema import coding, journal, summary, summary_coding
from bsb.text.normal import digest

_MANY = 500


def links(connection: Connection, matrix: str | None = None) -> dict[int, dict[str, str]]:
    """What each summary (by id) of a matrix, or of all, rests on: uid of the coding -> its state then."""
    query = select(summary_coding).join(summary, summary.c.id == summary_coding.c.summary_id)
    if matrix is not None:
        query = query.where(summary.c.matrix == matrix)
    found: dict[int, dict[str, str]] = {}
    for row in connection.execute(query).mappings():
        found.setdefault(row["summary_id"], {})[row["coding_uid"]] = row["state"]
    return found


def link_rows(connection: Connection, summary_id: int) -> Sequence[RowMapping]:
    """The rows that link a summary to codings."""
    return (
        connection.execute(select(summary_coding).where(summary_coding.c.summary_id == summary_id)).mappings().all()
    )


def states(connection: Connection, uids: Iterable[str]) -> dict[str, str]:
    """The state now of the codings with these uids; one that is gone is not there.

    A state is a digest of the coded words, the code, and valence, level and phase. Eight digits tell that
    something changed, and are too few to find erased words by.
    """
    wanted, found = list(uids), dict[str, str]()
    for at in range(0, len(wanted), _MANY):
        query = select(coding).where(coding.c.uid.in_(wanted[at : at + _MANY]))
        found |= {row["uid"]: _state(row) for row in connection.execute(query).mappings()}
    return found


def uids(connection: Connection, ids: Iterable[int]) -> dict[int, str]:
    """The uids of codings by row id."""
    wanted, found = list(ids), dict[int, str]()
    for at in range(0, len(wanted), _MANY):
        query = select(coding.c.id, coding.c.uid).where(coding.c.id.in_(wanted[at : at + _MANY]))
        found |= {row.id: row.uid for row in connection.execute(query)}
    return found


def project_mark(connection: Connection) -> str:
    """A mark of the project that its copies share and others have not: a digest of its first change; "" if none."""
    first = connection.execute(select(journal).order_by(journal.c.id).limit(1)).mappings().first()
    return digest("\n".join((first["at"], first["action"], first["about"])))[:16] if first else ""


def _state(row: RowMapping | dict[str, Any]) -> str:
    placed = "" if row["transcript_id"] is None else row["sha256"]
    parts = (placed, row["code_id"], row["valence"], row["level"], row["phase"])
    return digest("\n".join(map(str, parts)))[:8]

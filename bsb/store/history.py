"""Reading the journal's recorded changes, and rehearsing a change that is then not kept."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from sqlalchemy import Connection, RowMapping, select

from bsb.store import visibility
from bsb.store.engine import Store
from bsb.store.journal import Change
from bsb.store.schema import coding, interview, journal, transcript

Recorded = list[dict[str, Any]]
R = TypeVar("R")


class _RehearsedError(Exception):
    """Ends a rehearsal, so that nothing of it is kept."""


def rehearse(store: Store, do: Callable[[Change], None], look: Callable[[Connection, Recorded], R]) -> R:
    """Do a change, look at what it recorded while it stands, and keep nothing of it.

    Whatever ``do`` raises comes through.
    """
    found: list[R] = []
    try:
        with store.write() as connection:
            change = Change(connection)
            do(change)
            found.append(look(connection, recorded(change)))
            raise _RehearsedError
    except _RehearsedError:
        return found[0]


def recorded(change: Change) -> Recorded:
    """Return what a change has recorded so far."""
    return list(change._changes)


def entries(
    connection: Connection, *, table: str | None = None, number: int | None = None
) -> Iterator[tuple[RowMapping, Recorded]]:
    """Yield entries, oldest first, with what they recorded: those that touch a table, that of a number, or all.

    While a blind round is open, rows that may not be seen are left out of what they recorded.
    """
    seen = visibility.of(connection)
    query = select(journal).order_by(journal.c.id)
    if table is not None:
        query = query.where(journal.c.changes.like(f'%"table":"{table}"%'))
    if number is not None:
        query = query.where(journal.c.id == number)
    for row in connection.execute(query).mappings().all():
        yield row, seen.recorded(connection, json.loads(row["changes"]))


def codings_by_id(connection: Connection) -> dict[int, str]:
    """The uid of each coding by id."""
    return {row.id: row.uid for row in connection.execute(select(coding.c.id, coding.c.uid))}


def interviews_by_transcript(connection: Connection) -> dict[int, str]:
    """The name of the interview by the id of its transcript."""
    query = select(transcript.c.id, interview.c.name).join(interview, interview.c.id == transcript.c.interview_id)
    return {row.id: row.name for row in connection.execute(query)}


def moved_codes(connection: Connection) -> list[tuple[int, str, str]]:
    """Return (number, action, about) of the merges and splits of codes that still stand, oldest first."""
    columns = journal.c.id, journal.c.action, journal.c.about
    query = select(*columns).where(
        journal.c.action.in_(("codebook.merge", "codebook.split")),
        journal.c.reversed_by.is_(None),
    )
    return [(row.id, row.action, row.about) for row in connection.execute(query.order_by(journal.c.id))]

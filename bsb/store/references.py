"""Rows that point to rows: who points to one, and how they are made to point to another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Table, UniqueConstraint, and_, func, select

from bsb.store.journal import Change
from bsb.store.schema import metadata


def pointing(target: Table) -> Iterator[tuple[Table, Column[Any]]]:
    """Yield every table and column of it that is a foreign key to a table's id.

    >>> from bsb.store.schema import interview
    >>> ("participant", "interview_id") in [(table.name, column.name) for table, column in pointing(interview)]
    True
    """
    for table in metadata.sorted_tables:
        for column in table.columns:
            if any(key.column.table is target for key in column.foreign_keys):
                yield table, column


def pointers(connection: Connection, target: Table, ids: Sequence[int]) -> dict[str, int]:
    """Return how many rows of each table point to these rows, leaving out tables where none do."""
    found: dict[str, int] = {}
    for table, column in pointing(target):
        query = select(func.count()).select_from(table).where(column.in_(ids))
        if count := connection.execute(query).scalar_one():
            found[table.name] = found.get(table.name, 0) + count
    return found


def repoint(change: Change, target: Table, old: int, new: int, *, skip: Sequence[Table] = ()) -> None:
    """Make every row that points to one row point to another, in tables whose rows the journal keeps.

    A row that would then equal another under a unique constraint says nothing any more and is deleted.
    """
    for table, column in pointing(target):
        if table in skip or table.info.get("journal") != "rows":
            continue
        query = select(table).where(column == old).order_by(table.c.id)
        for row in change.connection.execute(query).mappings().all():
            if _taken(change.connection, table, dict(row) | {column.name: new}):
                change.delete(table, [row["id"]])
            else:
                change.update(table, row["id"], {column.name: new})


def _taken(connection: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            same = and_(*(column == row[column.name] for column in constraint.columns), table.c.id != row["id"])
            if connection.execute(select(table.c.id).where(same)).first():
                return True
    return False

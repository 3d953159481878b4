"""Many rows at once, by the driver's own executemany: SQLAlchemy would look at every value of every row."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table


def insert_rows(
    connection: Connection, table: Table, names: tuple[str, ...], rows: Iterable[tuple[Any, ...]]
) -> None:
    """Insert rows given as the values of the columns named, in that order; other columns get their defaults.

    Values go to the database as they are: no column of the schema has a type that would turn them into others.

    Raises IntegrityError if a row breaks a rule of the table.
    """
    statement, more = _statement(table, names)
    if held := [row + more for row in rows] if more else list(rows):
        connection.exec_driver_sql(statement, held)


@cache
def _statement(table: Table, names: tuple[str, ...]) -> tuple[str, tuple[Any, ...]]:
    """Return the statement for rows of these columns, and the defaults that follow each row's values."""
    defaults = {
        column.name: getattr(column.default, "arg", None)
        for column in table.columns
        if column.default is not None and column.name not in names
    }
    columns = ", ".join(f'"{name}"' for name in (*names, *defaults))
    marks = ", ".join("?" * (len(names) + len(defaults)))
    return f'INSERT INTO "{table.name}" ({columns}) VALUES ({marks})', tuple(defaults.values())  # noqa: S608

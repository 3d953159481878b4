"""Inserting many rows: the statement is made once, and the driver gets plain tuples."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Table, insert


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all have the same columns; a column that is left out gets the table's default.

    SQLAlchemy looks at each value of each row for what may have to be converted; none of ours has.
    """
    if not rows:
        return
    statement = insert(table).compile(dialect=connection.dialect, column_keys=list(rows[0]))
    names = list(getattr(statement, "positiontup", None) or ())
    if len(rows) == 1 or len(names) < 2 or set(names) != set(rows[0]):
        connection.execute(insert(table), list(rows))
        return
    connection.exec_driver_sql(str(statement), [*map(itemgetter(*names), rows)])

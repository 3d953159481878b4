"""Rows straight to the driver and from it, where SQLAlchemy's own way takes longer than the work itself.

It would look at every value of every row that is written; and a search is over in less time than it needs to begin.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Dialect, Select, Table
from sqlalchemy.exc import DBAPIError

from bsb.store.dialect import dialect_of

_VALUES = 300  # in one statement; SQLite used to allow 999
_TOGETHER = 8  # rows: one by one takes longer; more may be more than are looked at


def insert_rows(
    connection: Connection, table: Table, names: tuple[str, ...], rows: Iterable[tuple[Any, ...]]
) -> None:
    """Insert rows given as the values of the columns named, in that order; other columns get their defaults.

    Values go to the database as they are: no column of the schema has a type that would turn them into others.
    Several rows make one statement, since SQLite sets up a CHECK with a list of words anew for each statement.

    Raises IntegrityError if a row breaks a rule of the table.
    """
    defaults, mark = _defaults(table, names), dialect_of(connection).mark
    held = [row + defaults for row in rows] if defaults else list(rows)
    together = max(1, _VALUES // (len(names) + len(defaults)))
    whole = len(held) // together * together
    for size, some in ((together, held[:whole]), (1, held[whole:])):
        if some:
            flat = [tuple(chain.from_iterable(some[at : at + size])) for at in range(0, len(some), size)]
            connection.exec_driver_sql(_statement(table, names, size, mark), flat)


@cache
def _defaults(table: Table, names: tuple[str, ...]) -> tuple[Any, ...]:
    """Return the defaults of the columns that are not named and have one: they follow each row's values."""
    return tuple(getattr(column.default, "arg", None) for column in _left_out(table, names))


@cache
def _statement(table: Table, names: tuple[str, ...], rows: int, mark: str) -> str:
    columns = (*names, *(column.name for column in _left_out(table, names)))
    named = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join(["(" + ", ".join([mark] * len(columns)) + ")"] * rows)
    return f'INSERT INTO "{table.name}" ({named}) VALUES {marks}'  # noqa: S608


def _left_out(table: Table, names: tuple[str, ...]) -> list[Any]:
    return [column for column in table.columns if column.default is not None and column.name not in names]


def read_rows(connection: Connection, query: Select[Any], values: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a query; ``values`` are those of its parameters.

    The query is kept in its compiled form: it should be made once, and asked again and again.

    Raises DBAPIError as SQLAlchemy does.
    """
    statement, names, own = _compiled(query, connection.dialect)
    held = {**own, **values}
    yield from read_straight(connection, statement, held if names is None else [held[name] for name in names])


def read_straight(
    connection: Connection, statement: str, values: Sequence[Any] | Mapping[str, Any] = ()
) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a statement in the database's own words, within the connection's transaction."""
    if not connection.in_transaction():
        connection.begin()
    cursor = connection.connection.cursor()
    try:
        cursor.execute(statement, values)
        while some := cursor.fetchmany(_TOGETHER):
            yield from some
    except connection.dialect.loaded_dbapi.Error as error:
        raise DBAPIError(statement, None, error, hide_parameters=True) from error
    finally:
        cursor.close()


@lru_cache(maxsize=64)
def _compiled(query: Select[Any], dialect: Dialect) -> tuple[str, Sequence[str] | None, dict[str, Any]]:
    """Return a query in the database's own words, the order of its values unless they go by name, and its own."""
    made = query.compile(dialect=dialect)
    own = {name: value for name, value in made.params.items() if value is not None}
    return str(made), made.positiontup if made.positional else None, own

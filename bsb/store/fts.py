"""Full-text search, whatever the database: which rows hold which words.

The index knows words in lower case and nothing of language: it is asked for the word forms that Python has chosen
(``bsb.text.lemmas``), and tells which rows hold one. SQLite's FTS5 parts the words itself (``sqlite_fts``);
PostgreSQL is handed what ``bsb.text.tokens`` has parted (``postgres_fts``). A test holds the two against each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Connection,
    Select,
    TableClause,
    bindparam,
    column,
    literal_column,
    table,
    text,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.operators import OperatorType

from bsb.store.bulk import read_rows
from bsb.store.dialect import dialect_of

TURNS = table("turn_fts", column("rowid"))
PAGES = table("keydoc_fts", column("rowid"))


@dataclass(frozen=True, slots=True)
class Term:
    """One word that is looked for: any of these forms, or with ``prefix`` anything that begins as one of them."""

    forms: frozenset[str]
    prefix: bool = False

    def fits(self, word: str) -> bool:
        """Return whether a word of a text is one that is looked for."""
        return word in self.forms or (self.prefix and word.startswith(tuple(self.forms)))


class _Holds(FunctionElement[bool]):
    """Of a table's name and a parameter."""

    type = Boolean()
    inherit_cache = True

    def self_group(self, against: OperatorType | None = None) -> _Holds:
        """Return it as it is: SQLAlchemy would have SQLite compare it with 1, and FTS5 takes no such question."""
        return self


@compiles(_Holds)
def _in_sqlite(element: _Holds, compiler: SQLCompiler, **more: Any) -> str:
    of, wanted = (compiler.process(each, **more) for each in element.clauses)
    return f"{of} MATCH {wanted}"


@compiles(_Holds, "postgresql")
def _in_postgresql(element: _Holds, compiler: SQLCompiler, **more: Any) -> str:
    of, wanted = (compiler.process(each, **more) for each in element.clauses)
    return f"{of}.words @@ CAST({wanted} AS tsquery)"


def holds(index: TableClause) -> FunctionElement[bool]:
    """Return the condition that a row's words are those that ``ask`` is given."""
    return _Holds(literal_column(index.name), bindparam("wanted"))


def add(connection: Connection, index: TableClause, first: int, last: int) -> None:
    """Put rows that have been written, of ids from first to last, into an index.

    What is taken out again, the database sees to by itself.
    """
    dialect_of(connection).index.add(connection, index.name, first, last)


def ask(
    connection: Connection, query: Select[Any], values: Mapping[str, Any], terms: Sequence[Term] | None
) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a query that asks an index for rows that hold each of the terms, in any order.

    The query and its values are as ``read_rows`` wants them.
    """
    index = dialect_of(connection).index
    asked = values if terms is None else {**values, "wanted": index.wanted(terms)}
    try:
        yield from read_rows(connection, query, asked)
    except DBAPIError as error:
        if not index.unknown(error):
            raise


def one_of(column: ColumnElement[Any], name: str, values: Sequence[Any]) -> ColumnElement[bool]:
    """Return the condition that a column has one of some values, which go by the names that ``numbered`` gives."""
    return column.in_([bindparam(each) for each in numbered(name, values)])


def numbered(name: str, values: Sequence[Any]) -> dict[str, Any]:
    """Return values under a name for each.

    >>> numbered("roles", ["participant", "unknown"])
    {'roles_0': 'participant', 'roles_1': 'unknown'}
    """
    return {f"{name}_{number}": value for number, value in enumerate(values)}


def purge(connection: Connection, index: TableClause) -> None:
    """Leave nothing of deleted rows in an index, as far as a transaction can; ``Store.compact`` does the rest."""
    dialect_of(connection).index.purge(connection, index.name)


def vocabulary(connection: Connection) -> list[str]:
    """Return every word of the key documents."""
    return list(connection.execute(text("SELECT term FROM keydoc_fts_words")).scalars())

"""Full-text search as the database has it: SQLite's FTS5 here, nowhere else.

The index knows words in lower case and nothing of language: it is asked for the word forms that Python has chosen
(``bsb.text.lemmas``), and tells which rows hold one. PostgreSQL's ``to_tsvector('simple', ...)`` parts words in its
own way; there ``turn_words.words`` is to hold ``bsb.text.tokens.search_words`` of every turn, and with
``to_tsquery('simple', 'form | form')`` the hits are the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, TableClause, TextClause, column, table, text
from sqlalchemy.exc import OperationalError

_TOGETHER = 16
TURNS = table("turn_fts", column("rowid"))
PAGES = table("keydoc_fts", column("rowid"))
_CONTENT = {
    TURNS.name: "turn_fts(rowid, words) SELECT turn_id, coalesce(words, text) FROM turn_words WHERE turn_id",
    PAGES.name: "keydoc_fts(rowid, text) SELECT id, text FROM keydoc_page WHERE id",
}


@dataclass(frozen=True, slots=True)
class Term:
    """One word that is looked for: any of these forms, or with ``prefix`` anything that begins as one of them."""

    forms: frozenset[str]
    prefix: bool = False

    def fits(self, word: str) -> bool:
        """Return whether a word of a text is one that is looked for."""
        return word in self.forms or (self.prefix and word.startswith(tuple(self.forms)))


def holds(index: TableClause) -> TextClause:
    """Return the condition that a row's words fit the parameter "wanted" (see ``wanted``)."""
    return text(f"{index.name} MATCH :wanted")


def wanted(terms: Sequence[Term]) -> str:
    """Return what asks the index for rows that hold each of the terms, in any order.

    >>> wanted([Term(frozenset(["bolig", "boligen"])), Term(frozenset(["møte"]), prefix=True)])
    '("bolig" OR "boligen") AND ("møte"*)'
    """
    any_of = (" OR ".join(_quoted(form, term.prefix) for form in sorted(term.forms)) for term in terms)
    return " AND ".join(f"({forms})" for forms in any_of)


def _quoted(form: str, prefix: bool) -> str:
    quoted = form.replace('"', '""')
    return f'"{quoted}"*' if prefix else f'"{quoted}"'


def add(connection: Connection, index: TableClause, first: int, last: int) -> None:
    """Put rows that have been written, of ids from first to last, into an index.

    What is taken out again, the triggers of the rows' tables see to; they are no good for putting in, since FTS5
    writes to disk after each row that a trigger gives it.
    """
    connection.exec_driver_sql(f"INSERT INTO {_CONTENT[index.name]} BETWEEN ? AND ?", (first, last))


def ask(connection: Connection, query: Select[Any], values: Mapping[str, Any]) -> Iterator[Row[Any]]:
    """Yield the rows of a query that asks an index."""
    try:
        found = connection.execute(query, values)
    except OperationalError as error:
        # A word with a sign that SQLite's Unicode tables are too old to know: no row can hold it.
        if "phrase" in str(error.orig):
            return
        raise
    for some in found.partitions(_TOGETHER):  # one by one takes longer; more may be more than are looked at
        yield from some


def purge(connection: Connection, index: TableClause) -> None:
    """Merge an index so that nothing of deleted rows is left in it.

    FTS5 only marks deleted words until their segment is merged. Its own "secure-delete" would do without, but
    comes with SQLite 3.42 and makes a file that older ones cannot read.
    """
    connection.exec_driver_sql(f"INSERT INTO {index.name}({index.name}) VALUES ('optimize')")  # noqa: S608


def vocabulary(connection: Connection) -> list[str]:
    """Return every word of the key documents."""
    return list(connection.execute(text("SELECT term FROM keydoc_fts_words")).scalars())

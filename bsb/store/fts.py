"""Full-text search as the database has it: SQLite's FTS5 here, nowhere else.

The index holds words that Python has found (``bsb.text.tokens``), and is asked for word forms that Python has
chosen (``bsb.text.lemmas``): it decides nothing about language. PostgreSQL's ``to_tsvector('simple', words)``
with ``to_tsquery('simple', ...)`` over the same column and the same forms therefore gives the same hits.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, TableClause, column, table, text

TURNS = table("turn_fts", column("rowid"), column("words"))
PAGES = table("keydoc_fts", column("rowid"), column("words"))


@dataclass(frozen=True, slots=True)
class Term:
    """One word that is looked for: any of these forms, or with ``prefix`` anything that begins as one of them."""

    forms: frozenset[str]
    prefix: bool = False

    def fits(self, word: str) -> bool:
        """Return whether a word of a text is one that is looked for."""
        return word in self.forms or (self.prefix and word.startswith(tuple(self.forms)))


def holds(index: TableClause, terms: Sequence[Term]) -> ColumnElement[bool]:
    """Return the condition that a row's words hold each of the terms, in any order."""
    wanted = " AND ".join(
        f"({' OR '.join(_quoted(form, term.prefix) for form in sorted(term.forms))})" for term in terms
    )
    return text(f"{index.name} MATCH :wanted").bindparams(wanted=wanted)  # type: ignore[return-value]


def _quoted(form: str, prefix: bool) -> str:
    quoted = form.replace('"', '""')
    return f'"{quoted}"*' if prefix else f'"{quoted}"'


def add(connection: Connection, index: TableClause, rows: Iterable[tuple[int, str]]) -> None:
    """Put rows (id, words) into an index. What is taken out again, the tables' triggers see to."""
    found = list(rows)
    if found:
        connection.exec_driver_sql(f"INSERT INTO {index.name}(rowid, words) VALUES (?, ?)", found)  # noqa: S608


def purge(connection: Connection, index: TableClause) -> None:
    """Merge an index so that nothing of deleted rows is left in it.

    FTS5 only marks deleted words until their segment is merged. Its own "secure-delete" would do without, but
    comes with SQLite 3.42 and makes a file that older ones cannot read.
    """
    connection.exec_driver_sql(f"INSERT INTO {index.name}({index.name}) VALUES ('optimize')")  # noqa: S608


def vocabulary(connection: Connection) -> list[str]:
    """Return every word of the key documents."""
    return list(connection.execute(text("SELECT term FROM keydoc_fts_words")).scalars())

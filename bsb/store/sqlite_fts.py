"""The index of words as SQLite's FTS5 keeps it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

if TYPE_CHECKING:
    from bsb.store.fts import Term

_CONTENT = {
    "turn_fts": "turn_fts(rowid, words) SELECT turn_id, coalesce(words, text) FROM turn_words WHERE turn_id",
    "keydoc_fts": "keydoc_fts(rowid, text) SELECT id, text FROM keydoc_page WHERE id",
}


class Fts5:
    """FTS5 parts and lowers the words itself; see the migration that makes the tables for how."""

    def wanted(self, terms: Sequence[Term]) -> str:
        """Return what follows MATCH.

        >>> from bsb.store.fts import Term
        >>> Fts5().wanted([Term(frozenset(["bolig", "boligen"])), Term(frozenset(["møte"]), prefix=True)])
        '("bolig" OR "boligen") AND ("møte"*)'
        """
        any_of = (" OR ".join(_quoted(form, term.prefix) for form in sorted(term.forms)) for term in terms)
        return " AND ".join(f"({forms})" for forms in any_of)

    def add(self, connection: Connection, of: str, first: int, last: int) -> None:
        """Index rows that have been written.

        What is taken out again, the triggers of the rows' tables see to; they are no good for putting in, since FTS5
        writes to disk after each row that a trigger gives it.
        """
        connection.exec_driver_sql(f"INSERT INTO {_CONTENT[of]} BETWEEN ? AND ?", (first, last))

    def purge(self, connection: Connection, of: str) -> None:
        """Merge an index so that nothing of deleted rows is left in it.

        FTS5 only marks deleted words until their segment is merged. Its own "secure-delete" would do without, but
        comes with SQLite 3.42 and makes a file that older ones cannot read.
        """
        connection.exec_driver_sql(f"INSERT INTO {of}({of}) VALUES ('optimize')")  # noqa: S608

    def unknown(self, error: DBAPIError) -> bool:
        """Return whether a word has a sign that SQLite's Unicode tables are too old to know: no row can hold it."""
        return "phrase" in str(error.orig)


def _quoted(form: str, prefix: bool) -> str:
    quoted = form.replace('"', '""')
    return f'"{quoted}"*' if prefix else f'"{quoted}"'

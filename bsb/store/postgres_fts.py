"""The index of words as PostgreSQL keeps it: a tsvector of exactly the words that ``bsb.text.tokens`` finds.

PostgreSQL's own parser would part words in its own way (at a hyphen, in a web address, by the server's language), so
it is never asked: words go in as an array and come out as they went in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from bsb.text.tokens import printed_words, search_words

if TYPE_CHECKING:
    from bsb.store.fts import Term

#: A lexeme may be 2,046 bytes; a "word" beyond this many letters is found by its beginning.
_LONGEST = 500
_SOURCE = {
    "turn_fts": ("SELECT turn_id, text FROM turn_words WHERE turn_id BETWEEN %s AND %s", search_words),
    "keydoc_fts": ("SELECT id, text FROM keydoc_page WHERE id BETWEEN %s AND %s", printed_words),
}


class Words:
    """The tables ``turn_fts`` and ``keydoc_fts``; their rows go with the rows that they index."""

    def wanted(self, terms: Sequence[Term]) -> str:
        """Return what is cast to a tsquery; in its quotes every sign stands for itself.

        >>> from bsb.store.fts import Term
        >>> Words().wanted([Term(frozenset(["bolig", "boligen"])), Term(frozenset(["møte"]), prefix=True)])
        "('bolig' | 'boligen') & ('møte':*)"
        """
        any_of = (" | ".join(_quoted(form, term.prefix) for form in sorted(term.forms)) for term in terms)
        return " & ".join(f"({forms})" for forms in any_of)

    def add(self, connection: Connection, of: str, first: int, last: int) -> None:
        """Index rows that have been written."""
        query, parted = _SOURCE[of]
        rows = [(number, _lexemes(parted(text))) for number, text in connection.exec_driver_sql(query, (first, last))]
        if rows:
            statement = f"INSERT INTO {of} (rowid, words) VALUES (%s, array_to_tsvector(CAST(%s AS text[])))"  # noqa: S608
            connection.exec_driver_sql(statement, rows)

    def purge(self, connection: Connection, of: str) -> None:
        """Do nothing: deleted rows stay in PostgreSQL's files until they are rewritten (``Store.compact``)."""

    def unknown(self, error: DBAPIError) -> bool:
        """Return False: every word can be asked for."""
        return False


def wrong(connection: Connection) -> int:
    """Return how many rows an index has too many, too few, or with other words than their text has."""
    found = 0
    for of, (query, parted) in _SOURCE.items():
        rows = connection.exec_driver_sql(f"SELECT rowid, tsvector_to_array(words) FROM {of}")  # noqa: S608
        held = {number: words for number, words in rows}  # noqa: C416
        due = {n: _lexemes(parted(text)) for n, text in connection.exec_driver_sql(query, (0, 2**31 - 1))}
        found += sum(sorted(held.get(number, ["?"])) != words for number, words in due.items())
        found += len(held.keys() - due.keys())
    return found


def _lexemes(words: Iterable[str]) -> list[str]:
    return sorted({word[:_LONGEST] for word in words})


def _quoted(form: str, prefix: bool) -> str:
    quoted = form[:_LONGEST].replace("\\", "\\\\").replace("'", "''")
    return f"'{quoted}':*" if prefix else f"'{quoted}'"

"""Summaries: a written text in a cell of a matrix, kept apart from quotes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bsb.store import codings as stored
from bsb.store import schema
from bsb.store.journal import Journal


@dataclass(frozen=True, slots=True)
class Summary:
    """The text of one cell, with who wrote it and when (UTC)."""

    matrix: str
    row: str
    column: str
    text: str
    author: str
    at: str


class Summaries:
    """The written summaries of a project."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def of(self, matrix: str) -> dict[tuple[str, str], Summary]:
        """Return the summaries of a matrix by (row key, column key)."""
        with self._journal.store.read() as connection:
            return {
                (r["row_key"], r["column_key"]): Summary(
                    r["matrix"], r["row_key"], r["column_key"], r["text"], r["author"], r["at"]
                )
                for r in stored.summaries(connection, matrix)
            }

    def put(self, matrix: str, texts: Mapping[tuple[str, str], str], *, author: str) -> int:
        """Write texts into cells (row key, column key) and return how many changed; an empty one goes."""
        with self._journal.store.read() as connection:
            known = {(r["row_key"], r["column_key"]): r for r in stored.summaries(connection, matrix)}
        changed = 0
        with self._journal.change("summary.write", matrix) as change:
            for (row, column), text in texts.items():
                old = known.get((row, column))
                text = text.strip()
                if (old["text"] if old else "") == text:
                    continue
                changed += 1
                values = {"text": text, "author": author, "at": self._journal.now()}
                if old is None:
                    cell = {"matrix": matrix, "row_key": row, "column_key": column}
                    change.insert(schema.summary, [cell | values])
                elif text:
                    change.update(schema.summary, old["id"], values)
                else:
                    change.delete(schema.summary, [old["id"]])
        return changed

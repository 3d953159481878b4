"""What can be out of step inside a database, beyond what SQLite itself would find. Nothing is changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bsb.store import snapshot
from bsb.text.normal import digest

_CODED = 'SELECT id, start, "end", sha256 FROM coding WHERE transcript_id = ?'
_SPANS = 'SELECT count(*) FROM turn WHERE transcript_id = ? AND NOT (0 <= start AND start <= "end" AND "end" <= ?)'
_UNPLACED = "SELECT count(*) FROM coding WHERE transcript_id IS NULL AND id {} (SELECT coding_id FROM unplaced)"
_CHECKS = {
    "lost evidence": """SELECT count(*) FROM finding_evidence
        WHERE kind = 'coding' AND coding_uid NOT IN (SELECT uid FROM coding)""",
    "lost summaries": """SELECT count(DISTINCT summary_id) FROM summary_coding
        WHERE coding_uid NOT IN (SELECT uid FROM coding)""",
    "unplaced": _UNPLACED.format("IN"),
    "without place": _UNPLACED.format("NOT IN"),
}


@dataclass(frozen=True, slots=True)
class Health:
    """What was found: counts by kind, interviews with a fault by kind, and when something was last changed."""

    counts: dict[str, int]
    interviews: dict[str, list[str]]
    changed: str


def look(path: Path) -> Health:
    """Look through a sound database of the newest version.

    ``counts`` has "lost evidence", "lost summaries", "unplaced", "without place" (codings that are neither in a
    transcript nor waiting for a place) and "index" (words by which a search would find too much or too little);
    ``interviews`` has "text" (a transcript that is not what was stored, or turns outside it) and "codings" (one whose
    words are not those that were coded).
    """
    with snapshot.opened(path) as connection:
        counts = {kind: int(connection.execute(query).fetchone()[0]) for kind, query in _CHECKS.items()}
        wrong: dict[str, list[str]] = {"text": [], "codings": []}
        for kind, name in _texts(connection):
            wrong[kind].append(name)
        counts["index"] = _index(connection)
        newest = connection.execute("SELECT max(at) FROM journal WHERE changes != '[]'").fetchone()
        return Health(counts, wrong, str(newest[0] or ""))


def served_index(address: str) -> int:
    """Return how many turns and pages a server's index has too many, too few, or with other words than theirs."""
    from bsb.store.engine import Store, dialect_at
    from bsb.store.postgres_fts import wrong

    store = Store(dialect_at(address).connect(create=False))
    try:
        with store.read(whole=True) as connection:
            return wrong(connection)
    finally:
        store.close()


def _texts(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    query = "SELECT t.id, coalesce(i.name, '?'), t.sha256, t.text FROM transcript t"
    for number, name, sha256, text in connection.execute(f"{query} LEFT JOIN interview i ON i.id = t.interview_id"):
        outside = connection.execute(_SPANS, (number, len(text))).fetchone()[0]
        if digest(text) != sha256 or outside:
            yield "text", name
        for _id, start, end, coded in connection.execute(_CODED, (number,)):
            if not 0 <= start < end <= len(text) or digest(text[start:end]) != coded:
                yield "codings", name
                break


def _index(connection: sqlite3.Connection) -> int:
    """Return how many turns and words the search index has too many, too few, or other than the turns have."""
    query = """SELECT t.id, substr(s.text, t.start + 1, t."end" - t.start), w.text
        FROM turn t JOIN transcript s ON s.id = t.transcript_id LEFT JOIN turn_words w ON w.turn_id = t.id
        WHERE s.interview_id IS NOT NULL"""
    wrong: int = sum((said or None) != indexed for _id, said, indexed in connection.execute(query))
    query = """SELECT count(*) FROM turn_words WHERE turn_id NOT IN
        (SELECT t.id FROM turn t JOIN transcript s ON s.id = t.transcript_id WHERE s.interview_id IS NOT NULL)"""
    wrong += int(connection.execute(query).fetchone()[0])
    return wrong + len(_words(connection) ^ _words_anew(connection))


def _words(connection: sqlite3.Connection) -> set[tuple[str, int]]:
    """Return each word of the index with the number of turns that it is said to be in."""
    connection.execute("CREATE VIRTUAL TABLE temp.index_now USING fts5vocab(main, turn_fts, row)")
    return set(connection.execute("SELECT term, doc FROM temp.index_now"))


def _words_anew(connection: sqlite3.Connection) -> set[tuple[str, int]]:
    """Return the same of an index made anew, in memory."""
    (made,) = connection.execute("SELECT sql FROM main.sqlite_master WHERE name = 'turn_fts'").fetchone()
    with sqlite3.connect(":memory:") as fresh:
        fresh.execute(made)
        rows = connection.execute("SELECT turn_id, coalesce(words, text) FROM turn_words")
        fresh.executemany("INSERT INTO turn_fts(rowid, words) VALUES (?, ?)", rows)
        fresh.execute("CREATE VIRTUAL TABLE index_now USING fts5vocab(turn_fts, row)")
        found = set(fresh.execute("SELECT term, doc FROM index_now"))
    fresh.close()
    return found

"""Copies of the database file: taken while others write, held against it, and put back.

This works on files with SQLite's own interface: a copy may be broken, older or not ours at all, and is looked at
before a ``Store`` may open it.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bsb.store import cipher, sqlite_faults

#: Rows and SHA-256 of what each table holds, by its name.
Sums = dict[str, tuple[int, str]]
#: A line of the journal as it is carried over: at, actor, action, about.
Line = tuple[str, str, str, str]
_BUSY_SECONDS = 10


@contextmanager
def opened(path: Path, *, write: bool = False) -> Iterator[sqlite3.Connection]:
    """Open a database file as it is, nothing migrated; for reading unless ``write``.

    Raises BsbError for what SQLite cannot read, with the name of the file and none of its contents.
    """
    # What was cut off while the file was first written leaves a journal, and who reads has to roll it back.
    mode = "mode=rw" if write or path.with_name(f"{path.name}-journal").exists() else "mode=ro"
    driver = cipher.driver(path)
    alone = not os.access(path.parent, os.W_OK) and not path.with_name(f"{path.name}-wal").exists()
    if mode == "mode=ro" and alone:
        mode += "&immutable=1"  # SQLite would need to write beside it; where nobody can, nobody does
    try:
        with closing(cipher.connect(path, options=mode, timeout=_BUSY_SECONDS, isolation_level=None)) as connection:
            connection.execute("PRAGMA trusted_schema=OFF")
            yield connection
    except (sqlite3.Error, driver.Error) as error:
        raise sqlite_faults.told(error, path) or sqlite_faults.damaged(path, error) from None


def take(source: Path, target: Path) -> Sums:
    """Copy a database that others may be writing to, and return the sums of what was copied.

    Both come from one moment: what is written meanwhile is in neither.
    """
    with opened(source) as live:
        live.execute("BEGIN")
        found = _sums(live)
        with closing(cipher.connect(target, like=source)) as copy:
            live.backup(copy, progress=_not_forever)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file and nothing beside it
        live.execute("COMMIT")
    return found


def put(source: Path, target: Path) -> None:
    """Write a database over another that may be open elsewhere: wholly or, whatever happens, not at all.

    The one written over stays encrypted as it was, whatever the other is.
    """
    if cipher.is_encrypted(source) != cipher.is_encrypted(target):
        alike = source.with_name(f"{source.name}.recoded")
        cipher.recode(source, alike, like=target if cipher.is_encrypted(target) else None)
        source = alike
    with opened(source) as new, opened(target, write=True) as live:
        live.execute("PRAGMA secure_delete=ON")
        new.backup(live, progress=_not_forever)
        live.execute("PRAGMA journal_mode=WAL")


def _not_forever(status: int, _remaining: int, _total: int) -> None:
    """Give up where the busy timeout has passed; the driver by itself would try again for ever."""
    if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        raise sqlite3.OperationalError("locked")


def sums(path: Path) -> Sums:
    """Return the rows and checksum of every table."""
    with opened(path) as connection:
        return _sums(connection)


def _sums(connection: sqlite3.Connection) -> Sums:
    found: Sums = {}
    held, connection.text_factory = connection.text_factory, bytes
    try:
        for name in _tables(connection):
            digest, rows = hashlib.sha256(), 0
            # In the order in which the table itself is kept, whatever its key is.
            for row in connection.execute(f'SELECT * FROM "{name}" NOT INDEXED'):  # noqa: S608
                digest.update(repr(row).encode())
                rows += 1
            found[name] = rows, digest.hexdigest()
    finally:
        connection.text_factory = held
    return found


def _tables(connection: sqlite3.Connection) -> list[str]:
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
    names = (bytes(each) if isinstance(each, bytes) else str(each).encode() for (each,) in connection.execute(query))
    return [name.decode().replace('"', '""') for name in names]


def faults(path: Path) -> list[str]:
    """Return what SQLite finds wrong in a file: damage, and rows that point to rows that are not there."""
    with opened(path) as connection:
        found = [str(line) for (line,) in connection.execute("PRAGMA integrity_check(10)") if line != "ok"]
        lost = connection.execute("PRAGMA foreign_key_check").fetchmany(10)
        return found + [f"{table} {row} -> {other}" for table, row, other, _number in lost]


def version(path: Path) -> str:
    """Return the migration that a file is at; "" if it is no database of ours."""
    with opened(path) as connection:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone():
            return ""
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return str(row[0]) if row else ""


def strangers(path: Path) -> list[str]:
    """Return tables, views and triggers of a file that no version of ours makes: it may do what ours never would."""
    from bsb.store.engine import Store

    query = "SELECT type, name, CASE WHEN type = 'trigger' THEN sql END FROM sqlite_master"
    query += " WHERE type IN ('table', 'view', 'trigger')"
    store = Store.in_memory()
    try:
        with store.read(whole=True) as connection:
            ours = {tuple(row) for row in connection.exec_driver_sql(query)}
    finally:
        store.close()
    with opened(path) as other:
        return sorted(str(row[1]) for row in other.execute(query) if tuple(row) not in ours)


def voices(path: Path) -> dict[str, list[str]]:
    """Return the speakers whose words a file holds, by interview; former versions of a transcript count too."""
    found: dict[str, set[str]] = {}
    with opened(path) as connection:
        columns = {row[1] for row in connection.execute("PRAGMA table_info(transcript)")}
        replaced = dict(connection.execute("SELECT replaces, id FROM transcript")) if "replaces" in columns else {}
        of = dict(connection.execute("SELECT t.id, i.name FROM transcript t JOIN interview i ON i.id = interview_id"))
        query = 'SELECT DISTINCT transcript_id, speaker FROM turn WHERE removed = 0 AND "end" > start'
        for number, speaker in connection.execute(query):
            at, seen = number, set()
            while at not in of and at in replaced and at not in seen:
                seen.add(at)
                at = replaced[at]
            found.setdefault(of.get(at, ""), set()).add(speaker)
    return {name: sorted(speakers) for name, speakers in sorted(found.items())}


def withdrawn(path: Path) -> list[tuple[str, str]]:
    """(interview, pseudonym) of everyone who has withdrawn, as the rows or the journal of a file tell."""
    rows = "SELECT i.name, p.pseudonym FROM participant p JOIN interview i ON i.id = p.interview_id"
    with opened(path) as connection:
        found = {(str(a), str(b)) for a, b in connection.execute(f"{rows} WHERE p.consent = 'withdrawn'")}
        for (about,) in connection.execute("SELECT about FROM journal WHERE action = 'consent.withdraw'"):
            interview, _blank, pseudonym = str(about).rpartition(" ")
            found.add((interview, pseudonym))
    return sorted(found)


def mark(path: Path) -> str:
    """Return the mark of the project that a file belongs to (see ``bsb.store.summaries.project_mark``)."""
    from bsb.text.normal import digest

    with opened(path) as connection:
        first = connection.execute("SELECT at, action, about FROM journal ORDER BY id LIMIT 1").fetchone()
        return digest("\n".join(map(str, first)))[:16] if first else ""


def records(path: Path, action: str) -> list[Line]:
    """Return the journal's lines of an action that changed no row, oldest first."""
    with opened(path) as connection:
        query = "SELECT at, actor, action, about FROM journal WHERE action = ? ORDER BY id"
        return [tuple(map(str, row)) for row in connection.execute(query, (action,))]  # type: ignore[misc]


def carry_records(path: Path, lines: list[Line]) -> None:
    """Add such lines to the journal of another file: what went out of the house stays on record."""
    with opened(path, write=True) as connection:
        connection.execute("BEGIN IMMEDIATE")
        known = set(connection.execute("SELECT at, actor, action, about FROM journal"))
        new = [line for line in lines if line not in known]
        statement = "INSERT INTO journal (at, actor, action, about, changes) VALUES (?, ?, ?, ?, '[]')"
        connection.executemany(statement, new)
        connection.execute("COMMIT")

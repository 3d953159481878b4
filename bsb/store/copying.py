"""Copying a project from one database to another, whatever their kinds, equal to the row."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path

from sqlalchemy import Column, Connection, MetaData, Table, TableClause, bindparam, func, inspect, select, update

from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.store import fts, snapshot
from bsb.store.bulk import insert_rows
from bsb.store.dialect import dialect_of
from bsb.store.engine import Store, dialect_at
from bsb.store.migrations import upgrade

#: Rows and SHA-256 of what each table holds, by its name.
Sums = dict[str, tuple[int, str]]
_AT_ONCE = 1000
_INDEXED = ((fts.TURNS, "turn_words", "turn_id"), (fts.PAGES, "keydoc_page", "id"))


def copy(source: Store, place: Path | str) -> Sums:
    """Copy all that a store holds, journal and all, to a new database, and return the sums of it.

    The tables are taken as they are found, so that a store of an older version becomes a copy of that version. The
    copy is held against the original row by row before it counts; until then there is no copy.

    Raises BsbError if the place is taken, or the copy is not equal.
    """
    if isinstance(place, Path) and place.exists():
        raise BsbError(_("{file} is there already.").format(file=place.name), _("Name a file that is not there."))
    dialect = dialect_at(place)
    engine = dialect.connect(create=True)
    try:
        with source.read(whole=True) as reading:
            dialect_of(reading).show_all(reading)
            found = _tables(reading)
            expected = _sums(reading, found)
            upgrade(
                engine,
                None,
                to=dialect_of(reading).version(reading) or "head",
                fill=_filling(reading, found, expected),
            )
        dialect.created()
    except BaseException:
        engine.dispose()
        if isinstance(place, Path):
            place.unlink(missing_ok=True)
        raise
    engine.dispose()
    return expected


def to_file(address: str, target: Path) -> snapshot.Sums:
    """Copy the database at an address to a new file as it is, nothing migrated; return the sums of the file."""
    store = Store(dialect_at(address).connect(create=False))
    try:
        copy(store, target)
    finally:
        store.close()
    with snapshot.opened(target, write=True) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")  # one file and nothing beside it
    return snapshot.sums(target)


def _filling(reading: Connection, found: list[Table], expected: Sums) -> Callable[[Connection], None]:
    """Return what fills a new database: in one transaction, with a look at the end whether all of it came over."""

    def fill(writing: Connection) -> None:
        into = {table.name: table for table in _tables(writing)}
        for table in found:
            _pour(reading, table, writing, into[table.name])
        for index, name, key in _INDEXED:
            if name in into:
                _index(writing, index, into[name].c[key])
        dialect_of(writing).filled(writing)
        if _sums(writing, into.values()) != expected:
            raise BsbError(_("The copy is not equal to the project."), _("Nothing was kept of it. Try again."))

    return fill


def sums(connection: Connection) -> Sums:
    """Return the rows and the checksum of every table; equal for equal contents, whatever the kind of database."""
    return _sums(connection, _tables(connection))


def _tables(connection: Connection) -> list[Table]:
    """Return the tables as they are, each after those that its rows point to."""
    there = MetaData()
    names = [n for n in inspect(connection).get_table_names() if "_fts" not in n and n != "alembic_version"]
    there.reflect(connection, only=names)
    return there.sorted_tables


def _key(table: Table) -> Column[object]:
    (key,) = table.primary_key.columns
    return key


def _pour(reading: Connection, source: Table, writing: Connection, target: Table) -> None:
    """Copy a table. What points to another row of it is filled in last, for that row may come later."""
    names = tuple(column.name for column in source.columns)
    key = _key(target)
    inward = [c for c in target.columns if any(each.column.table is target for each in c.foreign_keys)]
    rows = reading.execute(select(source).order_by(_key(source)).execution_options(yield_per=_AT_ONCE))
    later: dict[str, list[dict[str, object]]] = {column.name: [] for column in inward}
    for some in rows.mappings().partitions():
        blank = dict.fromkeys(later)
        insert_rows(writing, target, names, [tuple((dict(row) | blank).values()) for row in some])
        for name, pointing in later.items():
            pointing += [{"of": row[key.name], "to": row[name]} for row in some if row[name] is not None]
    for name, pointing in later.items():
        if pointing:
            writing.execute(update(target).where(key == bindparam("of")).values({name: bindparam("to")}), pointing)


def _index(writing: Connection, index: TableClause, key: Column[object]) -> None:
    last = writing.execute(select(func.max(key))).scalar() or 0
    for first in range(1, int(str(last)) + 1, _AT_ONCE):
        fts.add(writing, index, first, first + _AT_ONCE - 1)


def _sums(connection: Connection, tables: Iterable[Table]) -> Sums:
    found: Sums = {}
    for table in tables:
        digest, rows = hashlib.sha256(), 0
        columns = sorted(table.columns, key=lambda column: column.name)
        query = select(*columns).order_by(_key(table)).execution_options(yield_per=_AT_ONCE)
        for row in connection.execute(query):
            digest.update(repr(tuple(row)).encode("utf-8", "surrogatepass"))
            rows += 1
        found[table.name] = rows, digest.hexdigest()
    return found

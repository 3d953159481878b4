"""A project in a file: SQLite with foreign keys, write-ahead log and real transactions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool, StaticPool

from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.store import cipher, sqlite_faults
from bsb.store.dialect import OPTION, WRITES
from bsb.store.network import network
from bsb.store.sqlite_fts import Fts5

#: What a database is called for the moment in which another takes its place.
BEFORE = "bsb.db.before"
_BUSY_MS = 5000
_FILE = "bsb_file"  # which file a connection has open
_PRAGMAS = (
    "foreign_keys=ON",
    "journal_mode=WAL",
    "synchronous=FULL",
    "secure_delete=ON",
    "temp_store=MEMORY",
    "cache_size=-32000",
    f"busy_timeout={_BUSY_MS}",
)
_READING = ("temp_store=MEMORY", "trusted_schema=OFF", f"busy_timeout={_BUSY_MS}")


class SQLite:
    """The database in a file; without a path, one in memory that lives as long as its engine."""

    mark = "?"
    own = "main"
    passing = "temp"
    index = Fts5()

    def __init__(self, path: Path | None = None) -> None:
        self.path = path

    def connect(self, *, create: bool, read_only: bool = False) -> Engine:
        """Return the engine; a file is made at the first use. Raises BsbError if it should be there and is not."""
        options: dict[str, Any] = {"hide_parameters": True, "execution_options": {OPTION: self}}  # no words in errors
        if self.path is None:
            engine = create_engine(
                "sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False}, **options
            )
        elif not create and not self.path.is_file() and (read_only or not _put_back(self.path)):
            raise BsbError(
                _("The project's data file {file} is missing.").format(file=self.path.name),
                _("Restore it from a backup, or make a new project with: bsb init"),
            )
        elif read_only:
            return _to_read(self.path, options)
        elif kind := network(self.path):
            raise sqlite_faults.no_locks(kind)
        else:
            engine = _of_file(self.path, options)
        _prepare(engine, self.path)
        return engine

    def version(self, connection: Connection) -> str | None:
        """Return the migration that the database is at; None if it is empty."""
        known = "SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'"
        if not connection.exec_driver_sql(known).scalar():
            return None
        version: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        return version

    def created(self) -> None:
        """Close the new file to others: what people said is not for everyone on the machine."""
        if self.path is not None:
            self.path.chmod(self.path.stat().st_mode & ~0o007)

    def unopened(self, error: DBAPIError) -> BsbError:
        """Return what to say of a file that is no database, or a broken one."""
        return self.told(error) or sqlite_faults.damaged(self.path, error.orig)

    def told(self, error: DBAPIError) -> BsbError | None:
        """Return what to say when it is held by another, full, read-only, damaged, or out of reach."""
        return sqlite_faults.told(error.orig, self.path)

    @contextmanager
    def migrating(self, connection: Connection) -> Iterator[None]:
        """Surround a migration with one transaction, and switch the checks of foreign keys off before it.

        SQLite changes a column by making the table anew; the rows that point to it must not go with the old one.
        """
        raw = connection.connection.dbapi_connection
        if raw is None:
            raise RuntimeError("the connection is closed")
        raw.cursor().execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                yield
        finally:
            raw.cursor().execute("PRAGMA foreign_keys=ON")

    def settle(self, connection: Connection) -> None:
        """Do nothing: the migrations are written for SQLite."""

    def filled(self, connection: Connection) -> None:
        """Do nothing: SQLite goes on after the highest id."""

    def show_all(self, connection: Connection) -> None:
        """Do nothing: a file hides nothing from who can read it."""

    def compact(self, engine: Engine) -> None:
        """Rewrite the file so that nothing erased is left in free pages or in the write-ahead log."""
        with engine.connect() as connection:
            raw = connection.connection.dbapi_connection
            if raw is not None:
                for statement in (
                    "PRAGMA wal_checkpoint(TRUNCATE)",
                    "VACUUM",
                    "PRAGMA wal_checkpoint(TRUNCATE)",
                ):
                    try:
                        raw.cursor().execute(statement)
                    except engine.dialect.loaded_dbapi.Error as error:
                        raise sqlite_faults.told(error, self.path) or error from None


def _to_read(path: Path, options: dict[str, Any]) -> Engine:
    how = cipher.to_read(path)
    engine = _made_by(path, lambda: cipher.connect(path, options=how, check_same_thread=False), options)
    _prepare(engine, None, _READING)
    return engine


def _of_file(path: Path, options: dict[str, Any]) -> Engine:
    if not cipher.is_encrypted(path):
        return create_engine(f"sqlite:///{path.as_posix()}", **options)
    cipher.find_key(path)

    return _made_by(path, lambda: cipher.connect(path, check_same_thread=False), options)


def _made_by(path: Path, connect: Callable[[], Any], options: dict[str, Any]) -> Engine:
    return create_engine("sqlite://", module=cipher.driver(path), creator=connect, poolclass=QueuePool, **options)


def _put_back(path: Path) -> bool:
    """Put a database back that was being written anew when bsb was stopped; return whether there was one."""
    before = path.with_name(BEFORE)
    if not before.is_file():
        return False
    before.replace(path)
    return True


def _prepare(engine: Engine, path: Path | None, pragmas: Sequence[str] = _PRAGMAS) -> None:
    """Have every connection of an engine set up as a project's is, and every transaction begun as it should be."""

    @event.listens_for(engine, "connect")
    def connect(dbapi: Any, record: Any) -> None:
        # SQLAlchemy is to send BEGIN itself: the driver's own rules leave DDL outside the transaction.
        dbapi.isolation_level = None
        for pragma in pragmas:
            dbapi.execute(f"PRAGMA {pragma}")
        if path is not None:
            record.info[_FILE] = sqlite_faults.which(path)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A writer takes its lock at once, so that two writers queue instead of failing half way.
        if connection.get_execution_options().get(WRITES, False):
            # What writes much need not keep as much in memory as what counts much.
            connection.exec_driver_sql("PRAGMA cache_size=-16000")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:  # no lock is taken yet, so nothing can fail; and many a reading takes less time than SQLAlchemy would
            connection.connection.cursor().execute("BEGIN")

    @event.listens_for(engine, "commit")
    def commit(connection: Connection) -> None:
        # What is written to a file that nobody can find any more would be lost, and said to be saved.
        if path is not None and connection.info.get(_FILE) != sqlite_faults.which(path):
            raise sqlite_faults.moved(path)

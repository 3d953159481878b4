"""Opening the database: SQLite with foreign keys, write-ahead log and real transactions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DatabaseError, OperationalError

from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.store.visibility import Visibility, look, newest_change, note, shade

#: The newest migration. Kept beside the code so that opening a current database need not load Alembic.
HEAD = "0011"
_BUSY_MS = 5000
_READING = ("temp_store=MEMORY", "trusted_schema=OFF", f"busy_timeout={_BUSY_MS}")
_WORKING = (
    "foreign_keys=ON",
    "journal_mode=WAL",
    "synchronous=FULL",
    "secure_delete=ON",
    "temp_store=MEMORY",
    "cache_size=-32000",
    f"busy_timeout={_BUSY_MS}",
)


class Store:
    """One project's database. ``read()`` gives a connection; changes go through ``bsb.store.journal``.

    >>> store = Store.in_memory()
    >>> with store.read() as connection:
    ...     connection.execute(text("PRAGMA foreign_keys")).scalar()
    1
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        #: Who is looking, by every name they have; asked at each look. See ``bsb.store.visibility``.
        self.viewer: Callable[[], Sequence[str]] = tuple
        #: The interviews in which something was hidden from them so far.
        self.hidden: set[str] = set()
        self._looked: tuple[tuple[int, tuple[str, ...]], Visibility] = ((0, ()), Visibility())

    @classmethod
    def in_memory(cls) -> Store:
        """Make an empty store that lives as long as the object (tests, trials)."""
        from sqlalchemy.pool import StaticPool

        engine = create_engine(
            "sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False}, hide_parameters=True
        )
        _prepare(engine)
        store = cls(engine)
        store.migrate()
        return store

    @classmethod
    def open(cls, path: Path, *, create: bool = False, before: Callable[[], object] | None = None) -> Store:
        """Open a project's database file; with ``create``, make it.

        ``before`` is called before an older database is migrated; if it fails, the migration does not start.

        Raises BsbError if the file is missing, is no SQLite database, or comes from a newer version.
        """
        if not create and not path.is_file():
            raise BsbError(
                _("The project's data file {file} is missing.").format(file=path.name),
                _("Restore it from a backup, or make a new project with: bsb init"),
            )
        engine = create_engine(f"sqlite:///{path.as_posix()}", hide_parameters=True)  # an error names no words
        _prepare(engine)
        store = cls(engine)
        try:
            if create or store._version() != HEAD:
                store.migrate(before=before)
            if create:
                path.chmod(path.stat().st_mode & ~0o007)  # what people said is not for everyone on the machine
        except BsbError:
            engine.dispose()
            raise
        except (DatabaseError, OperationalError) as error:
            engine.dispose()
            raise _unreadable(path, error) from None
        return store

    @classmethod
    def open_to_read(cls, path: Path) -> Store:
        """Open a project's database file so that nothing in its folder is changed, not even by a migration.

        Raises BsbError if the file is missing, is no SQLite database, or comes from another version.
        """
        if not path.is_file():
            raise BsbError(
                _("The project's data file {file} is missing.").format(file=path.name),
                _("Look whether it was moved, or restore it from a backup."),
            )
        # Where nobody has it open there is no log beside it, and reading by the log's rules would leave one there.
        alone = "" if path.with_name(f"{path.name}-wal").exists() else "&immutable=1"
        address = f"sqlite:///{path.resolve().as_uri()}?mode=ro{alone}&uri=true"
        engine = create_engine(address, hide_parameters=True)
        _prepare(engine, _READING)
        store = cls(engine)
        try:
            version = store._version()
        except (DatabaseError, OperationalError) as error:
            engine.dispose()
            raise _unreadable(path, error) from None
        if version != HEAD:
            engine.dispose()
            raise BsbError(
                _(
                    "{file} was written by another version of bsb (data version {version}; this bsb has {head})."
                ).format(file=path.name, version=version or "?", head=HEAD),
                _("Reading does not change it. Open the project once, which brings it up to date: bsb status -C DIR"),
            )
        return store

    def _version(self) -> str | None:
        with self.read(whole=True) as connection:
            known = connection.execute(text("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'")).scalar()
            if not known:
                return None
            version: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
            return version

    def migrate(self, *, before: Callable[[], object] | None = None) -> None:
        """Bring the tables up to the newest migration; call ``before`` first if there is anything in them.

        Raises BsbError if the database was written by a newer version of bsb.
        """
        from bsb.store.migrations import upgrade

        upgrade(self.engine, self._version(), before)

    @contextmanager
    def read(self, *, whole: bool = False) -> Iterator[Connection]:
        """Give a connection for reading; nothing done on it is kept.

        While a blind round is open, it shows only the codings that the one who looks may see. ``whole`` is for
        what must reach every coding and tells nobody of them.
        """
        with self.engine.connect() as connection:
            seen = Visibility() if whole else self._look(connection)
            shade(connection, seen)
            self.hidden.update(each.interview for each in seen.blind)
            yield connection

    def _look(self, connection: Connection) -> Visibility:
        """Return what may be seen; asked anew only when something has been changed or another looks."""
        newest = newest_change(connection)
        if newest is None:
            return Visibility()
        names = tuple(self.viewer())
        if (newest, names) != self._looked[0]:
            self._looked = ((newest, names), look(connection, names))
        return self._looked[1]

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give a connection whose work is kept whole or not at all. Rooms use ``Journal.change`` instead.

        Raises BsbError if another program holds the database for longer than five seconds.
        """
        with self.engine.connect().execution_options(bsb_write=True) as connection:
            try:
                with connection.begin():
                    note(connection, self.viewer)
                    yield connection
            except OperationalError as error:
                if "locked" in str(error.orig):
                    raise BsbError(
                        _("Another program is writing to the project just now."),
                        _("Nothing was changed. Try again in a moment."),
                    ) from None
                raise

    def compact(self) -> None:
        """Rewrite the file so that nothing erased is left in free pages or in the write-ahead log."""
        with self.engine.connect() as connection:
            raw = connection.connection.dbapi_connection
            if raw is not None:
                for statement in (
                    "PRAGMA wal_checkpoint(TRUNCATE)",
                    "VACUUM",
                    "PRAGMA wal_checkpoint(TRUNCATE)",
                ):
                    raw.cursor().execute(statement)

    def close(self) -> None:
        """Let go of the database file."""
        self.engine.dispose()


def _unreadable(path: Path, error: DatabaseError) -> BsbError:
    return BsbError(
        _("{file} is no database that bsb can read ({why}).").format(file=path.name, why=type(error.orig).__name__),
        _("Restore it from a backup."),
    )


def _prepare(engine: Engine, pragmas: Sequence[str] = _WORKING) -> None:
    @event.listens_for(engine, "connect")
    def connect(dbapi: Any, _record: Any) -> None:
        # SQLAlchemy is to send BEGIN itself: the driver's own rules leave DDL outside the transaction.
        dbapi.isolation_level = None
        for pragma in pragmas:
            dbapi.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A writer takes its lock at once, so that two writers queue instead of failing half way.
        write = connection.get_execution_options().get("bsb_write", False)
        if write:  # what writes much need not keep as much in memory as what counts much
            connection.exec_driver_sql("PRAGMA cache_size=-16000")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

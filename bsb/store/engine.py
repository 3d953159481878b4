"""One project's database: opened, read from and written to, whichever kind it is of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from bsb.errors import BsbError, NotNowError
from bsb.i18n import gettext as _
from bsb.store.dialect import WRITES, dialect_of
from bsb.store.visibility import Visibility, look, newest_change, note, shade

if TYPE_CHECKING:
    from bsb.store.dialect import Dialect

#: The newest migration. Kept beside the code so that opening a current database need not load Alembic.
HEAD = "0011"


class Store:
    """One project's database. ``read()`` gives a connection; changes go through ``bsb.store.journal``.

    >>> from sqlalchemy import text
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
        #: Why the database could not be rewritten after something was erased; "" if it could.
        self.untidy = ""
        self._looked: tuple[tuple[int, tuple[str, ...]], Visibility] = ((0, ()), Visibility())

    @classmethod
    def in_memory(cls) -> Store:
        """Make an empty store that lives as long as the object (tests, trials)."""
        from bsb.store.sqlite import SQLite

        store = cls(SQLite().connect(create=True))
        store.migrate()
        return store

    @classmethod
    def open(cls, place: Path | str, *, create: bool = False, before: Callable[[], object] | None = None) -> Store:
        """Open a project's database, a file or the address of a server; with ``create``, make it.

        ``before`` is called before an older database is migrated; if it fails, the migration does not start.

        Raises BsbError if it is not there, is no database that bsb can read, or comes from a newer version.
        """
        dialect = dialect_at(place)
        engine = dialect.connect(create=create)
        store = cls(engine)
        try:
            if create or store._version() != HEAD:
                store.migrate(before=before)
            if create:
                dialect.created()
        except DBAPIError as error:
            engine.dispose()
            raise dialect.unopened(error) from None
        except BaseException:
            engine.dispose()
            raise
        return store

    @classmethod
    def open_to_read(cls, place: Path | str) -> Store:
        """Open a project's database so that nothing of it is changed, nor in its folder, not even by a migration.

        Raises BsbError if it is not there, is no database that bsb can read, or comes from another version.
        """
        dialect = dialect_at(place)
        engine = dialect.connect(create=False, read_only=True)
        store = cls(engine)
        try:
            version = store._version()
        except DBAPIError as error:
            engine.dispose()
            raise dialect.unopened(error) from None
        if version != HEAD:
            engine.dispose()
            raise BsbError(
                _(
                    "{file} was written by another version of bsb (data version {version}; this bsb has {head})."
                ).format(
                    file=place.name if isinstance(place, Path) else engine.url.database,
                    version=version or "?",
                    head=HEAD,
                ),
                _("Reading does not change it. Open the project once, which brings it up to date: bsb status -C DIR"),
            )
        return store

    def _version(self) -> str | None:
        with self.engine.connect() as connection:
            return dialect_of(connection).version(connection)

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
        with self._told(), self.engine.connect() as connection:
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
        with (
            self._told(),
            self.engine.connect().execution_options(**{WRITES: True}) as connection,
            connection.begin(),
        ):
            note(connection, self.viewer)
            yield connection

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Put what the database says of itself in words for people."""
        try:
            yield
        except DBAPIError as error:
            told = dialect_of(self.engine).told(error)
            if told is None:
                raise
            raise told from None

    def compact(self) -> None:
        """Rewrite the database so that nothing that was erased is left in it.

        It was erased before, and overwritten; so what stands in the way (a full disk, another program) is no
        failure, and is kept in ``untidy`` to be told.
        """
        try:
            with self._told():
                dialect_of(self.engine).compact(self.engine)
        except NotNowError as error:
            self.untidy = error.message

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()


def dialect_at(place: Path | str) -> Dialect:
    """Return the dialect of the database in a file or at the address of a server."""
    if isinstance(place, Path):
        from bsb.store.sqlite import SQLite

        return SQLite(place)
    from bsb.store.postgres import PostgreSQL

    return PostgreSQL.at(place)

"""What differs from one kind of database to another: the one list of it, filled in by ``sqlite`` and ``postgres``.

Everything else in ``bsb/store`` is written once, for both. What needs to know where it is asks ``dialect_of``.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Engine
    from sqlalchemy.exc import DBAPIError

    from bsb.errors import BsbError
    from bsb.store.fts import Term

#: Under this name an engine carries its dialect, and every connection of it.
OPTION = "bsb_dialect"
#: A connection with this option is one that writes: it waits for its turn before it begins.
WRITES = "bsb_write"


class Index(Protocol):
    """How the full-text index is asked and kept; ``of`` is its table, "turn_fts" or "keydoc_fts"."""

    def wanted(self, terms: Sequence[Term]) -> str:
        """Return what asks for rows that hold each of the terms, in any order."""

    def add(self, connection: Connection, of: str, first: int, last: int) -> None:
        """Index rows that have been written, of ids from first to last."""

    def purge(self, connection: Connection, of: str) -> None:
        """Leave nothing of deleted rows in the index, as far as a transaction can."""

    def unknown(self, error: DBAPIError) -> bool:
        """Return whether a question failed because a word in it cannot be in any row."""


class Dialect(Protocol):
    """A database of one kind, at one place."""

    #: Stands for a value in a statement that goes straight to the driver.
    @property
    def mark(self) -> str:
        """What stands for a value in a statement that goes straight to the driver."""

    @property
    def own(self) -> str:
        """The schema of the tables."""

    @property
    def passing(self) -> str:
        """The schema of tables and views that go with the transaction."""

    @property
    def index(self) -> Index:
        """The full-text index."""

    def connect(self, *, create: bool, read_only: bool = False) -> Engine:
        """Return the engine; with ``create``, of a database that is to be filled. Raises BsbError.

        With ``read_only``, using it leaves no trace where the database is.
        """

    def version(self, connection: Connection) -> str | None:
        """Return the migration that the database is at; None if it is empty."""

    def created(self) -> None:
        """Do what is left to do once the tables have been made."""

    def unopened(self, error: DBAPIError) -> BsbError:
        """Return what to say when the database cannot be opened."""

    def told(self, error: DBAPIError) -> BsbError | None:
        """Return what to say when something goes wrong that is nobody's mistake in the code; None: it is."""

    def migrating(self, connection: Connection) -> AbstractContextManager[None]:
        """Surround a migration with one transaction, and with what it needs before and after."""

    def settle(self, connection: Connection) -> None:
        """Make of tables that a migration has made what this kind of database should have."""

    def filled(self, connection: Connection) -> None:
        """See to it that new rows get ids after those of rows that were put in with theirs."""

    def show_all(self, connection: Connection) -> None:
        """Have reading fail from here on if the database hides any row from this login."""

    def compact(self, engine: Engine) -> None:
        """Leave nothing that was erased in the database's files, as far as the database can."""


def dialect_of(connection: Connection | Engine) -> Dialect:
    """Return the dialect of a connection."""
    options: Any = connection.get_execution_options()
    return cast("Dialect", options[OPTION])

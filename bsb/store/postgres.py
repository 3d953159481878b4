"""A project on a server that a team shares: PostgreSQL through psycopg, which is loaded only here.

Who writes waits in one queue (an advisory lock), so that the journal has one order and no two changes meet half way.
A reader sees the project as it stood at one moment, as in a file.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError

from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.store.dialect import OPTION, WRITES
from bsb.store.postgres_fts import Words

DRIVER = "postgresql+psycopg"
#: The key of the lock that a writer holds; the database holds nothing but one project.
_QUEUE = 0x627362
_WAIT_MS = 5000
_TO_TEXT = """SELECT table_name, string_agg(format('ALTER COLUMN %%I TYPE text COLLATE "C"', column_name), ', ')
FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'alembic_version'
AND (data_type = 'character varying' OR (data_type = 'text' AND collation_name IS NULL))
AND table_name IN (SELECT tablename FROM pg_tables WHERE schemaname = 'public') GROUP BY table_name"""

_SEQUENCES = """SELECT pg_get_serial_sequence(format('public.%%I', table_name), 'id'), table_name
FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'id'
AND column_default LIKE 'nextval%%'"""


class PostgreSQL:
    """The database at an address; it holds one project and nothing else."""

    mark = "%s"
    own = "public"
    passing = "pg_temp"
    index = Words()

    def __init__(self, url: URL) -> None:
        self.url = url

    @classmethod
    def at(cls, address: str) -> PostgreSQL:
        """Return the database at an address as it stands in ``bsb.toml``.

        Raises BsbError, which never repeats what may hold a password, if it is none, or the driver is missing.
        """
        try:
            url = make_url(address)
        except (ArgumentError, ValueError):
            url = None
        if url is None or url.drivername not in (DRIVER, "postgresql") or not url.database:
            raise BsbError(
                _("The address of the project's database is none that bsb knows."),
                _("It is written like this: {example}").format(example=f"{DRIVER}://HOST/DATABASE"),
            )
        if find_spec("psycopg") is None:
            raise BsbError(
                _("This project is on a PostgreSQL server, and the part of bsb for that is not installed."),
                _("Install it: {command}").format(command='pip install "bsb[team]"'),
            )
        return cls(url.set(drivername=DRIVER))

    def connect(self, *, create: bool, read_only: bool = False) -> Engine:
        """Return the engine. Raises BsbError if the server does not answer, or holds no project, or one already.

        ``read_only`` asks for nothing here: who reads leaves no trace on a server, and views are made for a moment.
        """
        engine = create_engine(
            self.url,
            hide_parameters=True,
            pool_pre_ping=True,
            execution_options={OPTION: self},
            # A prepared statement would go on to read the table after a view has been put in front of it.
            connect_args={"prepare_threshold": None, "connect_timeout": 10, "options": "-c search_path=public"},
        )
        _prepare(engine)
        try:
            with engine.connect() as connection:
                there = self.version(connection) is not None
                encoding = connection.exec_driver_sql("SHOW server_encoding").scalar()
                taken = connection.exec_driver_sql("SELECT 1 FROM pg_tables WHERE schemaname = 'public'").first()
        except DBAPIError as error:
            engine.dispose()
            raise self.unopened(error) from None
        problem = None
        if create and there:
            problem = BsbError(
                _("There is already a project in the database {database}.").format(database=self.url.database),
                _("Choose another database, or open that project as it is."),
            )
        elif create and taken is not None:
            problem = BsbError(
                _("The database {database} is not empty.").format(database=self.url.database),
                _("Make one for this project alone: createdb NAME"),
            )
        elif create and encoding != "UTF8":
            problem = BsbError(
                _("The database {database} does not keep text as UTF-8.").format(database=self.url.database),
                _("Make one that does: createdb --encoding=UTF8 --template=template0 NAME"),
            )
        elif not create and not there:
            problem = BsbError(
                _("There is no project in the database {database}.").format(database=self.url.database),
                _("Make one there: bsb init --store ADDRESS; or move one there: bsb project copy ADDRESS"),
            )
        if problem is not None:
            engine.dispose()
            raise problem
        return engine

    def version(self, connection: Connection) -> str | None:
        """Return the migration that the database is at; None if it is empty."""
        if connection.exec_driver_sql("SELECT to_regclass('public.alembic_version')").scalar() is None:
            return None
        version: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        return version

    def created(self) -> None:
        """Do nothing: a new table is its maker's alone until others are let in."""

    def unopened(self, error: DBAPIError) -> BsbError:
        """Return what to say when the server is not there or does not let us in."""
        told = self.told(error)
        if told is not None and getattr(error.orig, "sqlstate", None):
            return told
        why = str(error.orig)
        names = {
            "host": self.url.host or _("this machine"),
            "database": self.url.database,
            "user": self.url.username or os.environ.get("PGUSER") or _("your login"),
        }
        for part, message, hint in (
            (
                "no password supplied",
                _("The server on {host} asks for a password for {user}."),
                _("Put it in your file of passwords (PGPASSFILE), or for now in PGPASSWORD; never in bsb.toml."),
            ),
            (
                "authentication failed",
                _("The server on {host} does not accept the password of {user}."),
                _("Mend it in your file of passwords (PGPASSFILE) or in PGPASSWORD, or ask who runs the server."),
            ),
            (
                "does not exist",
                _("The server on {host} has no database {database}, or does not know {user}."),
                _("Check the address in bsb.toml, or ask who runs the server."),
            ),
            (
                "FATAL",
                _("The server on {host} does not let {user} into the database {database}."),
                _("Ask who runs the server."),
            ),
        ):
            if part in why:
                return BsbError(message.format(**names), hint)
        return BsbError(
            _("The database server on {host} does not answer.").format(**names),
            _("Check that you are on the right network and that the server runs; your project is unharmed."),
        )

    def told(self, error: DBAPIError) -> BsbError | None:
        """Return what to say of a full queue, a lost connection, a right that is missing, or a value too odd."""
        state = str(getattr(error.orig, "sqlstate", None) or "")
        if state in ("55P03", "40001", "40P01"):
            return BsbError(
                _("Another program is writing to the project just now."),
                _("Nothing was changed. Try again in a moment."),
            )
        if state == "42501":
            return BsbError(
                _("Your login on the database server may not do that."),
                _("Ask who owns the database: imports, revisions, withdrawals, rounds, backups, copies are theirs."),
            )
        if state == "42704":
            return BsbError(
                _("The server does not know such a login."),
                _("Who runs the server makes it: {command}").format(command="createuser --pwprompt NAME"),
            )
        if error.connection_invalidated or state.startswith(("08", "57P")):
            return BsbError(
                _("The connection to the database server was lost."),
                _("What was not yet told to be done is not done. Try again in a moment."),
            )
        if state.startswith("53"):
            return BsbError(_("The database server has no room left."), _("Nothing was changed. Ask who runs it."))
        if isinstance(error, DataError):
            return BsbError(
                _("There is a sign or a number in this that the database cannot keep."),
                _("Nothing was changed. Look for signs that cannot be seen, or a number far too large."),
            )
        return None

    @contextmanager
    def migrating(self, connection: Connection) -> Iterator[None]:
        """Surround a migration with one transaction."""
        with connection.begin():
            yield

    def settle(self, connection: Connection) -> None:
        """Make text of every column of text: a long name fits, and the order is that of a file, in any language."""
        for table, changes in connection.exec_driver_sql(_TO_TEXT).all():
            connection.exec_driver_sql(f'ALTER TABLE "{table}" {changes}')

    def filled(self, connection: Connection) -> None:
        """Set every sequence to the highest id of its table."""
        for sequence, table in connection.exec_driver_sql(_SEQUENCES).all():
            highest = f'SELECT max(id) FROM "{table}"'  # noqa: S608
            connection.exec_driver_sql(
                f"SELECT setval('{sequence}', coalesce(({highest}), 1), ({highest}) IS NOT NULL)"
            )

    def show_all(self, connection: Connection) -> None:
        """Have reading fail if a policy hides a row: what is copied or counted whole must be whole."""
        connection.exec_driver_sql("SET LOCAL row_security = off")

    def compact(self, engine: Engine) -> None:
        """Rewrite the tables so that nothing erased is left in them or in their indexes.

        The server's own log and backups are beyond this; docs/felles-database.md says so.
        """
        from psycopg.errors import LockNotAvailable

        from bsb.store.schema import metadata

        held = engine.raw_connection()
        raw = held.driver_connection
        if raw is None:
            raise RuntimeError("the connection is closed")
        try:
            raw.autocommit = True
            raw.execute(f"SET lock_timeout = {_WAIT_MS}")
            for table in (*metadata.tables, "turn_fts", "keydoc_fts"):
                raw.execute(f'VACUUM (FULL) "{table}"')
        except LockNotAvailable:
            raise BsbError(
                _("It is erased, but somebody is reading, so that the server has not yet overwritten it."),
                _("It goes the next time something is erased, or when who runs the server says VACUUM FULL."),
            ) from None
        finally:
            held.invalidate()  # it has been set up in another way than the others
            held.close()


def _prepare(engine: Engine) -> None:
    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get(WRITES, False):
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {_WAIT_MS}")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_QUEUE})")
        else:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")

    @event.listens_for(engine, "handle_error")
    def handle_error(context: ExceptionContext) -> None:
        # The server repeats values in its messages ("Failing row contains ..."): an error names no words.
        diagnosis = getattr(context.original_exception, "diag", None)
        if diagnosis is None or diagnosis.message_primary is None:
            return
        full = str(context.original_exception)
        short = re.sub(r": \".*", "", diagnosis.message_primary, flags=re.DOTALL)
        context.original_exception.args = (short,)
        made = context.sqlalchemy_exception
        if made is not None:
            made.args = tuple(each.replace(full, short) if isinstance(each, str) else each for each in made.args)

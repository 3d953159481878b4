"""A PostgreSQL server of the tests' own: in a temporary folder, on a socket, gone when they are done."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from bsb.store.engine import Store
from bsb.store.schema import metadata

_QUICK = (
    "fsync=off",
    "full_page_writes=off",
    "synchronous_commit=off",
    "listen_addresses=",
    "max_connections=100",
    "autovacuum=off",
)
# The last line lets everyone in; a login of this name needs a password.
_WHO = "local all locked scram-sha-256\nlocal all all trust\n"


class Server:
    """A running server; its databases belong to the role "owner", unless a test makes others."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._numbers = itertools.count(1)
        self._free: list[str] = []

    def address(self, database: str, user: str = "owner") -> str:
        return f"postgresql+psycopg://{user}@/{database}?host={self.folder}"

    def run(self, statement: str, database: str = "postgres", user: str = "postgres") -> list[Any]:
        import psycopg

        with psycopg.connect(f"host={self.folder} user={user} dbname={database}", autocommit=True) as connection:
            found = connection.execute(statement)  # type: ignore[call-overload]
            return found.fetchall() if found.description else []

    def empty(self) -> str:
        """Make a database with nothing in it and return its name."""
        name = f"p{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} OWNER owner ENCODING 'UTF8' TEMPLATE template0")
        return name

    def take(self) -> str:
        """Return the name of a database with an empty project in it: one given back, or a new one."""
        if self._free:
            return self._free.pop()
        name = self.empty()
        Store.open(self.address(name), create=True).close()
        return name

    def give(self, name: str) -> None:
        """Take a database back; emptying is much quicker than to make and drop one."""
        self.run(EMPTY, name)
        self._free.append(name)

    def drop(self, name: str) -> None:
        self.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


_TABLES = [*reversed(metadata.sorted_tables), "turn_fts", "keydoc_fts"]
EMPTY = "SET session_replication_role = replica;"  # no look at who points to whom
EMPTY += "".join(f'DELETE FROM public."{table}";' for table in _TABLES)
EMPTY += "".join(f"ALTER SEQUENCE {table}_id_seq RESTART;" for table in ("journal", "quote_use"))


def _programs() -> Path:
    """Return the folder of the server's programs; Debian keeps them out of the way."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    known = shutil.which("initdb")
    if found or known:
        return found[-1].parent if found else Path(str(known)).parent
    if os.environ.get("CI"):
        pytest.fail("PostgreSQL's server is missing; .ci/run must install it")
    return pytest.skip("PostgreSQL's server is not installed on this machine")


@contextmanager
def running() -> Iterator[Server]:
    """Start a server and stop it. It refuses to be run by root, and is then run as its own user."""
    programs = _programs()
    with tempfile.TemporaryDirectory(prefix="bsb-pg-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        other: dict[str, Any] = {"cwd": folder, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            import pwd

            known = {each.pw_name for each in pwd.getpwall()}
            user = "postgres" if "postgres" in known else "nobody"
            shutil.chown(folder, user)
            other |= {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []}
        data = folder / "data"
        kind = ["-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "--no-sync"]
        subprocess.run([programs / "initdb", "-D", data, *kind], check=True, **other)
        (data / "pg_hba.conf").write_text(_WHO, encoding="utf-8")
        settings = [part for setting in _QUICK for part in ("-c", setting)]
        process = subprocess.Popen([programs / "postgres", "-D", data, "-k", folder, *settings], **other)
        try:
            _wait(programs, folder)
            server = Server(folder)
            server.run("CREATE ROLE owner LOGIN")
            yield server
        finally:
            process.send_signal(3)  # stop at once: nothing of it is kept
            process.wait(timeout=30)


def _wait(programs: Path, folder: Path) -> None:
    ready = [programs / "pg_isready", "-q", "-h", folder, "-t", "1"]
    for _try in range(100):
        if subprocess.run(ready, check=False).returncode == 0:
            return
        subprocess.run(["sleep", "0.1"], check=True)
    pytest.fail("PostgreSQL's server did not start")

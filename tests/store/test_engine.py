from __future__ import annotations

import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, insert, text
from sqlalchemy.exc import IntegrityError

from bsb.errors import BsbError
from bsb.store.engine import HEAD, Store
from bsb.store.migrations import alembic_config
from bsb.store.schema import metadata, turn


@pytest.mark.file_only
def test_the_migrations_make_what_the_schema_says() -> None:
    store = Store.in_memory()
    with store.read() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"include_name": lambda name, kind, parents: "fts" not in (name or "")},
        )
        assert compare_metadata(context, metadata) == []


def test_head_is_the_newest_migration() -> None:
    assert ScriptDirectory.from_config(alembic_config()).get_current_head() == HEAD


def test_foreign_keys_hold() -> None:
    store = Store.in_memory()
    row = {"transcript_id": 99, "number": 1, "speaker": "B1", "role": "participant", "start": 0, "end": 1}
    with pytest.raises(IntegrityError), store.write() as connection:
        connection.execute(insert(turn), [row])


@pytest.mark.file_only
def test_a_file_is_in_wal_mode_and_survives_reopening(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    Store.open(path, create=True).close()
    store = Store.open(path)
    with store.read() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
    store.close()


@pytest.mark.file_only
def test_a_missing_file_and_a_file_of_another_kind_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BsbError, match="missing"):
        Store.open(tmp_path / "none.db")
    other = tmp_path / "other.db"
    other.write_bytes(b"this is no database" * 100)
    with pytest.raises(BsbError, match="no database"):
        Store.open(other)


@pytest.mark.file_only
def test_a_newer_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    Store.open(path, create=True).close()
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(BsbError, match="newer version"):
        Store.open(path)


@pytest.mark.file_only
def test_two_writers_wait_for_each_other(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "x.db", create=True)
    with store.write() as connection:
        connection.execute(text("CREATE TABLE n (i INTEGER)"))

    def add() -> None:
        for _i in range(25):
            with store.write() as connection:
                most = connection.execute(text("SELECT coalesce(max(i), 0) FROM n")).scalar_one()
                connection.execute(text("INSERT INTO n VALUES (:i)"), {"i": most + 1})

    threads = [threading.Thread(target=add) for _i in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.read() as connection:
        assert connection.execute(text("SELECT count(DISTINCT i), max(i) FROM n")).one() == (100, 100)
    store.close()

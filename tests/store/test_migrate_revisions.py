"""A database with words in it, brought over the step that makes columns nullable and so rebuilds tables."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic import command

from bsb.store.dialect import dialect_of
from bsb.store.engine import Store
from bsb.store.migrations import alembic_config
from bsb.store.sqlite import SQLite

pytestmark = pytest.mark.file_only
ROWS = (
    "INSERT INTO interview VALUES (1, 'a', 'Alna', 'focus_group', NULL, NULL, '', '', '', '', '')",
    "INSERT INTO transcript VALUES (1, 1, 1, 'Ja, det er fint.', 'x', 'y', 'txt', 4, 'KA', '2026')",
    "INSERT INTO turn VALUES (1, 1, 1, 'B1', 'participant', 0, 16, NULL, NULL, 0)",
    "INSERT INTO turn_words VALUES (1, 'Ja, det er fint.', 'ja det er fint')",
    "INSERT INTO turn_fts(rowid, words) VALUES (1, 'ja det er fint')",
    "INSERT INTO code VALUES (1, 'b', 'service', NULL, 1, 'Bolig', '', '', '', '', '', '', '#000000', 1, 'active')",
    "INSERT INTO coding VALUES (1, 'u', 1, 0, 2, 'h', 1, 'KA', 'neutral', NULL, NULL, '', '2026')",
)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A database as it was before revisions."""
    path = tmp_path / "bsb.db"
    engine = SQLite(path).connect(create=True)
    config = alembic_config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
        for row in ROWS:
            connection.exec_driver_sql(row)
    engine.dispose()
    return path


def test_nothing_is_lost_on_the_way(old: Path) -> None:
    store = Store.open(old)
    with store.read() as connection:
        ask = connection.exec_driver_sql
        assert ask("SELECT text FROM transcript WHERE interview_id = 1 AND replaces IS NULL").scalars().all() == [
            "Ja, det er fint."
        ]
        assert ask("SELECT count(*) FROM turn JOIN coding USING (transcript_id)").scalar() == 1
        assert ask("SELECT rowid FROM turn_fts WHERE turn_fts MATCH 'fint'").scalars().all() == [1]
        assert ask("PRAGMA foreign_key_check").all() == []
        assert ask("PRAGMA foreign_keys").scalar() == 1
    with store.write() as connection:
        # The triggers that keep the index true are there again.
        connection.exec_driver_sql("DELETE FROM coding")
        connection.exec_driver_sql("DELETE FROM turn")
        connection.exec_driver_sql("DELETE FROM transcript")
        assert connection.exec_driver_sql("SELECT rowid FROM turn_fts WHERE turn_fts MATCH 'fint'").all() == []
    store.close()


def test_and_back(old: Path) -> None:
    store = Store.open(old)
    config = alembic_config()
    with store.engine.connect().execution_options(bsb_write=True) as connection:
        with dialect_of(connection).migrating(connection):
            config.attributes["connection"] = connection
            command.downgrade(config, "0002")
        assert connection.exec_driver_sql("SELECT * FROM transcript").one()[3] == "Ja, det er fint."
        assert connection.exec_driver_sql("SELECT count(*) FROM coding").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
    store.close()

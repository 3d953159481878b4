from __future__ import annotations

import sqlite3
import threading
import zipfile
from pathlib import Path

import pytest
from alembic import command

from bsb.errors import BsbError
from bsb.project import Project
from bsb.store import snapshot
from bsb.store.engine import HEAD
from bsb.store.migrations import alembic_config
from bsb.store.sqlite import SQLite
from bsb.upkeep.backup_file import look
from bsb.upkeep.backups import Backups, leftovers
from tests.conftest import code, ticking


def files(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


def test_a_backup_holds_every_table_and_what_people_wrote_but_not_the_originals(coded: Project) -> None:
    code(coded, "alna-fg1,2,KA,okonomi,critical,husleia er høy")
    (coded.root / "guides" / "egen.yaml").write_text("navn: egen\n", encoding="utf-8")
    made = coded.backups.make()
    assert made.path.parent == coded.root / "backup"
    with zipfile.ZipFile(made.path) as archive:
        assert set(archive.namelist()) == {"backup.json", "bsb.toml", "guides/egen.yaml", "bsb.db"}
    found = look(made.path)
    assert found is not None
    assert found.tables == snapshot.sums(coded.root / "bsb.db")
    assert found.tables["coding"][0] == 1
    assert found.voices == {"alna-fg1": ("B1", "B2", "B3", "I1", "I2")}
    assert leftovers(coded.root) == []


def test_it_is_of_one_moment_while_others_write(coded: Project, tmp_path: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        n = 0
        while not stop.is_set():
            coded.journal.note("x", str(n))
            n += 1

    thread = threading.Thread(target=write)
    thread.start()
    try:
        for n in range(3):
            coded.backups.make(tmp_path / f"{n}.bsbbackup")  # verified against the sums of the same moment
    finally:
        stop.set()
        thread.join()


def test_a_copy_that_does_not_come_back_is_not_kept(coded: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = snapshot.take

    def spoil(source: Path, target: Path) -> snapshot.Sums:
        found = whole(source, target)
        connection = sqlite3.connect(target)
        connection.execute("UPDATE interview SET setting = 'annet'")
        connection.commit()
        connection.close()
        return found

    monkeypatch.setattr(snapshot, "take", spoil)
    with pytest.raises(BsbError, match="damaged"):
        coded.backups.make()
    assert files(coded.root / "backup") == set()
    assert leftovers(coded.root) == []


def test_only_the_newest_of_this_project_are_kept(coded: Project) -> None:
    backups = Backups(coded.root, "Prøve", ticking())
    (coded.root / "backup").mkdir()
    stranger = coded.root / "backup" / "annet-123456-20260101T000000.bsbbackup"
    stranger.write_bytes(b"x")
    made = [backups.make(keep=2) for _ in range(4)]
    assert [len(each.removed) for each in made] == [0, 0, 1, 1]
    assert {p.name for p in (coded.root / "backup").iterdir()} == {
        stranger.name,
        made[2].path.name,
        made[3].path.name,
    }


def test_an_encrypted_one_shows_nothing(coded: Project, tmp_path: Path) -> None:
    made = coded.backups.make(tmp_path / "a.bsbbackup", passphrase="fire ord i rekke")
    assert made.encrypted
    data = made.path.read_bytes()
    assert data.startswith(b"age-encryption.org/v1")
    assert look(made.path) is None
    assert all(word not in data for word in (b"bsb.db", b"alna", b"SQLite"))


def test_what_fails_leaves_nothing(coded: Project) -> None:
    with pytest.raises(BsbError, match="cannot be written"):
        coded.backups.make(coded.root / "bsb.toml" / "x.bsbbackup")
    assert leftovers(coded.root) == []


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A project whose database is of an older version."""
    Project.init(tmp_path / "old", name="Gammel").close()
    path = tmp_path / "old" / "bsb.db"
    path.unlink()
    engine = SQLite(path).connect(create=True)
    config = alembic_config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
        connection.exec_driver_sql(
            "INSERT INTO interview VALUES (1,'a','Alna','focus_group',NULL,NULL,'','','','','')"
        )
    engine.dispose()
    return path.parent


def test_a_migration_begins_with_a_backup(old: Path) -> None:
    project = Project.open(old)
    assert [each.name for each in project.interviews.all()] == ["a"]
    project.close()
    (made,) = (old / "backup").iterdir()
    found = look(made)
    assert found is not None
    assert found.data_version == "0002"
    assert snapshot.version(old / "bsb.db") == HEAD
    again = Project.open(old)
    again.interviews.all()
    again.close()
    assert len(list((old / "backup").iterdir())) == 1


def test_without_a_backup_no_migration(old: Path) -> None:
    (old / "backup").write_text("in the way", encoding="utf-8")
    project = Project.open(old)
    with pytest.raises(BsbError, match="cannot be written"):
        project.interviews.all()
    assert snapshot.version(old / "bsb.db") == "0002"

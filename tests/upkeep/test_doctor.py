from __future__ import annotations

import os
import shutil
import sqlite3
from collections import namedtuple
from pathlib import Path

import pytest

from bsb.project import Project
from bsb.upkeep import places
from bsb.upkeep.doctor import Found
from tests.conftest import code


@pytest.fixture
def sound(coded: Project) -> Project:
    code(coded, "alna-fg1,2,KA,okonomi,critical,husleia er høy", "alna-fg1,3,KA,okonomi,critical,trappa er mørk")
    coded.backups.make()
    coded.close()
    return coded


def spoil(project: Project, *statements: str) -> list[Found]:
    connection = sqlite3.connect(project.root / "bsb.db")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()
    return project.examine()


def kinds(found: list[Found], *, wrong: bool = True) -> set[str]:
    return {each.check for each in found if each.wrong is wrong}


def test_a_sound_project_has_nothing_wrong_and_is_not_changed(sound: Project) -> None:
    before = (sound.root / "bsb.db").read_bytes()
    assert sound.examine() == []
    assert (sound.root / "bsb.db").read_bytes() == before


@pytest.mark.parametrize(
    ("check", "statement"),
    [
        ("transcripts", "UPDATE transcript SET text = replace(text, 'fint', 'greit')"),
        ("transcripts", 'UPDATE turn SET "end" = 99999 WHERE number = 6'),
        ("codings", "UPDATE coding SET start = start + 1 WHERE id = 1"),
        ("codings", 'UPDATE coding SET "end" = 99999 WHERE id = 1'),
        ("codings", "UPDATE coding SET transcript_id = NULL WHERE id = 1"),
        ("search", "DELETE FROM turn_words WHERE turn_id = 2"),
        ("search", "INSERT INTO turn_fts(turn_fts, rowid, words) VALUES ('delete', 6, 'Mm.')"),
        ("search", "INSERT INTO turn_fts(rowid, words) VALUES (77, 'fremmed')"),
        ("database", "UPDATE coding SET code_id = 999 WHERE id = 1"),
        ("version", "UPDATE alembic_version SET version_num = '9999'"),
    ],
)
def test_each_fault_is_found(check: str, statement: str, sound: Project) -> None:
    found = spoil(sound, statement)
    assert check in kinds(found)
    assert all(each.hint for each in found)


def test_an_older_database_is_not_migrated(sound: Project) -> None:
    found = spoil(sound, "UPDATE alembic_version SET version_num = '0001'")
    assert (kinds(found), kinds(found, wrong=False)) == (set(), {"version"})
    with sqlite3.connect(sound.root / "bsb.db") as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
    connection.close()


def test_damage_of_the_file(sound: Project) -> None:
    path = sound.root / "bsb.db"
    data = bytearray(path.read_bytes())
    data[4096 * 3 : 4096 * 8] = os.urandom(4096 * 5)
    path.write_bytes(data)
    assert kinds(sound.examine()) == {"database"}
    path.write_bytes(b"none of it")
    assert kinds(sound.examine()) == {"database"}
    path.unlink()
    assert kinds(sound.examine()) == {"database"}


def test_papers_older_than_the_last_change_and_no_backup(sound: Project) -> None:
    paper = sound.output / "a.docx"
    paper.write_bytes(b"x")
    assert sound.examine() == []
    os.utime(paper, (1_000_000_000, 1_000_000_000))
    shutil.rmtree(sound.root / "backup")
    assert kinds(sound.examine(), wrong=False) == {"papers", "backup"}


def test_a_withdrawal_that_backups_do_not_know(sound: Project) -> None:
    sound.consent.withdraw("alna-fg1", "B2")
    sound.close()
    assert kinds(sound.examine()) == {"backup"}


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such permissions")
def test_permissions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "x.db"
    file.write_bytes(b"x")
    file.chmod(0o644)
    assert not places.others_can_read(file)  # pytest's own folder is closed
    monkeypatch.setattr(Path, "parents", ())
    assert places.others_can_read(file)
    file.chmod(0o640)
    assert not places.others_can_read(file)


def test_a_new_project_is_not_for_everyone_nor_a_restored_one(project: Project, tmp_path: Path) -> None:
    Project.from_backup(project.backups.make().path, tmp_path / "new")
    for root in (project.root, tmp_path / "new"):
        assert os.name != "posix" or (root / "bsb.db").stat().st_mode & 0o007 == 0


def test_a_full_disk(sound: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage(1, 1, 1000))
    assert kinds(sound.examine()) == {"disk"}

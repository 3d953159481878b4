from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bsb.project import Project
from tests.cli.conftest import Run
from tests.conftest import code


@pytest.fixture
def folder(coded: Project) -> Path:
    code(coded, "alna-fg1,3,KA,okonomi,critical,trappa er mørk")
    coded.close()
    return coded.root


def backups(folder: Path) -> list[Path]:
    return sorted((folder / "backup").glob("*.bsbbackup")) if (folder / "backup").is_dir() else []


def test_backup_and_restore(
    folder: Path, bsb: Callable[..., Run], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = bsb("backup", "-C", folder)
    assert made.code == 0, made.err
    assert "found whole" in made.out
    assert "same disk" in made.err
    (file,) = backups(folder)
    assert bsb("restore", file, tmp_path / "new").code == 0
    assert bsb("restore", file, tmp_path / "new").code == 1
    assert len(bsb("code", "list", "--json", "-C", tmp_path / "new").out) > 100
    refused = bsb("restore", file, folder)
    assert (refused.code, "--yes" in refused.err) == (1, True)
    bsb("consent", "withdraw", "alna-fg1", "B1", "-C", folder, stdin="y\nn\n")
    monkeypatch.chdir(folder)
    over = bsb("restore", file, "--yes")
    assert over.code == 0, over.err
    assert "B1 in alna-fg1 has withdrawn since" in over.err
    assert "backup restored" in bsb("history").out
    monkeypatch.chdir(tmp_path)
    assert "no project here" in bsb("restore", file).err


def test_a_withdrawal_reaches_the_backups(folder: Path, bsb: Callable[..., Run], tmp_path: Path) -> None:
    bsb("backup", "-C", folder)
    bsb("backup", "-C", folder, "-o", tmp_path / "ute.bsbbackup")
    (old,) = backups(folder)
    kept = bsb("consent", "withdraw", "alna-fg1", "B2", "-C", folder, stdin="y\nn\n")
    assert kept.code == 0
    assert old.name in kept.err
    assert "ute.bsbbackup" in kept.err
    assert backups(folder) == [old]
    gone = bsb("consent", "withdraw", "alna-fg1", "B1", "-C", folder, "--purge-backups", stdin="y\n")
    assert "1 backup was removed." in gone.out
    (new,) = backups(folder)
    assert new != old
    last = bsb("consent", "withdraw", "alna-fg1", "B3", "-C", folder, stdin="y\ny\n")
    assert new.name in last.err
    assert len(backups(folder)) == 1
    bsb("restore", backups(folder)[0], tmp_path / "new")
    assert b"husleia" not in b"".join(p.read_bytes() for p in (tmp_path / "new").glob("bsb.db*"))


def test_an_encrypted_backup(
    folder: Path, bsb: Callable[..., Run], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = tmp_path / "passord"
    monkeypatch.setenv("BSB_PASSPHRASE_FILE", str(secret))
    secret.write_text("kort\n", encoding="utf-8")
    assert "too short" in bsb("backup", "--encrypt", "-C", folder).err
    secret.write_text("fire gode ord her\n", encoding="utf-8")
    assert bsb("backup", "--encrypt", "-C", folder).code == 0
    (file,) = backups(folder)
    assert bsb("restore", file, tmp_path / "new").code == 0
    told = bsb("consent", "withdraw", "alna-fg1", "B2", "-C", folder, "--yes")
    assert "encrypted or damaged" in told.err
    assert backups(folder) == []
    secret.write_text("noe annet enn det\n", encoding="utf-8")
    wrong = bsb("restore", file if file.exists() else tmp_path / "passord", tmp_path / "new2")
    assert (wrong.code, (tmp_path / "new2").exists()) == (1, False)


def test_keep_asks_for_a_folder(folder: Path, bsb: Callable[..., Run], tmp_path: Path) -> None:
    assert bsb("backup", "-C", folder, "--keep", 2, "-o", tmp_path / "x.bsbbackup").code == 1
    missing = bsb("backup", "-C", folder, "-o", tmp_path / "ute")
    assert (missing.code, (tmp_path / "ute").exists()) == (1, False)
    place = tmp_path / "ute"
    place.mkdir()
    for _ in range(3):
        assert bsb("backup", "-C", folder, "--keep", 2, "-o", place).code == 0
    assert len(list(place.iterdir())) == 2
    assert sys.platform == "win32" or all(path.stat().st_mode & 0o077 == 0 for path in place.iterdir())


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"hei", b"age-encryption.org/v1\n-> scrypt"])
def test_other_files_are_one_line(
    content: bytes, bsb: Callable[..., Run], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ord").write_text("et langt passord", encoding="utf-8")
    monkeypatch.setenv("BSB_PASSPHRASE_FILE", str(tmp_path / "ord"))
    (tmp_path / "x.bsbbackup").write_bytes(content)
    shown = bsb("restore", tmp_path / "x.bsbbackup", tmp_path / "new")
    assert shown.code == 1
    assert "fault in bsb" not in shown.err
    assert not (tmp_path / "new").exists()


def test_doctor(folder: Path, bsb: Callable[..., Run]) -> None:
    bsb("backup", "-C", folder)
    shown = bsb("doctor", "-C", folder)
    assert (shown.code, "Nothing wrong" in shown.out) == (0, True), shown.out
    (folder / "bsb.db").write_bytes(b"x" * 5000)
    shown = bsb("doctor", "-C", folder)
    assert (shown.code, "bsb restore" in shown.err) == (1, True)
    told = bsb("doctor", "--json", "-C", folder)
    assert told.code == 1
    assert json.loads(told.out)[0]["wrong"] is True

from __future__ import annotations

import json
import os
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from bsb.errors import BsbError
from bsb.project import Project
from bsb.store import snapshot
from bsb.store.journal import LEFT
from bsb.upkeep.backup_file import file_sha256
from tests.conftest import code
from tests.upkeep.test_backups import files

NOW = "2026-06-01T08:00:00Z"


@pytest.fixture
def made(coded: Project) -> Path:
    code(coded, "alna-fg1,2,KA,okonomi,critical,husleia er høy")
    (coded.root / "guides" / "egen.yaml").write_text("navn: egen\n", encoding="utf-8")
    return coded.backups.make().path


def state(root: Path) -> dict[str, bytes]:
    return {name: (root / name).read_bytes() for name in files(root) if "-shm" not in name and "-wal" not in name}


def test_into_a_new_folder(coded: Project, made: Path, tmp_path: Path) -> None:
    result = Project.from_backup(made, tmp_path / "new")
    assert (result.name, result.before) == ("Prøve", None)
    new = Project.open(tmp_path / "new")
    assert new.codings.all() == coded.codings.all()
    assert new.transcripts.get("alna-fg1").text == coded.transcripts.get("alna-fg1").text
    assert (new.root / "guides" / "egen.yaml").read_text(encoding="utf-8") == "navn: egen\n"
    assert (new.root / "output").is_dir()
    assert new.journal.entries()[0].action == "restore"
    new.close()
    with pytest.raises(BsbError, match="not empty"):
        Project.from_backup(made, tmp_path / "new")
    assert not list(tmp_path.glob(".bsb-*"))


def test_over_a_project_withdrawals_are_done_again_and_nothing_is_lost(coded: Project, made: Path) -> None:
    coded.consent.withdraw("alna-fg1", "B2")
    coded.journal.note(LEFT, "ut/fil.docx")
    code(coded, "alna-fg1,2,KA,kontinuitet,positive,egen inngang")
    (coded.root / "guides" / "egen.yaml").write_text("navn: ny\n", encoding="utf-8")
    (coded.root / "guides" / "annen.yaml").write_text("navn: annen\n", encoding="utf-8")
    result = coded.restore(made)
    assert result.withdrawn == (("alna-fg1", "B2"),)
    again = Project.open(coded.root)
    assert [each.code for each in again.codings.all()] == ["okonomi"]
    assert [p.consent for p in again.interviews.participants("alna-fg1")] == ["unknown", "withdrawn", "unknown"]
    assert "ut/fil.docx" in [entry.about for entry in again.journal.entries() if entry.action == LEFT]
    assert (again.root / "guides" / "egen.yaml").read_text(encoding="utf-8") == "navn: egen\n"
    assert (again.root / "guides" / "annen.yaml").exists()
    again.close()
    data = b"".join(p.read_bytes() for p in again.root.glob("bsb.db*"))
    assert b"trappa" not in data
    assert result.before is not None
    Project.from_backup(result.before.path, coded.root.parent / "before")
    before = Project.open(coded.root.parent / "before")
    assert {each.code for each in before.codings.all()} == {"kontinuitet", "okonomi"}
    before.close()


def test_a_damaged_database_is_kept_beside_the_new_one(coded: Project, made: Path) -> None:
    coded.close()
    (coded.root / "bsb.db").write_bytes(b"broken" * 1000)
    assert coded.restore(made).before is None
    assert (coded.root / "bsb.db.damaged-1").read_bytes().startswith(b"broken")
    again = Project.open(coded.root)
    assert len(again.codings.all()) == 1
    again.close()


def test_another_project_and_an_encrypted_file(coded: Project, made: Path, tmp_path: Path) -> None:
    other = Project.init(tmp_path / "q", name="Annen", now=lambda: NOW)
    other.interviews.add("grorud-fg1", district="Grorud")
    other.close()
    before = state(other.root)
    with pytest.raises(BsbError, match="another project"):
        other.restore(made)
    assert state(other.root) == before
    locked = coded.backups.make(tmp_path / "x.bsbbackup", passphrase="fire ord i rekke").path
    with pytest.raises(BsbError, match="does not open"):
        Project.from_backup(locked, tmp_path / "new", passphrase=lambda: "feil")
    assert not (tmp_path / "new").exists()
    Project.from_backup(locked, tmp_path / "new", passphrase=lambda: "fire ord i rekke")


def rewrite(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    out = path.with_name("hostile.bsbbackup")
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out


def listed(members: dict[str, bytes], name: str, content: bytes = b"x") -> None:
    import hashlib

    manifest = json.loads(members["backup.json"])
    manifest["files"][name] = hashlib.sha256(content).hexdigest()
    members["backup.json"] = json.dumps(manifest).encode()
    members[name] = content


def bomb(members: dict[str, bytes]) -> None:
    listed(members, "guides/stor.yaml", bytes(100 * 1024 * 1024))


def newer(members: dict[str, bytes]) -> None:
    members["backup.json"] = members["backup.json"].replace(b'"version": 1', b'"version": 99')


def with_trigger(members: dict[str, bytes], tmp: Path) -> None:
    path = tmp / "t.db"
    path.write_bytes(members["bsb.db"])
    connection = sqlite3.connect(path)
    connection.execute("CREATE TRIGGER spy AFTER DELETE ON coding BEGIN SELECT 1; END")
    connection.commit()
    connection.close()
    members["bsb.db"] = path.read_bytes()
    manifest = json.loads(members["backup.json"])
    manifest["database_bytes"] = len(members["bsb.db"])
    manifest["tables"] = snapshot.sums(path)
    manifest["database_sha256"] = file_sha256(path)
    members["backup.json"] = json.dumps(manifest).encode()


def newer_data(members: dict[str, bytes], tmp: Path) -> None:
    path = tmp / "t.db"
    path.write_bytes(members["bsb.db"])
    connection = sqlite3.connect(path)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    members["bsb.db"] = path.read_bytes()
    manifest = json.loads(members["backup.json"])
    manifest["tables"] = snapshot.sums(path)
    manifest["database_sha256"] = file_sha256(path)
    members["backup.json"] = json.dumps(manifest).encode()


HOSTILE: dict[str, Callable[[dict[str, bytes], Path], None]] = {
    "path out": lambda members, _tmp: listed(members, "guides/../../out.txt"),
    "own folder": lambda members, _tmp: listed(members, "output/x.docx"),
    "hidden": lambda members, _tmp: listed(members, "guides/.git"),
    "drive": lambda members, _tmp: listed(members, "C:/x"),
    "not listed": lambda members, _tmp: members.update({"guides/x.yaml": b"x"}),
    "tampered file": lambda members, _tmp: members.update({"bsb.toml": b'name = "x"\n'}),
    "tampered words": lambda members, _tmp: members.update({"bsb.db": members["bsb.db"][:-9] + b"spoiled!!"}),
    "no database": lambda members, _tmp: members.update({"bsb.db": bytes(len(members["bsb.db"]))}),
    "no manifest": lambda members, _tmp: members.pop("backup.json") and None,
    "odd manifest": lambda members, _tmp: members.update({"backup.json": b'{"format": "bsb-backup", "version": []}'}),
    "bomb": lambda members, _tmp: bomb(members),
    "newer": lambda members, _tmp: newer(members),
    "newer data": newer_data,
    "trigger": with_trigger,
}
WHY = {"newer": "newer version", "newer data": "newer version", "trigger": "did not write"}


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_is_hostile_is_refused_and_nothing_changes(
    kind: str, coded: Project, made: Path, tmp_path: Path
) -> None:
    hostile = rewrite(made, lambda members: HOSTILE[kind](members, tmp_path))
    coded.close()
    before = state(coded.root)
    with pytest.raises(BsbError, match=WHY.get(kind, "backup|damaged")):
        coded.restore(hostile)
    with pytest.raises(BsbError):
        Project.from_backup(hostile, tmp_path / "new")
    assert state(coded.root) == before
    assert not (tmp_path / "new").exists()
    assert not list(tmp_path.glob(".bsb-*"))
    assert not (tmp_path / "out.txt").exists()


def test_every_cut_is_told(coded: Project, made: Path, tmp_path: Path) -> None:
    data = made.read_bytes()
    cut = tmp_path / "cut.bsbbackup"
    for length in range(0, len(data), max(1, len(data) // 20)):
        cut.write_bytes(data[:length])
        with pytest.raises(BsbError):
            Project.from_backup(cut, tmp_path / "new")
    assert not (tmp_path / "new").exists()


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such permissions")
def test_others_cannot_read_it(made: Path) -> None:
    assert made.stat().st_mode & 0o077 == 0

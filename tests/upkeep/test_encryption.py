from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bsb.errors import BsbError
from bsb.project import Project
from bsb.store import cipher, snapshot
from tests.conftest import code
from tests.upkeep.test_running import killed

WORDS, OTHER = "fire ord på rad", "helt andre ord nå"
SAID = "husleia er høy".encode()


@pytest.fixture(autouse=True)
def _quick_keys(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Make keys in no time, and leave none behind."""
    monkeypatch.setitem(cipher._COST, "n", 2**10)
    monkeypatch.setattr(cipher, "ask", cipher._nobody)
    yield
    cipher.forget()


def raw(root: Path) -> bytes:
    return b"".join(path.read_bytes() for path in root.glob("bsb.db*"))


def reopened(project: Project) -> Project:
    project.close()
    return Project.open(project.root)


def test_a_project_is_encrypted_given_another_passphrase_and_made_plain_again(coded: Project) -> None:
    code(coded, "alna-fg1,2,KA,okonomi,critical,husleia er høy")
    held = snapshot.sums(coded.root / "bsb.db")
    assert SAID in raw(coded.root)
    rows = coded.recode(WORDS).rows
    assert rows == sum(n for n, _digest in held.values())
    assert SAID not in raw(coded.root)
    assert cipher.is_encrypted(coded.root / "bsb.db")
    assert not list(coded.root.glob("bsb.db.*"))
    coded = reopened(coded)
    assert coded.journal.entries(limit=1)[0].action == "project.encrypt"
    coded.recode(OTHER)
    coded.close()
    cipher.forget()
    with pytest.raises(BsbError, match="does not open"):
        cipher.unlock(coded.root / "bsb.db", WORDS)
    cipher.unlock(coded.root / "bsb.db", OTHER)
    coded = reopened(coded)
    coded.recode(None)
    after = snapshot.sums(coded.root / "bsb.db")
    assert {name: each for name, each in after.items() if name not in ("journal", "sqlite_sequence")} == {
        name: each for name, each in held.items() if name not in ("journal", "sqlite_sequence")
    }
    assert SAID in raw(coded.root)
    coded.close()


def test_nothing_is_changed_while_another_has_the_project_open(coded: Project) -> None:
    other = Project.open(coded.root)
    assert other.interviews.all()
    with other.store.read() as connection:
        connection.exec_driver_sql("SELECT * FROM interview").fetchone()
        with pytest.raises(BsbError, match="open just now"):
            coded.recode(WORDS)
    other.close()
    assert not cipher.is_encrypted(coded.root / "bsb.db")
    coded.recode(WORDS)
    coded.close()


def test_a_stop_between_the_two_moves_loses_nothing(coded: Project) -> None:
    database = coded.root / "bsb.db"
    coded.close()
    database.replace(coded.root / "bsb.db.before")
    found = Project.open(coded.root)
    assert found.interviews.all()
    found.close()
    assert not (coded.root / "bsb.db.before").exists()


def test_a_stop_before_the_old_file_is_wiped_leaves_no_words(coded: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    code(coded, "alna-fg1,2,KA,okonomi,critical,husleia er høy")
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr("bsb.upkeep.encryption.wipe", _stopped)
        coded.recode(WORDS)
    before = coded.root / "bsb.db.before"
    assert SAID in before.read_bytes()
    coded = Project.open(coded.root)
    assert [each.check for each in coded.examine() if "bsb.db.before" in each.what] == ["leftovers"]
    killed(coded.root)
    assert coded.cut_off()
    coded.close()
    assert not before.exists()
    assert SAID not in raw(coded.root)


def _stopped(_path: Path) -> None:
    raise KeyboardInterrupt


def test_backups_of_an_encrypted_project_are_verified_and_restored(coded: Project, tmp_path: Path) -> None:
    plain = coded.backups.make()
    assert coded.recode(WORDS).older == (plain.path,)
    coded = reopened(coded)
    made = coded.backups.make()
    assert SAID not in made.path.read_bytes()
    assert coded.recode(OTHER).older == (plain.path,)
    coded = reopened(coded)
    for backup in (made, plain):  # one with the former passphrase, one from before there was any
        assert coded.restore(backup.path, passphrase=str).made
        assert cipher.is_encrypted(coded.root / "bsb.db")
        assert snapshot.faults(coded.root / "bsb.db") == []
        coded = reopened(coded)
    fresh = Project.from_backup(made.path, tmp_path / "ny", passphrase=str)
    assert cipher.is_encrypted(fresh.folder / "bsb.db")
    coded.close()


def test_a_withdrawal_leaves_nothing_in_an_encrypted_project(coded: Project) -> None:
    coded.recode(WORDS)
    coded = reopened(coded)
    coded.consent.withdraw("alna-fg1", "B1")
    coded.store.compact()
    coded.close()
    plain = coded.root / "plain.db"
    cipher.recode(coded.root / "bsb.db", plain, like=None)
    assert SAID not in plain.read_bytes()

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from bsb.errors import BsbError
from bsb.store import cipher, snapshot
from bsb.store.engine import Store

pytestmark = pytest.mark.file_only
WORDS = "fire ord på rad"


@pytest.fixture(autouse=True)
def _quick_keys(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Make keys in no time, and leave none behind."""
    monkeypatch.setitem(cipher._COST, "n", 2**10)
    monkeypatch.setattr(cipher, "ask", cipher._nobody)
    yield
    cipher.forget()


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    path = tmp_path / "bsb.db"
    cipher.make(path, WORDS)
    store = Store.open(path, create=True)
    with store.write() as connection:
        connection.execute(text("CREATE TABLE said (words TEXT)"))
        connection.execute(text("INSERT INTO said VALUES ('hemmelig møteplass')"))
    store.close()
    return path


def test_the_file_shows_nothing_of_what_is_in_it(locked: Path) -> None:
    store = Store.open(locked)
    with store.write() as connection:  # in the write-ahead log too
        connection.execute(text("INSERT INTO said VALUES ('hemmelig møteplass igjen')"))
    raw = b"".join(path.read_bytes() for path in locked.parent.iterdir())
    assert locked.with_name("bsb.db-wal").stat().st_size > 0
    store.close()
    for word in ("hemmelig", "møteplass", "SQLite format", "CREATE TABLE", "alembic"):
        assert word.encode() not in raw
        assert word.encode("utf-16-le") not in raw


def test_a_file_opens_with_its_passphrase_alone(locked: Path) -> None:
    cipher.forget()
    with pytest.raises(BsbError, match="encrypted"):
        Store.open(locked)
    with pytest.raises(BsbError, match="does not open"):
        cipher.unlock(locked, WORDS + " ")
    cipher.unlock(locked, "fire ord pa\u030a rad")  # å typed as two signs
    store = Store.open(locked)
    with store.read() as connection:
        assert connection.execute(text("SELECT words FROM said")).scalar() == "hemmelig møteplass"
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
    store.close()


def test_whoever_talks_with_people_is_asked_once(locked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    cipher.forget()
    monkeypatch.setattr(cipher, "ask", lambda name: asked.append(name) or WORDS)
    for _time in range(2):
        Store.open(locked).close()
        snapshot.sums(locked)
    assert asked == ["bsb.db"]


def test_a_short_passphrase_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(BsbError, match="too short"):
        cipher.make(tmp_path / "bsb.db", "elleve bokst"[:11])
    assert list(tmp_path.iterdir()) == []


def test_a_copy_is_encrypted_like_its_source(locked: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert snapshot.take(locked, copy) == snapshot.sums(copy)
    assert cipher.is_encrypted(copy)
    cipher.forget()
    cipher.unlock(copy, WORDS)
    assert snapshot.faults(copy) == []


@pytest.mark.parametrize("to", ["plain", "other words here"])
def test_what_is_put_over_a_file_keeps_the_encryption_of_that_file(locked: Path, tmp_path: Path, to: str) -> None:
    other = tmp_path / "other.db"
    if to != "plain":
        cipher.make(other, to)
    Store.open(other, create=True).close()
    was = cipher.is_encrypted(other)
    snapshot.put(locked, other)
    assert cipher.is_encrypted(other) == was == (to != "plain")
    assert snapshot.sums(other) == snapshot.sums(locked)
    cipher.forget()
    if was:
        cipher.unlock(other, to)


def test_a_plain_or_damaged_file_is_not_taken_for_an_encrypted_one(tmp_path: Path) -> None:
    plain = tmp_path / "plain.db"
    Store.open(plain, create=True).close()
    assert not cipher.is_encrypted(plain)
    damaged = tmp_path / "damaged.db"
    damaged.write_bytes(b"\0" * 100 + plain.read_bytes()[100:])
    assert not cipher.is_encrypted(damaged)
    assert not cipher.is_encrypted(tmp_path / "none.db")
    with pytest.raises(BsbError, match="no database that bsb can read"):
        snapshot.sums(damaged)


def test_recoding_a_plain_file_keeps_every_row(tmp_path: Path) -> None:
    plain, new = tmp_path / "plain.db", tmp_path / "new.db"
    Store.open(plain, create=True).close()
    connection = sqlite3.connect(plain)
    connection.execute("CREATE TABLE said (id INTEGER PRIMARY KEY AUTOINCREMENT, words TEXT)")
    connection.executemany("INSERT INTO said (words) VALUES (?)", [("æ",), ("ø",)])
    connection.execute("DELETE FROM said WHERE id = 2")
    connection.commit()
    connection.close()
    cipher.make(new, WORDS)
    cipher.recode(plain, new, like=new)
    assert snapshot.sums(new) == snapshot.sums(plain)
    assert snapshot.sums(new)["sqlite_sequence"][0] == 1  # ids are never used again

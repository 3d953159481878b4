"""A disk that is full, read-only, held or gone: one message, nothing changed, nothing saved that nobody finds."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from bsb.errors import BsbError, NotNowError
from bsb.project import Project
from bsb.store import sqlite_faults
from tests.conftest import code

pytestmark = pytest.mark.file_only
ROW = "alna-fg1,2,KA,okonomi,critical,husleia er høy"


def spoil(project: Project, pragma: str) -> None:
    """Set something on the one connection that the pool then hands out again."""
    with project.store.read() as connection:
        connection.exec_driver_sql(f"PRAGMA {pragma}")


def test_a_full_disk(coded: Project) -> None:
    with coded.store.read() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
    spoil(coded, f"max_page_count={pages}")
    book = coded.root / "stor.yaml"
    lines = (f"  - {{key: k{n}, facet: theme, name: Navn {n}, definition: {'lang ' * 200}}}\n" for n in range(99))
    book.write_text("codes:\n" + "".join(lines), encoding="utf-8")
    before = coded.codebook.all(), coded.journal.newest()
    with pytest.raises(NotNowError, match="disk is full"):
        coded.codebook.import_file(book)
    assert (coded.codebook.all(), coded.journal.newest()) == before


def test_what_may_only_be_read(coded: Project) -> None:
    spoil(coded, "query_only=ON")
    with pytest.raises(NotNowError, match="read-only"):
        code(coded, ROW)
    assert coded.codings.all() == []


@pytest.mark.parametrize("replaced", [True, False])
def test_a_file_that_is_not_there_any_more_is_not_written_to(coded: Project, tmp_path: Path, replaced: bool) -> None:
    database = coded.root / "bsb.db"
    coded.codebook.all()
    shutil.copyfile(database, tmp_path / "copy")
    database.rename(tmp_path / "away")
    if replaced:
        shutil.copyfile(tmp_path / "copy", database)
    with pytest.raises(NotNowError, match="moved, deleted or replaced"):
        code(coded, ROW)
    coded.close()
    for path in [tmp_path / "away", *([database] if replaced else [])]:
        with sqlite3.connect(path) as connection:
            assert connection.execute("SELECT count(*) FROM coding").fetchone() == (0,)
        connection.close()


def test_other_codes_of_sqlite_are_told_or_are_ours() -> None:
    def error(code: int) -> sqlite3.Error:
        made = sqlite3.OperationalError("x")
        made.sqlite_errorcode, made.sqlite_errorname = code, "SQLITE_X"
        return made

    path = Path("bsb.db")
    told = {code: sqlite_faults.told(error(code), path) for code in range(0, 30)}
    assert {code for code, each in told.items() if each} == {3, 5, 6, 8, 10, 11, 13, 14, 15, 26}
    locks = sqlite_faults.told(error(sqlite3.SQLITE_IOERR_LOCK), path)
    assert locks is not None
    assert "network folder" in locks.message


def test_a_file_that_cannot_be_rewritten_is_told_and_the_words_are_gone(
    coded: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_told: object) -> None:
        raise NotNowError("The disk is full.")

    monkeypatch.setattr("bsb.store.sqlite.SQLite.compact", full)
    done = coded.consent.withdraw("alna-fg1", "B1")
    assert done.turns == 2
    assert coded.store.untidy == "The disk is full."
    coded.close()
    assert not any(b"egen inngang" in path.read_bytes() for path in coded.root.glob("bsb.db*"))


def test_a_new_project_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = tmp_path / "p" / "mitt.txt"
    mine.parent.mkdir()
    mine.write_text("mitt", encoding="utf-8")
    monkeypatch.setattr("bsb.store.sqlite.SQLite.created", lambda _self: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        Project.init(tmp_path / "p")
    assert list((tmp_path / "p").iterdir()) == [mine]
    monkeypatch.undo()
    Project.init(tmp_path / "p").close()
    (tmp_path / "p" / "bsb.toml").unlink()  # as if it had been killed before its last step
    Project.init(tmp_path / "p").close()
    (tmp_path / "p" / "bsb.toml").unlink()
    with sqlite3.connect(tmp_path / "p" / "bsb.db") as other:
        other.execute("INSERT INTO journal (at, actor, action, about, changes) VALUES ('', '', '', '', '[]')")
    other.close()
    with pytest.raises(BsbError, match=r"already a bsb\.db"):
        Project.init(tmp_path / "p")

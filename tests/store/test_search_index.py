"""The index follows what happens to turns, and nothing erased is left in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from bsb.project import Project
from bsb.store import search as stored
from bsb.store.engine import Store
from bsb.store.fts import Term
from bsb.store.migrations import alembic_config
from bsb.store.search import Where
from bsb.store.sqlite import SQLite
from tests.corpus.said import say


def hits(project: Project, word: str) -> int:
    with project.store.read() as connection:
        return stored.count(connection, [Term(frozenset([word]))], Where())


def raw(project: Project) -> bytes:
    return b"".join(path.read_bytes() for path in project.root.glob("bsb.db*"))


def terms(project: Project) -> set[str]:
    with project.store.write() as connection:
        connection.exec_driver_sql(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.seen USING fts5vocab(main, turn_fts, row)"
        )
        found = {row[0] for row in connection.exec_driver_sql("SELECT term FROM temp.seen")}
        connection.exec_driver_sql("DROP TABLE temp.seen")
        return found


# Letters that no other word of the tests begins with, since the index stores only what differs from the word before.
SECRET, TAIL = "qvistbergodden", b"stbergodd"


@pytest.mark.file_only
def test_words_are_found_as_soon_as_they_are_stored(project: Project) -> None:
    say(project, "alna-fg1", ["I1: Hei.", "B1: Vi bor på Økern.", "B2: "])
    assert (hits(project, "økern"), hits(project, "okern")) == (1, 0)
    assert "økern" in terms(project)


def test_an_import_that_fails_leaves_no_index(project: Project) -> None:
    def fail() -> None:
        with project.journal.change("x", "y") as change:
            stored.index_turns(change.connection, [(1, "hemmelig")])

    with pytest.raises(Exception, match=r"(?i)foreign key"):
        fail()
    assert hits(project, "hemmelig") == 0


@pytest.mark.parametrize("others", [0, 9])
@pytest.mark.file_only
def test_withdrawal_leaves_no_word_in_index_or_file(project: Project, others: int) -> None:
    for number in range(others):
        say(project, f"grorud-fg{number}", ["I1: Hva hjelper?", "B1: Noe helt annet, faste folk."] * 20)
    say(project, "alna-fg1", ["I1: Hvor?", f"B1: Jeg bor på {SECRET.upper()}.", "B2: Ikke jeg."])
    assert TAIL in raw(project).lower()
    project.consent.withdraw("alna-fg1", "B1")
    assert (hits(project, SECRET), hits(project, "ikke")) == (0, 1)
    assert SECRET not in terms(project)
    data = raw(project).lower()
    assert SECRET.encode() not in data and TAIL not in data
    project.store.close()
    assert TAIL not in raw(project).lower()


@pytest.mark.file_only
def test_undo_of_an_import_takes_its_words_out(project: Project) -> None:
    for number in range(5):
        say(project, f"grorud-fg{number}", ["B1: Noe annet."])
    say(project, "alna-fg1", [f"B1: Jeg bor på {SECRET}."])
    project.journal.undo()
    assert SECRET not in terms(project)
    project.store.compact()
    assert TAIL not in raw(project)
    assert hits(project, "annet") == 5


def test_reindex_says_what_the_transcript_says(project: Project) -> None:
    transcript = say(project, "alna-fg1", ["B1: Gammel tekst.", "B2: Står fast."])
    with project.store.write() as connection:
        connection.execute(text("UPDATE transcript SET text = 'Ny tekst.\nStår fast.'"))
        connection.execute(text("UPDATE turn SET start = start - 4 WHERE number = 2"))
        connection.execute(text('UPDATE turn SET "end" = "end" - 8 WHERE number = 1'))
        connection.execute(text('UPDATE turn SET "end" = 9 WHERE number = 1'))
        connection.execute(text('UPDATE turn SET start = 10, "end" = 20 WHERE number = 2'))
        stored.reindex(connection, transcript)
    assert [hits(project, word) for word in ("gammel", "ny", "fast")] == [0, 1, 1]


def test_a_filter_on_nothing_counts_as_the_index_does(project: Project) -> None:
    say(project, "alna-fg1", ["B1: Vi er to.", "I1: To?"])
    with project.store.read() as connection:
        term = [Term(frozenset(["to"]))]
        assert stored.count(connection, term, Where()) == 2
        assert stored.count(connection, term, Where(roles=["participant"])) == 1
        assert [row.number for row in stored.find(connection, term, Where())] == [1, 2]


@pytest.mark.file_only
def test_a_database_of_the_first_version_is_indexed_when_it_is_opened(tmp_path: Path) -> None:
    from alembic import command

    store = Store(SQLite(tmp_path / "old.db").connect(create=True))
    with store.write() as connection:
        config = alembic_config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        for statement in (
            "INSERT INTO interview VALUES (1, 'alna-fg1', 'Alna', 'focus_group', NULL, NULL, '', '', '', '', '')",
            "INSERT INTO transcript VALUES (1, 1, 1, 'Vi bor på Økern.\n', 'x', 'y', 'txt', 4, 'KA', 'x')",
            "INSERT INTO turn VALUES (1, 1, 1, 'B1', 'participant', 0, 16, NULL, NULL, 0)",
            "INSERT INTO turn VALUES (2, 1, 2, 'B2', 'participant', 17, 17, NULL, NULL, 0)",
        ):
            connection.exec_driver_sql(statement)
    store.migrate()
    with store.read() as connection:
        found = list(stored.find(connection, [Term(frozenset(["økern"]))], Where()))
        assert [(row.interview, row.number, row.text) for row in found] == [("alna-fg1", 1, "Vi bor på Økern.")]
    store.close()

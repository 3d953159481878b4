"""What is PostgreSQL's alone: the tables, the queue of writers, what errors say, and what they do not."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select, text

from bsb.errors import BsbError
from bsb.project import Project
from bsb.store import postgres_fts, schema
from bsb.store.dialect import dialect_of
from bsb.store.engine import Store
from bsb.store.journal import Journal
from bsb.store.migrations import alembic_config
from tests.corpus.said import say
from tests.server import Server

pytestmark = pytest.mark.file_only


@pytest.fixture
def address(server: Server) -> str:
    """The address of a database with nothing in it."""
    return server.address(server.empty())


@pytest.fixture
def served(address: str, tmp_path: Path) -> Iterator[Project]:
    """A new project on the server."""
    made = Project.init(tmp_path / "p", name="Prøve", store=address, now=lambda: "2026-05-20T12:00:00Z")
    yield made
    made.close()


def test_the_migrations_make_what_the_schema_says_and_go_back(address: str) -> None:
    store = Store.open(address, create=True)
    options = {"include_name": lambda name, kind, parents: "fts" not in (name or ""), "compare_type": False}
    with store.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts=options), schema.metadata) == []
        kinds = (
            "SELECT DISTINCT data_type, collation_name FROM information_schema.columns WHERE table_name = 'coding'"
        )
        assert {tuple(row) for row in connection.execute(text(kinds))} == {("text", "C"), ("integer", None)}
    config = alembic_config()
    for to in ("base", "head"):
        with store.write() as connection:
            config.attributes["connection"] = connection
            (command.downgrade if to == "base" else command.upgrade)(config, to)
    store.close()


def test_the_file_says_where_the_project_is_and_no_data_is_in_the_folder(served: Project) -> None:
    say(served, "alna-fg1", ["B1: Vi bor på Økern."])
    assert not list(served.root.glob("bsb.db*"))
    again = Project.open(served.root)
    assert [hit.word for hit in again.search.find("økern").hits] == ["Økern"]
    again.close()


def test_a_database_that_is_taken_or_empty_is_told_apart(served: Project, server: Server, tmp_path: Path) -> None:
    with pytest.raises(BsbError, match="already a project"):
        Project.init(tmp_path / "q", store=served.config.store)
    assert not (tmp_path / "q").exists()
    with pytest.raises(BsbError, match="There is no project in the database"):
        Store.open(server.address(server.empty()))
    other = server.empty()
    server.run("CREATE TABLE code (x int)", other)
    with pytest.raises(BsbError, match="not empty"):
        Store.open(server.address(other), create=True)


def test_a_newer_database_is_refused(served: Project, server: Server) -> None:
    server.run("UPDATE alembic_version SET version_num = '9999'", str(served.store.engine.url.database))
    with pytest.raises(BsbError, match="newer version"):
        Store.open(served.config.store)


def test_an_older_one_is_backed_up_and_brought_up_to_date(address: str, tmp_path: Path) -> None:
    store = Store.open(address, create=True)
    with store.write() as connection:
        config = alembic_config()
        config.attributes["connection"] = connection
        command.downgrade(config, "0009")
        row = "INSERT INTO interview VALUES (1,'a','Alna','focus_group',NULL,NULL,'','','','','')"
        connection.exec_driver_sql(row)
    store.close()
    (tmp_path / "bsb.toml").write_text(f'name = "x"\nstore = "{address}"\n', encoding="utf-8")
    project = Project.open(tmp_path)
    assert [each.name for each in project.interviews.all()] == ["a"]
    (backup,) = (tmp_path / "backup").glob("*.bsbbackup")
    restored = Project.from_backup(backup, tmp_path / "ut")
    copied = Project.open(restored.folder)
    assert [each.name for each in copied.interviews.all()] == ["a"]
    copied.close()
    project.close()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("owner@", "locked:hemmelig@"), "does not accept the password of locked"),
        (("owner@", "locked@"), "asks for a password for locked"),
        (("owner@", "ukjent@"), "does not know ukjent"),
        (("/p", "/ingen"), "has no database ingen"),
        (("bsb-pg-", "borte-"), "does not answer"),
    ],
)
def test_who_cannot_come_in_is_told_why_in_one_line(
    address: str,
    change: tuple[str, str],
    says: str,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("PGPASSWORD", raising=False)
    monkeypatch.setenv("PGPASSFILE", "/dev/null")
    with caplog.at_level(logging.DEBUG), pytest.raises(BsbError, match=says) as caught:
        Store.open(address.replace(*change))
    assert "hemmelig" not in f"{caught.value} {caught.value.hint} {caught.value.__cause__} {caplog.text}"


@pytest.mark.parametrize(
    "wrong", ["mysql://u:hemmelig@h/x", "postgresql+psycopg://h", "://", "postgresql+psycopg://u:hemmelig@h:x/y"]
)
def test_an_address_that_is_none_is_not_repeated(wrong: str) -> None:
    with pytest.raises(BsbError, match="none that bsb knows") as caught:
        Store.open(wrong)
    assert "hemmelig" not in str(caught.value)


def test_a_password_is_not_kept_in_the_file(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = address.replace("owner@", "owner:hemmelig@")
    with pytest.raises(BsbError, match="has a password") as caught:
        Project.init(tmp_path / "p", store=secret)
    assert "hemmelig" not in str(caught.value)
    monkeypatch.setenv("BSB_STORE", secret)
    project = Project.init(tmp_path / "p", store="postgresql+psycopg://somewhere/else")
    assert project.interviews.all() == []
    assert "hemmelig" not in (tmp_path / "p" / "bsb.toml").read_text(encoding="utf-8") + repr(project.store.engine)
    project.close()


def test_without_the_driver_the_extra_is_named(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bsb.store.postgres.find_spec", lambda name: None)
    with pytest.raises(BsbError) as caught:
        Store.open(address)
    assert 'pip install "bsb[team]"' in caught.value.hint


def test_a_project_in_a_file_never_loads_the_driver(tmp_path: Path) -> None:
    do = f"import sys; from bsb.project import Project as P; P.init({str(tmp_path / 'p')!r}).interviews.all()"
    done = subprocess.run(
        [sys.executable, "-c", do + "; print(sorted(sys.modules.keys() & {'psycopg', 'bsb.store.postgres'}))"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"


def test_an_error_names_no_words(served: Project) -> None:
    row = {"key": "a", "facet": "theme", "name": "hemmelig"}
    for wrong in ([row, row], [row | {"facet": "hemmelig"}]):
        with pytest.raises(Exception, match=r"unique|check") as caught, served.journal.change("a", "b") as change:
            change.insert(schema.code, wrong)
        assert "hemmelig" not in f"{caught.value!r} {caught.value} {caught.value.__cause__}"
    with pytest.raises(BsbError, match="cannot keep"), served.journal.change("a", "b") as change:
        change.insert(schema.code, [row | {"name": "hemme\0lig"}])
    assert served.journal.entries() == []


def test_a_writer_waits_in_line_and_gives_up_with_one_line(served: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bsb.store.postgres._WAIT_MS", 50)
    other = Store.open(served.config.store)
    with other.write() as connection:
        connection.execute(text("SELECT 1"))
        with pytest.raises(BsbError, match="writing to the project just now"):
            served.interviews.add("alna-fg1", district="Alna")
        assert served.interviews.all() == []  # to read one need not wait
    served.interviews.add("alna-fg1", district="Alna")
    other.close()


def test_a_reader_sees_one_moment(served: Project) -> None:
    with served.store.read() as connection:
        count = text("SELECT count(*) FROM interview")
        assert connection.execute(count).scalar() == 0
        served.interviews.add("alna-fg1", district="Alna")
        assert connection.execute(count).scalar() == 0


def test_a_connection_that_was_cut_is_told_and_the_next_one_works(served: Project, server: Server) -> None:
    served.interviews.add("alna-fg1", district="Alna")
    with (
        pytest.raises(BsbError, match="connection to the database server was lost"),
        served.store.write() as connection,
    ):
        server.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'owner'")
        connection.execute(text("SELECT 1"))
    assert len(served.interviews.all()) == 1


def test_names_may_be_long_and_order_is_that_of_a_file(served: Project) -> None:
    journal = Journal(served.store, actor="a" * 300, now=served.now)
    with journal.change("a", "b") as change:
        names = ["å", "Z", "a", "ø", "-b", "æ", "B" * 200]
        change.insert(schema.code, [{"key": n, "facet": "free", "name": n} for n in names])
    with served.store.read() as connection:
        found = connection.execute(select(schema.code.c.name).order_by(schema.code.c.name)).scalars().all()
    assert found == sorted(names)


def test_the_doctor_sees_an_index_out_of_step_and_compacting_leaves_it_whole(served: Project) -> None:
    say(served, "alna-fg1", ["B1: Vi bor på Økern.", "B2: Ja."])
    served.store.compact()
    assert [found.check for found in served.examine() if found.wrong] == []
    with served.store.write() as connection:
        connection.exec_driver_sql("UPDATE turn_fts SET words = array_to_tsvector(ARRAY['feil']) WHERE rowid = 1")
    with served.store.read() as connection:
        assert postgres_fts.wrong(connection) == 1
    assert [found.check for found in served.examine() if found.wrong] == ["search"]


def test_a_withdrawal_leaves_no_word_in_the_tables(served: Project) -> None:
    say(served, "alna-fg1", ["B1: Jeg bor på Qvistbergodden.", "B2: Ikke jeg."])
    served.consent.withdraw("alna-fg1", "B1")
    with served.store.read(whole=True) as connection:
        tables = [*schema.metadata.tables, "turn_fts"]
        rows = [str(connection.exec_driver_sql(f'SELECT * FROM "{table}"').all()) for table in tables]
        assert dialect_of(connection).version(connection)
    assert "qvistberg" not in "".join(rows).lower()
    assert served.search.find("ikke").turns == 1

"""The two kinds of store beside each other: a copy is equal to the row, and a search has the same hits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from bsb.corpus.query import MODES
from bsb.errors import BsbError
from bsb.project import Project
from bsb.store import copying, fts, schema
from bsb.store import search as stored
from bsb.store.copying import sums
from bsb.store.engine import Store
from bsb.store.search import Where
from bsb.text.tokens import search_words
from tests.corpus.said import say
from tests.server import Server

pytestmark = pytest.mark.file_only


@pytest.fixture
def there(server: Server) -> str:
    """The address of a database with nothing in it."""
    return server.address(server.empty())


def held(store: Store) -> copying.Sums:
    with store.read(whole=True) as connection:
        return sums(connection)


def test_the_example_goes_there_and_back_equal_to_the_row(example: Project, there: str, tmp_path: Path) -> None:
    before = held(example.store)
    assert copying.copy(example.store, there) == before
    served = Store.open(there)
    assert held(served) == before
    copying.copy(served, tmp_path / "back.db")
    back = Store.open(tmp_path / "back.db")
    assert held(back) == before
    assert sum(rows for rows, _digest in before.values()) > 1000
    queries = [fts.Term(frozenset([form]), prefix) for form in ("bolig", "å", "venter", "nav") for prefix in (0, 1)]
    for term in queries:
        found = []
        for store in (example.store, served, back):
            with store.read() as connection:
                found.append([tuple(row) for row in stored.find(connection, [term], Where())])
        assert found[0] == found[1] == found[2]
    for store in (served, back):
        store.close()


def test_work_goes_on_after_a_copy_as_if_nothing_had_been(team: Project, there: str) -> None:
    team.journal.undo()  # ids that were used once are not used again, not there either
    team.copy_store(there, use=True)
    moved = Project.open(team.root, now=team.now)
    assert moved.place == there
    before = moved.journal.newest()
    moved.journal.redo()
    moved.interviews.add("ny", district="Alna")
    with moved.store.read() as connection:
        numbers = connection.execute(select(schema.journal.c.id).order_by(schema.journal.c.id)).scalars().all()
        assert [before + 1, before + 2] == numbers[-2:]
        for table in schema.metadata.sorted_tables:
            if "id" in table.c:
                ids = connection.execute(select(table.c.id)).scalars().all()
                following = connection.execute(
                    select(schema.counter.c.next).where(schema.counter.c.name == table.name)
                ).scalar()
                assert following is None or following > max(ids, default=0)
    moved.journal.undo()
    moved.copy_store(str(team.root / "ut.db"))
    moved.close()


@pytest.fixture
def team(project: Project) -> Project:
    """A project whose rows point to later rows of their own table, and to none."""
    say(project, "alna-fg1", ["B1: Ja.", "B2: Nei og nei."])
    with project.journal.change("codebook.import", "x") as change:
        first, second = change.insert(
            schema.code, [{"key": "a", "facet": "theme", "name": "A"}, {"key": "b", "facet": "theme", "name": "B"}]
        )
        change.update(schema.code, first, {"parent_id": second})
    project.journal.undo()
    project.journal.redo()
    return project


def test_a_copy_that_is_not_equal_does_not_count(team: Project, there: str, monkeypatch: pytest.MonkeyPatch) -> None:
    really = copying._sums
    calls = []

    def lying(*args: object) -> copying.Sums:
        calls.append(args)
        return really(*args) | ({"code": (0, "")} if len(calls) == 2 else {})  # type: ignore[arg-type]

    monkeypatch.setattr(copying, "_sums", lying)
    with pytest.raises(BsbError, match="not equal"):
        copying.copy(team.store, there)
    monkeypatch.undo()
    with pytest.raises(BsbError, match="no project"):
        Store.open(there)
    assert copying.copy(team.store, there) == held(team.store)


def test_a_file_that_is_there_is_not_written_over(team: Project) -> None:
    with pytest.raises(BsbError, match="there already"):
        team.copy_store(str(team.root / "bsb.db"))
    with pytest.raises(BsbError, match="own file"):
        team.copy_store(str(team.root / "other.db"), use=True)
    assert not (team.root / "other.db").exists()


WORDS = st.sampled_from(
    ["bolig", "boligen", "Bustad", "møte", "MØTEPLASS", "år", "ar", "åra", "u-båt", "NAV-kontor", "det's", "50", "’n"]
)
SAID = st.lists(st.lists(st.one_of(WORDS, st.text("aåæøb -–.,()[]'\\:*&|!é", max_size=6)), max_size=6), max_size=4)
ASKED = st.one_of(
    WORDS,
    st.text("aåæøbABÅ -'\\:*&|!()\"é", min_size=1, max_size=6),
    st.tuples(WORDS, WORDS).map(" ".join),
    st.text("aåæøbB", min_size=1, max_size=2).map(lambda start: start + "*"),
)


@pytest.fixture(scope="module")
def pair(server: Server) -> Iterator[tuple[Store, Store]]:
    served = Store.open(server.address(server.take()))
    yield Store.in_memory(), served
    served.close()


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(said=SAID, forms=st.sets(st.one_of(WORDS, st.text("aåæøb'\\&", min_size=1, max_size=3)), max_size=3))
def test_the_index_has_the_same_rows_for_the_same_words(
    pair: tuple[Store, Store], said: list[list[str]], forms: set[str]
) -> None:
    asked = sorted({word for form in forms for word in search_words(form)})
    terms = [fts.Term(frozenset([word]), prefix) for word in asked for prefix in (False, True)]
    several = [fts.Term(frozenset(asked), prefix) for prefix in (False, True)] if asked else []
    questions = [[term] for term in terms + several] + ([several, terms] if asked else [])
    found = []
    for store in pair:
        with store.write() as connection:
            _put(connection, [" ".join(words) for words in said])
            rows = [
                [tuple(row)[1] for row in stored.find(connection, question, Where())]
                + [stored.count(connection, question, Where())]
                for question in questions
            ]
            found.append(rows)
            connection.rollback()
    assert found[0] == found[1]


def _put(connection: object, turns: list[str]) -> None:
    from sqlalchemy import Connection, insert

    assert isinstance(connection, Connection)
    texts = {"text": "x", "sha256": "", "source_sha256": "", "source_format": "", "words": 0}
    connection.execute(insert(schema.interview).values(id=1, name="a", district="Alna", kind="focus_group"))
    connection.execute(
        insert(schema.transcript).values(id=1, interview_id=1, approved_by="", approved_at="", **texts)
    )
    rows = [
        {"id": n, "transcript_id": 1, "number": n, "speaker": "B1", "role": "participant", "start": n, "end": n}
        for n in range(1, len(turns) + 1)
    ]
    if rows:
        connection.execute(insert(schema.turn), rows)
    stored.index_turns(connection, list(enumerate(turns, 1)))


@pytest.fixture(scope="module")
def projects(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Project]]:
    folder = tmp_path_factory.mktemp("two")
    both = [Project.init(folder / "file"), Project.init(folder / "server", store=server.address(server.empty()))]
    yield both
    for project in both:
        project.close()


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(said=SAID, asked=st.lists(ASKED, max_size=5))
def test_a_search_of_any_kind_has_the_same_hits(
    projects: list[Project], said: list[list[str]], asked: list[str]
) -> None:
    turns = [f"B1: {' '.join(words)}" for words in said if "".join(words).strip()]
    name = f"i{len(projects[0].interviews.all())}"
    found = []
    for project in projects:
        if turns:
            say(project, name, turns)
        answers: list[object] = []
        for query in asked:
            for mode in MODES:
                try:
                    answers.append(project.search.find(query, mode=mode))
                except (BsbError, re.error) as error:
                    answers.append(str(error))
        found.append(answers)
    assert found[0] == found[1]


def test_what_was_changed_elsewhere_shows(team: Project, there: str) -> None:
    before = copying.copy(team.store, there)
    served = Store.open(there)
    with served.write() as connection:
        connection.execute(update(schema.turn).where(schema.turn.c.id == 1).values(speaker="B3"))
    after = held(served)
    assert [name for name in before if before[name] != after[name]] == ["turn"]
    served.close()

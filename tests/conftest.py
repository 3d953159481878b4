"""Fixtures that tests share. Messages are tested in English unless a test says otherwise."""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from bsb.demo import run_demo
from bsb.i18n import set_language
from bsb.privacy.scan import Scanner
from bsb.project import Project
from bsb.store.engine import Store
from bsb.store.schema import metadata
from tests.analysis import world
from tests.server import EMPTY, Server, running

#: Suites of which all is run on both kinds of store, and those of which what asks for a project is.
BOTH = ("store/", "analysis/", "exchange/team/", "coding/test_rounds.py")
BOTH_WITH_PROJECT = ("coding/", "corpus/", "dialogue/")

settings.register_profile("bsb", deadline=None, max_examples=50)
settings.load_profile("bsb")

set_language("en")

TALK = """I1: Hvordan er det å bo der?
B1: Det er fint – jeg har egen inngang. Men husleia er høy, altså.
B2: Enig. Husleia er høy … og trappa er mørk.
I2: Hva hjelper?
B1: De som kommer hjem til meg. De kommer når de har sagt det.
B3: Mm.
"""

CODEBOOK = """name: Prøve
codes:
  - {key: bolig, facet: service, name: Bolig}
  - {key: okonomi, facet: theme, name: Økonomi, short: Penger}
  - {key: sammenheng, facet: theme, name: Sammenheng, codable: false}
  - {key: kontinuitet, parent: sammenheng, facet: theme, name: Faste folk}
"""


def ticking() -> Callable[[], str]:
    """Return a clock that goes one second further at each look."""
    seconds = itertools.count()
    return lambda: f"2026-05-20T12:{next(seconds) // 60 % 60:02}:{next(seconds) % 60:02}Z"


@pytest.fixture(autouse=True)
def rules_and_lists_only(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the trained recogniser out, except where it is what is tested.

    It puts recall first and gives some false alarms in any talk (its model card says how many). A test of the
    journal or of a matrix must not depend on which words it takes for a name today.
    """
    if "privacy" not in request.path.parts and "model" not in request.keywords:
        monkeypatch.setitem(Scanner.__init__.__kwdefaults__, "model", False)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server of the tests' own."""
    with running() as started:
        yield started


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run the suites of the store and of what stands on it twice: on a file, and on a server."""
    here = metafunc.definition.path.relative_to(Path(__file__).parent).as_posix()
    both = here.startswith(BOTH) or (here.startswith(BOTH_WITH_PROJECT) and "project" in metafunc.fixturenames)
    if getattr(metafunc.function, "is_hypothesis_test", False) and not here.startswith("store/"):
        both = False  # examples by the dozen, each with a database of its own: the store's own have that on both
    if both and not any(metafunc.definition.iter_markers("file_only")):
        metafunc.parametrize("kind_of_store", ["file", "server"], indirect=True)


@pytest.fixture(autouse=True)
def kind_of_store(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Say where a test's projects are kept; on the server, each has a database of its own in place of its file."""
    kind: str = getattr(request, "param", "file")
    if kind == "file":
        yield kind
        return
    server: Server = request.getfixturevalue("server")
    made: dict[Path, str] = {}
    opened: list[Store] = []
    really_open = Store.open.__func__  # type: ignore[attr-defined]

    def open_(cls: type[Store], place: Path | str, *, create: bool = False, **more: Any) -> Store:
        if not isinstance(place, Path) or (not create and place.resolve() not in made):
            return really_open(cls, place, create=create, **more)  # type: ignore[no-any-return]
        if create:
            made[place.resolve()] = server.take()
        opened.append(really_open(cls, server.address(made[place.resolve()]), **more))
        return opened[-1]

    def in_memory(cls: type[Store] = Store) -> Store:
        """Return a new one; in a test with many examples the one before the last, emptied."""
        if len(held) < 2:
            held.append(open_(cls, Path(f"memory-{len(held)}"), create=True))
        else:
            held.append(held.pop(0))
            server.run(EMPTY, str(held[-1].engine.url.database))
        return held[-1]

    held: list[Store] = []
    monkeypatch.setattr(Store, "open", classmethod(open_))
    monkeypatch.setattr(Store, "in_memory", classmethod(in_memory))
    monkeypatch.setattr(world, "new_store", in_memory)
    yield kind
    for store in opened:
        store.close()
    for name in made.values():
        server.give(name)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A new project with Oslo's districts and nothing else."""
    made = Project.init(tmp_path / "p", name="Prøve", now=lambda: "2026-05-20T12:00:00Z")
    yield made
    made.close()


@pytest.fixture
def coded(project: Project) -> Project:
    """A project with one transcript in Alna, a codebook, and nothing coded."""
    talk = project.root / "corpora" / "alna-fg1.txt"
    talk.write_text(TALK, encoding="utf-8")
    book = project.root / "kodebok.yaml"
    book.write_text(CODEBOOK, encoding="utf-8")
    project.interviews.add("alna-fg1", district="Alna", participants=3)
    project.importer.store(project.importer.read(talk), "alna-fg1", reviewer="KA")
    project.codebook.import_file(book)
    return project


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """The shipped example with all its papers. Tests that share it must not change it."""
    made, _papers = run_demo(tmp_path_factory.mktemp("e") / "bsb-demo", lambda _what, _at, _of: None)
    yield made
    made.close()


def everything(project: Project) -> bytes:
    """Return all that a database holds: the bytes of the file and its log, or every row of a server's tables."""
    if project.store.engine.dialect.name == "sqlite":
        project.close()
        return b"".join(path.read_bytes() for path in sorted(project.root.glob("bsb.db*")))
    with project.store.read(whole=True) as connection:
        tables = [*metadata.tables, "turn_fts", "keydoc_fts"]
        return str([connection.exec_driver_sql(f'SELECT * FROM "{table}"').all() for table in tables]).encode()


def code(project: Project, *rows: str) -> None:
    """Import codings given as lines "interview,turn,coder,code,valence,quote"."""
    table = project.root / "kodinger.csv"
    table.write_text("\n".join(["interview,turn,coder,code,valence,quote", *rows]), encoding="utf-8")
    project.codings.import_file(table)


def need(program: str) -> str:
    """Return the path of a program; without it skip the test, or in CI fail."""
    found = shutil.which(program)
    if found is None:
        if os.environ.get("CI"):
            pytest.fail(f"{program} is missing; .ci/run must install it")
        pytest.skip(f"{program} is not installed on this machine")
    return found

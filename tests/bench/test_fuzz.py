"""Every reader reads its good file, and of a few broken ones says nothing but a message for people."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.fuzz import world
from bench.fuzz.readers import Reader, readers
from bench.fuzz.worker import broken, run
from bsb.errors import BsbError
from bsb.project import Project

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a child is a fork, which Windows has not")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Project, dict[str, Reader]]]:
    place = tmp_path_factory.mktemp("fuzz")
    (place / "laget").mkdir()
    with world.rules_only():
        project = world.build(place / "hjem")
        yield project, readers(project, world.files(project, place / "laget"))
        project.close()


def test_the_good_files_are_read(home: tuple[Project, dict[str, Reader]], tmp_path: Path) -> None:
    project, every = home
    refused = {}
    for name, reader in every.items():
        for number, data in enumerate(reader.good):
            path = tmp_path / f"{number}" / f"fil{reader.ending}"
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
            try:
                reader.read(path, project)
            except BsbError as error:
                refused[name] = error.message
    assert set(refused) <= {"pdf"}  # a plan has no turns


def test_broken_files_end_in_a_message(home: tuple[Project, dict[str, Reader]], tmp_path: Path) -> None:
    project, every = home
    wrong = {}
    for name, reader in every.items():
        folder = tmp_path / name.replace(" ", "-")
        folder.mkdir()
        found = run(name, reader, project.root, folder, 3)
        assert found.files == 3
        wrong |= {name: found.wrong} if found.wrong else {}
    assert wrong == {}


def test_the_same_number_gives_the_same_file(home: tuple[Project, dict[str, Reader]]) -> None:
    _project, every = home
    for name in ("docx", "txt", "qdc", "guide", "bundle", "backup"):
        assert broken(name, every[name], 7, 1) == broken(name, every[name], 7, 1)
        assert broken(name, every[name], 7, 1) != broken(name, every[name], 8, 1)


def test_writing_outside_is_heard_of(home: tuple[Project, dict[str, Reader]], tmp_path: Path) -> None:
    project, _every = home
    outside = tmp_path / "utenfor.txt"
    (tmp_path / "inne").mkdir()
    bad = Reader(".txt", "text", [b"a\nb"], lambda _path, _project: outside.write_text("x"))
    assert list(run("bad", bad, project.root, tmp_path / "inne", 1).wrong) == ["write outside"]


def test_a_reader_that_hangs_or_takes_all_memory_is_ended(
    home: tuple[Project, dict[str, Reader]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project, _every = home
    monkeypatch.setattr("bench.fuzz.worker.SECONDS", 1)

    good = b"a\nb\nc"

    def hang(path: Path, _project: Project) -> None:
        while path.read_bytes() != good:
            pass

    def grow(path: Path, _project: Project) -> object:
        return path.read_bytes() == good or bytearray(1 << 40)

    for name, read in (("hangs", hang), ("greedy", grow)):
        (tmp_path / name).mkdir()
        found = run(name, Reader(".txt", "bytes", [good], read), project.root, tmp_path / name, 2)
        assert found.files == 2
        assert set(found.wrong) <= {"longer than 1 s", "?"}
        assert found.wrong

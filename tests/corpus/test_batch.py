"""Many transcripts at once: the same whoever reads them, one by one into the store, and no word astray."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bsb.corpus import batch
from bsb.corpus.batch import Arrived, Manner, Parcel, Refused, files_in, open_parcel
from bsb.corpus.spread import Crew, crew, processes
from bsb.errors import BsbError
from bsb.privacy.review import accept_all
from bsb.project import Project
from tests.corpus.crews import open_rules_only

NAMES = ("Kari Nordmann", "Ola Hansen", "Per Berg")


@pytest.fixture
def talks(project: Project, tmp_path: Path) -> list[tuple[Path, str]]:
    found = []
    for number in range(6):
        name = f"samtale{number}"
        project.interviews.add(name, district="Alna", participants=2)
        path = tmp_path / f"{name}.txt"
        path.write_text(
            f"I1: Hvem ringte du, nummer {number}?\nB1: Jeg ringte {NAMES[number % 3]} på 912 34 56{number}.\n"
            f"B2: {NAMES[(number + 1) % 3]} kom hit til slutt.\n",
            encoding="utf-8",
        )
        found.append((path, name))
    return found


def store(project: Project, arrived: Iterator[Arrived]) -> list[str]:
    """Store what came, all proposals accepted; return the texts as they then stand."""
    for each in arrived:
        assert each.draft is not None, each.error
        decisions = accept_all(each.draft.to_review)
        project.importer.store(each.draft, each.interview, decisions=decisions, reviewer="KA")
    return [project.transcripts.get(i.name).text for i in project.transcripts.all()]


def test_processes_give_what_one_reader_gives(
    project: Project, talks: list[tuple[Path, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register = tmp_path / "navn.txt"
    register.write_text("Ola Hansen, Ola\n", encoding="utf-8")
    project.importer.use_register(register)
    with crew() as hands:
        alone = [each.draft for each in project.batch.read(talks, hands)]
    register.write_text("Ola Hansen, Ola\n", encoding="utf-8")
    project.importer.use_register(register)
    monkeypatch.setattr(batch, "open_parcel", open_rules_only)
    together = [each.draft for each in project.batch.read(talks, Crew(lambda: processes(2), ahead=6))]
    assert alone == together
    assert any("(navn 1)" in hit.replacement for draft in alone if draft for hit in draft.hits)


def test_an_import_goes_on_where_it_stopped(project: Project, talks: list[tuple[Path, str]]) -> None:
    threads = Crew(lambda: ThreadPoolExecutor(2), ahead=4)
    reading = project.batch.read(talks, threads)
    half = [next(reading) for _ in range(3)]
    store(project, iter(half))
    reading.close()  # as if the machine had stopped
    rest = list(project.batch.read(talks, threads))
    assert [each.known for each in rest] == ["samtale0", "samtale1", "samtale2", "", "", ""]
    texts = store(project, (each for each in rest if not each.known))
    assert len(texts) == 6
    assert not any(name.split()[0] in text for name in NAMES for text in texts)


def test_what_cannot_be_taken_in_is_told_in_its_place(project: Project, talks: list[tuple[Path, str]]) -> None:
    (path, name), *others = talks
    empty = path.with_name("tom.txt")
    empty.write_text("", encoding="utf-8")
    files = [others[0], (empty, name), (path, "ukjent"), others[1], (path.with_name("borte.txt"), name)]
    with crew() as hands:
        found = list(project.batch.read(files, hands))
    assert [each.path for each in found] == [path for path, _name in files]
    assert [each.error is None for each in found] == [True, False, False, True, False]


def test_what_a_worker_says_of_a_fault_holds_no_word(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_given: object, **_more: object) -> None:
        raise ValueError("Kari Nordmann sa noe")

    monkeypatch.setattr(batch, "find_turns", fail)
    parcel = Parcel("a.txt", b"B1: Kari Nordmann sa noe", Manner(language="en"))
    found = open_parcel(parcel)
    assert isinstance(found, Refused)
    assert "Kari" not in repr(found) + repr(parcel)
    assert "ValueError" in found.message


def test_what_is_sent_to_and_fro_shows_no_word_to_a_log() -> None:
    parcel = Parcel("a.txt", b"I1: Hei.\nB1: Kari Nordmann sa noe.\n", Manner(speakers=(("Kari", "B1"),)))
    again = pickle.loads(pickle.dumps(parcel))
    found = open_parcel(again)
    assert not isinstance(found, Refused)
    assert [turn.text for turn in found.turns] == ["Hei.", "Kari Nordmann sa noe."]
    assert "Kari" not in repr(again) + repr(again.manner) + repr(found)


def test_the_files_of_a_folder(tmp_path: Path) -> None:
    for name in ("b.docx", "a.TXT", "~$b.docx", ".skjult.txt", "bilde.png"):
        (tmp_path / name).touch()
    (tmp_path / "under.txt").mkdir()
    assert [path.name for path in files_in(tmp_path)] == ["a.TXT", "b.docx"]
    (tmp_path / "tom").mkdir()
    with pytest.raises(BsbError, match="no transcripts in tom"):
        files_in(tmp_path / "tom")

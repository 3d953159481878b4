from __future__ import annotations

from pathlib import Path

import pytest

from bsb.errors import BsbError
from bsb.privacy.review import Decision
from bsb.project import Project
from tests.conftest import TALK, everything


def write(folder: Path, text: str, name: str = "a.txt") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_turns_are_slices_of_the_text(coded: Project) -> None:
    found = coded.transcripts.get("alna-fg1")
    lines = [line.split(": ", 1) for line in TALK.splitlines()]
    assert [(t.speaker, t.text) for t in found.turns] == [(who, words) for who, words in lines]
    assert all(found.text[t.start : t.end] == t.text for t in found.turns)
    assert [t.role for t in found.turns[:2]] == ["facilitator", "participant"]


def test_the_same_text_twice_is_refused_and_nothing_changes(coded: Project, tmp_path: Path) -> None:
    coded.interviews.add("alna-fg2", district="Alna")
    before = coded.journal.entries()
    again = coded.importer.read(write(tmp_path, TALK.replace("\n", "\r\n"), "other.txt"))
    with pytest.raises(BsbError, match="already, as the transcript of alna-fg1"):
        coded.importer.store(again, "alna-fg2", reviewer="KA")
    assert coded.interviews.get("alna-fg2").words is None
    assert coded.journal.entries() == before


def test_an_interview_has_one_transcript(coded: Project, tmp_path: Path) -> None:
    other = coded.importer.read(write(tmp_path, "I1: Hei.\nB1: Noe helt annet her.\n"))
    with pytest.raises(BsbError, match="has a transcript already"):
        coded.importer.store(other, "alna-fg1", reviewer="KA")


def test_unreviewed_hits_stop_the_import_without_saying_the_words(project: Project, tmp_path: Path) -> None:
    project.interviews.add("a", district="Alna")
    draft = project.importer.read(write(tmp_path, "I1: Hvem ringte du?\nB1: Jeg ringte 912 34 567 til slutt.\n"))
    with pytest.raises(BsbError) as caught:
        project.importer.store(draft, "a", reviewer="KA")
    assert "phone number: 1; turn 2" in caught.value.message
    assert "912" not in caught.value.message + caught.value.hint
    assert project.interviews.get("a").words is None


def test_a_decision_replaces_and_the_original_is_nowhere(project: Project, tmp_path: Path) -> None:
    project.interviews.add("a", district="Alna")
    draft = project.importer.read(write(tmp_path, "I1: Hvem ringte du?\nB1: Jeg ringte 912 34 567 til slutt.\n"))
    result = project.importer.store(
        draft, "a", decisions={hit: Decision("accept") for hit in draft.hits}, reviewer="KA"
    )
    assert result.replaced == 1
    assert project.transcripts.get("a").turns[1].text == "Jeg ringte (telefonnummer) til slutt."
    assert b"912 34" not in everything(project)


def test_speakers_without_a_record_get_unknown_consent(coded: Project, tmp_path: Path) -> None:
    coded.interviews.add("b", district="Alna", participants=1)
    draft = coded.importer.read(write(tmp_path, "I1: Hei der.\nB1: Ja, hei på deg.\nB2: Jeg kom også.\n"))
    coded.importer.store(draft, "b", reviewer="KA")
    assert [(p.pseudonym, p.consent) for p in coded.interviews.participants("b")] == [
        ("B1", "unknown"),
        ("B2", "unknown"),
    ]


def test_one_who_has_withdrawn_is_left_out_of_a_later_import(project: Project, tmp_path: Path) -> None:
    project.interviews.add("a", district="Alna", participants=2)
    project.consent.withdraw("a", "B2")
    draft = project.importer.read(write(tmp_path, "I1: Hei der.\nB1: Ja, hei på deg.\nB2: Det angrer jeg på.\n"))
    project.importer.store(draft, "a", reviewer="KA")
    last = project.transcripts.get("a").turns[2]
    assert (last.number, last.removed, last.text) == (3, True, "")


def test_undo_of_an_import_erases_it(coded: Project) -> None:
    coded.journal.undo()
    coded.journal.undo()
    assert coded.interviews.get("alna-fg1").words is None
    with pytest.raises(BsbError, match="no transcript yet"):
        coded.transcripts.get("alna-fg1")


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.txt", b"", "empty"),
        ("a.xyz", b"I1: Hei\nB1: Ja\n", "xyz"),
        ("a.txt", b"Bare en tekst uten noen som snakker i seg.\n", "turn"),
    ],
)
def test_files_that_are_no_transcripts(project: Project, tmp_path: Path, name: str, data: bytes, says: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(BsbError) as caught:
        project.importer.read(path)
    assert says in caught.value.message
    assert caught.value.hint

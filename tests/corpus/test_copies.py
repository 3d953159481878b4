from __future__ import annotations

from pathlib import Path

from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from bsb.corpus.copies import RUN, copies, runs
from bsb.project import Project

THEIRS = ["Det er fint – jeg har egen inngang. Men husleia er høy, altså."]
OTHERS = ["Enig. Husleia er høy … og trappa er mørk, men det er fint å ha en plass."]


def test_a_file_with_a_run_of_their_words_is_found(tmp_path: Path) -> None:
    (tmp_path / "ut" / "dypt").mkdir(parents=True)
    document = Document()
    document.add_paragraph("En sa: «JEG HAR EGEN INNGANG, men (…) husleia er høy».")
    document.add_paragraph("Noe helt annet står her, og mer til.")
    document.save(str(tmp_path / "ut" / "dypt" / "papir.docx"))
    (tmp_path / "liste.csv").write_text("a;b\nx;det er fint jeg har\n", encoding="utf-8")
    (tmp_path / "annet.txt").write_text(" ".join(OTHERS), encoding="utf-8")
    (tmp_path / ".skjult").mkdir()
    (tmp_path / ".skjult" / "x.txt").write_text(THEIRS[0], encoding="utf-8")
    found = copies(tmp_path, THEIRS, OTHERS)
    assert [(copy.path.as_posix(), copy.places) for copy in found] == [("liste.csv", 1), ("ut/dypt/papir.docx", 1)]


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "ødelagt.docx").write_bytes(b"PK\x03\x04 nei")
    assert [(copy.path.name, copy.places) for copy in copies(tmp_path, THEIRS, OTHERS)] == [("ødelagt.docx", 0)]


def test_what_everybody_says_tells_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(OTHERS[0], encoding="utf-8")
    assert copies(tmp_path, OTHERS, OTHERS) == []


@given(st.lists(st.sampled_from(["hus", "bo", "dyrt", "fint"]), max_size=12))
def test_the_number_of_runs(said: list[str]) -> None:
    wanted = {tuple(said[at : at + RUN]) for at in range(len(said)) if at + RUN <= len(said)}
    assert runs([" ".join(said)]) == wanted


def test_a_withdrawal_names_papers_sources_and_what_went_elsewhere(coded: Project, tmp_path: Path) -> None:
    coded.left(tmp_path / "ut" / "tabeller.xlsx")
    coded.left(coded.output / "inne.docx")
    coded.output.joinpath("papir.txt").write_text("De kommer når de har sagt det.", encoding="utf-8")
    result = coded.consent.withdraw("alna-fg1", "B1")
    assert [copy.path.as_posix() for copy in result.copies] == ["corpora/alna-fg1.txt", "output/papir.txt"]
    assert [entry.about for entry in result.elsewhere] == ["ut/tabeller.xlsx"]


def test_what_left_is_in_the_history_and_nothing_to_undo(coded: Project, tmp_path: Path) -> None:
    coded.memos.add("tanke", author="KA")
    coded.journal.undo()
    coded.left(tmp_path / "x.xlsx")
    assert coded.journal.entries()[0].action == "left"
    coded.journal.redo()
    assert len(coded.memos.all()) == 1
    coded.journal.undo()
    assert coded.memos.all() == []

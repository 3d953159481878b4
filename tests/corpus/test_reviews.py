from __future__ import annotations

from pathlib import Path

import pytest

from bsb.errors import BsbError
from bsb.privacy.hits import Hit
from bsb.privacy.review import Decision
from bsb.project import Project
from tests.conftest import everything

ONE = "I1: Hvem kom da?\nB1: Det var Torunn som kom til Lillehammer, ring 912 34 567.\n"
TWO = "I1: Og så?\nB1: Da sa Torunn at Lillehammer er langt unna, og det er det.\n"


def take_in(project: Project, name: str, text: str, always: tuple[str, ...] = ()) -> list[Hit]:
    """Import a text, keep some words always and replace the rest; return what had to be decided on."""
    project.interviews.add(name, district="Alna")
    path = project.root.parent / f"{name}.txt"
    path.write_text(text, encoding="utf-8")
    draft = project.importer.read(path)
    decisions = {}
    for hit in draft.open_hits:
        form = draft.turns[hit.turn].text[hit.start : hit.end]
        decisions[hit] = Decision("keep", always=True) if form in always else Decision("accept")
    project.importer.store(draft, name, decisions=decisions, reviewer="KA")
    return draft.open_hits


def test_what_is_kept_for_good_is_not_asked_about_again(project: Project) -> None:
    assert {hit.kind for hit in take_in(project, "a", ONE, ("Lillehammer",))} == {"person", "place", "phone"}
    assert {hit.kind for hit in take_in(project, "b", TWO)} == {"person"}
    assert "Lillehammer" in project.transcripts.get("b").turns[1].text
    (kept,) = project.reviews.listed()
    assert (kept.form, kept.by) == ("Lillehammer", "KA")


def test_who_decided_what_is_told_in_numbers_without_the_words(project: Project) -> None:
    take_in(project, "a", ONE, ("Lillehammer",))
    take_in(project, "b", TWO)
    first, second = project.reviews.all()
    assert (first.interview, first.version, first.reviewer) == ("a", 1, "KA")
    assert first.hits[("person", "accept")] == first.hits[("phone", "accept")] == first.hits[("place", "keep")] == 1
    assert second.hits[("place", "stood")] == 1 and second.total("accept", "replace") == 1
    assert [r.interview for r in project.reviews.all("b")] == ["b"]
    raw = everything(project)
    assert b"Torunn" not in raw and "912 34" not in raw.decode("latin-1")


def test_a_kept_word_goes_with_the_words_of_who_withdraws(project: Project) -> None:
    take_in(project, "a", ONE, ("Lillehammer",))
    project.consent.withdraw("a", "B1")
    assert [kept.form for kept in project.reviews.listed()] == [None]
    assert b"illehammer" not in everything(project)


def test_keeping_by_hand_and_asking_again(project: Project) -> None:
    take_in(project, "a", ONE.replace("Torunn", "Oline"), ("Lillehammer", "Oline"))
    assert project.reviews.keep(["Oline", "Bruheim gård"]) == 1
    project.reviews.ask_again("Oline")
    assert "Oline" not in project.reviews.kept()
    assert "Bruheim gård" in project.reviews.kept()
    with pytest.raises(BsbError, match="not among"):
        project.reviews.ask_again("Oline")
    with pytest.raises(BsbError, match="Only words"):
        project.reviews.keep(["912 34 567"])
    project.journal.undo()
    assert "Oline" in project.reviews.kept()


def test_undoing_an_import_takes_its_kept_words_and_numbers_along(project: Project) -> None:
    take_in(project, "a", ONE, ("Lillehammer",))
    project.journal.undo()
    assert not project.reviews.all() and not len(project.reviews.kept())


def test_papers_may_say_what_is_kept_and_what_is_ours(project: Project, tmp_path: Path) -> None:
    from bsb.privacy.check_output import check_file

    take_in(project, "a", ONE, ("Lillehammer",))
    paper = tmp_path / "ut.txt"
    paper.write_text("Bydel Nordre Aker, a, 20. mai 2026\nVi dro til Lillehammer\nVi dro til Førde", encoding="utf-8")
    leaks = [leak for leak in check_file(paper, scanner=project.output_scanner()) if not leak.weak]
    assert [leak.where for leak in leaks] == ["ut.txt:3"]

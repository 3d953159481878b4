from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document

from bsb.dialogue.fill_words import fill_words
from bsb.errors import BsbError
from bsb.project import Project
from bsb.text.language import LANGUAGES


@pytest.fixture
def page(found: Project) -> Path:
    """A page for Alna with two recommendations, R1 and R2."""
    found.findings.edit("F2", {"recommendations": "ansatte: Hold boligene ved like."})
    return found.conference_papers.followup_page("Alna", out=found.root / "ark.docx")


def fill(page: Path, **written: str) -> Path:
    """Fill boxes in: R1_2="gjort" marks that box of the third cell of R1's row; other cells get the words."""
    document = Document(str(page))
    for row in document.tables[0].rows[1:]:
        for at, cell in enumerate(row.cells):
            words = written.get(f"{row.cells[0].text}_{at}", "")
            for line in cell.paragraphs if at in (2, 3) else ():
                if any(line.text.endswith(word) for word in words.split("|") if word):
                    line.add_run(" x")
            if words and at not in (2, 3):
                cell.paragraphs[0].add_run(words)
    document.save(str(page))
    return page


def test_what_users_and_service_mark_comes_back(found: Project, page: Path) -> None:
    filled = fill(page, R1_2="i gang", R1_3="gjort", R1_4=" Vi venter ennå.", R2_3="lagt bort")
    pages = found.followup_pages.read([filled])
    assert [(s.ref, s.said_by, s.status, s.note) for s in pages[0].seen] == [
        ("R1", "brukere", "begun", "Vi venter ennå."),
        ("R1", "tjenesten", "done", ""),
        ("R2", "tjenesten", "dropped", ""),
    ]
    assert len(found.followup_pages.take_in(pages, on="2027-05-20", service="ledere")) == 3
    assert found.followups.get("R1").disputed
    assert {s.said_by for s in found.followups.get("R1").sayings} == {"brukere", "ledere"}
    # The same page once more changes nothing, and one undo takes all of it back.
    assert found.followup_pages.take_in(pages, on="2027-05-20", service="ledere") == []
    found.journal.undo()
    assert found.followups.get("R1").sayings == found.followups.get("R2").sayings == ()


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ({"R1_2": "i gang|gjort"}, "2 boxes are marked"),
        ({"R1_4": " Noe er skrevet."}, "no box is marked under"),
        ({"R1_1": "\nx", "R1_2": "gjort"}, "a mark stands under"),
        ({"R1_4": " x", "R1_2": "gjort"}, "a mark stands under"),
        ({}, "no box is marked"),
    ],
)
def test_what_does_not_fit_is_told_and_nothing_is_taken_in(
    found: Project, page: Path, written: dict[str, str], says: str
) -> None:
    filled = fill(page, R2_2="gjort" if written else "", **written)
    with pytest.raises(BsbError) as refused:
        found.followup_pages.read([filled])
    assert says in refused.value.hint
    assert "ark.docx" in refused.value.hint
    assert "Noe er skrevet" not in refused.value.hint
    assert found.followups.get("R2").sayings == ()


def rename(find: str, put: str) -> Callable[[Path], None]:
    def change(page: Path) -> None:
        document = Document(str(page))
        for paragraph in [*document.paragraphs, *(p for r in document.tables[0].rows for p in r.cells[0].paragraphs)]:
            if find in paragraph.text:
                paragraph.runs[0].text = paragraph.text.replace(find, put)
                for run in paragraph.runs[1:]:
                    run.text = ""
        document.save(str(page))

    return change


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (rename("· Alna", "· Bjerke"), "no such recommendation in this district"),
        (rename("· Alna", "· Ukjent"), "a page of another district"),
        (rename("Merke: ", "Merke: x"), "a page of another project"),
        (rename("Merke: ", "Notat: "), "no page of a follow-up meeting"),
        (rename("R1", "R77"), "no such recommendation"),
        (rename("R1", "R2"), "it stands twice"),
        (rename("R1", "x"), "a mark stands under"),
    ],
)
def test_a_page_of_something_else_is_refused(
    found: Project, page: Path, change: Callable[[Path], None], says: str
) -> None:
    filled = fill(page, R1_2="gjort", R2_2="gjort")
    change(filled)
    with pytest.raises(BsbError) as refused:
        found.followup_pages.read([filled])
    assert says in refused.value.hint


def test_pages_that_name_people_wait_until_they_are_looked_through(found: Project, page: Path) -> None:
    filled = fill(page, R1_2="gjort", R1_4=" Ring 22 33 44 55.")
    pages = found.followup_pages.read([filled], district="Alna")
    with pytest.raises(BsbError, match="may point to a person"):
        found.followup_pages.take_in(pages)
    assert len(found.followup_pages.take_in(pages, looked_through=True)) == 1
    with pytest.raises(BsbError):
        found.followup_pages.read([filled, filled])
    with pytest.raises(BsbError):
        found.followup_pages.read([filled], district="Bjerke")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_comes_back_in_its_own_language(found: Project, tmp_path: Path, language: str) -> None:
    papers = replace(found.conference_papers, config=replace(found.config, language=language))
    words = fill_words(language)
    written = papers.followup_page("Alna", out=tmp_path / "ark.docx")
    document = Document(str(written))
    assert [cell.text for cell in document.tables[0].rows[0].cells] == words.lines("heads")
    assert words["status-not_begun"] in document.tables[0].cell(1, 1).text
    filled = fill(written, R1_2=words["status-begun"], R1_3=words["status-done"], R1_4=" Vi venter ennå.")
    (page,) = found.followup_pages.read([filled])
    assert [(s.said_by, s.status, s.note) for s in page.seen] == [
        (words["users"], "begun", "Vi venter ennå."),
        (words["service"], "done", ""),
    ]
    taken = found.followup_pages.take_in([page], on="2027-05-20", service="ledere")
    assert {each.said_by for each in taken} == {words["users"], "ledere"}
    with pytest.raises(BsbError, match="do not fit"):
        found.minutes.read([filled])

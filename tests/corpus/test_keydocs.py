from __future__ import annotations

from pathlib import Path

import pytest

from bsb.corpus.keydocs import KeyDocs, cite
from bsb.errors import BsbError
from bsb.project import Project

PLAN = "Handlingsplan for bydelen\nAlle skal ha et sted å bo.\n\fSide to handler om øko-\nnomi og hjelp.\n"
BAD = "Bydelen folger opp pargrende og gkonomi. Vi vil & gjore det bedre pa alle mgteplasser."


@pytest.fixture
def keydocs(project: Project) -> KeyDocs:
    return KeyDocs(project.journal)


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_form_feed_begins_a_page(keydocs: KeyDocs, tmp_path: Path) -> None:
    made = keydocs.import_file(put(tmp_path, "plan.txt", PLAN), title="Plan", year=2009, publisher="Bydelen")
    document = made.document
    assert (document.title, document.year, document.publisher, document.pages, document.paged) == (
        "Plan",
        2009,
        "Bydelen",
        2,
        True,
    )
    one, two = keydocs.pages("plan")
    assert two.text == "Side to handler om økonomi og hjelp."
    whole = f"{one.text}\n{two.text}"
    assert all(whole[page.start : page.end] == page.text for page in (one, two))
    assert document.words == one.words + two.words == 17
    assert document.quality == 1


def test_printed_page_numbers(keydocs: KeyDocs, tmp_path: Path) -> None:
    keydocs.import_file(put(tmp_path, "plan.txt", PLAN), first_page=11)
    assert [page.number for page in keydocs.pages("plan")] == [11, 12]


def test_a_text_without_pages_is_one_and_not_cited_by_page(keydocs: KeyDocs, tmp_path: Path) -> None:
    made = keydocs.import_file(put(tmp_path, "svar.txt", "Vi ønsker flere møteplasser."))
    assert (made.document.pages, made.document.paged) == (1, False)
    assert any("no pages" in notice for notice in made.notices)


def test_pages_by_a_pattern(keydocs: KeyDocs, tmp_path: Path) -> None:
    text = "Forside\nSide 2\nBoliger.\nSide 3\nHelse."
    made = keydocs.import_file(put(tmp_path, "svar.txt", text), page_break=r"^Side \d+")
    assert made.document.paged
    assert [(page.number, page.text.split()[-1]) for page in keydocs.pages("svar")] == [
        (1, "Forside"),
        (2, "Boliger."),
        (3, "Helse."),
    ]


def test_the_example_plan_has_its_pages(keydocs: KeyDocs) -> None:
    plan = Path(__file__).parents[2] / "corpora" / "eksempel" / "handlingsplan.pdf"
    document = keydocs.import_file(plan).document
    assert (document.pages, document.paged) == (5, True)
    assert document.quality is not None and document.quality > 0.95


def test_quality_tells_a_badly_read_page(keydocs: KeyDocs, tmp_path: Path) -> None:
    keydocs.import_file(put(tmp_path, "to.txt", f"{PLAN}\f{BAD}"))
    good, _also, bad = keydocs.pages("to")
    assert good.quality == 1
    assert bad.quality is not None and bad.quality < 0.8


def test_the_same_again_is_refused(keydocs: KeyDocs, tmp_path: Path) -> None:
    keydocs.import_file(put(tmp_path, "plan.txt", PLAN), title="Plan")
    for again in ("plan.txt", "kopi.txt"):
        with pytest.raises(BsbError, match=f"{again} is in the project already, as “Plan”"):
            keydocs.import_file(put(tmp_path, again, PLAN))
    with pytest.raises(BsbError, match="already a key document called “PLAN”"):
        keydocs.import_file(put(tmp_path, "x.txt", "Noe annet."), title="PLAN")
    assert len(keydocs.all()) == 1


def test_undo_takes_a_document_out_of_the_index(keydocs: KeyDocs, project: Project, tmp_path: Path) -> None:
    from bsb.store.keydocs import vocabulary

    keydocs.import_file(put(tmp_path, "plan.txt", PLAN))
    project.journal.undo()
    assert keydocs.all() == []
    with project.store.read() as connection:
        assert vocabulary(connection) == []


def test_bad_input(keydocs: KeyDocs, tmp_path: Path) -> None:
    with pytest.raises(BsbError):
        keydocs.import_file(tmp_path / "none.pdf")
    with pytest.raises(BsbError, match="no year"):
        keydocs.import_file(put(tmp_path, "a.txt", "Ord."), year=20009)
    with pytest.raises(BsbError, match="no key documents"):
        keydocs.get("plan")


def test_citing() -> None:
    assert cite("Plan", None, 12) == "Plan, p. 12"
    assert cite("Plan", 2009, None) == "Plan (2009)"

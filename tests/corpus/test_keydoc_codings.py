from __future__ import annotations

from pathlib import Path

import pytest

from bsb.corpus.keydoc_codings import KeyDocCodings
from bsb.errors import BsbError
from bsb.project import Project

PLAN = "Alle skal ha et sted å bo.\nVi vil ha flere boliger.\n\fØkonomien skal\nvære trygg. Alle skal med."


@pytest.fixture
def codings(coded: Project) -> KeyDocCodings:
    path = coded.root / "plan.txt"
    path.write_text(PLAN, encoding="utf-8")
    coded.keydocs.import_file(path, title="Plan", year=2009, first_page=11)
    return coded.keydoc_codings


def test_a_passage_is_coded_and_cited_by_its_page(codings: KeyDocCodings, coded: Project) -> None:
    (passage,) = codings.find("plan", "trygg")
    (made,) = codings.add(passage, ["Penger"], coder="KA", memo="løfte")
    assert (made.page, made.cite, made.quote, made.code, made.memo) == (
        12,
        "Plan (2009), p. 12",
        "trygg",
        "okonomi",
        "løfte",
    )
    whole = "\n".join(page.text for page in coded.keydocs.pages("plan"))
    assert whole[made.start : made.end] == "trygg"
    assert codings.all(codes=["okonomi"]) == codings.all() == [made] == [codings.get(made.ref)]
    assert codings.all(codes=["bolig"]) == []


def test_it_is_never_counted_with_what_participants_said(codings: KeyDocCodings, coded: Project) -> None:
    codings.add(codings.find("plan", "boliger")[0], ["bolig"], coder="KA")
    assert coded.codings.all() == [] and coded.codings.coders() == []
    assert {code.key: code.status for code in coded.codebook.all()}["bolig"] == "active"


def test_coded_twice_is_coded_once(codings: KeyDocCodings) -> None:
    (passage,) = codings.find("plan", "trygg")
    first = codings.add(passage, ["bolig"], coder="KA")
    assert first[0] in codings.add(passage, ["bolig", "okonomi"], coder="KA")
    assert len(codings.all()) == 2


def test_words_in_several_places_are_narrowed_by_page(codings: KeyDocCodings) -> None:
    assert [each.page for each in codings.find("plan", "Alle skal")] == [11, 12]
    assert [each.page for each in codings.find("plan", "Alle skal", page=12)] == [12]


def test_line_ends_are_overlooked_and_said(codings: KeyDocCodings) -> None:
    (passage,) = codings.find("plan", "økonomien  skal være")
    assert " ".join(passage.quote.split()) == "Økonomien skal være" and not passage.exact


def test_undo_and_redo(codings: KeyDocCodings, coded: Project) -> None:
    (made,) = codings.add(codings.find("plan", "trygg")[0], ["bolig"], coder="KA")
    coded.journal.undo()
    assert codings.all() == []
    coded.journal.redo()
    assert codings.remove([made.ref]) == [made]
    assert codings.all() == []
    coded.journal.undo()
    assert codings.all() == [made]


def test_merging_codes_takes_them_along(codings: KeyDocCodings, coded: Project) -> None:
    coded.codebook.plan.add("Kroner i hånda", facet="theme", key="kroner").apply()
    (passage,) = codings.find("plan", "trygg")
    codings.add(passage, ["kroner"], coder="KA")
    coded.codebook.plan.merge(["kroner"], into="okonomi").apply()
    assert [each.code for each in codings.all()] == ["okonomi"]


@pytest.mark.parametrize(
    ("words", "page", "said"),
    [("finnes ikke", None, "not in “Plan”"), ("trygg", 11, "not on page 11"), ("trygg", 3, "no page 3")],
)
def test_what_is_not_there(codings: KeyDocCodings, words: str, page: int | None, said: str) -> None:
    with pytest.raises(BsbError, match=said):
        codings.find("plan", words, page=page)


def test_a_grouping_code_is_refused(codings: KeyDocCodings) -> None:
    with pytest.raises(BsbError, match="only groups"):
        codings.add(codings.find("plan", "trygg")[0], ["sammenheng"], coder="KA")


def test_the_example_cites_its_plan(example: Project) -> None:
    found = example.keydoc_codings.all(codes=["ventetid"])
    assert [(each.page, each.quote.startswith("Den som henvender seg")) for each in found] == [(3, True)]
    assert Path(example.root / "corpora" / "eksempel" / "dokumentkodinger.yaml").is_file()

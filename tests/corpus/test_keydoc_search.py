from __future__ import annotations

from pathlib import Path

import pytest

from bsb.corpus.keydoc_search import FoundPages, KeyDocSearch
from bsb.corpus.keydocs import KeyDocs
from bsb.errors import BsbError
from bsb.project import Project

READ_WELL = "Planen handler om økonomi.\fBoligene bygges på Økern (se side 2)."
READ_BADLY = "Bydelens gkonomi er stram.\f@konomiog bolig p& plass.\fDen gkonomiske planen"


@pytest.fixture
def search(project: Project, tmp_path: Path) -> KeyDocSearch:
    keydocs = KeyDocs(project.journal)
    for name, text in (("godt", READ_WELL), ("vondt", READ_BADLY)):
        path = tmp_path / f"{name}.txt"
        path.write_text(text, encoding="utf-8")
        keydocs.import_file(path, year=2009)
    return KeyDocSearch(project.store, keydocs)


def places(found: FoundPages) -> list[tuple[str, str]]:
    return [(hit.cite, hit.word) for hit in found.hits]


def test_passages_are_cited_by_page(search: KeyDocSearch) -> None:
    assert places(search.find("bolig")) == [("godt (2009), p. 2", "Boligene"), ("vondt (2009), p. 2", "bolig")]
    assert places(search.find("side", mode="exact")) == [("godt (2009), p. 2", "side")]


def test_misread_letters_are_seen_through_only_where_asked_for(search: KeyDocSearch) -> None:
    assert places(search.find("økonomi")) == [("godt (2009), p. 1", "økonomi")]
    assert places(search.find("økonomi", ocr=True)) == [
        ("godt (2009), p. 1", "økonomi"),
        ("vondt (2009), p. 1", "gkonomi"),
        ("vondt (2009), p. 2", "@konomiog"),
        ("vondt (2009), p. 3", "gkonomiske"),
    ]
    assert [word for _cite, word in places(search.find("økonomi", ocr=True, mode="exact"))] == ["økonomi", "gkonomi"]
    assert places(search.find("på", ocr=True, mode="exact")) == [
        ("godt (2009), p. 2", "på"),
        ("vondt (2009), p. 2", "p&"),
    ]
    assert search.find("ørret", ocr=True).hits == ()


def test_one_document(search: KeyDocSearch) -> None:
    assert {hit.title for hit in search.find("bolig", documents=["vond"]).hits} == {"vondt"}
    with pytest.raises(BsbError, match="key document"):
        search.find("bolig", documents=["finnes ikke"])


def test_offsets_count_in_the_whole_document(search: KeyDocSearch) -> None:
    whole = READ_WELL.replace("\f", "\n")
    for hit in search.find("bolig", documents=["godt"]).hits:
        assert whole[hit.start : hit.end] == hit.word


def test_regular_expression_and_limit(search: KeyDocSearch) -> None:
    found = search.find(r"bolig\w*", mode="regex", limit=1)
    assert (len(found.hits), found.pages, found.more) == (1, 2, True)
    with pytest.raises(BsbError, match="fault"):
        search.find("(", mode="regex")

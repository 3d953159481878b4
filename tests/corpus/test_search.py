from __future__ import annotations

import pytest

from bsb.corpus.search import Found, Search
from bsb.errors import BsbError
from bsb.project import Project
from tests.conftest import CODEBOOK, code
from tests.corpus.said import say, search_in


@pytest.fixture
def search(project: Project) -> Search:
    say(
        project,
        "alna-fg1",
        [
            "I1: Hva med boligen?",
            "B1: Boligene her er fine – men [ler] husleia på (bydelen) er høy.",
            "B2: Æ ha itj nån bolig.",
        ],
    )
    say(project, "grorud-fg1", ["I1: Fortell!", "B1: Eg fekk ein bustad, og han er fin."], district="Grorud")
    say(project, "grorud-ind1", ["B1: Ingen bolig.", "B1: Bolig?"], district="Grorud", kind="individual")
    book = project.root / "kodebok.yaml"
    book.write_text(CODEBOOK, encoding="utf-8")
    project.codebook.import_file(book)
    return search_in(project)


def where(found: Found) -> list[str]:
    return [f"{hit.interview}:{hit.turn}:{hit.word}" for hit in found.hits]


def test_base_forms_reach_across_inflection_and_written_norwegian(search: Search) -> None:
    found = search.find("bolig")
    assert where(found) == [
        "alna-fg1:1:boligen",
        "alna-fg1:2:Boligene",
        "alna-fg1:3:bolig",
        "grorud-fg1:2:bustad",
        "grorud-ind1:1:bolig",
        "grorud-ind1:2:Bolig",
    ]
    assert (found.turns, found.more) == (6, False)


def test_a_hit_points_at_its_words(search: Search, project: Project) -> None:
    for query, mode in (("høy", "lemma"), ("bolig*", "lemma"), (r"fine\b", "regex"), ("er fine", "phrase")):
        for hit in search.find(query, mode=mode).hits:
            text = project.transcripts.get(hit.interview).text
            assert text[hit.start : hit.end] == hit.word
            assert (hit.left + hit.word + hit.right).strip("… ") in text.replace("\n", " ")


def test_marks_are_not_found_as_words_but_are_shown(search: Search) -> None:
    assert search.find("ler").turns == 0
    assert search.find("bydel").turns == 0
    (hit,) = search.find("husleie").hits
    assert "[ler]" in hit.left and "(bydelen)" in hit.right
    assert search.find(r"\[ler\]", mode="regex").turns == 1


def test_filters(search: Search) -> None:
    def turns(**filters: list[str]) -> list[str]:
        return [f"{h.interview}:{h.turn}" for h in search.find("bolig", where=search.where(**filters)).hits]  # type: ignore[arg-type]

    assert turns(roles=["participant"], districts=["aln"]) == ["alna-fg1:2", "alna-fg1:3"]
    assert turns(roles=["facilitator"]) == ["alna-fg1:1"]
    assert turns(kinds=["individual"]) == ["grorud-ind1:1", "grorud-ind1:2"]
    assert turns(interviews=["grorud-fg1"]) == ["grorud-fg1:2"]
    with pytest.raises(BsbError, match="district"):
        search.where(districts=["Atlantis"])
    with pytest.raises(BsbError, match="not one of"):
        search.where(roles=["guest"])


def test_with_a_code_the_hit_lies_in_the_coded_passage(search: Search, project: Project) -> None:
    code(project, "alna-fg1,2,KA,kontinuitet,positive,Boligene her er fine", "alna-fg1,3,KA,bolig,critical,")
    found = search.find("bolig", where=search.where(codes=["bolig"]))
    assert where(found) == ["alna-fg1:3:bolig"]
    assert search.find("høy", where=search.where(codes=["kontinuitet"])).turns == 0
    # A heading stands for the codes below it.
    assert where(search.find("fin", where=search.where(codes=["sammenheng"]))) == ["alna-fg1:2:fine"]


def test_the_limit_cuts_hits_and_the_count_stays(search: Search) -> None:
    for filters in ({}, {"districts": ["Grorud"]}):
        everything = search.find("bolig", where=search.where(**filters), limit=None)
        for limit in range(1, 7):
            found = search.find("bolig", where=search.where(**filters), limit=limit)
            assert found.hits == everything.hits[:limit]
            assert found.turns == everything.turns
            assert found.more == (limit < len(everything.hits))


def test_the_index_and_a_plain_look_find_the_same(search: Search, project: Project) -> None:
    for word in ("fin", "er", "bolig", "itj", "ha"):
        exact = {(h.interview, h.start) for h in search.find(word, mode="exact", limit=None).hits}
        plain = {(h.interview, h.start) for h in search.find(rf"\b{word}\b", mode="regex", limit=None).hits}
        assert exact == plain


def test_quotes_and_operators_of_the_index_are_only_text(search: Search) -> None:
    for query in (
        '"',
        'bolig"',
        "bolig AND NOT",
        "NEAR(bolig)",
        "words:bolig",
        "bolig*)",
        "' OR 1=1 --",
        "^bolig",
        "boꟷlig",
    ):
        try:
            search.find(query)
        except BsbError as error:
            assert "no word" in error.message


def test_a_mode_that_is_not(search: Search) -> None:
    with pytest.raises(BsbError, match="soundex"):
        search.find("bolig", mode="soundex")


def test_turns_that_are_looked_through_together_stay_apart(project: Project) -> None:
    lines = ["B1: Vi (bor", "B1: her) der vi\nbor, vi.", "B1: Vi – Đorđe … vi", "B1: Nei.", "B1: VI"] * 5
    say(project, "alna-fg1", lines)
    search = search_in(project)
    everything = search.find("vi", limit=None)
    assert len(everything.hits) == 30
    text = project.transcripts.get("alna-fg1").text
    assert all(text[hit.start : hit.end].lower() == "vi" for hit in everything.hits)
    for limit in (1, 6, 20, 29, 30, 31):
        found = search.find("vi", limit=limit)
        assert (found.hits, found.more, found.turns) == (everything.hits[:limit], limit < 30, 20)

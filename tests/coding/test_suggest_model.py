from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsb.coding.suggest_model import CodeModel, Passage, terms

LEARNT = [
    Passage("Husleia er høy og går opp", frozenset({"okonomi"})),
    Passage("Jeg har ikke råd til husleie", frozenset({"okonomi"})),
    Passage("Den samme personen kommer hjem hver uke", frozenset({"kontinuitet"})),
    Passage("Nye folk hele tida, aldri den samme", frozenset({"kontinuitet", "respekt"})),
]
TURNS = [p.text for p in LEARNT] + ["Vi var der i går", "Det var fint vær", "Hun kom og så gikk hun"]


@pytest.fixture(scope="module")
def model() -> CodeModel:
    return CodeModel(LEARNT, background=TURNS)


def test_base_forms_and_parts_of_compounds_count() -> None:
    assert {"husleie", "hus", "leie"} <= set(terms("HUSLEIENE!"))
    assert terms("(?) // […] …") == ()


def test_the_code_of_the_likest_passages_comes_first(model: CodeModel) -> None:
    assert model.rank("Husleiene her er dyre")[0][0] == "okonomi"
    assert model.rank("Det er alltid den samme som kommer")[0][0] == "kontinuitet"


def test_reasons_are_passages_of_that_code_best_first(model: CodeModel) -> None:
    near = model.nearest("Husleia har gått opp igjen", "okonomi")
    assert [n for n, _likeness in near] == [0, 1]
    assert near[0][1] > near[1][1] > 0
    assert model.nearest("Husleia har gått opp igjen", "respekt") == []


def test_a_text_of_unknown_words_gives_nothing(model: CodeModel) -> None:
    assert model.rank("xyzzy plugh") == []
    assert model.rank("") == []


def test_the_codebook_lends_words_that_no_passage_has() -> None:
    background = [*TURNS, "Regninger er dyre", "Faktura og regning"]
    alone = CodeModel(LEARNT, background=background)
    helped = CodeModel(LEARNT, background=background, book={"okonomi": "Alt om penger, gjeld, regninger og lån"})
    assert alone.rank("Regninger") == []
    assert helped.rank("Regninger")[0][0] == "okonomi"


@given(st.text(max_size=60))
def test_scores_are_likenesses_and_sorted(text: str) -> None:
    scores = [score for _code, score in CodeModel(LEARNT, background=TURNS).rank(text)]
    assert all(0 < score <= 1.000001 for score in scores)
    assert scores == sorted(scores, reverse=True)

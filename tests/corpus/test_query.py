from __future__ import annotations

import pytest

from bsb.corpus.query import parse
from bsb.errors import BsbError


def spans(query: str, text: str, mode: str = "lemma") -> list[str]:
    return [text[a:b] for a, b in parse(query, mode).finder()(text)]


def test_modes() -> None:
    text = "Boligen var fin. En bolig til, og boligkontoret."
    assert spans("bolig", text) == ["Boligen", "bolig"]
    assert spans("bolig", text, "exact") == ["bolig"]
    assert spans("bolig", text, "prefix") == ["Boligen", "bolig", "boligkontoret"]
    assert spans("boligk*", text) == ["boligkontoret"]


def test_words_in_quotes_stand_side_by_side() -> None:
    assert spans("«egen inngang»", "Jeg har egen … inngang, min egen fine inngang") == ["egen … inngang"]
    assert spans("min egen", "min fine egen", "phrase") == []
    assert spans("på og", "på (bydelen) og", "phrase") == []


def test_all_parts_must_be_there() -> None:
    assert spans("trapp lys", "Trappa er mørk.") == []
    assert spans("trapp lys", "Trappa har lyset på.") == ["Trappa", "lyset"]


def test_a_hyphenated_word_is_its_parts_in_order() -> None:
    assert spans("Grünerløkka-folk", "Vi Grünerløkka-folk og folk") == ["Grünerløkka-folk"]
    assert spans("folk", "Vi Grünerløkka-folk") == ["folk"]


def test_å_is_not_a() -> None:
    assert spans("så", "Hun sa så mye") == ["så"]


@pytest.mark.parametrize("query", ["", "…", "«»", '" "', "//"])
def test_a_query_without_words_is_refused(query: str) -> None:
    with pytest.raises(BsbError, match="no word"):
        parse(query)


def test_a_flood_of_words_is_refused() -> None:
    with pytest.raises(BsbError, match="more than 40"):
        parse("ord " * 41)

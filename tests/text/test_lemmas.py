from __future__ import annotations

import random
import time

import pytest

from bsb.text.lemma_table import sections
from bsb.text.lemmas import base, bases, choose_bases, forms_of, is_word, split_compound


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("lærer", "læreren"),
        ("læreren", "lærerne"),
        ("ungdom", "ungdommene"),
        ("utrygg", "utrygt"),
        ("møteplass", "møteplassene"),
        ("si", "sa"),
        ("sa", "sier"),
        ("være", "vært"),
        ("kommunen", "kommunens"),
        ("bydel", "bydelens"),
        ("oppfølgingstjeneste", "oppfølgingstjenestene"),
        ("aktivitetshus", "aktivitetshuset"),
    ],
)
def test_a_search_word_reaches_its_inflections(asked: str, written: str) -> None:
    assert written in forms_of(asked)


@pytest.mark.parametrize(
    ("bokmaal", "nynorsk"),
    [
        ("skole", "skulen"),
        ("lærer", "lærarane"),
        ("ikke", "ikkje"),
        ("jeg", "eg"),
        ("tjenester", "tenestene"),
        ("mulighet", "moglegheiter"),
        ("mestring", "meistringa"),
        ("medvirkning", "medverknaden"),
        ("brukermedvirkning", "brukarmedverknaden"),
        ("pårørende", "pårørande"),
    ],
)
def test_either_written_norwegian_reaches_the_other(bokmaal: str, nynorsk: str) -> None:
    assert nynorsk in forms_of(bokmaal)
    assert forms_of(nynorsk) & forms_of(bokmaal)


@pytest.mark.parametrize(("asked", "other"), [("så", "sa"), ("bønder", "bonde "), ("hår", "har"), ("bolig", "bol")])
def test_other_words_are_not_reached(asked: str, other: str) -> None:
    assert other not in forms_of(asked)


def test_a_word_with_several_base_forms_has_them_all() -> None:
    assert set(bases("lærer")) == {"lærer", "lære"}
    assert {"si", "sin"} <= set(bases("si"))


def test_words_are_counted_under_one_base_form() -> None:
    assert {base(word) for word in ("skole", "skolen", "skulen", "skulane")} == {"skole"}
    assert base("grünerløkka") == "grünerløkka"


def test_compounds_need_known_parts() -> None:
    assert split_compound("rusmestringsenheten") == ("rusmestrings", "enheten")
    assert split_compound("qwrtpsenheten") == ("", "")
    assert is_word("boligkontorets")
    assert not is_word("qwrtpsd")


def test_the_table_says_what_simplemma_says() -> None:
    simplemma = pytest.importorskip("simplemma", reason="the table is built from it")
    factory = pytest.importorskip("simplemma.strategies.dictionaries.dictionary_factory").DefaultDictionaryFactory()
    assert simplemma.lemmatize("skulen", lang=("nb", "nn")) in bases("skulen")
    for language in ("nb", "nn"):
        known = factory.get_dictionary(language)
        for form in random.Random(7).sample([f for f in known if f.isalpha() and f.islower()], 300):
            assert known[form].lower() in sections()[0].words(form)
            assert form in sections()[1].words(known[form].lower())


def test_a_look_up_is_quick() -> None:
    sections()
    forms_of.cache_clear()
    bases.cache_clear()
    began = time.perf_counter()
    for word in ("bolig", "trygg", "kommune", "vedtak", "hjelp"):
        forms_of(word)
    assert time.perf_counter() - began < 0.5  # simplemma takes longer than that to open


def test_a_form_with_several_bases_is_counted_under_the_one_that_is_told_elsewhere() -> None:
    assert choose_bases({"leser": 2, "lese": 1, "leste": 1})["leser"] == "lese"
    assert choose_bases({"leser": 2, "leseren": 1, "leserne": 1})["leser"] == "leser"
    assert choose_bases({"bråk": 1})["bråk"] == "bråk"  # and not bråke
    assert choose_bases({"satt": 1, "folka": 1, "itj": 1}) == {"satt": "sitte", "folka": "folk", "itj": "itj"}

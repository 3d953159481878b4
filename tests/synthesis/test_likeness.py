from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bench.evaluations import plan
from bench.synthesis import pairs
from bsb.coding.codes import Code
from bsb.synthesis.codes import CodeMap, Theme
from bsb.synthesis.likeness import Wording, likeness, propose


def code(name: str, definition: str = "", **values: str) -> Code:
    from bsb.text.match import slug

    return Code(slug(name), "theme", name, definition=definition, **values)


WORDS = st.frozensets(st.sampled_from(["lege", "medisin", "virkning", "hus", "leie"]))


@given(WORDS, WORDS)
def test_likeness_is_the_same_both_ways_and_between_0_and_1(one: frozenset[str], other: frozenset[str]) -> None:
    weights = {"lege": 2.0, "hus": 0.5}
    a, b = Wording(frozenset("a"), one), Wording(frozenset("b"), other)
    assert likeness(a, b, weights) == likeness(b, a, weights)
    assert 0 <= likeness(a, b, weights) <= 1


def test_inflection_and_compounds_do_not_hide_a_likeness() -> None:
    books = {
        "alna": [code("Medisiner", "Om medisinene og bivirkninger"), code("Turene", "Turene i marka")],
        "bjerke": [code("Medisinbruk", "Bruk av medisin, bivirkning")],
    }
    (theme,) = propose(CodeMap(), books).themes
    assert theme.proposed == {"alna": ("medisiner",), "bjerke": ("medisinbruk",)}
    assert not theme.codes


def test_what_one_evaluation_alone_has_stays_open() -> None:
    books = {"alna": [code("Turene"), code("Turer i marka", "Turene i marka")], "bjerke": [code("Kaffe")]}
    assert propose(CodeMap(), books).themes == ()


def test_what_people_decided_is_left_alone() -> None:
    books = {"alna": [code("Penger")], "bjerke": [code("Penger")], "frogner": [code("Penger")]}
    theme = Theme("okonomi", "Penger", codes={"alna": ("penger",)}, refused={"bjerke": ("penger",)})
    codes = CodeMap((theme,), {"frogner": ("penger",)})
    assert propose(codes, books) == codes
    free = propose(CodeMap((theme,)), books)
    assert free.themes[0].proposed == {"frogner": ("penger",)}
    assert propose(free, books) == free


def test_retired_codes_and_headings_are_not_proposed() -> None:
    book = [code("Penger", status="retired"), Code("hus", "theme", "Hus", codable=False)]
    assert propose(CodeMap(), {"alna": book, "bjerke": book}).themes == ()


def test_most_of_what_belongs_together_is_found_and_little_that_does_not() -> None:
    planned = plan(20, seed=7)
    books = {each.name: [code(name, text) for _key, name, text, _said in each.codes] for each in planned}
    truth = {(each.name, key): theme for each in planned for key, theme in each.truth.items()}
    proposed = {
        (name, key): theme.key
        for theme in propose(CodeMap(), books).themes
        for name, keys in theme.proposed.items()
        for key in keys
    }
    wanted, found = pairs(truth), pairs(proposed)
    found = {pair for pair in found if set(pair) & truth.keys()}
    assert len(wanted & found) / len(found) > 0.85
    assert len(wanted & found) / len(wanted) > 0.5

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsb.text.marks import MARK, WORD, count_words, marks, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ja – nei", ["–"]),
        ("så … kanskje ... nei", ["…", "..."]),
        ("det // var /// der", ["//", "///"]),
        ("instinkt(?) sa hun", ["(?)"]),
        ("noe (…) mer", ["(…)"]),
        ("på (aktivitetshuset) med (navn 12)", ["(aktivitetshuset)", "(navn 12)"]),
        ("[ler] ja [i munnen på hverandre]", ["[ler]", "[i munnen på hverandre]"]),
        ("e-post og 2006-2008 og og/eller", []),
    ],
)
def test_marks_are_found_and_hyphens_are_not(text: str, found: list[str]) -> None:
    assert [text[a:b] for a, b in marks(text)] == found


def test_marks_are_never_words() -> None:
    assert words("Vi – altså // jeg (navn 1) … HUN [ler] i 50-årene") == [
        "Vi",
        "altså",
        "jeg",
        "HUN",
        "i",
        "50",
        "årene",
    ]


@given(st.text("aæB1 ()[]?…./–-'", max_size=60))
def test_words_are_those_that_stand_outside_all_marks(text: str) -> None:
    assert words(text) == WORD.findall(MARK.sub(" ", text))


MIXED = st.text("aæŠßé²٣١'’-–.,0123 \n()[]?…/_", max_size=60)


@given(MIXED)
def test_words_are_counted_as_they_are_found(text: str) -> None:
    assert count_words(text) == len(words(text))


@given(st.text(max_size=40), MIXED)
def test_words_of_any_script_are_counted_as_they_are_found(text: str, more: str) -> None:
    assert count_words(text + more) == len(words(text + more))

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsb.text.marks import MARK, WORD, marks, words


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

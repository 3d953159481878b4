from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsb.privacy.forms import bases, bokmaal, dialect, genitive, one_off

LETTERS = st.text("abdefgiklmnorstuvyæøå", min_size=3, max_size=10)


@pytest.mark.parametrize(
    ("surface", "known", "name", "ending"),
    [
        ("Karis", False, "Kari", "s"),
        ("Lars", True, "Lars", ""),
        ("Lars'", True, "Lars", "'"),
        ("Ali's", False, "Ali", "'s"),
        ("karis", False, "kari", "s"),
        ("Bo", False, "Bo", ""),
    ],
)
def test_genitive_is_split_off(surface: str, known: bool, name: str, ending: str) -> None:
    assert genitive(surface, known) == (name, ending)


@given(LETTERS)
def test_genitive_loses_nothing(name: str) -> None:
    assert "".join(genitive(name, False)) == name
    assert name in bases(name + "s") or name.endswith("s")


@given(LETTERS, st.integers(0, 9), st.sampled_from("aeiouk"))
def test_one_letter_off(name: str, at: int, letter: str) -> None:
    at = min(at, len(name))
    assert one_off(name, name)
    assert one_off(name, name[:at] + letter + name[at:])
    assert one_off(name[:at] + letter + name[at:], name)
    assert one_off(name, name[:at] + letter + name[at + 1 :])
    assert not one_off(name, name + "xyz")


def test_nynorsk_forms_lead_to_bokmaal() -> None:
    assert "moglighet" in set(bokmaal("mogligheit"))
    assert "hva" in set(bokmaal("kva"))


def test_words_as_a_region_says_them_lead_to_bokmaal() -> None:
    assert "måtte" in set(dialect("mått"))
    assert "kake" in set(dialect("kage"))
    assert list(dialect("dø")) == []

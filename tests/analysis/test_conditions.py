from __future__ import annotations

import operator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsb.analysis.cells import Cell, read_cell
from bsb.analysis.conditions import Condition, Subject, check_condition, read_condition, read_subject
from bsb.errors import BsbError
from bsb.i18n import set_language

PRICE = Subject("reference", "Pris 1-15 (1 = dyrest)", "Pris 1-15 (1 = dyrest)", "tabell-3")
HOMES = Subject("reference", "Boligtilbud", "Boligtilbud", "tabell-4")
KNOWN = {
    "tabell-3: Pris 1-15 (1 = dyrest)": (PRICE, ("Pris 1-15 (1 = dyrest)",)),
    "tabell-4: Boligtilbud": (HOMES, ("Boligtilbud",)),
    "theme: Respekt": (Subject("theme", "respekt", "Respekt"), ("respekt", "tema: Respekt")),
    "theme: Pårørende": (Subject("theme", "parorende", "Pårørende"), ("parorende",)),
}


def read(text: str) -> Condition:
    return read_condition(text, KNOWN)


@pytest.mark.parametrize(
    ("text", "key", "counted", "valence"),
    [
        ("Respekt", "respekt", "speakers", ""),
        ("tema: respekt kritiske", "respekt", "speakers", "critical"),
        ("resp positive personer", "respekt", "speakers", "positive"),
        ("Pårørende replikker nøytrale", "parorende", "turns", "neutral"),
        ("theme: Respekt interviews mixed", "respekt", "interviews", "mixed"),
        ("tabell-3: Pris", "Pris 1-15 (1 = dyrest)", "", ""),
        ("Boligtilbud", "Boligtilbud", "", ""),
    ],
)
def test_subjects(text: str, key: str, counted: str, valence: str) -> None:
    found = read_subject(text, KNOWN)
    assert (found.key, found.counted, found.valence) == (key, counted, valence)


@pytest.mark.parametrize(
    ("text", "label", "sign", "value"),
    [
        ("Pris <= 5", "Pris 1-15 (1 = dyrest) ≤ 5", "<=", "5"),
        ("Pris 1-15 (1 = dyrest)≥10", "Pris 1-15 (1 = dyrest) ≥ 10", ">=", "10"),
        ("Boligtilbud=Lite profilert", "Boligtilbud = Lite profilert", "=", "Lite profilert"),
        ("Boligtilbud ≠ Profilert", "Boligtilbud ≠ Profilert", "!=", "Profilert"),
        ("Respekt positive personer >= 2", "Respekt: people with good experiences ≥ 2", ">=", "2"),
        ("Respekt", "Respekt: people ≥ 1", ">=", "1"),
    ],
)
def test_conditions(text: str, label: str, sign: str, value: str) -> None:
    found = read(text)
    assert (found.label, found.sign, found.value) == (label, sign, value)


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("Pris", "lacks a sign and a value", "<= 5"),
        ("Pris <= dyrt", "a number must stand after <=", "5"),
        ("Respekt = mange", "a number must stand after =", "5"),
        ("Pris <=", "a number must stand after <=", "5"),
        ("Pris personer >= 2", "only codes are counted", "personer"),
        ("Respkt >= 2", "There is no column or code", "Did you mean theme: Respekt"),
        ("personer >= 2", "There is no column or code", ""),
        (">= 2", "There is no column or code", ""),
    ],
)
def test_faults_are_told(text: str, message: str, hint: str) -> None:
    with pytest.raises(BsbError, match=message) as caught:
        read(text)
    assert hint in caught.value.hint


def test_blanks_words_and_ranges() -> None:
    cheap, words = Condition(PRICE, "<=", "32"), Condition(HOMES, "=", "Profilert")
    cells = [read_cell(text) for text in ("30", "40", "10-32", "30-35", "33-40", "Dekket", "")]
    assert [cheap.holds(cell) for cell in cells] == [True, False, True, None, False, None, None]
    exact = Condition(PRICE, "=", "32")
    assert [exact.holds(cell) for cell in cells] == [False, False, None, None, False, None, None]
    texts = [Cell("profilert"), Cell("Lite profilert"), Cell("7", 7, 7), Cell("")]
    assert [words.holds(cell) for cell in texts] == [True, False, False, None]
    assert [Condition(HOMES, "!=", "Profilert").holds(cell) for cell in texts] == [False, True, True, None]


@given(
    st.integers(-9, 9), st.integers(0, 5), st.integers(-12, 12), st.sampled_from(["<=", ">=", "<", ">", "=", "!="])
)
def test_a_range_holds_if_every_number_in_it_does(low: int, more: int, value: int, sign: str) -> None:
    signs = {
        "<=": operator.le,
        ">=": operator.ge,
        "<": operator.lt,
        ">": operator.gt,
        "=": operator.eq,
        "!=": operator.ne,
    }
    each = {signs[sign](number, value) for number in range(low, low + more + 1)}
    expected = each.pop() if len(each) == 1 else None
    assert Condition(PRICE, sign, str(value)).holds(Cell("x", low, low + more)) is expected


def test_a_slip_of_the_pen_is_no_no() -> None:
    cells = [Cell("Profilert"), Cell("Lite profilert"), Cell("")]
    assert check_condition(Condition(HOMES, "=", "lite PROFILERT"), cells).value == "Lite profilert"
    with pytest.raises(BsbError, match="No cell of “Boligtilbud” says “Profiler”") as caught:
        check_condition(Condition(HOMES, "=", "Profiler"), cells)
    assert caught.value.hint == "Did you mean Profilert?"
    with pytest.raises(BsbError, match="holds no numbers") as caught:
        check_condition(Condition(HOMES, ">=", "3"), cells)
    assert caught.value.hint == "Its cells say: Lite profilert, Profilert."
    check_condition(Condition(PRICE, ">=", "99"), [Cell("3", 3, 3), Cell("Dekket")])


def test_labels_follow_the_language() -> None:
    try:
        set_language("nb")
        assert read("Pris < 5").label == "Pris 1-15 (1 = dyrest) < 5"
    finally:
        set_language("en")

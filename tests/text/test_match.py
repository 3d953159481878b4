from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsb.errors import BsbError
from bsb.text.match import choose, fold, slug, suggest

NAMES = {
    "St. Hanshaugen": ["St. Hans Haugen"],
    "Nordre Aker": ["N. Aker"],
    "Nordstrand": [],
    "Søndre Nordstrand": ["S. Nordstrand"],
}


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("st.hanshaugen", "St. Hanshaugen"),
        ("St Hans Haugen", "St. Hanshaugen"),
        ("NORDSTRAND", "Nordstrand"),
        ("nordre", "Nordre Aker"),
        ("S.Nord", "Søndre Nordstrand"),
        ("sondre", "Søndre Nordstrand"),
    ],
)
def test_names_as_people_write_them(wanted: str, found: str) -> None:
    assert choose(wanted, NAMES, "district") == found


def test_an_exact_name_wins_over_a_beginning_and_two_are_never_guessed() -> None:
    assert choose("Nordstrand", NAMES, "district") == "Nordstrand"
    with pytest.raises(BsbError, match="more than one"):
        choose("nord", NAMES, "district")


def test_did_you_mean() -> None:
    with pytest.raises(BsbError) as caught:
        choose("Nordstrnad", NAMES, "district")
    assert "Nordstrand" in caught.value.hint
    assert suggest("titel", ["title", "rows"]) == "Did you mean title?"


def test_nothing_is_near_an_empty_name() -> None:
    with pytest.raises(BsbError):
        choose("", NAMES, "district")


@given(st.text(max_size=30))
def test_a_slug_is_fit_for_a_file_name_and_folding_is_stable(name: str) -> None:
    assert all(c in "abcdefghijklmnopqrstuvwxyz0123456789-" for c in slug(name))
    assert fold(fold(name)) == fold(name)

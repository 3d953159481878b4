from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsb.text.keyness import log_likelihood, log_ratio

COUNTS = st.integers(0, 500)
SIZES = st.integers(500, 10_000)


def test_worked_values() -> None:
    # By hand from Rayson and Garside's formula: E1 = E2 = 7.5; 2 (10 ln(10/7.5) + 5 ln(5/7.5)).
    assert log_likelihood(10, 5, 1000, 1000) == pytest.approx(1.69899, abs=1e-5)
    # E1 = 100 * 30 / 400 = 7.5, E2 = 22.5; 2 (20 ln(20/7.5) + 10 ln(10/22.5)).
    assert log_likelihood(20, 10, 100, 300) == pytest.approx(23.01457, abs=1e-5)
    # A word that only one side has: 2 a ln((c + d) / c).
    assert log_likelihood(7, 0, 1000, 3000) == pytest.approx(2 * 7 * math.log(4))
    assert log_ratio(8, 0, 1000, 1000) == 4


@given(COUNTS, COUNTS, SIZES, SIZES)
def test_properties(a: int, b: int, c: int, d: int) -> None:
    found = log_likelihood(a, b, c, d)
    assert found >= 0
    assert found == pytest.approx(log_likelihood(b, a, d, c))
    assert log_ratio(a, b, c, d) == pytest.approx(-log_ratio(b, a, d, c))


@given(st.integers(1, 100), st.integers(2, 9))
def test_equal_rates_are_no_difference(a: int, times: int) -> None:
    assert log_likelihood(a, a * times, 1000, 1000 * times) == pytest.approx(0, abs=1e-9)


def test_a_text_without_words_is_refused() -> None:
    with pytest.raises(ValueError, match="words"):
        log_likelihood(0, 1, 0, 10)

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsb.analysis.evenness import evenness, gini

# The example of R's package ineq (Zeileis), which gives 0.462091130267624.
INCOMES = [541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261]


def test_gini_agrees_with_published_values() -> None:
    assert gini(INCOMES, corrected=False) == pytest.approx(0.462091130267624)
    assert gini(INCOMES) == pytest.approx(0.5134346, abs=1e-7)


def test_evenness_agrees_with_published_values() -> None:
    # scikit-bio's tests of pielou_e; the second is the University of Maryland's lesson on diversity.
    assert evenness([1, 1, 4, 2, 5, 2, 4, 1, 2]) == pytest.approx(0.92485490560)
    assert evenness([1, 1, 196, 1, 1]) == pytest.approx(0.078, abs=5e-4)


@given(st.lists(st.integers(0, 500), max_size=8))
def test_both_agree_with_their_definitions(words: list[int]) -> None:
    n, total = len(words), sum(words)
    if n < 2 or not total:
        assert evenness(words) is None and gini(words) is None
        return
    shares = [w / total for w in words if w]
    assert evenness(words) == pytest.approx(-sum(p * math.log2(p) for p in shares) / math.log2(n))
    pairs = sum(abs(a - b) for a in words for b in words)
    assert gini(words, corrected=False) == pytest.approx(pairs / (2 * n * total))
    assert gini(words) == pytest.approx(pairs / (2 * (n - 1) * total))


@given(st.integers(2, 9), st.integers(1, 99))
def test_the_ends_of_the_scales(people: int, words: int) -> None:
    assert (evenness([words] * people), gini([words] * people)) == (pytest.approx(1), 0)
    alone = [words, *[0] * (people - 1)]
    assert (evenness(alone), gini(alone)) == (0, 1)

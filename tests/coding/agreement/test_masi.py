from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsb.coding.agreement.masi import masi_distance, masi_expected, masi_rows

sets = st.frozensets(st.sampled_from("abcd"))


@pytest.mark.parametrize(
    ("a", "b", "distance"),
    [
        ("ab", "ab", 0),
        ("a", "ab", 1 - 1 / 2 * 2 / 3),
        ("ab", "bc", 1 - 1 / 3 * 1 / 3),
        ("a", "b", 1),
        ("", "b", 1),
        ("", "", 0),
    ],
)
def test_equal_subset_overlap_disjoint(a: str, b: str, distance: float) -> None:
    assert masi_distance(set(a), set(b)) == pytest.approx(distance)


@given(sets, sets)
def test_it_is_symmetrical_and_nought_only_for_equal_sets(a: frozenset[str], b: frozenset[str]) -> None:
    assert masi_distance(a, b) == masi_distance(b, a)
    assert 0 <= masi_distance(a, b) <= 1
    assert (masi_distance(a, b) == 0) == (a == b)


@given(sets.filter(bool), sets.filter(bool))
def test_it_is_what_nltk_says(a: frozenset[str], b: frozenset[str]) -> None:
    pytest.importorskip("nltk")
    from nltk.metrics.distance import masi_distance as theirs

    assert masi_distance(a, b) == pytest.approx(theirs(a, b), abs=0.005)  # NLTK rounds its thirds


@given(st.lists(st.tuples(sets, sets), min_size=1, max_size=6))
def test_tables_say_what_sets_say(pairs: list[tuple[frozenset[str], frozenset[str]]]) -> None:
    a, b = (np.array([[c in pair[side] for c in "abcd"] for pair in pairs]) for side in (0, 1))
    assert masi_rows(a, b) == pytest.approx([masi_distance(x, y) for x, y in pairs])
    counts = np.arange(1.0, 1 + len(pairs))[None, :]
    whole = sum(
        (i + 1) * (j + 1) * masi_distance(x, y) for i, (x, _) in enumerate(pairs) for j, (y, _) in enumerate(pairs)
    )
    assert masi_expected(counts, a)[0, 0] == pytest.approx(whole)

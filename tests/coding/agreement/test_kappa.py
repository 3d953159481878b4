from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsb.coding.agreement.kappa import cohen_kappa, mean_kappa

# Cohen (1960), A Coefficient of Agreement for Nominal Scales, table 1, as frequencies of N = 200.
COHEN = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]

pairs = st.lists(st.tuples(st.sampled_from("xyz"), st.sampled_from("xyz")), min_size=1, max_size=20)


def test_the_published_example_comes_out() -> None:
    cells = [(i, j) for i, row in enumerate(COHEN) for j, n in enumerate(row) for _ in range(n)]
    assert cohen_kappa([i for i, _ in cells], [j for _, j in cells]) == pytest.approx(0.492, abs=0.0005)


@given(pairs)
def test_who_comes_first_does_not_matter(units: list[tuple[str, str]]) -> None:
    a, b = zip(*units, strict=True)
    assert cohen_kappa(a, b) == pytest.approx(cohen_kappa(b, a))


@given(pairs)
def test_it_is_what_nltk_says(units: list[tuple[str, str]]) -> None:
    pytest.importorskip("nltk")
    from nltk.metrics.agreement import AnnotationTask

    a, b = zip(*units, strict=True)
    ours = cohen_kappa(a, b)
    if len({*a, *b}) == 1:
        assert ours is None
        return
    rows = [
        (coder, unit, value) for unit, values in enumerate(units) for coder, value in zip("ab", values, strict=True)
    ]
    assert ours == pytest.approx(AnnotationTask(rows).kappa())


def test_chance_is_nought_and_equal_values_are_one() -> None:
    draw = random.Random(7)
    a, b = ([draw.random() < 0.1 for _ in range(50_000)] for _ in range(2))
    assert abs(cohen_kappa(a, b) or 1) < 0.02
    assert cohen_kappa(a, a) == 1.0


def test_missing_values_are_left_out_and_one_value_throughout_is_not_defined() -> None:
    assert cohen_kappa(["x", "y", None, "x"], ["x", "y", "y", None]) == 1.0
    assert cohen_kappa("xxx", "xxx") is None
    assert cohen_kappa([], []) is None


def test_more_coders_give_the_mean_over_pairs() -> None:
    three = ["xxyyxy", "xyyyxy", "xxyyyy"]
    known = [cohen_kappa(three[i], three[j]) or 0 for i, j in ((0, 1), (0, 2), (1, 2))]
    assert mean_kappa(three) == pytest.approx(sum(known) / 3)

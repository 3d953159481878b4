from __future__ import annotations

import random
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bsb.coding.agreement.alpha import krippendorff_alpha
from bsb.coding.agreement.masi import masi_distance

# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability: the reliability data of sections A, B and C.
BINARY = ["0100000010", "1110010000"]
NOMINAL = ["aabbdcccedda", "babbbccceddd"]
MISSING = ["1233 2141 2...", "1233 2241 25.3", ".333 2342 251.", "1233 2441 251."]

ALPHABET = "abc"
tables = st.integers(2, 4).flatmap(
    lambda coders: st.lists(
        st.lists(st.sampled_from([*ALPHABET, None]), min_size=coders, max_size=coders), min_size=1, max_size=12
    )
)


def rows(table: list[str]) -> list[list[str | None]]:
    return [[None if value == "." else value for value in row.replace(" ", "")] for row in table]


@pytest.mark.parametrize(
    ("table", "published"), [(BINARY, 0.095), (NOMINAL, 0.692), (MISSING, 0.743)], ids=["A", "B", "C"]
)
def test_the_published_examples_come_out(table: list[str], published: float) -> None:
    assert krippendorff_alpha(rows(table)) == pytest.approx(published, abs=0.0005)


@given(tables)
def test_the_order_of_coders_and_of_units_does_not_matter(units: list[list[str | None]]) -> None:
    expected = krippendorff_alpha(list(zip(*units, strict=True)))
    for order in permutations(range(len(units[0]))):
        shuffled = [[unit[i] for i in order] for unit in reversed(units)]
        assert krippendorff_alpha(list(zip(*shuffled, strict=True))) == pytest.approx(expected)


@given(st.lists(st.sampled_from(ALPHABET), min_size=2).filter(lambda values: len(set(values)) > 1))
def test_identical_coders_agree_fully(values: list[str]) -> None:
    assert krippendorff_alpha([values, values, values]) == 1.0


def test_independent_coders_come_out_near_nought() -> None:
    draw = random.Random(4)
    coders = [[draw.choices("xyz", (6, 3, 1))[0] for _ in range(20_000)] for _ in range(2)]
    assert abs(krippendorff_alpha(coders) or 1) < 0.02


@pytest.mark.parametrize("table", [["aaa", "aaa"], ["ab.", "..c"], ["", ""], ["ab"]])
def test_it_is_not_defined_without_variation_or_without_pairs(table: list[str]) -> None:
    assert krippendorff_alpha(rows(table)) is None


@given(tables)
def test_it_is_what_the_package_krippendorff_says(units: list[list[str | None]]) -> None:
    krippendorff = pytest.importorskip("krippendorff")
    coders = list(zip(*units, strict=True))
    ours = krippendorff_alpha(coders)
    paired = {v for unit in units if sum(v is not None for v in unit) > 1 for v in unit if v}
    if len(paired) < 2:
        assert ours is None
        return
    numbers = [[float("nan") if v is None else float(ALPHABET.index(v)) for v in row] for row in coders]
    theirs = krippendorff.alpha(reliability_data=numbers, level_of_measurement="nominal")
    assert ours == pytest.approx(theirs)


@settings(max_examples=15)
@given(
    st.lists(st.tuples(*[st.frozensets(st.sampled_from("pqrs"), min_size=1)] * 3), min_size=2, max_size=10).filter(
        lambda units: len({value for unit in units for value in unit}) > 1
    )
)
def test_with_sets_it_is_what_nltk_says(units: list[tuple[frozenset[str], ...]]) -> None:
    pytest.importorskip("nltk")
    from nltk.metrics.agreement import AnnotationTask

    # NLTK has no distance for two empty sets and rounds its thirds: the sets have members, the distance is ours.
    rows = [(coder, unit, value) for unit, values in enumerate(units) for coder, value in enumerate(values)]
    theirs = AnnotationTask(rows, distance=masi_distance).alpha()
    assert krippendorff_alpha(list(zip(*units, strict=True)), masi_distance) == pytest.approx(theirs)

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsb.coding.agreement.alpha import krippendorff_alpha
from bsb.coding.agreement.kappa import mean_kappa
from bsb.coding.agreement.masi import masi_distance
from bsb.coding.agreement.turnwise import set_or_not, sets, valences
from tests.coding.agreement.conftest import CODES, make

EACH = [[0], [1], [2], [0, 1, 2]]
seeds = st.integers(0, 10_000)


def number(values: np.ndarray, column: int | None = None) -> float | None:
    value = float(values[0] if column is None else values[0, column])
    return None if np.isnan(value) else value


def agreeing(values: list[list[object]]) -> float | None:
    """Share of pairable values that agree, each unit's pairs weighted by 1 / (its values - 1)."""
    alike = n = 0.0
    for unit in zip(*values, strict=True):
        there = [v for v in unit if v is not None]
        if len(there) > 1:
            n += len(there)
            alike += sum(2 * (a == b) / (len(there) - 1) for a, b in combinations(there, 2))
    return alike / n if n else None


@given(seeds)
def test_counts_give_what_the_plain_formulas_give(seed: int) -> None:
    case = make(seed)
    whole = np.ones((1, len(case.coded_by)))
    counted = set_or_not(case.material, EACH)
    for column, group in enumerate(EACH):
        codes = [CODES[i] for i in group]
        values = [[None if v is None else bool(v) for v in row] for row in case.values(*codes)]
        assert number(counted.percent(whole), column) == pytest.approx(agreeing(values))
        assert number(counted.alpha(whole), column) == pytest.approx(krippendorff_alpha(values))
        assert number(counted.kappa(whole), column) == pytest.approx(mean_kappa(values))


@given(seeds)
def test_sets_give_what_the_plain_formulas_give(seed: int) -> None:
    case = make(seed)
    whole = np.ones((1, len(case.coded_by)))
    counted, values = sets(case.material, [0, 1, 2]), case.values(*CODES)
    assert number(counted.percent(whole)) == pytest.approx(agreeing(values))
    assert number(counted.alpha(whole)) == pytest.approx(krippendorff_alpha(values))
    assert number(counted.kappa(whole)) == pytest.approx(mean_kappa(values))
    assert number(counted.alpha_masi(whole)) == pytest.approx(krippendorff_alpha(values, masi_distance))


@given(seeds)
def test_valences_are_compared_where_two_set_the_same_code(seed: int) -> None:
    case = make(seed)
    table: list[list[str | None]] = [[] for _ in case.coders]
    for name, _number, _speaker, start, end in case.turns:
        for code in CODES:
            for row, coder in zip(table, case.coders, strict=True):
                found = {s[5] for s in case.spans if s[:3] == (name, coder, code) and s[3] < end and s[4] > start}
                row.append(None if not found else found.pop() if len(found) == 1 else "mixed")
    whole = np.ones((1, len(case.coded_by)))
    assert number(valences(case.material).alpha(whole)) == pytest.approx(krippendorff_alpha(table))


@given(seeds)
def test_the_names_of_coders_do_not_matter(seed: int) -> None:
    case = make(seed, coders=3)
    other = case.renamed({"K": "Z", "M": "A", "T": "M"})
    whole = np.ones((1, len(case.coded_by)))
    for measure in ("percent", "alpha", "kappa"):
        for make_sums in (lambda m: set_or_not(m, EACH), lambda m: sets(m, [0, 1])):
            mine, theirs = (getattr(make_sums(c.material), measure)(whole) for c in (case, other))
            assert mine == pytest.approx(theirs, nan_ok=True)


@given(seeds, st.lists(st.integers(0, 2), min_size=3, max_size=3))
def test_a_weight_is_as_good_as_a_copy(seed: int, weights: list[int]) -> None:
    case = make(seed, interviews=3)
    copies = [(name, f"{name}-{n}") for name, w in zip(sorted(case.coded_by), weights, strict=True) for n in range(w)]
    if not copies:
        return
    whole, drawn = np.ones((1, len(copies))), np.array([weights], dtype=float)
    copied = type(case)(
        case.coders,
        {copy: case.coded_by[name] for name, copy in copies},
        sorted((copy, *t[1:]) for name, copy in copies for t in case.turns if t[0] == name),
        [(copy, *s[1:]) for name, copy in copies for s in case.spans if s[0] == name],  # type: ignore[misc]
    )
    kinds: list[tuple[Callable, list[str]]] = [
        (lambda m: set_or_not(m, EACH), ["percent", "kappa", "alpha"]),
        (lambda m: sets(m, [0, 1, 2]), ["percent", "kappa", "alpha", "alpha_masi"]),
    ]
    for count, measures in kinds:
        for measure in measures:
            weighted = getattr(count(case.material), measure)(drawn)
            assert weighted == pytest.approx(getattr(count(copied.material), measure)(whole), nan_ok=True)

from __future__ import annotations

from itertools import pairwise, permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsb.coding.agreement.alpha import krippendorff_alpha, nominal
from bsb.coding.agreement.kappa import mean_kappa
from bsb.coding.agreement.masi import masi_distance
from bsb.coding.agreement.unitised import coded_or_not, coded_twice
from tests.coding.agreement.conftest import CODES, Case, make
from tests.coding.agreement.test_turnwise import EACH, agreeing, number

seeds = st.integers(0, 10_000)
Unit = tuple[int, int, frozenset[str]]


def units_of(case: Case, name: str, coder: str, codes: list[str]) -> list[Unit]:
    """A coder's units in one interview's participants' text, cut where the set of codes changes, found by hand."""
    place = {at: laid for laid, at in enumerate(at for t in case.turns if t[0] == name for at in range(t[3], t[4]))}
    edges: set[int] = set()
    sets: dict[int, set[str]] = {}
    for code in codes:
        own = sorted(
            [min(inside), max(inside) + 1]
            for s in case.spans
            if s[:3] == (name, coder, code) and (inside := [place[at] for at in range(s[3], s[4]) if at in place])
        )
        joined: list[list[int]] = []
        for start, end in own:
            if joined and start < joined[-1][1]:
                joined[-1][1] = max(end, joined[-1][1])
            else:
                joined.append([start, end])
        for start, end in joined:
            edges |= {start, end}
            for at in range(start, end):
                sets.setdefault(at, set()).add(code)
    line = sorted(edges)
    pieces = pairwise(line)
    return [(start, end, frozenset(sets[start])) for start, end in pieces if start in sets]


def by_hand(case: Case, codes: list[str]) -> tuple[float | None, float | None]:
    """Return u-alpha (nominal) and cu-alpha (MASI) straight from the paper's equations 1, 4-5 and 10-11."""
    phi = frozenset({"gap"})
    seen: dict[tuple[frozenset[str], frozenset[str]], float] = {}
    own: dict[frozenset[str], float] = {}
    shared = 0.0
    for name, by in case.coded_by.items():
        length = sum(t[4] - t[3] for t in case.turns if t[0] == name)
        cut = {coder: units_of(case, name, coder, codes) for coder in by}
        for coder in by:
            gaps = length - sum(end - start for start, end, _ in cut[coder])
            own[phi] = own.get(phi, 0) + gaps
            for start, end, value in cut[coder]:
                own[value] = own.get(value, 0) + (end - start) ** 2
        for i, j in permutations(sorted(by), 2):
            values = [{at: value for start, end, value in cut[coder] for at in range(start, end)} for coder in (i, j)]
            for at in range(length):
                pair = values[0].get(at, phi), values[1].get(at, phi)
                seen[pair] = seen.get(pair, 0) + 1 / (len(by) - 1)
            for start, end, _ in cut[i]:
                shared += sum(at in values[1] for at in range(start, end)) ** 2 / (len(by) - 1)
    margin: dict[frozenset[str], float] = {}
    for (c, _k), n in seen.items():
        margin[c] = margin.get(c, 0) + n
    u = _alpha(seen, margin, sum(own.values()), nominal)
    inner = {pair: n for pair, n in seen.items() if phi not in pair}
    margin = {}
    for (c, _k), n in inner.items():
        margin[c] = margin.get(c, 0) + n
    return u, _alpha(inner, margin, shared, masi_distance)


def _alpha(seen, margin, own, distance) -> float | None:  # type: ignore[no-untyped-def]
    total = sum(margin.values())
    observed = sum(n * distance(c, k) for (c, k), n in seen.items())
    products = sum(margin[c] * margin[k] * distance(c, k) for c in margin for k in margin)
    return (
        None if products <= 0 else 1 - observed / (total * products / (total * total - own)) if own < total**2 else 1
    )


@given(seeds)
def test_characters_need_not_be_counted_one_by_one(seed: int) -> None:
    case = make(seed)
    whole = np.ones((1, len(case.coded_by)))
    counted = coded_or_not(case.material, EACH)
    for column, group in enumerate(EACH):
        values = [
            [None if v is None else bool(v) for v in row] for row in case.characters(*(CODES[i] for i in group))
        ]
        assert number(counted.percent(whole), column) == pytest.approx(agreeing(values))
        assert number(counted.alpha(whole), column) == pytest.approx(krippendorff_alpha(values))
        assert number(counted.kappa(whole), column) == pytest.approx(mean_kappa(values))


@given(seeds)
def test_u_alpha_is_what_the_equations_say(seed: int) -> None:
    case = make(seed)
    counted = coded_or_not(case.material, [[0], [1], [2]]).u_alpha(np.ones((1, len(case.coded_by))))
    for column, code in enumerate(CODES):
        assert number(counted, column) == pytest.approx(by_hand(case, [code])[0])


@given(seeds)
def test_cu_alpha_is_what_the_equations_say(seed: int) -> None:
    case = make(seed)
    text = coded_twice(case.material, [0, 1, 2])
    whole = np.ones((1, len(case.coded_by)))
    assert number(text.cu_alpha(whole)) == pytest.approx(by_hand(case, list(CODES))[1])
    inner = [
        sum(a is not None and bool(a) and b is not None and bool(b) for a, b in zip(x, y, strict=True))
        for x, y in permutations(case.characters(*CODES), 2)
    ]
    if len(case.coders) == 2:
        assert text.paired.sum() == sum(inner)


def test_the_example_with_two_values_by_two_coders() -> None:
    # Counted by hand: 60 characters; K has 2-5 as a and 10-20 as b, T has 2-5 as a and 15-20 as b.
    spans = [("i", "K", "a", 2, 5), ("i", "K", "b", 10, 20), ("i", "T", "a", 2, 5), ("i", "T", "b", 15, 20)]
    case = Case(("K", "T"), {"i": {"K", "T"}}, [("i", 1, "B1", 0, 60)], [(*span, "neutral") for span in spans])
    whole = np.ones((1, 1))
    counted = coded_or_not(case.material, [[0], [1]])
    assert counted.u_alpha(whole)[0, 0] == 1.0
    # b: 15 of 120 values are coded, 10 of them coincide; squares 100 + 25, gaps 105.
    assert counted.u_alpha(whole)[0, 1] == pytest.approx(1 - 5 * (120**2 - 105 - 125) / (120 * 15 * 105))
    assert number(coded_twice(case.material, [0, 1]).cu_alpha(whole)) == 1.0
    assert number(coded_twice(case.material, [0, 1]).coverage(whole)) == pytest.approx(16 / 120)


def test_a_coding_across_the_interviewers_turn_stays_one_unit_and_touching_ones_stay_two() -> None:
    turns = [("i", 2, "B1", 10, 20), ("i", 4, "B2", 30, 40)]
    both = {"i": {"K", "T"}}
    across = Case(("K", "T"), both, turns, [("i", "K", "a", 15, 35, "neutral"), ("i", "T", "a", 15, 20, "neutral")])
    counted = coded_or_not(across.material, [[0]])
    assert counted.squares is not None
    assert (counted.yes.sum(), counted.squares.sum()) == (10 + 5, 100 + 25)
    touching = Case(("K", "T"), both, turns, [("i", "K", "a", s, s + 5, "neutral") for s in (10, 15)])
    counted = coded_or_not(touching.material, [[0]])
    assert counted.squares is not None
    assert counted.squares.sum() == 25 + 25

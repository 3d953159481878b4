from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from bsb.analysis.displays.network import circle, network
from bsb.analysis.displays.touches import read_touches
from tests.analysis.world import CODES, World, store_of, worlds

NAMED = [(key, key, facet) for key, facet, _parent, codable in CODES if codable]


@settings(max_examples=30)
@given(worlds(), st.integers(1, 2), st.booleans())
def test_pairs_agree_with_a_slow_count(world: World, least: int, across: bool) -> None:
    found = network(read_touches(store_of(world).store), NAMED, least=least, across=across)
    turns: dict[tuple[int, int], set[str]] = {}
    who = {}
    for code, talk, speaker, turn, _valence in world.voices():
        turns.setdefault((talk, turn), set()).add(code)
        who[talk, turn] = (talk, speaker)
    expected, weaker = {}, 0
    for (one, _n, facet), (other, _m, other_facet) in combinations(NAMED, 2):
        shared = [place for place, codes in turns.items() if {one, other} <= codes]
        if shared and not (across and facet == other_facet):
            if len(shared) >= least:
                expected[one, other] = (len(shared), len({who[place] for place in shared}))
            else:
                weaker += 1
    assert {(e.one, e.other): (e.count.turns, e.count.speakers) for e in found.edges} == expected
    assert found.weaker == weaker
    assert {node.key for node in found.nodes} == {key for pair in expected for key in pair}
    assert set(found.alone) == {key for key, _n, _f in NAMED} - {node.key for node in found.nodes}


def test_too_many_pairs_raise_the_threshold() -> None:
    from bsb.analysis.displays.touches import Touch

    codes = [(c, c, "theme") for c in "abcd"]
    rows = [Touch(c, "theme", "a1", "Alna", n, "B1") for n, own in enumerate(("ab", "ab", "cd"), 1) for c in own]
    assert [(e.one, e.other) for e in network(rows, codes, least=1).edges] == [("a", "b"), ("c", "d")]
    found = network(rows, codes, least=1, most=1)
    assert ([(e.one, e.other) for e in found.edges], found.least, found.weaker) == ([("a", "b")], 2, 1)


@given(
    st.permutations("abcdefgh"), st.dictionaries(st.sampled_from(["ab", "cd", "ah", "bg", "ce"]), st.integers(1, 9))
)
def test_the_circle_holds_everybody_and_is_no_worse_than_the_order_given(
    keys: list[str], ties: dict[str, int]
) -> None:
    weights = {(pair[0], pair[1]): n for pair, n in ties.items()}

    def cost(order: list[str]) -> int:
        away = {pair: abs(order.index(pair[0]) - order.index(pair[1])) for pair in weights}
        return sum(n * min(away[pair], len(order) - away[pair]) for pair, n in weights.items())

    found = circle(keys, weights)
    assert sorted(found) == sorted(keys) and cost(found) <= cost(keys)
    assert circle(keys, weights) == found

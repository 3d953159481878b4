from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bsb.analysis.displays.causal import Arrow, causal_network

KEYS = "abcde"
graphs = st.lists(
    st.tuples(st.sampled_from(KEYS), st.sampled_from(KEYS), st.sampled_from("+-")).filter(lambda a: a[0] != a[1]),
    max_size=9,
    unique_by=lambda arrow: arrow[:2],
)


@given(graphs)
def test_every_box_has_a_place_of_its_own_and_every_loop_is_one(drawn: list[tuple[str, str, str]]) -> None:
    arrows = [Arrow(*arrow) for arrow in drawn]
    found = causal_network([(key, key.upper()) for key in KEYS], arrows)
    places = [(box.column, box.row) for box in found.boxes]
    assert len(set(places)) == len(KEYS)
    signs = {(a.one, a.other): a.sign for a in arrows}
    for loop in found.loops:
        steps = list(zip(loop.boxes, (*loop.boxes[1:], loop.boxes[0]), strict=True))
        assert loop.grows == ([signs[step] for step in steps].count("-") % 2 == 0)
    assert len({frozenset(loop.boxes) for loop in found.loops if len(loop.boxes) == 2}) == sum(
        one < other and (other, one) in signs for one, other in signs
    )


def test_arrows_lead_downwards_but_for_what_closes_a_loop() -> None:
    drawn = [Arrow("a", "b", "+"), Arrow("b", "c", "+"), Arrow("c", "a", "-"), Arrow("a", "c", "+")]
    found = causal_network([(key, key) for key in "abc"], drawn)
    assert [box.row for box in found.boxes] == [0, 1, 2]
    assert sorted((loop.boxes, loop.grows) for loop in found.loops) == [(("a", "b", "c"), False), (("a", "c"), False)]


def test_places_that_are_given_are_kept() -> None:
    found = causal_network([("a", "A"), ("b", "B")], [], at={"a": (1, 2), "b": (0, 0)})
    assert [(box.column, box.row) for box in found.boxes] == [(1, 2), (0, 0)]
    assert found.text("b") == "B" and found.assumed == ()

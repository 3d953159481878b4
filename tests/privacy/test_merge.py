from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from bsb.privacy.hits import Found
from bsb.privacy.merge import merge

TEXT = "abcde fghij klmno pqrst uvwxy"
SPANS = st.tuples(st.integers(0, 28), st.integers(1, 9)).map(lambda p: (p[0], min(29, p[0] + p[1])))
FOUND = st.builds(
    lambda s, kind, source, weak: Found(*s, kind, 0.5, source, "", weak),
    SPANS,
    st.sampled_from(["person", "place", "phone"]),
    st.sampled_from(["register", "numbers", "names", "model", "unknown"]),
    st.booleans(),
)


@given(st.lists(FOUND, max_size=8))
def test_nothing_overlaps_and_nothing_is_uncovered(items: list[Found]) -> None:
    merged = merge(items, TEXT)
    assert all(a.end <= b.start for a, b in itertools.pairwise(merged))

    def cover(rows: list[Found], weak: bool) -> set[int]:
        return {i for f in rows if weak or not f.weak for i in range(f.start, f.end) if TEXT[i].isalnum()}

    assert cover(merged, True) >= cover(items, True)
    assert cover(merged, False) >= cover(items, False)


def test_protected_spans_are_left_alone() -> None:
    assert merge([Found(0, 8, "person", 0.9, "names", "")], "(navn 1) kom", [(0, 8)]) == []


def test_marks_without_letters_do_not_hide_a_number() -> None:
    number = Found(0, 10, "phone", 0.9, "numbers", "")
    [inside] = merge([number], "912 … 3456", [(4, 5)])
    assert (inside.start, inside.end) == (0, 10)
    [before] = merge([number], "912 34 5…", [(8, 10)])
    assert (before.start, before.end) == (0, 8)
    assert merge([number], "912 [ler] 3", [(4, 9)]) == []

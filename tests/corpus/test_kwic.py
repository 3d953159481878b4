from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bsb.corpus.kwic import context


def test_context_is_cut_between_words() -> None:
    text = "Jeg har bodd her i tolv år og ingen har spurt meg."
    assert context(text, 19, 23, 10) == ("… her i ", "tolv", " år og …")
    assert context("hus", 0, 3) == ("", "hus", "")


@given(st.text(alphabet="ab \n", min_size=1, max_size=60), st.data())
def test_what_is_shown_stands_in_the_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    left, word, right = context(text, start, end, 8)
    flat = text.replace("\n", " ")
    assert word == flat[start:end]
    assert flat[:start].endswith(left.removeprefix("… ")) and flat[end:].startswith(right.removesuffix(" …"))
    assert len(left) <= 10 and len(right) <= 10

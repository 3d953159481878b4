from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bsb.formats.emphasis import draw, wrap

RUNS = st.lists(st.tuples(st.text("ab \n", max_size=5), st.booleans(), st.booleans()), max_size=8)


@given(RUNS)
def test_the_words_are_those_of_the_runs(runs: list[tuple[str, bool, bool]]) -> None:
    drawn = draw("".join(wrap(text, bold=bold, italic=italic) for text, bold, italic in runs))
    assert drawn.replace("*", "") == "".join(text for text, _bold, _italic in runs)


def test_neighbours_join_and_blanks_stay_outside() -> None:
    runs = [("Det", True, False), (" ", True, False), ("var ", True, False), ("der", False, True), (" ", True, True)]
    assert draw("".join(wrap(text, bold=bold, italic=italic) for text, bold, italic in runs)) == "**Det var** *der* "

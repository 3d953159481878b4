from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsb.corpus.conferences import Conference
from bsb.dialogue.evaluation import tally
from bsb.errors import BsbError
from bsb.project import Project


@pytest.mark.parametrize("column", ["Kommentar", "Comment"])
def test_forms_are_counted_and_small_numbers_hidden(
    found: Project, conference: Conference, tmp_path: Path, column: str
) -> None:
    rows = [f"Nyttig?;{column}", *["5;"] * 8, *["4;"] * 6, "1;Jeg var uenig.", ";"]
    path = tmp_path / "skjemaer.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    (useful,) = found.evaluations.read(path, conference).tallies
    assert (useful.forms, useful.mean) == (15, 4.3)
    assert useful.counts == {1: None, 2: 0, 3: 0, 4: None, 5: 8}
    assert found.evaluations.get(conference).comments == ("Jeg var uenig.",)
    found.evaluations.read(path, conference)
    assert found.evaluations.get(conference).tallies[0].forms == 15


def test_another_answer_than_1_to_5_is_named_and_nothing_counted(
    found: Project, conference: Conference, tmp_path: Path
) -> None:
    path = tmp_path / "skjemaer.csv"
    path.write_text("Nyttig?\n5\nbra\n7\n", encoding="utf-8")
    with pytest.raises(BsbError) as caught:
        found.evaluations.read(path, conference)
    assert "row 3" in caught.value.hint
    assert "row 4" in caught.value.hint
    assert found.evaluations.get(conference).tallies == ()


@given(st.dictionaries(st.integers(1, 5), st.integers(1, 40)), st.integers(2, 9))
def test_no_hidden_number_can_be_worked_out(counts: dict[int, int], smallest: int) -> None:
    made = tally("?", counts, smallest=smallest)
    shown = [n for n in made.counts.values() if n is not None]
    hidden = len(made.counts) - len(shown)
    assert all(n == 0 or n >= smallest for n in shown)
    assert hidden != 1 or sum(n > 0 for n in counts.values()) == 1
    if made.forms < smallest:
        assert made.mean is None

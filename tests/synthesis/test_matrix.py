from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from bsb.analysis.matrix import Cell
from bsb.synthesis.codes import Theme
from bsb.synthesis.folder import Listed
from bsb.synthesis.matrix import ThemeMatrix, matrix_of, said, thin, total

A, B, C = (Listed(name, name) for name in "abc")


def matrix(*speakers: int | None, **cells: int) -> ThemeMatrix:
    """Return one theme by evaluations with so many speakers each; None: no code."""
    projects = (A, B, C)[: len(speakers)]
    counted = {
        ("t", p.name): Cell(speakers=n, turns=n, positive=cells.get("good", n), critical=cells.get("hard", n))
        for p, n in zip(projects, speakers, strict=True)
        if n
    }
    relations = {("t", p.name): "same" for p, n in zip(projects, speakers, strict=True) if n is not None}
    everyone = {p.name: Cell(speakers=20) for p in projects}
    return matrix_of([Theme("t", "T")], projects, relations, counted, everyone, {p.name: 5 for p in projects})


@given(st.integers(1, 30), st.integers(1, 30), st.integers(0, 90))
def test_a_count_of_too_few_people_tells_nothing_but_that(speakers: int, smallest: int, turns: int) -> None:
    cell = said("same", Cell(speakers=speakers, turns=turns, positive=turns), smallest)
    if speakers < smallest:
        assert cell.cell is None
        assert {cell.figure(m) for m in ("speakers", "turns", "interviews", "valence")} == {f"<{smallest}"}
    else:
        assert cell.figure() == str(speakers)


def test_states_of_cells() -> None:
    made = matrix(None, 0, 4)
    assert [cell.state for cell in made.row("t")] == ["no-code", "silent", "few"]
    assert [cell.figure() for cell in made.row("t")] == ["", "0", "<5"]
    frame = made.to_frame()
    assert math.isnan(frame.loc["t", "a"])
    assert math.isnan(frame.loc["t", "c"])
    assert frame.loc["t", "b"] == 0


def test_a_sum_does_not_tell_what_a_cell_hides() -> None:
    assert matrix(7, 6, 4).total("t") == "13+"
    assert matrix(7, 6, 5).total("t") == "18"
    assert total(matrix(7, 3).row("t"), "valence") == "+7 −7 +"


def test_what_is_thin() -> None:
    def kinds(*speakers: int | None, **cells: int) -> list[str]:
        return [each.kind for each in thin(matrix(*speakers, **cells))]

    assert kinds(None, 0, 0) == ["nobody"]
    assert kinds(9, 0, 0) == ["one"]
    assert kinds(9, 0, 9) == ["two"]
    assert kinds(9, 9, 9) == []
    assert kinds(19, 9, 9) == ["unequal"]
    assert kinds(9, 4, 6) == []  # the second may stand for one to four people: 9 of 19 are no half
    assert kinds(11, 4, 6) == ["unequal_few"]
    assert kinds(4, 3, 2) == ["few"]
    assert kinds(9, 9, 9, hard=0) == ["good"]
    assert kinds(9, 9, 9, good=0) == ["hard"]
    assert kinds(None, None, 9) == ["one", "unasked"]

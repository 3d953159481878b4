"""Tables on a narrow screen keep words whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsb.cli.columns import fit
from bsb.cli.edge import show_table

COLUMNS = st.lists(st.tuples(*[st.integers(0, 30)] * 3), min_size=1, max_size=8)


@given(COLUMNS, st.integers(1, 200))
def test_no_column_is_narrower_than_the_words_in_it(columns: list[tuple[int, int, int]], room: int) -> None:
    floor = [a for a, _b, _c in columns]
    least = [a + b for a, b, _c in columns]
    natural = [a + b + c for a, b, c in columns]
    widths = fit(natural, least, floor, room)
    if widths is None:
        assert sum(floor) > room
        return
    assert sum(widths) <= room
    assert all(low <= width <= high for low, width, high in zip(floor, widths, natural, strict=True))
    if sum(least) <= room:
        assert all(low <= width for low, width in zip(least, widths, strict=True))
    assert sum(widths) == min(room, sum(natural))


def test_words_of_a_table_are_not_broken(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    columns = ["Interview", "Held on this day", "New in the run", "Per cent of all that is known"]
    show_table(columns, [("sondrenordstrand-fg1", "2026-03-17", "eleven", "three and a half")])
    out = capsys.readouterr().out
    for word in ("sondrenordstrand-fg1", "2026-03-17", "eleven", "known"):
        assert word in out


def test_where_it_must_be_a_heading_is_broken_rather_than_what_is_in_the_table(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    show_table(["Interviews", "Participants", "Observations"], [("grunerlokka-fg1", "2026-03-17", "x" * 9)])
    out = capsys.readouterr().out
    assert "grunerlokka-fg1" in out
    assert "2026-03-17" in out

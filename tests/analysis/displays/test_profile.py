from __future__ import annotations

import pytest

from bsb.analysis.definitions import load_definition
from bsb.analysis.displays.profile import profile_of_codes, profile_of_table
from bsb.analysis.displays.touches import Touch
from bsb.analysis.reference import read_reference
from bsb.shipped import shipped

ROWS = [
    Touch("bolig", "service", "a1", "Alna", 2, "B1"),
    Touch("bolig", "service", "a1", "Alna", 4, "B1"),
    Touch("bolig", "service", "b1", "Bjerke", 1, "B1"),
    Touch("nav", "service", "b1", "Bjerke", 1, "B2"),
    Touch("nav", "service", "b1", "Bjerke", 3, "B2"),
]
NAMES = [("nav", "NAV"), ("bolig", "Bolig"), ("rus", "Rus")]


def test_table_4_gives_the_figures_of_the_reports_figure_7() -> None:
    table = read_reference(load_definition(shipped("matrices") / "tabell-4.yaml"))
    found = profile_of_table(table, "Profilert")
    assert [bar.value for bar in found.bars] == [13, 7, 14, 3, 6]
    assert (found.whole, found.blank) == (14, ("Gamle Oslo",))
    assert [len(bar.districts) for bar in found.bars] == [13, 7, 14, 3, 6]
    assert "Oslo" in found.source


@pytest.mark.parametrize(
    ("counted", "values"),
    [("districts", [("bolig", 2), ("nav", 1), ("rus", 0)]), ("turns", [("bolig", 3), ("nav", 2), ("rus", 0)])],
)
def test_codes_are_counted_and_ranked(counted: str, values: list[tuple[str, int]]) -> None:
    found = profile_of_codes(ROWS, NAMES, counted=counted, districts=["Alna", "Bjerke", "Sagene"])
    assert [(bar.key, bar.value) for bar in found.bars] == values
    assert found.whole == (3 if counted == "districts" else None)
    assert [bar.single_voice for bar in found.bars] == [False, True, False]
    assert found.bars[0].districts == ("Alna", "Bjerke")


def test_one_district_counts_turns() -> None:
    found = profile_of_codes(ROWS, NAMES, district="Alna", districts=["Alna", "Bjerke"])
    assert (found.counted, found.bars[0].key, found.bars[0].value) == ("turns", "bolig", 2)

from __future__ import annotations

from bsb.analysis.cells import read_cell
from bsb.analysis.displays.heat import Place
from bsb.analysis.displays.meta import Column, meta_matrix
from bsb.analysis.displays.touches import Tally

PLACES = [Place(name, name) for name in ("Alna", "Bjerke", "Sagene", "Ullern")]
TEXTS = {"Alna": "60-70", "Bjerke": "9", "Sagene": "Dekket", "Ullern": ""}


def test_numbers_first_by_their_lower_end_then_words_then_blanks() -> None:
    cells = {name: read_cell(text) for name, text in TEXTS.items()}
    found = meta_matrix(PLACES, [(Column("Behov"), cells, {})], order=0)
    assert [d.key for d in found.districts] == ["Bjerke", "Alna", "Sagene", "Ullern"]
    assert [found.cells[d.key, 0].text for d in found.districts] == ["9", "60-70", "Dekket", ""]


def test_the_order_given_stays_and_counts_are_kept_by_column() -> None:
    counts = {"Alna": Tally(turns=3, speakers=2)}
    found = meta_matrix(PLACES, [(Column("x"), {}, {}), (Column("Ros", ("ros",)), {}, counts)])
    assert [d.key for d in found.districts] == [p.key for p in PLACES]
    assert found.tallies == {("Alna", 1): counts["Alna"]}
    assert found.cells["Alna", 0].text == ""

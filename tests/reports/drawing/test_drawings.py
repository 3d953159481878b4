from __future__ import annotations

import xml.etree.ElementTree as ET
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bsb.analysis.cells import of_count, read_cell
from bsb.analysis.displays.causal import Arrow, causal_network
from bsb.analysis.displays.conference import before_after
from bsb.analysis.displays.four_field import four_field
from bsb.analysis.displays.heat import Place, Row, heat_map
from bsb.analysis.displays.meta import Column, meta_matrix
from bsb.analysis.displays.network import network
from bsb.analysis.displays.profile import Bar, Profile
from bsb.analysis.displays.tiles import tile_map
from bsb.analysis.displays.touches import Tally, Touch
from bsb.analysis.interaction import measure
from bsb.analysis.saturation import assess
from bsb.analysis.speaking import SpokenTurn
from bsb.config import Config, District
from bsb.project import Project
from bsb.reports.drawing import causal, conference, heat, meta, profile, saturation, talk, tiles
from bsb.reports.drawing import four_field as fields
from bsb.reports.drawing import network as networks
from bsb.reports.drawing.frame import Drawing
from tests.reports.display_world import files_of

VERDICTS = {
    "respekt": {"before": 4, "confirmed": 2, "nuanced": 1, "new": 1},
    "ventetid": {"before": 30, "confirmed": 10, "disputed": 1, "new": 1},
}
names = st.text(st.sampled_from("abcdefgh ÆØÅæøå<&\"'"), min_size=1, max_size=40).map(lambda t: f"x{t.strip()}")


def faults(drawing: Drawing) -> list[str]:
    """Return texts that are cut or lie on one another."""
    canvas = drawing.canvas
    plain = [label for label in canvas.labels if not label.turned]
    found = [
        f"{a.text} is cut"
        for a in plain
        if a.left < 0 or a.top < 0 or a.right > canvas.width + 0.5 or a.bottom > canvas.height + 0.5
    ]
    for a, b in combinations(plain, 2):
        if min(a.right, b.right) - max(a.left, b.left) > 1 and min(a.bottom, b.bottom) - max(a.top, b.top) > 1:
            found.append(f"{a.text} / {b.text}")
    return found


def text_in(drawing: Drawing) -> str:
    return " | ".join(label.text for label in drawing.canvas.labels)


def test_no_text_of_the_example_is_cut_or_lies_on_another(example: Project) -> None:
    files = files_of(example)
    for definition in files.definitions():
        drawing = files.draw(definition, interview="gamleoslo-fg1", verdicts=VERDICTS)
        assert faults(drawing) == [], definition.name
        assert len(drawing.alt) > 40 and drawing.alt.endswith(".")
        assert drawing.table.rows and all(len(row) == len(drawing.table.head) for row in drawing.table.rows)
        root = ET.fromstring(drawing.svg())
        assert root.get("role") == "img" and root[0].text == definition.title


def test_equal_data_give_equal_pictures(example: Project) -> None:
    for name in ("varmekart-temaer", "samforekomst-temaer", "arsaksnett-eksempel"):
        assert files_of(example).draw(name).svg() == files_of(example).draw(name).svg()


def test_the_profile_of_table_4_says_what_figure_7_says(example: Project) -> None:
    drawing = files_of(example).draw("profil-2006")
    figures = [label.text for label in drawing.canvas.labels if " av 14" in label.text]
    assert figures == ["13 av 14", "7 av 14", "14 av 14", "3 av 14", "6 av 14"]
    assert "Gamle Oslo" in text_in(drawing) and "med 14 av 14 bydeler" in drawing.alt


ROWS = [
    Touch("ros", "theme", "a1", "Alna", 2, "B1", "positive", "individual", "planning"),
    Touch("ros", "theme", "a1", "Alna", 4, "B2", "critical"),
    Touch("ris", "theme", "a1", "Alna", 4, "B2", "critical", "organisation"),
    Touch("ros", "theme", "b1", "Bjerke", 1, "B1"),
]


def test_the_four_field_states_what_is_left_out() -> None:
    drawing = fields.draw(four_field(ROWS), "x", "T", {"ros": "Ros", "ris": "Ris"})
    assert "1 av 3 kodede replikker har både nivå og fase" in text_in(drawing)
    assert "(67 prosent)" in drawing.alt and "1 av dem har bare det ene" in drawing.alt


def test_single_voices_and_small_districts_are_marked_and_explained() -> None:
    places = [Place("Alna", "Alna", 4, small=True), Place("Bjerke", "Bjerke", 9)]
    drawing = heat.draw(heat_map(ROWS, [Row("ros", "Ros")], places), "x", "T", smallest=5)
    found = [label.text for label in drawing.canvas.labels]
    assert "2" in found and "1*" in found and "4†" in found and "9" in found
    assert any("* alt i cellen er sagt av én" in t for t in found)
    assert any("† færre enn 5 deltakere" in t for t in found)
    assert "I 1 av 2 celler" in drawing.alt


def test_a_network_states_its_threshold_and_what_is_not_drawn() -> None:
    shared = [Touch(c, "theme", "a1", "Alna", n, "B1") for n in (1, 2) for c in ("ros", "ris")]
    weak = [Touch(c, "theme", "a1", "Alna", 3, "B1") for c in ("ros", "rad")]
    found = network([*shared, *weak], [(c, c, "theme") for c in ("ros", "ris", "rad")], least=2)
    drawing = networks.draw(found, "x", "T")
    assert "Minst to felles replikker; ett svakere par er ikke tegnet" in text_in(drawing)
    assert "2*" in text_in(drawing) and "«ros» og «ris» (to felles replikker)" in drawing.alt
    empty = networks.draw(network([], [], least=3), "x", "T")
    assert "ingen par har 3 felles" in empty.alt


def test_a_causal_network_shows_signs_evidence_and_loops() -> None:
    arrows = [Arrow("a", "b", "+", (("i", 1), ("i", 3))), Arrow("b", "a", "-", gone=1)]
    drawing = causal.draw(causal_network([("a", "Mer A"), ("b", "Mer B")], arrows), "x", "T")
    found = text_in(drawing)
    assert "+ 2" in found and "− ?" in found and "antakelse uten belegg" in found
    assert "Sløyfe som demper seg selv" in found and "Ett belegg finnes ikke lenger" in found.replace("ett", "Ett")
    assert 'stroke-dasharray="6 5"' in drawing.svg()


def test_a_tile_map_keeps_words_and_explains_blanks() -> None:
    config = Config("p", districts=tuple(District(d) for d in ("Alna", "Bjerke", "Sagene")))
    places = {d: Place(d, d) for d in ("Alna", "Bjerke", "Sagene")}
    cells = {"Alna": read_cell("30-35"), "Bjerke": read_cell("Dekket")}
    rows = [["Alna", "Bjerke", "Sagene"]]
    drawing = tiles.draw(tile_map(rows, config, places, cells, "Behov"), "x", "T", smallest=5)
    found = text_in(drawing)
    assert "30-35" in found and "Dekket" in found and "– ingen opplysninger" in found
    assert "Uten tall: Bjerke og Sagene" in drawing.alt
    none = tiles.draw(tile_map(rows, config, places, {}, "Behov"), "x", "T", smallest=5)
    assert "Ingen av dem har tall" in none.alt


def test_who_talks_with_whom_says_that_it_is_not_for_sharing() -> None:
    spoken = [SpokenTurn(n, s, "participant", "ja da") for n, s in enumerate(["B1", "B2"] * 3, 1)]
    drawing = talk.draw(measure(spoken, interview="a1", district="Alna"), "x", "T")
    assert "skal ikke deles videre" in text_in(drawing)
    assert "2" in text_in(drawing) and "svarte deltakerne hverandre" in drawing.alt


@pytest.mark.parametrize("interviews", [0, 1, 5, 60])
def test_the_curve_has_room_for_any_number_of_interviews(interviews: int) -> None:
    found = assess([(str(n), range(20 - n) if n < 9 else [0]) for n in range(interviews)])
    drawing = saturation.draw(found, "x", "T")
    assert faults(drawing) == []
    told = {0: "ingen intervjuer er kodet", 1: "kan ikke sies", 5: "kan ikke sies", 60: "Metning er nådd etter fire"}
    assert told[interviews] in drawing.alt


def test_before_and_after_adds_up_in_words() -> None:
    drawing = conference.draw(before_after(VERDICTS), "x", "T")
    assert faults(drawing) == []
    assert "34 funn ble lagt fram. 12 ble bekreftet, 1 ble nyansert og 1 bestridt; 20 ble ikke" in drawing.alt


@settings(max_examples=25)
@given(st.lists(names, min_size=1, max_size=12, unique=True), st.integers(0, 30))
def test_long_and_strange_names_are_neither_cut_nor_run_together(labels: list[str], n: int) -> None:
    title = labels[0]
    bars = tuple(Bar(str(i), label, n % (i + 2), ("Alna",)) for i, label in enumerate(labels))
    verdicts = {label: {"before": n, "confirmed": n // 2} for label in labels}
    places = [Place(label, f"B{i}", 3, small=True) for i, label in enumerate(labels)]
    columns = [
        (
            Column(label, (label,)),
            {d: of_count(i) for d in labels},
            {d: Tally(i, i, 1, 1, positive=i, critical=n) for d in labels},
        )
        for i, label in enumerate(labels)
    ]
    boxes = [(label, label) for label in labels[:6]]
    arrows = [Arrow(title, label, "+") for label in labels[1:6]]
    drawings = [
        profile.draw(Profile(bars, "districts", 40), "x", title),
        conference.draw(before_after(verdicts), "x", title),
        meta.draw(meta_matrix(places, columns, order=0), "x", title, smallest=5),
        causal.draw(causal_network(boxes, arrows), "x", title),
    ]
    for drawing in drawings:
        ET.fromstring(drawing.svg())
        assert faults(drawing) == []

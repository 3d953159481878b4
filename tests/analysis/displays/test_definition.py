from __future__ import annotations

from pathlib import Path

import pytest

from bsb.analysis.definitions import find_definitions
from bsb.analysis.displays.definition import KINDS, find_displays, load_display
from bsb.errors import BsbError
from bsb.shipped import shipped

NET = """kind: causal
title: Nett
boxes:
  - {key: a, text: A}
  - {key: b, text: B}
arrows:
"""


def write(folder: Path, text: str, name: str = "x") -> Path:
    path = folder / "displays" / f"{name}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_the_shipped_definitions_load_and_cover_every_kind() -> None:
    found = [load_display(path) for path in find_displays([shipped("matrices")]).values()]
    assert {d.kind for d in found} == set(KINDS)
    assert [d.name for d in found if d.example] == ["arsaksnett-eksempel"]


def test_displays_are_no_matrices() -> None:
    matrices = find_definitions([shipped("matrices")])
    assert matrices and not set(matrices) & set(find_displays([shipped("matrices")]))


def test_the_projects_own_come_first(tmp_path: Path) -> None:
    own = write(tmp_path, "kind: heat-map\ntitle: Egen\n", "firefelt")
    assert find_displays([tmp_path, shipped("matrices")])["firefelt"] == own
    assert load_display(own).columns == ("district",)


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("kind: heat-map\ntitel: T\n", "x.yaml, line 2 .titel.: “titel” is not known", "Did you mean title"),
        ("kind: heatmap\ntitle: T\n", "x.yaml, line 1 .kind.: “heatmap” is not one of", "heat-map"),
        ("title: T\n", "“kind” is missing", "kind"),
        ("kind: tile-map\ntitle: T\n", "“show” is missing", "show"),
        ("kind: four-field\ntitle: T\nleast: 3\n", "line 3 .least.: “least” is not known", ""),
        ("kind: network\ntitle: T\nfacets: [tema]\n", "line 3 .facets › 1.: “tema” is not one of", ""),
        ("kind: network\ntitle: T\nleast: 0\n", "whole number from 1", ""),
        ("kind: profile\ntitle: T\ntable: tabell-4\n", "“table” and “value” belong together", "neither"),
        ("kind: tile-map\ntitle: T\nshow: x\ngrid: [Alna]\n", "line 4 .grid › 1.: a list of districts", ""),
        (NET + "  - {from: a, to: c, sign: '+'}\n", "line 7 .arrows › 1 › to.: there is no box “c”", ""),
        (NET + "  - {from: a, to: a, sign: '+'}\n", "from one box to another", ""),
        (NET + "  - {from: a, to: b, sign: '*'}\n", "“[*]” is not one of", ""),
        (NET + "  - {from: a, to: b, sign: '+', evidence: [alna]}\n", "neither a turn nor the id", "alna-fg1:12"),
        (NET.replace("text: A", "text: A, row: 1, column: 1"), "some boxes have a place", "none"),
        ("kind: causal\ntitle: T\nboxes: []\narrows: []\n", "line 3 .boxes.: there are no boxes", "form"),
        (NET.replace("key: b", "key: a"), "two boxes “a”", "own"),
    ],
)
def test_a_fault_is_named_with_file_line_and_suggestion(tmp_path: Path, text: str, message: str, hint: str) -> None:
    with pytest.raises(BsbError, match=message) as caught:
        load_display(write(tmp_path, text))
    assert hint in caught.value.hint


def test_a_causal_network_is_read_as_it_is_written(tmp_path: Path) -> None:
    arrow = "  - {from: a, to: b, sign: '−', evidence: ['alna-fg1:12', k3f9a2b1], note: N}\n"
    found = load_display(write(tmp_path, NET + arrow))
    assert found.boxes == (("a", "A"), ("b", "B"))
    (drawn,) = found.arrows
    assert (drawn.sign, drawn.evidence, drawn.note) == ("-", ("alna-fg1:12", "k3f9a2b1"), "N")


def test_a_grid_may_have_holes(tmp_path: Path) -> None:
    text = 'kind: tile-map\ntitle: T\nshow: participants\ngrid:\n  - [Alna, "-"]\n  - ["–", Bjerke]\n'
    assert load_display(write(tmp_path, text)).grid == (("Alna", ""), ("", "Bjerke"))

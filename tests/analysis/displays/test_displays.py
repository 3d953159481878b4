from __future__ import annotations

from pathlib import Path

import pytest

from bsb.analysis.displays.causal import CausalNetwork
from bsb.analysis.displays.conference import BeforeAfter
from bsb.analysis.displays.displays import Displays
from bsb.analysis.displays.four_field import FourField
from bsb.analysis.displays.heat import HeatMap
from bsb.analysis.displays.meta import MetaMatrix
from bsb.analysis.displays.network import Network
from bsb.analysis.displays.profile import Profile
from bsb.analysis.displays.tiles import TileMap
from bsb.analysis.interaction import Interaction
from bsb.analysis.saturation import Saturation
from bsb.errors import BsbError
from bsb.project import Project
from tests.conftest import code


def displays_of(project: Project) -> Displays:
    parts = (project.store, project.codebook, project.config, project.matrices, project.analyses)
    return Displays(*parts, project.folders("matrices"))


@pytest.fixture
def filled(coded: Project) -> Project:
    code(
        coded,
        "alna-fg1,2,KA,okonomi,critical,husleia er høy",
        "alna-fg1,2,TL,okonomi,critical,Men husleia er høy",
        "alna-fg1,3,KA,okonomi,critical,",
        "alna-fg1,2,KA,bolig,positive,",
        "alna-fg1,5,KA,kontinuitet,positive,",
    )
    return coded


def own(project: Project, text: str, name: str = "egen") -> str:
    path = project.root / "matrices" / "displays" / f"{name}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return name


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("firefelt", FourField),
        ("profil-2006", Profile),
        ("profil-tjenester", Profile),
        ("varmekart-temaer", HeatMap),
        ("kart-deltakere", TileMap),
        ("kart-boligpris", TileMap),
        ("metamatrise", MetaMatrix),
        ("samforekomst-tjenester", Network),
        ("samspill", Interaction),
        ("metning", Saturation),
    ],
)
def test_every_shipped_display_can_be_made(filled: Project, name: str, kind: type) -> None:
    assert isinstance(displays_of(filled).make(name, interview="alna"), kind)


def test_counts_are_those_of_the_matrix(filled: Project) -> None:
    found = displays_of(filled).make("varmekart-temaer")
    assert isinstance(found, HeatMap)
    cell = found.cell("okonomi", "Alna")
    assert (cell.speakers, cell.turns, cell.critical) == (2, 2, 2)
    assert [(row.key, row.depth, row.countable) for row in found.rows] == [
        ("okonomi", 0, True),
        ("sammenheng", 0, False),
        ("kontinuitet", 1, True),
    ]
    alna = next(c for c in found.columns if c.key == "Alna")
    assert (alna.participants, alna.small) == (3, True)
    assert not any(c.small for c in found.columns if c.key != "Alna")


def test_a_heat_map_by_interview(filled: Project) -> None:
    name = own(filled, "kind: heat-map\ntitle: T\nfacet: theme\ncolumns: interview\n")
    found = displays_of(filled).make(name, district="alna")
    assert isinstance(found, HeatMap)
    assert [(c.key, c.label) for c in found.columns] == [("alna-fg1", "Alna 1")]
    assert found.cell("okonomi", "alna-fg1").speakers == 2
    sagene = displays_of(filled)
    with pytest.raises(BsbError, match="Nothing is coded"):
        sagene.make(name, district="sagene")


def test_the_meta_matrix_is_ordered_by_what_is_asked_for(filled: Project) -> None:
    displays = displays_of(filled)
    found = displays.make("metamatrise")
    assert isinstance(found, MetaMatrix)
    assert [column.label for column in found.columns] == [
        "participants",
        "Prisnivå 1–15 (1 = dyrest)",
        "Økonomi",
        "Sammenheng",
    ]
    assert found.districts[0].key == "St. Hanshaugen" and found.order == 1
    # A heading that only groups counts for all below it; a district where nothing is coded has a blank, not 0.
    assert found.tallies["Alna", 3].speakers == 1
    assert (found.cells["Alna", 2].text, found.cells["Sagene", 2].text) == ("2", "")
    by_need = displays.make("metamatrise", order="anslag brukere")
    assert isinstance(by_need, MetaMatrix)
    assert (by_need.columns[0].label, by_need.order) == ("Anslag brukere", 0)
    assert by_need.districts[0].key == "Ullern" and by_need.districts[-1].key == "Alna"
    by_participants = displays.make("metamatrise", order="participants")
    assert isinstance(by_participants, MetaMatrix) and by_participants.order == 0
    with pytest.raises(BsbError, match="no column or code"):
        displays.make("metamatrise", order="Prisniva 2")


def test_a_tile_map_of_a_code_marks_one_voice(filled: Project) -> None:
    name = own(filled, "kind: tile-map\ntitle: T\nshow: Faste folk\n")
    found = displays_of(filled).make(name)
    assert isinstance(found, TileMap)
    alna = next(tile for tile in found.tiles if tile.place.key == "Alna")
    assert (alna.cell.text, alna.single_voice, found.codes) == ("1", True, ("kontinuitet",))


def test_verdicts_come_from_whoever_has_them(filled: Project) -> None:
    displays = displays_of(filled)
    with pytest.raises(BsbError, match="No conference has judged"):
        displays.make("for-og-etter")
    found = displays.make("for-og-etter", verdicts={"okonomi": {"before": 2, "confirmed": 1}})
    assert isinstance(found, BeforeAfter) and found.shifts[0].label == "Økonomi"


NET = """kind: causal
title: T
boxes: [{key: a, text: A}, {key: b, text: B}]
arrows:
  - {from: a, to: b, sign: "+", evidence: [%s]}
"""


def test_arrows_find_their_turns(filled: Project) -> None:
    uid = next(c.ref for c in filled.codings.all(codes=["kontinuitet"]))
    name = own(filled, NET % f'"alna-fg1:2", "alna-fg1:2", {uid}')
    found = displays_of(filled).make(name)
    assert isinstance(found, CausalNetwork)
    assert found.arrows[0].evidence == (("alna-fg1", 2), ("alna-fg1", 5))
    filled.consent.withdraw("alna-fg1", "B1", on="2026-05-01")
    again = displays_of(filled).make(name)
    assert isinstance(again, CausalNetwork)
    assert (again.arrows[0].evidence, again.arrows[0].gone) == ((), 3)


@pytest.mark.parametrize(
    ("evidence", "message"),
    [
        ("alna-fg2:2", "alna-fg2.*no transcript"),
        ("alna-fg1:1", "alna-fg1:1.*no participant's turn"),
        ("alna-fg1:99", "99"),
    ],
)
def test_evidence_that_is_none_is_refused(filled: Project, evidence: str, message: str) -> None:
    with pytest.raises(BsbError, match=message):
        displays_of(filled).make(own(filled, NET % f'"{evidence}"'))


def test_what_is_about_the_example_is_not_listed_elsewhere(filled: Project) -> None:
    names = [d.name for d in displays_of(filled).definitions()]
    assert "firefelt" in names and "arsaksnett-eksempel" not in names


@pytest.mark.parametrize(
    ("wanted", "message"),
    [("firefelt", "Nothing is coded yet"), ("samspill", "Which interview"), ("fire-felt2", "no display")],
)
def test_what_cannot_be_made_says_why(coded: Project, wanted: str, message: str) -> None:
    with pytest.raises(BsbError, match=message):
        displays_of(coded).make(wanted)


def test_the_shipped_definitions_name_nothing_that_only_one_project_has(project: Project) -> None:
    # The codebook of a new project is empty, and Oslo's districts are in its bsb.toml.
    for definition in displays_of(project).definitions():
        if definition.kind in ("tile-map", "meta-matrix", "profile") and "profil-tj" not in definition.name:
            displays_of(project).make(definition)


def test_the_folder_is_looked_for_beside_the_matrices(tmp_path: Path, filled: Project) -> None:
    assert "egen" not in [d.name for d in displays_of(filled).definitions()]
    own(filled, "kind: four-field\ntitle: T\n")
    assert "egen" in [d.name for d in displays_of(filled).definitions()]
    assert "egen" not in [d.name for d in filled.matrices.definitions()]

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bsb.analysis.compare import Comparer
from bsb.config import Config, District
from bsb.errors import BsbError
from bsb.shipped import shipped
from tests.analysis.world import DISTRICTS, VALENCES, Said, Talk, World, analyses_of, whole, worlds

OSLO = Config(
    "Oslo",
    districts=tuple(
        District(name)
        for name in (
            *("Gamle Oslo", "Grünerløkka", "Sagene", "St. Hanshaugen", "Frogner", "Ullern", "Vestre Aker"),
            *("Nordre Aker", "Bjerke", "Grorud", "Stovner", "Alna", "Østensjø", "Nordstrand", "Søndre Nordstrand"),
        )
    ),
)
EMPTY = World(())


@pytest.fixture(scope="module")
def oslo() -> Comparer:
    """The report's own tables over Oslo's districts, and nothing said."""
    return analyses_of(EMPTY, shipped("matrices"), config=OSLO).compare()


def comparer(world: World, folder: Path, table: str = "") -> Comparer:
    if table:
        (folder / "t.csv").write_text(table, encoding="utf-8")
        (folder / "t.yaml").write_text("title: T\nreference: t.csv\n", encoding="utf-8")
    return analyses_of(world, folder).compare()


@settings(max_examples=25)
@given(worlds(), st.sampled_from(["ros", "team", "sammenheng", "nav"]), st.sampled_from(["", *VALENCES]))
def test_every_count_agrees_with_a_slow_one(world: World, code: str, valence: str) -> None:
    made = analyses_of(world).compare()
    codes = ["team", "faste"] if code == "sammenheng" else [code]
    facet = ["nav"] if code == "nav" else ["ros", "team", "faste"]
    said = {(t, s, n) for _c, t, s, n, v in world.voices(codes) if valence in ("", v)}
    coded = {world.talks[mark.talk].district for mark in world.marks if mark.code in facet}
    for counted in ("speakers", "turns", "interviews"):
        cells = made.cells(made.subject(f"{code} {valence} {counted}"))
        for district in DISTRICTS:
            here = [row for row in said if world.talks[row[0]].district == district]
            slow = {"speakers": {r[:2] for r in here}, "turns": set(here), "interviews": {r[0] for r in here}}
            assert cells[district].text == (str(len(slow[counted])) if district in coded else "")


def test_overlaps_several_turns_two_coders_and_a_withdrawal(tmp_path: Path) -> None:
    talk = Talk(
        (Said("B1"), Said("B2"), Said("B3", removed=True), Said("I1"), Said("B2")), people={"B3": "withdrawn"}
    )
    talks = (talk, Talk((Said("B1"),), "Bjerke"))
    marks = (
        whole(talks, 0, 0, 3, valence="positive"),  # over two who are left, one who has withdrawn and a facilitator
        whole(talks, 0, 1, 1, coder="TL", valence="positive"),  # the same passage again, by somebody else
        whole(talks, 0, 4, 4, code="team", valence="critical"),
    )
    made = comparer(World(talks, marks), tmp_path)
    found = made.table(["ros", "ros turns", "Sammenheng critical", "ros interviews"])
    assert [cell.text for cell in found.cells["Alna"]] == ["2", "2", "1", "1"]
    # Nothing at all is coded in Bjerke: that is a blank and no 0.
    assert {cell.text for cell in found.cells["Bjerke"]} == {""}
    frame = found.to_frame(numbers=True)
    assert (frame.index.name, frame.columns.name) == ("district", "subject")
    assert frame.loc["Alna"].tolist() == [2, 2, 1, 1] and frame.loc["Bjerke"].isna().all()
    assert found.small_cells(2) == 1 and found.small_cells(5) == 2


def test_what_stands_in_the_tables_survives(oslo: Comparer) -> None:
    found = oslo.table(["Oppgitt behov", "Måltall", "Anslag", "Boligtilbud"])
    assert found.to_frame().loc["Grünerløkka"].tolist() == ["Dekket", "0", "700", "Profilert"]
    assert [c.text for c in found.cells["Stovner"]] == ["30-35", "37", "500", "Profilert"]
    assert [c.text for c in found.cells["Alna"]] == ["64", "33", "", "Profilert"]
    numbers = found.to_frame(numbers=True)
    assert numbers["Oppgitt behov for nye boliger"].isna().sum() == 4  # two words, two ranges


def test_the_report_s_own_column_sums(oslo: Comparer) -> None:
    columns = ["Boligtilbud", "Boligoppfølging", "Aktivitetstilbud", "Oppfølging av helse", "Helhetlig"]
    frame = oslo.table([f"tabell-4: {column}" for column in columns]).to_frame()
    assert [(frame[name] == "Profilert").sum() for name in frame] == [13, 7, 14, 3, 6]
    sums = oslo.table(["tabell-2: Intervjuer", "Informanter", "Deltakere"]).to_frame(numbers=True).sum()
    assert sums.tolist() == [59, 237, 309]


def test_districts_can_be_ordered_by_a_column(oslo: Comparer) -> None:
    by_price = oslo.table(["Boligtilbud"], order="Prisnivå").districts
    assert by_price[:3] == ("St. Hanshaugen", "Frogner", "Søndre Nordstrand") and by_price[-1] == "Østensjø"
    by_need = oslo.table(["Boligtilbud"], order="Oppgitt behov").districts
    assert by_need[-2:] == ("Grünerløkka", "Vestre Aker")  # words after figures


def test_conditions_coincide_over_districts(oslo: Comparer) -> None:
    found = oslo.coincidence("Prisnivå <= 5", "Boligtilbud = profilert")
    assert found.both == ("Grünerløkka", "Frogner", "Søndre Nordstrand")
    assert (found.only_one, found.neither, found.unknown) == (("St. Hanshaugen",), (), ("Gamle Oslo",))
    assert len(found.only_other) == 10
    assert found.text == (
        "3 of 4 districts with “Prisnivå 1–15 (1 = dyrest) ≤ 5” also have “Boligtilbud = Profilert”."
    )
    assert found.caution and (found.consistency, found.coverage) == (0.75, 3 / 13)


def test_coded_conditions_over_districts(tmp_path: Path) -> None:
    talks = tuple(Talk((Said("B1"), Said("B2")), district) for district in DISTRICTS)
    marks = (
        whole(talks, 0, 0, 0, valence="positive"),
        whole(talks, 0, 1, 1, valence="positive"),
        whole(talks, 1, 0, 0, valence="positive"),
    )
    made = comparer(World(talks, marks), tmp_path, "Bydel,Pris\nAlna,3\nbjerke,7\nSagene,2\n")
    found = made.coincidence("Pris < 5", "ros positive personer >= 2")
    assert (found.both, found.only_one, found.neither, found.unknown) == (("Alna",), (), ("Bjerke",), ("Sagene",))


def test_rows_that_are_no_district_are_left_out_and_said_so(tmp_path: Path) -> None:
    table = "Bydel,Pris\nAlna,3\nAndeby,7\n"
    made = comparer(EMPTY, tmp_path, table)
    assert made.strangers() == {"t": ["Andeby"]}
    assert [cell.text for cell in made.cells(made.subject("Pris")).values()] == ["3", "", ""]
    other = tmp_path / "other"
    other.mkdir()
    assert not any(
        s.source == "reference" for s, _n in comparer(EMPTY, other, "Tjeneste,Pris\nNAV,1\n").subjects.values()
    )


def test_a_district_twice_in_a_table_is_refused(tmp_path: Path) -> None:
    made = comparer(EMPTY, tmp_path, "Bydel,Pris\nAlna,3\nalna,4\n")
    with pytest.raises(BsbError, match="t: Alna has more than one row"):
        _ = made.subjects

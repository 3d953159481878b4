from pathlib import Path

import pytest
from docx import Document

from bsb.errors import BsbError
from bsb.project import Project
from bsb.reports.tracing import Tracing
from tests.conftest import code

RENT, DARK = "Husleia er høyere enn folk kan klare.", "Trappa er mørk."


@pytest.fixture
def held(coded: Project) -> Project:
    """Alna with two findings, of which a conference changed one and disputed the other, and a new point."""
    code(coded, 'alna-fg1,2,KA,okonomi,critical,"Men husleia er høy, altså."')
    advice = {"recommendations": "ledere: Se på leia."}
    coded.findings.add({"statement": RENT, "kind": "utfordring", "districts": "Alna", **advice}, author="KA")
    coded.findings.add(
        {"statement": DARK, "kind": "utfordring", "districts": "Alna", "recommendations": "ledere: Bytt pæra."},
        author="KA",
    )
    conference = coded.conferences.add("Alna", held_on="2026-05-19", by_role={"brukere": 9, "ledere": 2})
    coded.verdicts.enter(conference, "Gruppe 1", "F1", "nuanced", wording="Husleia tar halve trygda.", comment="Ja.")
    coded.verdicts.enter(conference, "Gruppe 2", "F2", "disputed")
    coded.verdicts.add_new(conference, "Gruppe 2", {"statement": "Vaktmesteren svarer.", "kind": "god praksis"})
    coded.evaluations.put(conference, {"Nyttig?": [5] * 9 + [4, 4]}, ["Takk for i dag."])
    return coded


def texts(path: Path) -> tuple[list[str], list[list[list[str]]]]:
    document = Document(path)
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    return [p.text for p in document.paragraphs if p.text], tables


def test_it_tells_what_the_conference_made_of_each_finding(held: Project):
    lines, tables = texts(held.reports.district("alna").path)
    assert lines[0] == "Delrapport for Bydel Alna"
    assert "Spørsmål til konferansen" not in lines
    assert "Dialogkonferansen ble holdt 19. mai 2026. Elleve deltakere var med: brukere og ledere. To grupper" in (
        " ".join(lines)
    )
    assert "To funn ble lagt fram. Ett ble nyansert og ett ble bestridt." in lines
    found, tally = tables[-2:]
    assert found[1:] == [
        ["F1\nUtfordring", RENT, "Gruppe 1: nyansert", "Husleia tar halve trygda."],
        ["F2\nUtfordring", DARK, "Gruppe 2: bestridt", "Konferansen var ikke enig. Funnet står ikke."],
    ]
    assert "Vaktmesteren svarer. (F3, god praksis; Gruppe 2)" in lines
    assert "F1: Ja." in lines
    assert tally[1] == ["Nyttig?", "11", "4,8", "0", "0", "0", "*", "*"]
    assert "R2. Bytt pæra. (F2, som konferansen bestred)" in lines
    captions = [line.split(".")[0] for line in lines if line.startswith("Tabell ")]
    assert captions == [f"Tabell {n}" for n in range(1, len(captions) + 1)]
    assert not any("{{" in line or "{%" in line for line in lines)


def test_equal_input_gives_equal_bytes_and_a_changed_verdict_makes_it_stale(held: Project):
    made = held.reports.district("Alna").path
    first = made.read_bytes()
    assert held.reports.district("Alna").path.read_bytes() == first

    def stale() -> set[tuple[str, str]]:
        tracing = Tracing(held.reports, held.followups, held.comparisons)
        return {(each.kind, each.ref) for each in tracing.trace(made).stale}

    assert stale() == set()
    conference = held.conferences.get("Alna")
    held.verdicts.adopt("F1")
    assert stale() == set()
    held.verdicts.enter(conference, "Gruppe 2", "F2", "confirmed")
    assert stale() == {("verdict", "F2"), ("count", "alna-2026-05-19: outcomes")}
    held.findings.edit("F3", {"statement": "Vaktmesteren er flink."})
    assert ("finding", "F3") in stale()


def test_before_a_conference_it_says_so_and_an_empty_district_is_refused(coded: Project):
    code(coded, 'alna-fg1,2,KA,okonomi,critical,"Men husleia er høy, altså."')
    lines, _tables = texts(coded.reports.district("Alna").path)
    assert "Det er ikke ført inn noe fra en dialogkonferanse i bydelen ennå." in lines
    with pytest.raises(BsbError, match="no interviews"):
        coded.reports.district("Sagene")

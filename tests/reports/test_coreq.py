from docx import Document

from bsb.project import Project
from bsb.reports.coreq import Item
from tests.conftest import code


def items(project: Project) -> dict[int, Item]:
    return {item.number: item for item in project.reports.coreq()}


def test_an_empty_project_knows_nothing(project: Project):
    found = items(project)
    assert list(found) == list(range(1, 33))
    assert {item.state for item in found.values()} == {"missing"}
    assert all(item.missing and not item.known for item in found.values())


def test_what_is_known_of_some_interviews_is_partial_and_names_the_others(coded: Project):
    coded.interviews.add("alna-fg2", district="Alna", participants=4, minutes=90)
    length = items(coded)[21]
    assert length.state == "partial"
    assert length.known == "For 1 av 2 intervjuer er lengden ført inn, 1 time og 30 minutter til sammen."
    assert "alna-fg1" in length.missing
    assert items(coded)[12].known == "Sju deltakere i to intervjuer."
    code(coded, 'alna-fg1,2,KA,okonomi,critical,"Men husleia er høy, altså."')
    found = items(coded)
    assert (found[24].state, found[24].known) == ("known", "Én person har kodet.")
    assert "Penger" in found[32].known or "Økonomi" in found[32].known
    assert found[28].state == "missing"
    conference = coded.conferences.add("Alna", held_on="2026-05-19", by_role={"brukere": 9})
    coded.findings.add({"statement": "Husleia er høy.", "kind": "utfordring", "districts": "Alna"}, author="KA")
    coded.verdicts.enter(conference, "Gruppe 1", "F1", "confirmed")
    assert items(coded)[28].known == (
        "Én gruppe på én dialogkonferanse har vurdert funnene. Av 9 personer der var 9 brukere."
    )
    assert items(coded)[30].state == "missing"


def test_a_codebook_that_was_there_before_the_coding_is_told_from_one_that_grew(coded: Project):
    assert items(coded)[26].state == "missing"
    code(coded, 'alna-fg1,2,KA,okonomi,critical,"Men husleia er høy, altså."')
    assert items(coded)[26].known == "Kodeboken var laget før kodingen begynte, og er ikke endret etter det."
    coded.codebook.plan.rename("okonomi", "Penger").apply()
    assert items(coded)[26].known.endswith("og er endret én gang etter det.")
    assert items(coded)[26].state == "partial"


def test_the_paper_has_every_item_and_says_what_people_must_write(coded: Project):
    path = coded.reports.write_coreq()
    table = Document(path).tables[0]
    numbers = [row.cells[0].text for row in table.rows if row.cells[0].text.isdigit()]
    assert numbers == [str(n) for n in range(1, 33)]
    assert path.read_bytes() == coded.reports.write_coreq().read_bytes()

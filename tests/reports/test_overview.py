from pathlib import Path

import pytest
from docx import Document

from bsb.config import read_config
from bsb.errors import BsbError
from bsb.project import Project
from bsb.reports.audit.audit import audit_file
from tests.conftest import code

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def two(coded: Project) -> Project:
    """Two districts with interviews, of which one has a conference."""
    code(coded, 'alna-fg1,2,KA,okonomi,critical,"Men husleia er høy, altså."')
    coded.interviews.add("sagene-fg1", district="Sagene", participants=4)
    coded.conferences.add("Alna", held_on="2026-05-19", by_role={"brukere": 9, "ledere": 2})
    return coded


def test_the_table_has_each_district_and_the_sums(two: Project):
    document = Document(two.reports.overview().path)
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert sorted(rows[1:-1]) == [["Alna", "1", "3", "11"], ["Sagene", "1", "4", "–"]]
    assert rows[-1] == ["Sum", "2", "7", "11"]
    text = "\n".join(p.text for p in document.paragraphs)
    assert "Sju deltakere fra to bydeler har vært med i to intervjuer, og elleve personer" in text
    assert "Disse bydelene har verken intervjuer eller konferanse:" in text
    assert "Økonomi" in [row.cells[0].text.strip() for row in document.tables[1].rows]


def test_figures_have_alt_text_and_captions_and_every_reference_has_its_aim(two: Project):
    made = two.reports.overview(displays=["varmekart-temaer", "profil-tjenester"])
    document = Document(made.path)
    told = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert len(told) == 2
    assert all(told)
    marks = {e.get(f"{W}name") for e in document.element.iter(f"{W}bookmarkStart")}
    aims = [e.text.split()[1] for e in document.element.iter(f"{W}instrText") if e.text.strip().startswith("REF")]
    assert set(aims) == {"_RefTabell1", "_RefTabell2", "_RefFigur1", "_RefFigur2"} <= marks
    page = document.sections[0]
    assert all(
        shape.width < page.page_width - page.left_margin - page.right_margin for shape in document.inline_shapes
    )


def test_our_own_audit_finds_nothing_and_equal_input_gives_equal_bytes(two: Project):
    path = two.reports.overview().path
    assert audit_file(path, read_config(two.root / "bsb.toml")).faults == ()
    first = path.read_bytes()
    assert two.reports.overview().path.read_bytes() == first


def test_nothing_to_show_and_an_unknown_display_are_told(project: Project, tmp_path: Path):
    with pytest.raises(BsbError, match="no interviews"):
        project.reports.overview()
    project.interviews.add("a-fg1", district="Alna", participants=3)
    with pytest.raises(BsbError, match="varmkart"):
        project.reports.overview(displays=["varmkart-temaer"], out=tmp_path / "o.docx")
    assert not (tmp_path / "o.docx").exists()
    made = project.reports.overview()
    assert made.skipped
    assert len(Document(made.path).tables) == 1

import shutil
import subprocess
from pathlib import Path

import pytest
from docx import Document

from bsb.errors import BsbError
from bsb.project import Project
from bsb.reports.tracing import Traced, Tracing
from tests.conftest import code, need


@pytest.fixture
def paper(coded: Project) -> Path:
    """A process document with a quote that was approved and one that was picked for it."""
    code(
        coded,
        'alna-fg1,2,KA,okonomi,critical,"Men husleia er høy, altså."',
        "alna-fg1,5,KA,kontinuitet,positive,De som kommer hjem til meg. De kommer når de har sagt det.",
    )
    chosen = coded.quotes.add(coded.codings.all()[0].ref)
    coded.quotes.approve([chosen.quote.ref])
    return coded.reports.process("Alna").path


def fresh(project: Project) -> Tracing:
    return Tracing(project.reports, project.followups, project.comparisons)


def of(project: Project, paper: Path) -> dict[str, Traced]:
    return {each.kind: each for each in fresh(project).trace(paper).passages}


def test_each_quote_tells_where_it_comes_from(coded: Project, paper: Path):
    found = of(coded, paper)
    quote, coding = found["quote"], found["coding"]
    assert (quote.interview, quote.turn, quote.section, quote.state) == ("alna-fg1", 2, "Økonomi", "same")
    assert quote.ref == coded.quotes.all()[0].ref
    assert coding.text == "De som kommer hjem til meg. De kommer når de har sagt det."
    assert coding.coding == coding.ref == next(c.ref for c in coded.codings.all() if c.code == "kontinuitet")
    assert fresh(coded).trace(paper).stale == ()


def test_a_file_that_was_moved_edited_and_saved_by_another_program_is_still_traced(
    coded: Project, paper: Path, tmp_path: Path
):
    document = Document(paper)
    run = next(r for p in document.paragraphs for r in p.runs if r.text.startswith("De som kommer"))
    run.text = "De som kommer hjem."
    document.save(tmp_path / "kopi.docx")
    command = [need("soffice"), f"-env:UserInstallation={(tmp_path / 'lo').as_uri()}", "--headless", "--convert-to"]
    subprocess.run(
        [*command, "docx", "--outdir", str(tmp_path / "x"), str(tmp_path / "kopi.docx")],
        check=True,
        capture_output=True,
    )
    found = of(coded, tmp_path / "x" / "kopi.docx")
    assert (found["quote"].state, found["coding"].state) == ("same", "edited")
    assert found["quote"].section == "Økonomi"


def test_what_no_longer_holds_is_named(coded: Project, paper: Path):
    by_code = {c.code: c for c in coded.codings.all()}
    coded.quotes.reject([coded.quotes.all()[0].ref])
    assert of(coded, paper)["quote"].state == "changed"
    coded.codings.edit([by_code["kontinuitet"].ref], valence="critical")
    assert of(coded, paper)["coding"].state == "changed"
    coded.codings.edit([by_code["kontinuitet"].ref], valence="positive")
    assert of(coded, paper)["coding"].holds
    shorter = coded.codings.find("alna-fg1", first=5, last=5, words="De som kommer hjem til meg.")[0]
    coded.codings.edit([by_code["kontinuitet"].ref], place=shorter)
    assert of(coded, paper)["coding"].state == "changed"
    coded.codings.remove([by_code["kontinuitet"].ref])
    gone = of(coded, paper)["coding"]
    assert (gone.state, gone.interview, gone.ref) == ("gone", "", by_code["kontinuitet"].ref)
    assert {each.kind for each in fresh(coded).trace(paper).stale} == {"quote", "coding", "count"}


def test_a_folder_is_looked_through_and_other_files_are_refused(coded: Project, paper: Path, tmp_path: Path):
    shutil.copy(paper, paper.parent / "~$lås.docx")
    assert [each.path for each in fresh(coded).stale([coded.output])] == [paper]
    other = tmp_path / "notat.odt"
    other.write_bytes(b"x")
    with pytest.raises(BsbError, match="no Word, PowerPoint or Excel file, and no display"):
        fresh(coded).trace(other)
    with pytest.raises(BsbError, match="There is no"):
        fresh(coded).stale([tmp_path / "borte.docx"])

"""Reports and where their words come from, as a newcomer would use them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from bsb.project import Project
from tests.cli.conftest import Run
from tests.conftest import code

Bsb = Callable[..., Run]


@pytest.fixture
def run(bsb: Bsb, coded: Project) -> Callable[..., Run]:
    code(coded, 'alna-fg1,2,KA,okonomi,critical,"Men husleia er høy, altså."')

    def go(*args: object, code: int = 0) -> Run:
        done = bsb("report", *args, "-C", coded.root)
        assert done.code == code, done.err
        return done

    return go


def test_from_a_paper_to_the_store_and_what_no_longer_holds(run: Callable[..., Run], coded: Project) -> None:
    run("district", "aln")
    run("process", "Alna")
    paper = coded.output / "delrapporter" / "delrapport-alna.docx"
    found = json.loads(run("trace", paper, "--json").out)
    (traced,) = [each for each in found if each["kind"] == "coding"]
    assert {each["kind"] for each in found} == {"coding", "count"}
    assert (traced["interview"], traced["turn"], traced["state"]) == ("alna-fg1", 2, "same")
    assert f"{len(found)} of {len(found)} hold" in run("trace", paper).out + run("trace", paper).err
    told = run("stale")
    assert "All of it holds" in told.out + told.err
    coded.codings.remove([traced["coding"]])
    told = run("stale")
    assert "2 documents no longer hold" in told.out + told.err
    assert f"coding {traced['coding']} under “Økonomi”: it is no longer in the project" in told.out
    (stale,) = json.loads(run("stale", paper, "--json").out)
    assert [each["kind"] for each in stale["stale"]].count("coding") == 1


def test_papers_of_others_folders_and_missing_files(run: Callable[..., Run], tmp_path: Path) -> None:
    Document().save(str(tmp_path / "annet.docx"))
    assert "names no sources" in run("trace", tmp_path / "annet.docx").err
    assert "names no sources" in run("stale", tmp_path).err
    assert "is a folder" in run("trace", tmp_path, code=1).err
    assert "There is no" in run("stale", tmp_path / "borte.docx", code=1).err
    (tmp_path / "x.docx").write_bytes(b"ingen zip")
    assert "Traceback" not in run("trace", tmp_path / "x.docx", code=1).err


def test_the_overview_and_the_checklist(run: Callable[..., Run], coded: Project, tmp_path: Path) -> None:
    run("overview", "--display", "varmekart-temaer")
    assert len(Document(coded.output / "oversikt.docx").inline_shapes) == 1
    assert "varmekart-temaer" in run("overview", "--display", "varmkart-temaer", code=1).err
    run("coreq", "-o", tmp_path / "coreq.xlsx")
    assert (tmp_path / "coreq.xlsx").is_file()
    run("coreq", "-o", tmp_path / "coreq.odt", code=1)
    assert len(json.loads(run("coreq", "--json").out)) == 32


def test_the_final_report_and_the_file_with_its_texts(run: Callable[..., Run], coded: Project) -> None:
    told = run("final")
    assert (coded.output / "sluttrapport" / "sluttrapport.docx").is_file()
    assert "things are missing" in told.err
    assert "bsb report final --start" in told.err
    run("final", "--start")
    assert "is already" in run("final", "--start", code=1).err
    texts = coded.root / "report" / "final.yaml"
    texts.write_text(
        texts.read_text(encoding="utf-8").replace('summary: ""', "summary: Kort sagt."), encoding="utf-8"
    )
    found = json.loads(run("final", "--json", "-o", coded.root / "r.docx").out)
    assert "summary" not in [gap["how"] for gap in found["gaps"]]
    assert "Kort sagt." in [p.text for p in Document(coded.root / "r.docx").paragraphs]
    texts.write_text("sumary: Hei.", encoding="utf-8")
    assert "did you mean" in run("final", code=1).err.lower()
    assert "sumary" in run("coreq", code=1).err

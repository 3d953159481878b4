from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from bsb.project import Project
from tests.cli.conftest import Run
from tests.conftest import code
from tests.exchange.refi.archives import MAXQDA, Study, validate

STUDY = Study({"g1": "I1: Hvor?\nB1: Hos Kari Nordmann på huset.\n"}, [("g1", "på huset", "Sted")], MAXQDA)


def test_out_and_in_again(bsb: Callable[..., Run], coded: Project, tmp_path: Path) -> None:
    code(coded, "alna-fg1,2,KA,okonomi,critical,Men husleia er høy")
    run = bsb("exchange", "export", tmp_path / "a.qdpx", "-C", coded.root, "--target", "standard")
    assert run.code == 0
    assert "1 interview, 6 turns, 3 participants, 4 codes, 1 coding" in run.out
    assert "Look at the places named" in run.err
    validate(tmp_path / "a.qdpx")
    assert bsb("init", tmp_path / "ny").code == 0
    run = bsb("exchange", "import", tmp_path / "a.qdpx", "-C", tmp_path / "ny", "--json")
    assert run.code == 0, run.err
    told = json.loads(run.out)
    assert told["added"] == {"code": 4, "interview": 1, "participant": 3, "transcript": 1, "turn": 6, "coding": 1}
    assert (told["lost"], told["origin"], told["offsets"]["unit"]) == ([], "bsb", "code point")
    run = bsb("exchange", "import", tmp_path / "a.qdpx", "-C", tmp_path / "ny")
    assert "nothing new" in run.out and "Here already: 1 transcript, 4 codes, 1 coding" in run.err
    assert "Nothing in the file was left out" in run.err
    run = bsb("undo", "-C", tmp_path / "ny")
    assert "project of another program taken in" in run.out and "Import the file again" in run.err


def test_the_ending_or_the_word_tables_says_what_is_written(
    bsb: Callable[..., Run], coded: Project, tmp_path: Path
) -> None:
    assert bsb("exchange", "export", "--unchecked", tmp_path / "a.qdpx", "-C", coded.root).code == 0
    assert bsb("exchange", "export", tmp_path / "a.qdc", "-C", coded.root, "--json").code == 0
    assert bsb("exchange", "export", "tables", tmp_path / "t", "-C", coded.root, "--unchecked").code == 0
    assert (tmp_path / "t" / "turns.csv").is_file()
    run = bsb("exchange", "export", tmp_path / "a.docx", "-C", coded.root)
    assert run.code == 1 and "neither a .qdpx nor a .qdc" in run.err and "exchange export tables" in run.err
    run = bsb("exchange", "import", tmp_path / "a.docx", "-C", coded.root)
    assert run.code == 1 and "bsb transcript import" in run.err
    assert "FILE.qdpx|FILE.qdc [OPTIONS]" in bsb("exchange", "export", "--help").out


def test_the_loss_report_is_json_too(bsb: Callable[..., Run], coded: Project, tmp_path: Path) -> None:
    coded.conferences.add("Alna", held_on="2026-06-01", by_role={"brukere": 5})
    run = bsb("exchange", "export", tmp_path / "a.qdpx", "-C", coded.root, "--json", "--unchecked")
    told = json.loads(run.out)
    assert told["lost"] == [{"kind": "conference", "n": 1, "name": "conferences"}]
    assert set(told) == {"file", "carried", "lost", "warnings"}
    run = bsb("exchange", "export", tmp_path / "a.qdpx", "-C", coded.root, "--unchecked")
    assert "conferences: 1" in run.err


def test_the_review_is_that_of_every_import(bsb: Callable[..., Run], project: Project, tmp_path: Path) -> None:
    path = STUDY.write(tmp_path / "p.qdpx")
    run = bsb("exchange", "import", path, "-C", project.root, "--district", "Alna")
    assert (run.code == 1 and "have not been reviewed" in run.err) or "has not been reviewed" in run.err
    assert "Nordmann" not in run.out + run.err
    sheet = tmp_path / "s.xlsx"
    run = bsb("privacy", "scan", path, "-C", project.root, "--sheet", sheet)
    assert run.code == 0, run.err
    import openpyxl

    book = openpyxl.load_workbook(sheet)
    page = book.worksheets[0]
    columns = [cell.value for cell in page[1]]
    for row in range(2, page.max_row + 1):
        page.cell(row, columns.index("decision") + 1).value = "replace"
    book.save(sheet)
    run = bsb("exchange", "import", path, "-C", project.root, "--district", "Alna", "--review", sheet, "--yes")
    assert run.code == 0, run.err
    assert "(navn 1)" in project.transcripts.get("g1").text
    assert project.codings.all()[0].quote == "på huset"


def test_faults_are_told_in_two_lines(bsb: Callable[..., Run], project: Project, tmp_path: Path) -> None:
    (tmp_path / "p.qdpx").write_bytes(b"nonsense")
    (tmp_path / "p.qdc").write_bytes(b"nonsense")
    for args in (
        ("exchange", "import", tmp_path / "p.qdpx"),
        ("exchange", "import", tmp_path / "p.qdc"),
        ("exchange", "import", tmp_path / "none.qdpx"),
        ("codebook", "import", tmp_path / "p.qdc"),
        ("exchange", "import", STUDY.write(tmp_path / "s.qdpx")),
        ("exchange", "import", tmp_path / "s.qdpx", "--district", "Alma"),
        ("exchange", "export", tmp_path / "x.qdc"),
    ):
        run = bsb(*args, "-C", project.root)
        assert run.code == 1 and run.err.strip() and "Traceback" not in run.err and "fault in bsb" not in run.err, (
            args
        )
    assert not project.journal.entries()

"""Matrices and their summaries as a person types them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bsb.project import Project
from bsb.store import schema
from tests.analysis.world import CODES, Said, Talk, transcript_row, turn_rows
from tests.cli.conftest import Run

TALK = Talk((Said("I1", "Hva tenker dere?"), Said("B1", "Jeg bor bra"), Said("B2", "Ikke jeg")))


@pytest.fixture
def run(project: Project, bsb: Callable[..., Run]) -> Callable[..., Run]:
    """Run a command in a project with one short talk in Alna, of which two turns are coded."""
    with project.journal.change("fill", "") as change:
        ids: dict[str, int] = {}
        for key, facet, parent, codable in CODES:
            row = {"key": key, "facet": facet, "name": key.title(), "codable": codable}
            (ids[key],) = change.insert(schema.code, [row | {"parent_id": ids.get(parent or "")}])
        (interview_id,) = change.insert(
            schema.interview, [{"name": "i0", "district": "Alna", "kind": "focus_group", "held_on": None}]
        )
        (transcript_id,) = change.insert(schema.transcript, [transcript_row(interview_id, TALK)])
        change.insert(schema.turn, turn_rows(transcript_id, TALK))
        for number, (turn, key, valence) in enumerate(
            ((1, "team", "positive"), (2, "faste", "critical"), (1, "nav", "mixed"))
        ):
            start, end = TALK.spans[turn]
            place = {"transcript_id": transcript_id, "start": start, "end": end, "sha256": "", "code_id": ids[key]}
            change.insert(
                schema.coding, [place | {"uid": f"{number:032}", "coder": "KA", "valence": valence, "at": ""}]
            )
    project.close()
    return lambda *args: bsb(*args, "-C", project.root)


@pytest.fixture
def workbook(run: Callable[..., Run], tmp_path: Path) -> Path:
    path = tmp_path / "m.xlsx"
    assert run("matrix", "export", "temaer-bydeler", "-o", path).code == 0
    return path


def write(path: Path, row: str, text: str | None) -> None:
    book = load_workbook(path)
    sheet = book["Sammendrag"]
    number = next(n for n in range(5, sheet.max_row + 1) if sheet.cell(n, 1).value == row)
    sheet.cell(number, 5).value = text
    book.save(path)


def test_parents_and_warnings_are_shown(run: Callable[..., Run]) -> None:
    shown = run("matrix", "show", "temaer-bydeler", "--district", "alna")
    lines = [line.split() for line in shown.out.splitlines()]
    assert ["Sammenheng", "2"] in lines and ["Team", "1*"] in lines
    assert "“Team” rests on one person (B1 in i0)." in shown.err
    assert "2 cells rest on fewer than 5 people" in shown.err
    assert "counts what is coded with any of them" in shown.err


def test_json_holds_figures_totals_and_warnings_and_nothing_else(run: Callable[..., Run]) -> None:
    shown = run("matrix", "show", "tjenester-temaer", "--json")
    data = json.loads(shown.out)
    assert {(c["row"], c["column"]): c["turns"] for c in data["cells"]} == {
        ("nav", "team"): 1,
        ("nav", "sammenheng"): 1,
    }
    assert [t["turns"] for t in data["totals"]] == [1]
    assert {"one-speaker", "small-cells"} <= {w["kind"] for w in data["warnings"]}
    assert all(w["text"] for w in data["warnings"])
    assert (data["axes"], data["content"]) == ({"rows": "service", "columns": "theme"}, "speakers")
    assert shown.err == ""


def test_measures(run: Callable[..., Run], project: Project) -> None:
    assert "+1−0" in run("matrix", "show", "temaer-bydeler", "--measure", "valence").out
    assert "«Jeg bor bra» (B1, i0:2)" in run("matrix", "show", "temaer-bydeler", "--measure", "quotes").out
    refused = run("matrix", "show", "temaer-bydeler", "--measure", "share")
    assert refused.code == 1 and "cell: share" in refused.err
    own = project.root / "matrices" / "andel.yaml"
    own.write_text("title: Andel\nrows: theme\ncolumns: district\ncell: share\nof: present\n", encoding="utf-8")
    assert "50 %" in run("matrix", "show", "andel").out
    assert "share" in run("matrix", "list").out
    assert json.loads(run("matrix", "show", "andel", "--json").out)["cells"][0]["share"] in (0.5, 1.0)


def test_summaries_out_and_in_and_undone(run: Callable[..., Run], workbook: Path) -> None:
    write(workbook, "Team", "Teamet bor bra.")
    tried = run("matrix", "import", workbook, "--dry-run")
    assert tried.code == 0 and "New (1)" in tried.out and "Nothing was changed" in tried.err
    assert "Say who" in run("matrix", "import", workbook).err
    done = run("matrix", "import", workbook, "--author", "KA")
    assert "+ Teamet bor bra." in done.out and "1 summary taken in." in done.out
    assert "Teamet bor bra." in run("matrix", "show", "temaer-bydeler", "--measure", "summary").out
    again = run("matrix", "import", workbook, "--author", "KA")
    assert again.code == 0 and "Nothing was changed" in again.err
    assert run("undo").code == 0
    assert json.loads(run("matrix", "show", "temaer-bydeler", "--json").out)["summaries"] == []


def test_what_was_changed_on_both_sides_is_shown_in_full_and_decided(
    run: Callable[..., Run], workbook: Path, project: Project
) -> None:
    long = "I arbeidsboka. " * 20
    write(workbook, "Team", long)
    write(workbook, "Faste", "Faste folk.")
    other = Project.open(project.root)
    other.summaries.put("temaer-bydeler", {("team", "Alna"): "I prosjektet."}, author="TL")
    other.close()
    refused = run("matrix", "import", workbook, "--author", "KA")
    assert refused.code == 1 and "Nothing was taken in" in refused.err and "--take" in refused.err
    assert long.strip() in refused.out and "I prosjektet." in refused.out
    assert (project.root / "output" / "matriser" / "konflikter-temaer-bydeler.xlsx").is_file()
    assert run("matrix", "check", workbook).code == 1
    assert "theirs or mine" in run("matrix", "import", workbook, "--author", "KA", "--take", "ours").err
    assert "was not changed on both sides" in run("matrix", "import", workbook, "--take", "mine:faste/Alna").err
    taken = run("matrix", "import", workbook, "--author", "KA", "--take", "mine:team/Alna")
    assert "1 summary taken in." in taken.out
    taken = run("matrix", "import", workbook, "--author", "KA", "--take", "theirs")
    assert "1 summary taken in." in taken.out
    summaries = json.loads(run("matrix", "show", "temaer-bydeler", "--json").out)["summaries"]
    assert {s["row"]: s["text"] for s in summaries} == {"team": long.strip(), "faste": "Faste folk."}


def test_check(run: Callable[..., Run], project: Project) -> None:
    well = run("matrix", "check")
    assert well.code == 0 and "All is well." in well.out
    own = project.root / "matrices" / "egen.yaml"
    own.write_text("title: Egen\nrows: theme\ncolums: district\n", encoding="utf-8")
    bad = run("matrix", "check")
    assert bad.code == 1 and "egen.yaml, line 3" in bad.out and "columns" in bad.out
    assert json.loads(run("matrix", "check", "--json").out)["faults"][0]["name"] == "egen"

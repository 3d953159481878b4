"""Interaction, saturation and comparison as a person types them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bsb.project import Project
from bsb.store import schema
from tests.analysis.world import CODES, Said, Talk, transcript_row, turn_rows
from tests.cli.conftest import Run

TALKS = (
    Talk((Said("I1", "Hva tenker dere?"), Said("B1", "Jeg bor bra"), Said("B2", "", removed=True), Said("B3", "Ja"))),
    Talk((Said("I1", "Og her?"), Said("B1", "Nei")), "Bjerke", held_on=None),
)


@pytest.fixture
def run(project: Project, bsb: Callable[..., Run]) -> Callable[..., Run]:
    """Run a command in a project with two short talks, one of them coded."""
    with project.journal.change("fill", "") as change:
        (code_id,) = change.insert(schema.code, [{"key": CODES[0][0], "facet": "theme", "name": "Ros"}])
        for n, talk in enumerate(TALKS):
            row = {"name": f"i{n}", "district": talk.district, "kind": talk.kind, "held_on": talk.held_on}
            (interview_id,) = change.insert(schema.interview, [row])
            (transcript_id,) = change.insert(schema.transcript, [transcript_row(interview_id, talk)])
            change.insert(schema.turn, turn_rows(transcript_id, talk))
        start, end = TALKS[0].spans[1]
        coding = {"uid": "1", "transcript_id": 1, "start": start, "end": end, "sha256": "", "code_id": code_id}
        change.insert(schema.coding, [coding | {"coder": "KA", "valence": "positive", "at": ""}])
    project.close()
    return lambda *args: bsb(*args, "-C", project.root)


def test_interaction_of_one_interview(run: Callable[..., Run]) -> None:
    shown = run("interaction", "i0")
    assert shown.code == 0 and "B1" in shown.out and "B2" not in shown.out
    assert "1 turn of people who have withdrawn is left out" in shown.err
    assert "stays in the project" in shown.err
    data = json.loads(run("interaction", "i0", "--json").out)
    assert [(s["speaker"], s["words"]) for s in data["speakers"]] == [("I1", 3), ("B1", 3), ("B3", 1)]
    assert data["follows"] == [{"before": "I1", "after": "B1", "turns": 1}]
    assert data["removed_turns"] == 1
    assert {o["kind"] for o in data["observations"]} == {"facilitators", "one_word"}


def test_interaction_of_all(run: Callable[..., Run]) -> None:
    assert [one["interview"] for one in json.loads(run("interaction", "--json").out)] == ["i0", "i1"]
    assert [one["interview"] for one in json.loads(run("interaction", "--district", "bje", "--json").out)] == ["i1"]
    shown = run("interaction")
    assert "i1" in shown.out and shown.code == 0
    assert run("interaction", "i9").code == 1


def test_saturation(run: Callable[..., Run]) -> None:
    shown = run("saturation")
    assert shown.code == 0 and "Cannot be told: 6 coded interviews are needed, there is 1." in shown.out
    assert "Left out, nothing is coded in: i1." in shown.err and "individual interviews" in shown.err
    found = json.loads(run("saturation", "--base", 1, "--run", 1, "--json").out)
    assert [(one["district"], len(one["steps"])) for one in found] == [("", 1), ("Bjerke", 0), ("Alna", 1)]
    assert found[0]["steps"][0]["interview"] == "i0" and found[0]["uncoded"] == ["i1"]
    assert run("saturation", "--base", 0).code == 2


def test_comparison(run: Callable[..., Run]) -> None:
    assert "tabell-3: Befolkning" in json.loads(run("compare", "columns", "--json").out)
    shown = run("compare", "table", "Oppgitt", "Ros positive", "--order", "Oppgitt")
    assert shown.code == 0 and "Dekket" in shown.out and "30-35" in shown.out
    assert "1 cell rests on fewer than 5 people" in shown.err
    data = json.loads(run("compare", "table", "Ros", "--json").out)
    assert {row["district"]: row["cells"][0]["text"] for row in data["districts"]}["Alna"] == "1"
    assert run("compare", "table", "Rsk").code == 1


def test_two_conditions(run: Callable[..., Run]) -> None:
    shown = run("compare", "conditions", "Boligtilbud = Profilert", "Ros")
    assert "1 of 1 districts with “Boligtilbud = Profilert” also has “Ros: people ≥ 1”." in shown.out
    assert "So few districts are a thing to look into" in shown.err
    data = json.loads(run("compare", "conditions", "Prisnivå <= 5", "Boligtilbud = Profilert", "--json").out)
    assert (data["consistency"], len(data["both"]), data["unknown"]) == (0.75, 3, ["Gamle Oslo"])
    wrong = run("compare", "conditions", "Prisnivå", "Ros")
    assert wrong.code == 1 and "lacks a sign and a value" in wrong.err


def test_every_command_has_help(bsb: Callable[..., Run], tmp_path: Path) -> None:
    for words in (["interaction"], ["saturation"], ["compare"], ["compare", "table"], ["compare", "conditions"]):
        shown = bsb(*words, "--help")
        assert shown.code == 0 and "Usage" in shown.out


def test_a_comparison_by_name(run: Callable[..., Run], project: Project, tmp_path: Path) -> None:
    folder = project.root / "matrices" / "comparisons"
    folder.mkdir(parents=True)
    text = "title: Egen\ncolumns: [Ros]\nconditions: [[{condition: Ros >= 1, called: noen ros}, Ros >= 2]]\n"
    (folder / "egen.yaml").write_text(text, encoding="utf-8")
    assert [each["name"] for each in json.loads(run("compare", "list", "--json").out)] == ["egen"]
    shown = json.loads(run("compare", "show", "egen", "--json").out)
    assert shown["coincidences"][0]["one"] == "noen ros" and "noen ros" in shown["meanings"]
    assert "means Ros: " in run("compare", "show", "egen").out
    run("compare", "export", "egen", "-o", tmp_path / "ut" / "x.xlsx")
    assert (tmp_path / "ut" / "x.xlsx").is_file()
    assert run("compare", "show", "finnes-ikke").code == 1

"""``bsb agreement`` and ``bsb code suggest`` as a person types them, and the paper that coders meet over."""

from __future__ import annotations

import json
import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from docx import Document

from bsb.cli.agreement import agreement
from bsb.cli.suggest import suggest
from bsb.errors import BsbError
from bsb.project import Project
from tests.conftest import code

FG = "alna-fg1"


@pytest.fixture
def twice(coded: Project) -> Project:
    code(
        coded,
        f"{FG},2,KA,okonomi,critical,husleia er høy",
        f"{FG},2,TL,okonomi,mixed,Men husleia er høy",
        f"{FG},3,KA,okonomi,critical,",
        f"{FG},5,KA,kontinuitet,positive,",
        f"{FG},5,TL,kontinuitet,positive,",
    )
    return coded


def run(project: Project, command: click.Command, *arguments: object) -> Result:
    return CliRunner().invoke(command, [*map(str, arguments), "-C", str(project.root)], catch_exceptions=False)


def test_the_list_comes_first_then_numbers_with_unit_and_universe(twice: Project) -> None:
    shown = run(twice, agreement).output
    assert shown.index("alna-fg1:2  other valence: Økonomi") < shown.index("Universe:")
    assert "3 disagreements: not coded by all 1, other valence 1, other borders 1" in shown
    assert "all participants' turns (4) of the interviews (1) that both KA and TL have coded" in shown
    assert "Unit: the turn" in shown
    assert re.search(r"Økonomi +2 +1 +1 +75\.0 % +0\.50 +0\.53", shown)
    assert "krippendorff_alpha.v1" in shown
    assert "Not defined, because nobody used it in these turns: Bolig" in shown
    assert "No interval, because there are fewer than 5 interviews to resample" in shown


def test_json_has_the_same_with_stable_keys(twice: Project) -> None:
    found = json.loads(run(twice, agreement, "--json", "--kind", "only-one").output)
    assert [(d["turn"], d["without"]) for d in found["disagreements"]] == [(3, ["TL"])]
    codes = {c["key"]: c for c in found["report"]["codes"]}
    alpha = next(c for c in codes["okonomi"]["coefficients"] if c["measure"] == "krippendorff_alpha.v1")
    assert alpha["value"] == pytest.approx(1 - 7 * 2 / (2 * 3 * 5))
    assert (alpha["unit"], alpha["n"], alpha["why_no_interval"]) == (
        "turn",
        4,
        "there are fewer than 5 interviews to resample",
    )


def test_only_one_part_and_a_limit(twice: Project) -> None:
    assert "Universe" not in run(twice, agreement, "--only", "list").output
    assert "disagreement" not in run(twice, agreement, "--only", "numbers", "--unit", "character").stdout
    limited = run(twice, agreement, "--only", "list", "--limit", "1")
    assert "alna-fg1:3" not in limited.output
    assert "The first 1 are shown" in limited.output


def test_the_paper_has_every_disagreement_a_place_to_decide_and_the_numbers(twice: Project, tmp_path: Path) -> None:
    paper = tmp_path / "uenigheter.docx"
    assert "internal" not in run(twice, agreement, "--word", paper).output
    document = Document(str(paper))
    lines = [p.text for p in document.paragraphs]
    text = "\n".join(lines)
    heads = [p.text for p in document.paragraphs if p.style is not None and p.style.name == "Heading 2"]
    assert heads == [
        "alna-fg1, replikk 3: ikke kodet av alle",
        "alna-fg1, replikk 2: annen valør og andre grenser",
    ]
    assert "Dere har kodet ulikt tre ganger. Alle står her." in text
    assert "KA: Økonomi (utfordring) – «husleia er høy»" in text
    assert "TL: ikke kodet slik" in text
    assert sum(line.startswith("Vi ble enige om:") for line in lines) == 2
    assert "intervjuene (1) som både KA og TL har kodet" in text
    (table,) = document.tables
    assert [c.text for c in table.rows[1].cells][:3] == ["Økonomi", "3", "75,0"]
    assert "{{" not in text and "{%" not in text
    with pytest.raises(BsbError, match="no disagreement to write about"):
        run(twice, agreement, "--word", paper, "--district", "Bjerke")


def test_the_paper_can_be_cut_to_what_a_meeting_has_time_for(twice: Project, tmp_path: Path) -> None:
    paper = tmp_path / "uenigheter.docx"
    assert "2 disagreements do not stand in it" in run(twice, agreement, "--word", paper, "--limit", "1").output
    text = "\n".join(p.text for p in Document(str(paper)).paragraphs)
    assert "Dere har kodet ulikt tre ganger. Her står én av dem" in text
    assert text.count("Vi ble enige om:") == 1


def test_the_paper_comes_out_the_same_twice(twice: Project, tmp_path: Path) -> None:
    for name in ("a.docx", "b.docx"):
        run(twice, agreement, "--word", tmp_path / name)
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()


def test_a_suggestion_is_shown_accepted_and_counted(twice: Project) -> None:
    code(twice, f"{FG},6,MO,okonomi,neutral,", f"{FG},3,MO,okonomi,neutral,Husleia", f"{FG},2,MO,okonomi,neutral,")
    assert "Nothing is coded yet" not in run(twice, suggest).output  # no turn is left that is long enough
    done = run(twice, suggest, "--accept", f"{FG}:5", "okonomi", "--coder", "MO", "--valence", "critical")
    assert "alna-fg1:5 is coded Økonomi (critical) by MO" in done.output
    run(twice, suggest, "--refuse", "alna-fg1:5", "bolig", "--coder", "MO")
    counts = json.loads(run(twice, suggest, "--counts", "--json").output)
    assert counts == [
        {"code": "bolig", "accepted": 0, "refused": 1},
        {"code": "okonomi", "accepted": 1, "refused": 0},
    ]
    assert "1 accepted, 1 refused" in run(twice, suggest, "--counts").output


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--accept", "alna-fg1:5", "okonomi"], "Whose decision"),
        (["--accept", "alna-fg1", "okonomi", "--coder", "KA"], "is no place"),
        (["--accept", "alna-fg1:5", "okonomi", "--refuse", "alna-fg1:5", "bolig", "--coder", "KA"], "One decision"),
    ],
)
def test_a_decision_needs_a_person_and_a_place(twice: Project, arguments: list[str], says: str) -> None:
    with pytest.raises(BsbError, match=says):
        run(twice, suggest, *arguments)

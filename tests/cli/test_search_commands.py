"""Searching, word lists and key documents as a person types them."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from bsb.project import Project
from tests.cli.conftest import Run
from tests.corpus.said import say


@pytest.fixture
def run(project: Project, bsb: Callable[..., Run]) -> Callable[..., Run]:
    say(
        project,
        "alna-fg1",
        ["I1: Hva med boligen?", "B1: =SUM bolig er fin, faste folk.", "B2: Faste folk, faste folk i boligen."],
    )
    say(project, "grorud-fg1", ["B1: Ingen bolig."], district="Grorud")
    project.close()
    return lambda *args: bsb(*args, "-C", project.root)


def test_search_shows_where_who_and_what_around(run: Callable[..., Run]) -> None:
    done = run("search", "bolig", "--role", "participant", "--district", "alna")
    assert done.code == 0
    assert "alna-fg1:2 B1" in done.out and "grorud" not in done.out
    assert "2 places in 2 turns" in done.err


def test_search_in_json_and_limits(run: Callable[..., Run]) -> None:
    done = run("search", "bolig", "--json", "--limit", 1)
    found = json.loads(done.out)
    assert (found["turns"], found["more"], len(found["hits"])) == (4, True, 1)
    assert set(found["hits"][0]) >= {"interview", "turn", "speaker", "role", "start", "end", "left", "word", "right"}
    assert "4 turns" in done.err and "--all" in done.err


@pytest.mark.parametrize(
    ("options", "turns"), [(["--exact"], 2), (["--prefix"], 4), (["--phrase"], 2), (["--regex"], 4), ([], 4)]
)
def test_ways_to_search(run: Callable[..., Run], options: list[str], turns: int) -> None:
    assert json.loads(run("search", "bolig", *options, "--json").out)["turns"] == turns


def test_an_export_has_no_live_formulas(run: Callable[..., Run], tmp_path: Path) -> None:
    for name in ("ut.csv", "ut.xlsx"):
        assert run("search", "SUM", "--exact", "--export", tmp_path / name).code == 0
    rows = list(csv.DictReader((tmp_path / "ut.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert rows[0]["left"] == "'=" and rows[0]["word"] == "SUM"
    sheet = openpyxl.load_workbook(tmp_path / "ut.xlsx").worksheets[0]
    assert {cell.data_type for row in sheet for cell in row if isinstance(cell.value, str)} == {"s"}
    assert run("search", "SUM", "--export", tmp_path / "ut.pdf").code == 1


def test_key_documents(run: Callable[..., Run], tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text("Bydelens gkonomi.\fSide to om bolig.", encoding="utf-8")
    done = run("keydoc", "import", plan, "--title", "Plan", "--year", 2009, "--publisher", "Bydelen")
    assert done.code == 0 and "2 pages" in done.out
    again = run("keydoc", "import", plan)
    assert again.code == 1 and "is in the project already, as “Plan”" in again.err
    assert "Bydelen" in run("keydoc", "list").out
    assert "Plan (2009), p. 2" in run("keydoc", "show", "plan", "--page", 2).out
    assert run("keydoc", "show", "plan", "--page", 9).code == 1
    assert [p["number"] for p in json.loads(run("keydoc", "show", "plan", "--json").out)["pages"]] == [1, 2]
    assert "Plan (2009), p. 2" in run("search", "bolig", "--keydocs").out
    assert json.loads(run("search", "økonomi", "--keydocs", "--json").out)["pages"] == 0
    assert json.loads(run("search", "økonomi", "--ocr", "--json").out)["hits"][0]["word"] == "gkonomi"
    assert run("search", "bolig", "--keydocs", "--district", "Alna").code == 2


def test_word_lists(run: Callable[..., Run], tmp_path: Path) -> None:
    rows = {row["word"]: row["count"] for row in json.loads(run("words", "list", "--json").out)}
    assert (rows["bolig"], rows["folk"]) == (3, 3)
    key = json.loads(run("words", "keyness", "--district", "Alna", "--json").out)
    assert key[0]["word"] in ("fast", "folk")
    pairs = json.loads(run("words", "collocations", "folk", "--json").out)
    assert (pairs[0]["first"], pairs[0]["second"], pairs[0]["count"]) == ("fast", "folk", 3)
    assert run("words", "keyness").code == 2
    assert run("words", "list", "--export", tmp_path / "ord.csv").code == 0
    assert (tmp_path / "ord.csv").read_text(encoding="utf-8-sig").startswith("word,count")


def test_a_bad_regular_expression_is_one_clear_message(run: Callable[..., Run]) -> None:
    done = run("search", "--regex", "(")
    assert done.code == 1 and "fault" in done.err and "Traceback" not in done.err


def test_a_plan_is_coded_listed_and_uncoded(bsb: Callable[..., Run], coded: Project) -> None:
    plan = coded.root / "plan.txt"
    plan.write_text("Alle skal ha råd.\n\fAlle skal ha et hjem.", encoding="utf-8")

    def keydoc(*args: object, code: int = 0) -> Run:
        run = bsb("keydoc", *args, "-C", coded.root)
        assert run.code == code, run.err
        return run

    keydoc("import", plan, "--title", "Plan")
    several = keydoc("code", "plan", "--words", "Alle skal ha", "--code", "bolig", "--coder", "KA", code=1)
    assert "pages 1, 2" in several.err and coded.keydoc_codings.all() == []
    made = keydoc(
        *("code", "plan", "--words", "Alle skal ha", "--page", 2, "--code", "bolig", "--code", "penger"),
        *("--coder", "KA", "--json"),
    )
    refs = [each["ref"] for each in json.loads(made.out)]
    assert "Plan, p. 2" in keydoc("codings", "--code", "bolig").out
    keydoc("uncode", *refs)
    assert json.loads(keydoc("codings", "--json").out) == []

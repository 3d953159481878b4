from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bsb.formats.table_file import read_table_file
from bsb.project import Project
from tests.cli.conftest import Run

Bsb = Callable[..., Run]


@pytest.fixture
def run(bsb: Bsb, coded: Project) -> Callable[..., Run]:
    row = {"interview": "alna-fg1", "code": "okonomi", "coder": "KA"}
    coded.codings.put([(n, row | {"turn": str(n)}) for n in (2, 3, 5)], about="x")

    def run(*args: object, code: int = 0, stdin: str = "") -> Run:
        done = bsb("codebook", *args, "-C", coded.root, stdin=stdin)
        assert done.code == code, done.err + done.out
        return done

    return run


def keys(project: Project) -> list[str]:
    return [c.key for c in project.codebook.all("theme")]


def test_a_codebook_is_built_in_the_terminal(run: Callable[..., Run], coded: Project) -> None:
    run("add", "Mat", "--facet", "theme", "--definition", "Å spise", "--colour", "#112233")
    run("add", "Frokost", "--under", "mat", "--key", "frokost", "--short", "Frok")
    assert "code added: mat" not in run("add", "Vann", "--facet", "free", "--preview").out.split("\n")[1]
    assert coded.codebook.all("free") == []
    renamed = run("rename", "mat", "Mat og drikke")
    assert "name Mat → Mat og drikke" in renamed.out
    run("move", "mat", "--first")
    assert keys(coded)[:2] == ["mat", "frokost"]
    run("edit", "frokost", "--status", "retired", "--group")
    assert (coded.codebook.get("frokost").status, coded.codebook.get("frokost").codable) == ("retired", False)
    assert "out of use" in run("show").out
    assert "Frok" in run("show", "frokost").out
    run("remove", "frokost")
    assert "frokost" not in keys(coded)
    assert [e["action"] for e in json.loads(run("history", "frokost", "--json").out)] == [
        "codebook.add",
        "codebook.edit",
        "codebook.remove",
    ]
    assert "code removed" in run("history", "frokost").out


def test_merging_shows_asks_and_does(run: Callable[..., Run], coded: Project) -> None:
    shown = run("merge", "kontinuitet", "okonomi", "--into", "okonomi", code=1)
    assert "itself" in shown.err
    args = ("merge", "okonomi", "--into", "kontinuitet")
    shown = run(*args, "--preview")
    assert "coding: 3 with code okonomi → kontinuitet" in shown.out or "okonomi → kontinuitet" in shown.out
    assert "okonomi" in keys(coded)
    run(*args, stdin="n\n", code=1)
    assert "okonomi" in keys(coded)
    run(*args, "--yes")
    assert "okonomi" not in keys(coded)
    assert coded.codebook.get("kontinuitet").codings == 3


def test_splitting_asks_which_codings_go_where(run: Callable[..., Run], coded: Project, tmp_path: Path) -> None:
    into = ("--into", "leie=Husleie", "--into", "gjeld=Gjeld")
    asked = run("split", "okonomi", *into, code=1)
    assert "--where" in asked.err
    assert "--sheet" in asked.err
    sheet = tmp_path / "deling.csv"
    run("split", "okonomi", "--sheet", sheet)
    table = read_table_file(sheet)
    assert [row["turn"] for _line, row in table.rows] == ["2", "3", "5"]
    lines = sheet.read_text("utf-8-sig").splitlines()
    sheet.write_text("\n".join([lines[0], lines[1] + "leie", lines[2] + "gjeld", *lines[3:]]), encoding="utf-8-sig")
    run("split", "okonomi", *into, "--codings", sheet, "--yes")
    assert {c.turn: c.code for c in coded.codings.all()} == {2: "leie", 3: "gjeld", 5: "okonomi"}
    run("split", "okonomi", "--into", "rest=Resten", "--where", "rest: speaker=B1", "--nested", "--yes")
    assert coded.codebook.get("rest").parent == "okonomi"
    assert coded.codebook.get("rest").codings == 1


def test_moving_to_another_facet_asks(run: Callable[..., Run], coded: Project) -> None:
    assert "Where to" in run("move", "okonomi", code=1).err
    asked = run("move", "okonomi", "--facet", "free", stdin="n\n", code=1)
    assert "3 codings move to another facet" in asked.err
    run("move", "okonomi", "--facet", "free", "--yes")
    assert coded.codebook.get("okonomi").facet == "free"


@pytest.mark.parametrize("name", ["bok.yaml", "bok.xlsx", "bok.csv"])
def test_export_and_import(run: Callable[..., Run], coded: Project, tmp_path: Path, name: str) -> None:
    run("export", tmp_path / name)
    before = coded.codebook.all()
    assert "0 added, 0 changed, 4 as before" in run("import", tmp_path / name).out
    assert coded.codebook.all() == before
    run("export", tmp_path / "t.csv", "--taguette")
    assert "0 added, 0 changed, 4 as before" in run("import", tmp_path / "t.csv").out


def test_nothing_to_change(run: Callable[..., Run]) -> None:
    assert "Nothing would change" in run("rename", "okonomi", "Økonomi").out
    run("edit", "okonomi", code=1)

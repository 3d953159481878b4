from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from bsb.project import Project
from tests.cli.conftest import Run
from tests.conftest import code

Bsb = Callable[..., Run]


def test_from_picking_to_an_approved_quote_and_a_workbook(bsb: Bsb, coded: Project, tmp_path: Path) -> None:
    code(
        coded,
        'alna-fg1,2,KA,okonomi,critical,"Men husleia er høy, altså."',
        "alna-fg1,5,KA,okonomi,positive,De kommer når de har sagt det.",
    )

    def run(*args: object, code: int = 0, stdin: str = "") -> Run:
        done = bsb("quote", *args, "-C", coded.root, stdin=stdin)
        assert done.code == code, done.err
        return done

    picked = json.loads(run("pick", "--theme", "penger", "--district", "aln", "--json").out)
    assert [(q["valence"], q["state"]) for q in picked["quotes"]] == [
        ("critical", "proposed"),
        ("positive", "proposed"),
    ]
    first = picked["quotes"][0]["quote"]
    assert "nothing new" in run("pick").err
    assert "did not say: “skolen”" in run("edit", first, "Men skolen", code=1).err
    run("edit", first, stdin="husleia er høy\n")
    assert "approved): «… husleia er høy …»" in run("approve", first, "--by", "KA").out
    assert "As it was said: Men husleia er høy, altså." in run("show", first).out
    assert "Alna" in run("balance").out
    book = tmp_path / "s.xlsx"
    run("export", "-o", book)
    assert "Nothing was changed" in run("import", book).err
    run("reject", first, "--reason", "for lik en annen")
    assert json.loads(run("list", "--state", "rejected", "--json").out)[0]["reason"] == "for lik en annen"
    run("remove", first)
    assert "1 quote" in run("list").err

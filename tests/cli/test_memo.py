from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bsb.cli.main import COMMANDS
from bsb.project import Project
from tests.cli.conftest import Run

Bsb = Callable[..., Run]


@pytest.fixture(autouse=True)
def listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(COMMANDS, "memo", ("memo", "Memos."))
    monkeypatch.delenv("BSB_CODER", raising=False)


def test_writing_listing_changing_removing(bsb: Bsb, coded: Project, tmp_path: Path) -> None:
    def run(*args: object, code: int = 0) -> Run:
        done = bsb("memo", *args, "-C", coded.root)
        assert done.code == code, done.err
        return done

    run("add", "Om prosjektet", "--author", "KA")
    run("add", "Om intervjuet", "--interview", "alna", "--title", "Stemning", "--author", "TL")
    text = tmp_path / "notat.txt"
    text.write_text("Første linje\nAndre linje\n", encoding="utf-8")
    made = json.loads(run("add", "--file", text, "--code", "penger", "--json").out)
    assert (made["id"], made["code"], made["text"]) == ("M3", "okonomi", "Første linje\nAndre linje")
    run("add", "Om cella", "--cell", "temaer-b", "økonomi", "aln", "--author", "KA")
    listed = json.loads(run("list", "--json").out)
    assert [(m["kind"], m["row"], m["column"]) for m in listed][-1] == ("cell", "okonomi", "Alna")
    assert "M2  interview alna-fg1  Stemning  TL" in run("list", "--kind", "interview").out
    assert "Andre linje" in run("list", "--text", "andre", "--code", "okonomi").out
    run("edit", "M2", "Ny tekst", "--title", "Ny")
    assert "Ny tekst" in run("list", "--author", "TL").out
    run("remove", "M1", "M2")
    assert len(json.loads(run("list", "--json").out)) == 2
    bsb("undo", "-C", coded.root)
    assert len(json.loads(run("list", "--json").out)) == 4
    run("edit", "M1", code=1)
    run("add", "x", "--file", text, code=1)
    run("add", "x", "--cell", "tabell-4", "a", "b", code=1)
    run("remove", "M77", code=1)

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bsb.formats.table_file import read_table_file
from bsb.project import Project
from tests.cli.conftest import Run
from tests.conftest import code

Bsb = Callable[..., Run]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_history_is_readable_and_can_be_exported(bsb: Bsb, coded: Project, tmp_path: Path, ending: str) -> None:
    code(coded, "alna-fg1,2,KA,okonomi,critical,husleia er høy")
    (coding,) = coded.codings.all()
    coded.codings.edit([coding.ref], valence="positive", memo="hemmelig")
    newest = coded.journal.entries()[0].id
    shown = bsb("history", "--entry", newest, "-C", coded.root)
    assert f"coding {coding.ref} (alna-fg1:2, KA, okonomi): valence critical → positive" in shown.out
    assert "memo – → 8 characters" in shown.out
    told = json.loads(bsb("history", "--entry", newest, "--json", "-C", coded.root).out)
    assert told["action"] == "code.edit"
    bsb("undo", "-C", coded.root)
    assert "has been undone" in bsb("history", "--entry", newest, "--all", "-C", coded.root).out
    assert f"turned change {newest} round" in bsb("history", "--entry", newest + 1, "-C", coded.root).out
    assert bsb("history", "--entry", 99, "-C", coded.root).code == 1
    path = tmp_path / f"historie.{ending}"
    assert bsb("history", "--export", path, "-C", coded.root).code == 0
    table = read_table_file(path)
    assert [row["entry"] for _line, row in table.rows] == [str(n) for n in range(1, newest + 2)]
    last = dict(table.rows[-1][1])
    assert (last["action"], last["reverses"]) == ("undo", str(newest))
    everything = " ".join(str(row) for _line, row in table.rows)
    assert "valence positive → critical" in everything
    assert "hemmelig" not in everything
    assert "husleia er" not in everything

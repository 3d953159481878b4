from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bsb.cli.main import COMMANDS
from bsb.exchange.tables import COLUMNS
from bsb.project import Project
from tests.cli.conftest import Run
from tests.conftest import code

Bsb = Callable[..., Run]


@pytest.fixture(autouse=True)
def listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(COMMANDS, "exchange", ("exchange", "Exchange."))


def test_tables_of_everything(bsb: Bsb, coded: Project, tmp_path: Path) -> None:
    def export(*args: object) -> Run:
        return bsb("exchange", "export", "tables", *args, "-C", coded.root)

    code(coded, "alna-fg1,2,KA,okonomi,critical,husleia er høy")
    done = export(tmp_path / "ut", "--unchecked")
    assert done.code == 0, done.err
    assert "turns: 6 rows" in done.out
    assert sorted(p.stem for p in (tmp_path / "ut").iterdir()) == sorted(COLUMNS)
    told = export(tmp_path / "alt.xlsx", "--only", "codings", "--unchecked", "--json")
    assert json.loads(told.out)["rows"] == {"codings": 1}
    tabs = export(tmp_path / "x", "--only", "turns", "--separator", "tab", "--unchecked")
    assert tabs.code == 0
    assert "interview\tdistrict" in (tmp_path / "x" / "turns.csv").read_text("utf-8-sig")
    assert export(tmp_path, "--only", "turn").code == 1


def test_what_leaves_is_looked_through(bsb: Bsb, coded: Project, tmp_path: Path) -> None:
    def export(*args: object) -> Run:
        return bsb("exchange", "export", "tables", *args, "-C", coded.root)

    coded.summaries.put("temaer-bydeler", {("okonomi", "Alna"): "Ring 912 34 567"}, author="KA")
    coded.interviews.add("alna-ind1", district="Alna", kind="individual", participants={"B1": {"age": "18-29"}})
    done = export(tmp_path, "--only", "summaries")
    assert "summaries, text: 1 place may point to people (phone number; row 2)" in done.err
    assert "912" not in done.err + done.out
    done = export(tmp_path, "--only", "participants", "--only", "participant_attributes")
    assert "1 attribute is shared by fewer than 5 people" in done.err

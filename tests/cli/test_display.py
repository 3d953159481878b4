from __future__ import annotations

import json
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from bsb.cli.display import display
from bsb.project import Project
from tests.cli.conftest import Run
from tests.conftest import code
from tests.reports.display_world import files_of

Bsb = Callable[..., Run]


@pytest.fixture(autouse=True)
def _wired(monkeypatch: pytest.MonkeyPatch) -> None:
    from bsb.cli import main

    if "display" not in main.COMMANDS:
        monkeypatch.setitem(main.COMMANDS, "display", ("display", ""))
        wired = cached_property(files_of)
        wired.__set_name__(Project, "displays")
        monkeypatch.setattr(Project, "displays", wired, raising=False)
    assert display.name == "display"


@pytest.fixture
def filled(coded: Project) -> Project:
    code(coded, "alna-fg1,2,KA,okonomi,critical,", "alna-fg1,3,KA,okonomi,critical,")
    return coded


def test_list_names_kinds_and_titles(bsb: Bsb, project: Project) -> None:
    run = bsb("display", "list", "-C", project.root)
    assert run.code == 0 and "tile map" in run.out and "varmekart-temaer" in run.out
    listed: Any = json.loads(bsb("display", "list", "-C", project.root, "--json").out)
    assert {"name": "firefelt", "kind": "four-field"}.items() <= listed[0].items()


def test_render_writes_all_and_tells_what_was_left_out(bsb: Bsb, filled: Project, tmp_path: Path) -> None:
    run = bsb("display", "render", "-C", filled.root)
    assert run.code == 0, run.err
    folder = filled.output / "displayer"
    assert (folder / "displayer.html").is_file() and (folder / "varmekart-temaer.png").is_file()
    assert "for-og-etter was left out" in run.err and "Fewer than 5 participants" in run.err
    assert "husleia" not in run.out + run.err


def test_render_as_json_gives_the_alt_texts(bsb: Bsb, filled: Project, tmp_path: Path) -> None:
    run = bsb("display", "render", "varmekart-temaer", "-C", filled.root, "-o", tmp_path / "ut", "--json")
    (picture,) = json.loads(run.out)["pictures"]
    assert picture["alt"].startswith("Varmekart") and Path(picture["svg"]).is_file()
    assert {p.name for p in (tmp_path / "ut").iterdir()} == {"varmekart-temaer.svg", "varmekart-temaer.png"}


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["samspill"], "--interview"),
        (["varmekart"], "varmekart-temaer"),
        (["firefelt", "--district", "Alnaa"], "Did you mean Alna"),
        (["metamatrise", "--order", "Økonomien"], "Did you mean"),
    ],
)
def test_what_is_wrong_is_said_with_a_way_out(bsb: Bsb, filled: Project, args: list[str], said: str) -> None:
    run = bsb("display", "render", *args, "-C", filled.root)
    assert run.code == 1 and said in run.err and not (filled.output / "displayer").exists()

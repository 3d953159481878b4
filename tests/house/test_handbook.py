"""The handbook: its commands run as written, its links lead somewhere, and the site asks nobody for anything."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bsb.i18n import set_language
from bsb.project import Project
from tests.cli.conftest import Run, bsb  # noqa: F401  the fixture
from tests.house.console import Reader, commands
from tests.house.files import lay_out
from tools.handbook import DOCS, build, contents

PAGES = sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md"))
WITH_COMMANDS = [name for name in PAGES if "```console\n" in (DOCS / name).read_text(encoding="utf-8")]


@pytest.fixture
def norwegian(bsb: Callable[..., Run], monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Run]]:  # noqa: F811
    """The command line as the handbook's readers have it."""
    monkeypatch.setenv("BSB_LANG", "nb")
    monkeypatch.setenv("COLUMNS", "110")
    monkeypatch.setattr("bsb.web.serve.Served.run", lambda _self: None)
    monkeypatch.setattr("webbrowser.open", lambda _link: True)
    yield bsb
    set_language("en")


@pytest.mark.parametrize("name", WITH_COMMANDS)
def test_the_commands_of_a_page_run(
    name: str,
    norwegian: Callable[..., Run],
    example: Project,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    reader = Reader(norwegian, monkeypatch, example.root, lay_out)
    assert reader.follow((DOCS / name).read_text(encoding="utf-8")) > 0

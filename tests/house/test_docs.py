"""ARCHITECTURE.md is true, and what README.md shows runs as written."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bsb.project import Project
from tests.cli.conftest import Run, bsb  # noqa: F401  the fixture
from tests.house.console import Reader
from tests.house.files import lay_out

ROOT = Path(__file__).resolve().parents[2]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_every_path_in_architecture_exists() -> None:
    named = set(
        re.findall(r"(?<![\w/.])((?:bsb|tests|bench|tools|models|docs)/[\w./-]*|\w+/(?=`))", read("ARCHITECTURE.md"))
    )
    missing = sorted(path for path in named if not (ROOT / path.rstrip(".")).exists() and path != "bsb/data/")
    assert missing == []
    assert len(named) > 30


def test_every_room_is_in_architecture() -> None:
    text = read("ARCHITECTURE.md")
    rooms = [p.name for p in (ROOT / "bsb").iterdir() if p.is_dir() and (p / "__init__.py").exists()]
    assert [room for room in rooms if f"bsb/{room}/" not in text] == []


def test_every_picture_in_the_readme_is_there() -> None:
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", read("README.md"))
    assert len(pictures) == 3
    assert [p for p in pictures if not (ROOT / p).is_file()] == []


def test_the_readmes_commands_run(bsb: Callable[..., Run], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    monkeypatch.chdir(tmp_path)
    Reader(bsb, monkeypatch, tmp_path, lay_out).follow(read("README.md"))
    assert (tmp_path / "min-evaluering" / "temaer.xlsx").is_file()


def test_the_readmes_python_runs(
    example: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (block,) = re.findall(r"```python\n(.*?)```", read("README.md"), re.DOTALL)
    assert len([line for line in block.splitlines() if line.strip()]) <= 10
    shutil.copytree(example.root, tmp_path / "bsb-demo")
    monkeypatch.chdir(tmp_path)
    exec(compile(block, "README.md", "exec"), {})
    out = capsys.readouterr().out
    assert "Gamle Oslo" in out
    assert "speakers=1" in out

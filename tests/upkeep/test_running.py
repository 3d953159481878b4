from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bsb.project import Project
from bsb.upkeep.backups import leftovers
from bsb.upkeep.running import MARK, CutOff, cut_off, held, others, running
from tests.cli.conftest import bsb as bsb

BEGAN = "2026-05-20T09:14:02Z"


def killed(root: Path, command: str = "bsb transcript import") -> Path:
    """Leave what a command leaves that was killed."""
    path = root / f"{MARK}1-abcdef"
    path.write_text(json.dumps({"command": command, "began": BEGAN}), encoding="utf-8")
    return path


def test_what_comes_to_its_end_leaves_nothing(tmp_path: Path) -> None:
    with running(tmp_path, "bsb status", BEGAN):
        (mark,) = tmp_path.iterdir()
        assert "status" in mark.read_text(encoding="utf-8")
        assert cut_off(tmp_path) == []
    assert list(tmp_path.iterdir()) == []


def test_what_was_killed_is_told_once(tmp_path: Path) -> None:
    killed(tmp_path)
    (tmp_path / f"{MARK}2-abcdef").touch()  # killed, or seen, before it had said what it is
    assert cut_off(tmp_path) == [CutOff("bsb transcript import", BEGAN)]
    assert cut_off(tmp_path) == []


def test_who_is_at_work_is_known_by_the_lock(tmp_path: Path) -> None:
    with held(tmp_path / f"{MARK}1-abcdef", "{}"):
        assert others(tmp_path)
    killed(tmp_path)
    assert not others(tmp_path)
    with running(tmp_path, "bsb status", BEGAN):
        assert not others(tmp_path)


def test_the_next_command_says_what_was_cut_off_and_what_was_kept(coded: Project, bsb: Callable[..., Any]) -> None:
    killed(coded.root)
    work = coded.root / ".bsb-work-1"
    work.mkdir()
    (work / "bsb.db").write_text("det noen sa", encoding="utf-8")
    paper = coded.root / "output" / ".rapport.docx.0123abcd.tmp"
    paper.write_text("det noen sa", encoding="utf-8")
    assert leftovers(coded.root) == [work, paper]
    told = bsb("status", "-C", coded.root)
    assert "“bsb transcript import” of 2026-05-20 09:14:02 was cut off" in told.err
    assert "nothing is half done" in told.err
    assert "codebook imported" in told.err
    assert leftovers(coded.root) == []
    assert not list(coded.root.glob(f"{MARK}*"))
    assert "cut off" not in bsb("status", "-C", coded.root).err


def test_the_mark_says_nothing_of_what_a_command_was_given(
    coded: Project, bsb: Callable[..., Any], monkeypatch: Any
) -> None:
    seen = []
    monkeypatch.setattr(Project, "running", lambda self, command: seen.append(command) or held(self.root / "x"))
    bsb("search", "Kari Nordmann", "-C", coded.root)
    assert seen == ["bsb search"]

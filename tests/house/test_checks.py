"""Format, lint, types and import contracts, so that one command checks all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

CHECKS = {
    "format": ["ruff", "format", "--check", "."],
    "lint": ["ruff", "check", "."],
    "types": ["mypy"],
    "imports": ["importlinter.cli"],
}


@pytest.mark.parametrize("check", CHECKS)
def test_check(check: str) -> None:
    module, *args = CHECKS[check]
    command = [sys.executable, "-m", module, *args]
    if check == "imports":
        command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]

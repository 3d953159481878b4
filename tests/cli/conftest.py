"""Running the command line in process."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from bsb.cli.main import main


@dataclass(frozen=True)
class Run:
    """What a command gave back."""

    code: int
    out: str
    err: str


@pytest.fixture
def bsb(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Run]:
    """Run ``bsb`` with arguments, in English, answering questions with the given input."""
    monkeypatch.setenv("BSB_LANG", "en")

    def run(*args: object, stdin: str = "") -> Run:
        out, err = io.StringIO(), io.StringIO()
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main([str(arg) for arg in args])
        return Run(code, out.getvalue(), err.getvalue())

    return run

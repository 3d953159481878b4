"""Running the ``console`` blocks of a page as a reader would: in order, in a folder of their own.

A line that begins with ``$`` is a command; the lines below it are what it says, in that order (… stands for
anything). A comment in the page, ``<!-- files: NAME NAME -->``, puts files into the folder one stands in.
"""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.conftest import Run

_PART = re.compile(r"<!-- (files): (.*?) -->|^```console\n(.*?)^```", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Reader:
    """Somebody who reads a page and types its commands."""

    bsb: Callable[..., Run]
    monkeypatch: pytest.MonkeyPatch
    demo: Path  # what `bsb demo` has made, once for all pages
    lay_out: Callable[[Path, str], None]

    def follow(self, page: str) -> int:
        """Type every command of a page; return how many there were."""
        typed = 0
        for what, told, block in _PART.findall(page):
            if what == "files":
                for name in told.split():
                    self.lay_out(Path(), name)
            for command, said in commands(block):
                self.type(command, said)
                typed += 1
        return typed

    def type(self, command: str, said: list[str]) -> None:
        """Type one command and hold what it says against the page."""
        first, *words = shlex.split(command)
        if first == "cd":
            self.monkeypatch.chdir(words[0])
            return
        assert first == "bsb", f"only bsb and cd can be typed in a console block: {command}"
        if words == ["demo"]:
            shutil.copytree(self.demo, "bsb-demo")
            return
        done = _on_its_own(words) if "--help" in words else self.bsb(*words)
        assert done.code == 0, f"{command}\n{done.out}\n{done.err}"
        heard, at = _even(done.out + "\n" + done.err), 0
        for line in said:
            for piece in filter(None, map(_even, line.split("…"))):
                found = heard.find(piece, at)
                assert found >= 0, f"{command}\nsays nothing like: {piece}\n{done.out}\n{done.err}"
                at = found + len(piece)


def _on_its_own(words: list[str]) -> Run:
    """Run a command as a program: click fixes help texts in the language in which the commands are first loaded."""
    done = subprocess.run([sys.executable, "-m", "bsb", *words], capture_output=True, encoding="utf-8", check=False)
    return Run(done.returncode, done.stdout, done.stderr)


def commands(block: str) -> list[tuple[str, list[str]]]:
    """Return the commands of a block with the lines that stand below each."""
    found: list[tuple[str, list[str]]] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif line.strip():
            found[-1][1].append(line)
    return found


def _even(text: str) -> str:
    return " ".join(text.split())

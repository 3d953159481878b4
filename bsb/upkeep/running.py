"""What is at work in a project just now, and what was cut off: so that the next start can say what happened.

A command keeps a small file ``.bsb-run-…`` in the project's folder, locked by the system for as long as it lives, and
takes it away at its end. A file that nobody holds any more is of one that was killed, or of a machine that stopped.
It holds the command's name and when it began; never what it was given.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

MARK = ".bsb-run-"
_MOST = 1000  # bytes


@dataclass(frozen=True, slots=True)
class CutOff:
    """A command that did not come to its end: its name, such as "transcript import", and when it began (UTC)."""

    command: str
    began: str


@contextlib.contextmanager
def running(root: Path, command: str, now: str) -> Iterator[None]:
    """Say, for as long as the block lasts, that a command is at work in a project's folder.

    Where nothing can be written, nothing is said: there is nothing to be cut off either.
    """
    told = json.dumps({"command": command[:80], "began": now[:20]})
    with held(root / f"{MARK}{os.getpid()}-{secrets.token_hex(4)}", told):
        yield


def others(root: Path) -> bool:
    """Return whether a command of another process is at work in a project."""
    own = f"{MARK}{os.getpid()}-"
    return any(not path.name.startswith(own) and is_held(path) for path in root.glob(f"{MARK}*"))


def cut_off(root: Path) -> list[CutOff]:
    """Return what was cut off in a project since this was asked last; what is still at work is left alone."""
    found = []
    for path in sorted(root.glob(f"{MARK}*")):
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):  # no file of ours, or one about to be
            if not is_held(path):
                told = json.loads(path.read_bytes()[:_MOST])
                found.append(CutOff(str(told["command"]), str(told["began"])))
                path.unlink()
    return found


@contextlib.contextmanager
def held(path: Path, text: str = "") -> Iterator[None]:
    """Keep a file for as long as the block lasts, and let the system know that somebody holds it."""
    try:
        file = path.open("x+", encoding="utf-8")
    except OSError:
        yield
        return
    try:
        with contextlib.suppress(OSError):
            _lock(file)
            file.write(text)
            file.flush()
        yield
    finally:
        file.close()  # before it is taken away, which Windows wants
        with contextlib.suppress(OSError):
            path.unlink()


def is_held(path: Path) -> bool:
    """Return whether a process that still lives holds a file."""
    try:
        with path.open("r+", encoding="utf-8") as file:
            return not _lock(file)
    except OSError:
        return False


if os.name == "nt":

    def _lock(file: IO[str]) -> bool:
        """Take hold of a file until it is closed; return False if another has it."""
        import msvcrt

        file.seek(_MOST)  # beyond what is in it, which others may then still read
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        except OSError:
            return False
        finally:
            file.seek(0)
        return True

else:

    def _lock(file: IO[str]) -> bool:
        """Take hold of a file until it is closed; return False if another has it."""
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

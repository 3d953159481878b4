"""Where a project lies: who may read it there and write, and how a file is taken away for good."""

from __future__ import annotations

import os
import stat
from pathlib import Path

_PIECE = 1024 * 1024


def others_can_read(path: Path) -> bool:
    """Return whether everyone with a login on the machine can read a file: POSIX only, elsewhere False."""
    if os.name != "posix":
        return False
    open_way = all(parent.stat().st_mode & stat.S_IXOTH for parent in path.resolve().parents)
    return bool(open_way and path.stat().st_mode & (stat.S_IROTH | stat.S_IWOTH))


def writable(path: Path) -> bool:
    """Return whether a database file can be written, which needs its folder too."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def wipe(path: Path) -> None:
    """Write zeros over a file and remove it."""
    left = path.stat().st_size
    with path.open("r+b") as file:
        while left > 0:
            left -= file.write(bytes(min(left, _PIECE)))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()

"""A file that is nowhere but in memory: what was sent to the browser page before anybody has reviewed it.

The readers take a path. This one has a name and bytes and never touches the disk; what would open it by its name
fails instead of finding another file.
"""

from __future__ import annotations

import io
import os
import stat
import sys
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import IO, Any


class InMemory(type(Path())):  # type: ignore[misc]  # Path picks its class by the machine
    """A path whose file is its ``data``; of a name with folders, only the last part is kept.

    >>> file = InMemory("C:/hos meg/tale.txt", b"I1: Hei")
    >>> file.name, file.open("rb").read(), file.stat().st_size
    ('tale.txt', b'I1: Hei', 7)
    """

    def __new__(cls, name: str, data: bytes) -> InMemory:
        """Make one; older Pythons make paths here, newer ones in ``__init__``."""
        made: InMemory = super().__new__(cls, _last(name))
        made._data = data
        return made

    def __init__(self, name: str, data: bytes) -> None:
        if sys.version_info >= (3, 12):
            super().__init__(_last(name))
        self._data = data

    def __fspath__(self) -> str:
        raise TypeError("this file is not on the disk")

    def stat(self, *, follow_symlinks: bool = True) -> os.stat_result:
        """Return what a plain file of this size says of itself."""
        return os.stat_result((stat.S_IFREG | 0o400, 0, 0, 1, 0, 0, len(self._data), 0, 0, 0))

    def is_file(self, **_options: Any) -> bool:
        """Tell that it is one."""
        return True

    def open(self, mode: str = "rb", *_options: Any, **_more: Any) -> IO[Any]:
        """Open it for reading its bytes; ValueError for anything else."""
        if mode != "rb":
            raise ValueError("a file in memory is read as bytes")
        return io.BytesIO(self._data)

    def read_bytes(self) -> bytes:
        """Return its bytes."""
        return bytes(self._data)


def openable(path: Path) -> Path | IO[bytes]:
    """Return what a library can open that takes either a path or an open file."""
    return path.open("rb") if isinstance(path, InMemory) else path


def _last(name: str) -> str:
    return PurePosixPath(PureWindowsPath(name).name).name or "fil"

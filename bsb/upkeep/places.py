"""Where a project lies: room on the disk, who may read it, and whether SQLite can be trusted there."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

_NETWORK = frozenset(
    ("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "davfs", "fuse.sshfs", "fuse.davfs2", "fuse.rclone")
)
_MOUNTS = Path("/proc/self/mountinfo")
_WINDOWS_REMOTE = 4


def others_can_read(path: Path) -> bool:
    """Return whether everyone with a login on the machine can read a file: POSIX only, elsewhere False."""
    if os.name != "posix":
        return False
    open_way = all(parent.stat().st_mode & stat.S_IXOTH for parent in path.resolve().parents)
    return bool(open_way and path.stat().st_mode & (stat.S_IROTH | stat.S_IWOTH))


def network(path: Path, mounts: Path = _MOUNTS) -> str:
    """Return the kind of network folder that a path lies in; "" where it does not, or that cannot be told."""
    if sys.platform == "win32":
        import ctypes

        place = path.resolve()
        remote = ctypes.windll.kernel32.GetDriveTypeW(f"{place.drive}\\") == _WINDOWS_REMOTE
        return "smb" if remote or str(place).startswith("\\\\") else ""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    place, best, kind = path.resolve(), -1, ""
    for line in lines:
        before, _dash, after = line.partition(" - ")
        if len(fields := before.split()) < 5 or not after:
            continue
        point = Path(fields[4].replace("\\040", " "))
        if place.is_relative_to(point) and len(point.parts) >= best:
            best, kind = len(point.parts), after.split()[0]
    return kind if kind in _NETWORK else ""


def writable(path: Path) -> bool:
    """Return whether a database file can be written, which needs its folder too."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)

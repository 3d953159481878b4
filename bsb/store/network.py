"""Whether a file lies on another machine, where SQLite's locks cannot be trusted.

A write-ahead log needs memory that all who use it share, which two machines never do, and the locks of many network
folders are not kept (https://www.sqlite.org/wal.html, https://www.sqlite.org/useovernet.html). Folders that a machine
shares with a virtual one of its own (9p, virtiofs) lie on one machine, and are not among them.
"""

from __future__ import annotations

import sys
from pathlib import Path

_FUSE = ("sshfs", "davfs2", "rclone", "glusterfs", "ceph", "s3fs", "gvfsd-fuse")
_NETWORK = frozenset(
    (
        *("nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "afpfs", "ceph", "davfs", "webdav"),
        *("lustre", "gpfs", "beegfs", *(f"fuse.{name}" for name in _FUSE)),
    )
)
_MOUNTS = Path("/proc/self/mountinfo")
_WINDOWS_REMOTE = 4
# In macOS' struct statfs: where the name of the kind of file system stands, and how much room to leave for all.
_MAC_NAME, _MAC_SIZE = slice(72, 88), 4096


def network(path: Path, mounts: Path = _MOUNTS) -> str:
    """Return the kind of network folder that a path lies in; "" where it does not, or that cannot be told."""
    if sys.platform == "win32":
        import ctypes

        place = path.resolve()
        remote = ctypes.windll.kernel32.GetDriveTypeW(f"{place.drive}\\") == _WINDOWS_REMOTE
        return "smb" if remote or str(place).startswith("\\\\") else ""
    if sys.platform == "darwin":
        kind = _mac_kind(path)
        return kind if kind in _NETWORK else ""
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


def _mac_kind(path: Path) -> str:
    """Return the kind of file system a path lies on, as macOS names it; "" if it cannot be told."""
    import ctypes
    import os

    try:
        libc = ctypes.CDLL(None)
        ask = getattr(libc, "statfs$INODE64", None) or libc.statfs
        told = ctypes.create_string_buffer(_MAC_SIZE)
        place = path if path.exists() else path.parent
        return "" if ask(os.fsencode(place), told) else told.raw[_MAC_NAME].split(b"\0")[0].decode("ascii", "replace")
    except (OSError, AttributeError):
        return ""

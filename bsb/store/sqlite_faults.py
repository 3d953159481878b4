"""What can go wrong with a database file that is nobody's mistake in the code, in words for people.

SQLite tells it by numbers: the lower byte is the kind, the rest the detail (https://www.sqlite.org/rescode.html).
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from bsb.errors import BsbError, NotNowError
from bsb.i18n import gettext as _

_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_CLOSED = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN)
#: Locks or shared memory, which a network folder may lack.
_LOCKS = (
    sqlite3.SQLITE_IOERR_LOCK,
    sqlite3.SQLITE_IOERR_RDLOCK,
    sqlite3.SQLITE_IOERR_UNLOCK,
    sqlite3.SQLITE_IOERR_CHECKRESERVEDLOCK,
    sqlite3.SQLITE_IOERR_SHMOPEN,
    sqlite3.SQLITE_IOERR_SHMSIZE,
    sqlite3.SQLITE_IOERR_SHMLOCK,
    sqlite3.SQLITE_IOERR_SHMMAP,
    sqlite3.SQLITE_PROTOCOL,
)
_KIND = 0xFF


_WORDS = {
    "disk is full": sqlite3.SQLITE_FULL,
    "readonly": sqlite3.SQLITE_READONLY,
    "unable to open": sqlite3.SQLITE_CANTOPEN,
    "disk I/O": sqlite3.SQLITE_IOERR,
    "not a database": sqlite3.SQLITE_NOTADB,
    "malformed": sqlite3.SQLITE_CORRUPT,
}


def _by_words(message: str) -> int:
    """Return the kind of an error of a driver that gives no numbers, as the one for encrypted files does."""
    return next((code for words, code in _WORDS.items() if words in message), 0)


def told(error: BaseException | None, path: Path | None) -> BsbError | None:
    """Return what to say of an error of SQLite's; None for one that only a mistake in the code can cause."""
    code: int = getattr(error, "sqlite_errorcode", 0) or _by_words(str(error))
    kind = code & _KIND
    if kind in _BUSY or "locked" in str(error):
        return NotNowError(
            _("Another program is writing to the project just now."),
            _("Nothing was changed. Try again in a moment."),
        )
    if kind == sqlite3.SQLITE_FULL:
        return NotNowError(
            _("The disk is full."),
            _("Nothing was changed. Make room on the disk, and try again."),
        )
    if code in _LOCKS:
        return no_locks("")
    name = path.name if path else ""
    if kind in _CLOSED:
        return NotNowError(
            _("{file} or its folder is read-only: nothing can be saved.").format(file=name),
            _("Give yourself the right to write there, or copy the folder."),
        )
    if kind == sqlite3.SQLITE_IOERR:
        return NotNowError(
            _("The disk does not do what it is asked to ({why}).").format(
                why=getattr(error, "sqlite_errorname", "SQLITE_IOERR")
            ),
            _("Nothing was changed. Is there room on it, and is it still connected? Then look: bsb doctor"),
        )
    return damaged(path, error) if kind in _DAMAGED else None


def damaged(path: Path | None, error: BaseException | None) -> BsbError:
    """Return what to say of a file that is no database, or a broken one."""
    return BsbError(
        _("{file} is no database that bsb can read ({why}).").format(
            file=path.name if path else "", why=type(error).__name__
        ),
        _("Restore it from a backup."),
    )


def no_locks(kind: str) -> BsbError:
    """Return what to say of a folder where two machines could write at once and not notice."""
    return BsbError(
        _("The project lies in a network folder ({kind}): two at a time may damage it.").format(kind=kind or "?"),
        _("Copy the folder to a disk of this machine and work there; back up to the network: bsb backup -o FOLDER"),
    )


def moved(path: Path) -> BsbError:
    """Return what to say when another file, or none, is now where the database was when it was opened."""
    return NotNowError(
        _("{file} has been moved, deleted or replaced while it was in use.").format(file=path.name),
        _("This change was not saved. Put the file back or restore a backup, and start bsb again."),
    )


def which(path: Path) -> tuple[int, int] | None:
    """Return what tells one file from another of the same name; None if there is none."""
    try:
        found = os.stat(path)  # noqa: PTH116  asked at each change
    except OSError:
        return None
    return found.st_dev, found.st_ino

"""Encrypting a project's database where it lies, giving it another passphrase, or making it plain again."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.store import cipher, snapshot
from bsb.store.sqlite import BEFORE
from bsb.upkeep.backup_file import DATABASE, SUFFIX, is_locked, opened, work_folder
from bsb.upkeep.places import wipe
from bsb.upkeep.restore import journal_of

ENCRYPT, DECRYPT = "project.encrypt", "project.decrypt"


@dataclass(frozen=True, slots=True)
class Recoded:
    """What was done: whether the database is encrypted now, its rows, and backups that still lie there as before."""

    encrypted: bool
    rows: int
    older: tuple[Path, ...]


def recode(root: Path, passphrase: str | None, *, actor: str, now: Callable[[], str]) -> Recoded:
    """Write the database anew with a passphrase, or plain with None, and wipe the file that it was.

    What was written is held against what stood there before it takes its place. A disk may keep traces of what was
    wiped: solid-state disks write in new places, and cloud folders keep versions.

    Raises BsbError, with nothing changed, if another program has the project open, the passphrase is short, or the
    library is missing.
    """
    database = root / DATABASE
    with work_folder(root) as work:
        new, held = work / DATABASE, snapshot.sums(database)
        if passphrase is not None:
            cipher.make(new, passphrase)
        _alone(database)
        cipher.recode(database, new, like=new if passphrase is not None else None)
        new.chmod(database.stat().st_mode & 0o777)
        before = database.with_name(BEFORE)
        database.replace(before)
        # From here on nobody can begin to write to the old file; has somebody done so since it was read?
        if not held == snapshot.sums(new) == snapshot.sums(before):
            before.replace(database)
            raise _in_use()
        new.replace(database)
        wipe(before)
    with journal_of(root, actor, now) as journal:
        journal.note(ENCRYPT if passphrase is not None else DECRYPT, "")
    return Recoded(passphrase is not None, sum(rows for rows, _digest in held.values()), _older(root))


def _alone(database: Path) -> None:
    """Fold the write-ahead log into the file, which SQLite does only for one who is alone with it."""
    try:
        with snapshot.opened(database, write=True) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
    except BsbError:
        raise _in_use() from None


def _in_use() -> BsbError:
    return BsbError(
        _("Another program has the project open just now."),
        _("Nothing was changed. Close bsb serve and other windows, and try again."),
    )


def _older(root: Path) -> tuple[Path, ...]:
    """Return backups in the project whose database is open to read for whoever gets hold of them."""
    return tuple(path for path in sorted((root / "backup").glob(f"*{SUFFIX}")) if not _is_safe(path, root))


def _is_safe(path: Path, root: Path) -> bool:
    try:
        if is_locked(path):
            return True
        with opened(path, root, str) as (archive, _manifest), closing(archive.open(DATABASE)) as member:
            return not member.read(16).startswith(b"SQLite format 3")
    except BsbError:
        return False

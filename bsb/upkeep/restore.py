"""Restoring a backup: into a new folder, or over the project, with what its present state has to say kept."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bsb.config import FILE, read_config
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.store import snapshot
from bsb.store.engine import Store
from bsb.store.journal import LEFT, Journal
from bsb.upkeep.backup_file import DATABASE, Manifest, unpack, work_folder
from bsb.upkeep.backups import Backups, Made

RESTORE = "restore"


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored: when it had been backed up, into which folder, and the withdrawals done again in it.

    ``before`` is the backup of what stood there; None for a new folder.
    """

    made: str
    name: str
    folder: Path
    withdrawn: tuple[tuple[str, str], ...] = ()
    before: Made | None = None


def restore_new(
    path: Path,
    folder: Path,
    folders: Iterable[str],
    *,
    actor: str,
    now: Callable[[], str],
    passphrase: Callable[[], str],
) -> Restored:
    """Make a project folder from a backup, with the empty ``folders`` that every project has.

    Raises BsbError, with nothing left behind, if the folder is there and not empty, or the file is no whole backup.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BsbError(
            _("{folder} is not empty.").format(folder=folder.name),
            _("Name a new folder; or go to the project, and restore over it: bsb restore FILE --yes"),
        )
    target = folder.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    with work_folder(target.parent) as work:
        whole = work / "project"
        manifest = _unpacked(path, whole, work, passphrase)
        for name in folders:
            (whole / name).mkdir(exist_ok=True)
        with journal_of(whole, actor, now) as journal:
            journal.note(RESTORE, f"{path.name} ({manifest.made})")
        if folder.exists():
            target.rmdir()
        whole.rename(target)
    return Restored(manifest.made, manifest.name, folder)


def restore_over(
    path: Path, root: Path, backups: Backups, *, actor: str, now: Callable[[], str], passphrase: Callable[[], str]
) -> Restored:
    """Restore a backup over the project it was made of, after a backup of what stands there.

    Whoever has withdrawn since is erased from it before it takes the project's place, and the journal keeps what was
    written outside the project since. Settings, guides, matrices and templates of the backup replace those of the
    same name; others stay. Other programs may have the project open: they see all of it or nothing. A database too
    damaged to be backed up is kept beside the new one.

    Raises BsbError, with nothing changed, if the file is no whole backup, or one of another project.
    """
    database = root / DATABASE
    with work_folder(root) as work:
        whole = work / "project"
        manifest = _unpacked(path, whole, work, passphrase)
        sound = _is_sound(database)
        if sound and snapshot.mark(database) not in ("", manifest.mark):
            raise BsbError(
                _("{file} is a backup of another project ({name}).").format(file=path.name, name=manifest.name),
                _("Restore it into a new folder: bsb restore FILE DIR"),
            )
        known: list[tuple[str, str]] = []
        with contextlib.suppress(BsbError):  # what is damaged may still tell who has withdrawn
            known = snapshot.withdrawn(database)
        done = _withdraw_again(whole, known, actor, now)
        if sound:
            snapshot.carry_records(whole / DATABASE, snapshot.records(database, LEFT))
        before = backups.make() if sound else None
        with journal_of(whole, actor, now) as journal:
            journal.note(RESTORE, f"{path.name} ({manifest.made})")
        if sound:
            snapshot.put(whole / DATABASE, database)
        else:
            _set_aside(database)
            (whole / DATABASE).replace(database)
        for name in manifest.files:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (whole / name).replace(root / name)
    return Restored(manifest.made, manifest.name, root, tuple(done), before)


def _is_sound(database: Path) -> bool:
    try:
        return database.is_file() and not snapshot.faults(database) and bool(snapshot.version(database))
    except BsbError:
        return False


def _set_aside(database: Path) -> None:
    """Move a damaged database and its write-ahead log out of the way, without throwing them away."""
    number = next(n for n in itertools.count(1) if not database.with_name(f"{DATABASE}.damaged-{n}").exists())
    for end in ("-wal", "-shm", ""):
        old = database.with_name(DATABASE + end)
        if old.exists():
            old.replace(database.with_name(f"{DATABASE}.damaged-{number}{end}"))


def _unpacked(path: Path, whole: Path, work: Path, passphrase: Callable[[], str]) -> Manifest:
    """Unpack a backup, bring it up to the newest migration, and refuse what is not ours in it."""
    whole.mkdir()
    manifest = unpack(path, whole, work, passphrase)
    read_config(whole / FILE)
    if not snapshot.version(whole / DATABASE):
        raise _foreign(path)
    store = Store.open(whole / DATABASE)
    store.close()
    if snapshot.strangers(whole / DATABASE):
        raise _foreign(path)
    return manifest


def _foreign(path: Path) -> BsbError:
    return BsbError(
        _("{file} holds a database that bsb did not write, and was not restored.").format(file=path.name),
        _("Take another backup."),
    )


def _withdraw_again(
    whole: Path, people: Iterable[tuple[str, str]], actor: str, now: Callable[[], str]
) -> list[tuple[str, str]]:
    """Erase the words of those who have withdrawn, where the restored project still holds them."""
    from bsb.coding.summaries import Summaries
    from bsb.corpus.consent import Consent
    from bsb.corpus.interviews import Interviews

    wanted = set(people)
    if not wanted:
        return []
    with journal_of(whole, actor, now) as journal:
        interviews = Interviews(journal, read_config(whole / FILE))
        standing = [(p.interview, p.pseudonym) for p in interviews.participants() if p.consent != "withdrawn"]
        consent = Consent(journal, interviews, Summaries(journal), whole)
        done = [each for each in standing if each in wanted]
        for interview, pseudonym in done:
            consent.withdraw(interview, pseudonym)
    return done


@contextlib.contextmanager
def journal_of(whole: Path, actor: str, now: Callable[[], str]) -> Iterator[Journal]:
    """Open the journal of the project in a folder, and let go of its database afterwards."""
    store = Store.open(whole / DATABASE)
    try:
        yield Journal(store, actor=actor, now=now)
    finally:
        store.close()

"""Looking a project over: is its data whole and in step, and does it lie safely? Nothing is changed."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.i18n import ngettext
from bsb.store import health, snapshot
from bsb.store.engine import HEAD
from bsb.store.network import network
from bsb.store.sqlite_faults import no_locks
from bsb.upkeep import places
from bsb.upkeep.backup_file import DATABASE, work_folder
from bsb.upkeep.backups import Backups, leftovers

_MIB = 1024 * 1024
_FEW = 5


@dataclass(frozen=True, slots=True)
class Found:
    """One thing found: of which check, whether it is ``wrong`` (else worth a look), what it is, and what to do."""

    check: str
    wrong: bool
    what: str
    hint: str


def examine(root: Path, output: Path, backups: Backups, place: Path | str) -> list[Found]:
    """Return what is wrong with a project or worth a look, what is wrong first; an empty list if nothing is.

    Nothing is changed, nor is an older database migrated.
    """
    if isinstance(place, str):
        return _on_server(root, output, backups, place)
    database = place
    if not database.is_file():
        return [_damage(_("The project's data file {file} is missing.").format(file=DATABASE))]
    found = [*_place(root, database), *_backups(root, database, backups)]
    try:
        found += _database(database, output)
    except BsbError as error:
        found.append(_damage(error.message))
    return sorted(found, key=lambda each: not each.wrong)


def _on_server(root: Path, output: Path, backups: Backups, address: str) -> list[Found]:
    """Look at a copy of what the server has, and at its index of words. Its disks are its keeper's to look after."""
    with work_folder(root) as work:
        copied = work / DATABASE
        try:
            backups.take(copied)
            found = [*_backups(root, copied, backups), *_database(copied, output)]
            if health.served_index(address):
                found.append(_out_of_step())
        except BsbError as error:
            return [Found("database", True, error.message, error.hint)]
    return sorted(found, key=lambda each: not each.wrong)


def _damage(what: str) -> Found:
    return Found("database", True, what, _("Restore the newest backup: bsb restore backup/FILE --yes"))


def _database(database: Path, output: Path) -> Iterator[Found]:
    if faults := snapshot.faults(database):
        n = len(faults)
        text = ngettext("The database has {n} fault: {first}.", "The database has {n} faults: {first} …", n)
        yield _damage(text.format(n=n, first=faults[0].splitlines()[0][:100]))
        return
    version = snapshot.version(database)
    if version > HEAD:
        yield Found(
            "version",
            True,
            _("The project was written by a newer version of bsb (data version {version}).").format(version=version),
            _("Update bsb: pip install --upgrade bsb"),
        )
    elif version < HEAD:
        yield Found(
            "version",
            False,
            _("The database is of an older version ({version}); its contents were not looked at.").format(
                version=version or "?"
            ),
            _("Any command brings it up to date, after a backup: bsb status. Then look again."),
        )
    else:
        yield from _contents(health.look(database), output)


def _again() -> str:
    return _("Find out what changed it, and restore a backup from before: bsb restore backup/FILE --yes")


def _out_of_step() -> Found:
    text = _("The search index is not in step with the turns: a search may miss some or find too much.")
    return Found("search", True, text, _again())


def _contents(found: health.Health, output: Path) -> Iterator[Found]:
    again = _again()
    if names := _few(found.interviews["text"]):
        text = _("Transcripts that are not as they were stored: {names}.").format(names=names)
        yield Found("transcripts", True, text, again)
    if names := _few(found.interviews["codings"]):
        text = _("Codings that do not stand on the words that were coded, in: {names}.").format(names=names)
        yield Found("codings", True, text, again)
    counts = found.counts
    if n := counts["without place"]:
        text = ngettext("{n} coding belongs to no transcript.", "{n} codings belong to no transcript.", n)
        yield Found("codings", True, text.format(n=n), again)
    if counts["index"]:
        yield _out_of_step()
    if n := counts["unplaced"]:
        text = ngettext("{n} coding waits for a place.", "{n} codings wait for a place.", n)
        yield Found("unplaced", False, text.format(n=n), _("See them: bsb transcript unplaced"))
    if n := counts["lost evidence"]:
        text = ngettext(
            "A finding names a coding that is gone.", "In findings, {n} codings are named that are gone.", n
        )
        yield Found("findings", False, text.format(n=n), _("Read those findings again: bsb finding list"))
    if n := counts["lost summaries"]:
        text = ngettext(
            "{n} summary rests on codings that are gone.", "{n} summaries rest on codings that are gone.", n
        )
        yield Found("summaries", False, text.format(n=n), _("Read them again: bsb matrix show MATRIX"))
    yield from _papers(found.changed, output)


def _few(names: list[str]) -> str:
    return ", ".join(names[:_FEW]) + (" …" if len(names) > _FEW else "")


def _papers(changed: str, output: Path) -> Iterator[Found]:
    """Papers that were made before the project was last changed; by the time of their files, so it is a hint only."""
    try:
        since = datetime.datetime.fromisoformat(changed).timestamp()
    except ValueError:
        return
    papers = [path for path in sorted(output.rglob("*")) if path.is_file() and not path.name.startswith(".")]
    if n := sum(path.stat().st_mtime < since for path in papers):
        text = ngettext(
            "{n} file in output/ is older than the last change of {date}.",
            "{n} files in output/ are older than the last change of {date}.",
            n,
        )
        yield Found("papers", False, text.format(n=n, date=changed[:10]), _("Make them again before they go out."))


def _place(root: Path, database: Path) -> Iterator[Found]:
    if not places.writable(database):
        text = _("{file} or its folder is read-only: nothing can be saved.").format(file=DATABASE)
        yield Found("read-only", True, text, _("Give yourself the right to write there, or copy the folder."))
    if places.others_can_read(database):
        text = _("Everyone on this machine can read {file}.").format(file=DATABASE)
        yield Found("permissions", True, text, _("Close the folder to others: chmod -R o-rwx FOLDER"))
    if kind := network(database):
        told = no_locks(kind)
        yield Found("network", True, told.message, told.hint)
    size = sum(path.stat().st_size for path in root.glob(f"{DATABASE}*"))
    free = shutil.disk_usage(root).free
    if free < 2 * size + _MIB:  # SQLite rewrites a file by way of two copies
        text = _("There are {free} MB left on the disk; erasing someone's words may take {need} MB.").format(
            free=free // _MIB, need=2 * size // _MIB + 1
        )
        yield Found("disk", True, text, _("Make room on the disk."))


def _backups(root: Path, database: Path, backups: Backups) -> Iterator[Found]:
    if left := [path for path in leftovers(root) if path not in database.parents]:
        text = _("Work that was cut off has left {names}, which may hold words of participants.").format(
            names=_few([path.name for path in left])
        )
        yield Found("leftovers", False, text, _("The next backup removes it: bsb backup"))
    for path in sorted(root.glob(f"{DATABASE}.damaged-*")):
        text = _("A damaged database is kept here: {file}.").format(file=path.name)
        yield Found("leftovers", False, text, _("Delete it when nobody needs it any more."))
    if backups.newest() is None:
        yield Found("backup", False, _("There is no backup in backup/."), _("Make one: bsb backup"))
    try:
        gone = snapshot.withdrawn(database)
    except BsbError:
        return  # told elsewhere
    if held := [each.path.name for each in backups.holding(gone) if not each.locked]:
        text = _("Backups hold words of people who have withdrawn: {files}.").format(files=_few(held))
        yield Found("backup", True, text, _("Make a new backup, and delete these: bsb backup"))

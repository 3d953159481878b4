"""Making backups, verifying each by restoring it, keeping the newest, and removing those with erased words."""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bsb.config import FILE, with_store
from bsb.errors import BsbError
from bsb.formats.stable_zip import WORK, pack_files
from bsb.i18n import gettext as _
from bsb.store import snapshot
from bsb.store.sqlite import BEFORE
from bsb.text.match import fold
from bsb.upkeep.backup_file import (
    DATABASE,
    FOLDERS,
    HELD,
    MANIFEST,
    SUFFIX,
    Manifest,
    file_sha256,
    look,
    unpack,
    work_folder,
)
from bsb.upkeep.places import wipe
from bsb.upkeep.running import is_held, others

FOLDER = "backup"
KEEP = 10
_TRIES = 1000
#: A paper that is being written (see ``stable_zip.write_whole``).
_UNFINISHED = re.compile(r"\..+\.[0-9a-f]{8}\.tmp")


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was written and verified: its file, rows in all tables, and older ones that went for it."""

    path: Path
    bytes: int
    rows: int
    files: int
    encrypted: bool
    removed: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Holding:
    """A backup that holds someone's words, or may: one that is ``locked`` cannot be looked into."""

    path: Path
    locked: bool


class Backups:
    """The backups of one project. Nothing is migrated, so that it serves before a migration too."""

    def __init__(self, root: Path, name: str, now: Callable[[], str], place: Path | str | None = None) -> None:
        self._root = root
        self._name = name
        self._now = now
        self._place = place if place is not None else root / DATABASE

    @property
    def folder(self) -> Path:
        """Where backups lie if no other place is named."""
        return self._root / FOLDER

    def make(self, out: Path | None = None, *, keep: int | None = None, passphrase: str = "") -> Made:
        """Write a backup to a file, or under a name of its own to a folder (default: the project's backup/).

        It is taken while others may be writing, then opened again and restored to the side; only if every table
        has the rows and the checksum of the original is it given its name. After that all but the newest ``keep``
        of this project go from that folder (None: 10 in backup/, and no limit elsewhere).

        Raises BsbError, with nothing left behind, if it cannot be written or does not come back as it was.
        """
        folder = self.folder if out is None else out
        named = out is not None and not out.is_dir()
        if named and folder.suffix != SUFFIX:  # under another name a withdrawal would not find it again
            raise BsbError(
                _("{file} is neither a folder that is there nor a name that ends in .bsbbackup.").format(file=out),
                _("Make the folder first, or write the whole name of the file."),
            )
        self.sweep()
        try:
            with work_folder(self._root) as work:
                manifest, members = self._gather(work)
                path = folder if named else self._free(folder, manifest.mark)
                made = self._write(path, work, manifest, members, passphrase)
        except OSError as error:
            raise BsbError(
                _("The backup cannot be written ({why}).").format(why=error.strerror or type(error).__name__),
                _("Check that there is room on the disk and that you may write there. Nothing was changed."),
            ) from None
        wanted = KEEP if keep is None and out is None else keep
        if wanted is None or named:
            return made
        # The one just made stays, even if the clock went back and its name is not that of the newest.
        older = [each for each in self._of_ours(folder, manifest.mark) if each != made.path]
        gone = older[max(0, wanted - 1) :]
        for old in gone:
            old.unlink(missing_ok=True)
        return Made(made.path, made.bytes, made.rows, made.files, made.encrypted, tuple(gone))

    def take(self, target: Path) -> snapshot.Sums:
        """Copy the database to a file while others may be writing, and return the sums of what was copied."""
        if isinstance(self._place, Path):
            return snapshot.take(self._place, target)
        from bsb.store.copying import to_file

        return to_file(self._place, target)

    def _gather(self, work: Path) -> tuple[Manifest, dict[str, bytes | Path]]:
        copied = work / DATABASE
        tables = self.take(copied)
        if snapshot.faults(copied):
            raise BsbError(
                _("The project's database has faults, and a backup would have them too."),
                _("See what is wrong: bsb doctor"),
            )
        files = {name: path.read_bytes() for name, path in _authored(self._root)}
        if isinstance(self._place, str):  # what is restored has its data in a file, and does not reach for the server
            files[FILE] = with_store(files[FILE].decode("utf-8-sig"), "").encode()
        manifest = Manifest(
            made=self._now(),
            name=self._name,
            mark=snapshot.mark(copied),
            data_version=snapshot.version(copied),
            database_bytes=copied.stat().st_size,
            database_sha256=file_sha256(copied),
            tables=tables,
            files={name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
            voices={name: tuple(each) for name, each in snapshot.voices(copied).items()},
        )
        return manifest, {MANIFEST: manifest.as_json(), **files, DATABASE: copied}

    def _write(
        self, path: Path, work: Path, manifest: Manifest, members: dict[str, bytes | Path], passphrase: str
    ) -> Made:
        packed = work / "packed.zip"
        pack_files(packed, members, date=datetime.date.fromisoformat(self._now()[:10]))
        if passphrase:
            from bsb.formats.age_file import encrypt

            packed.write_bytes(encrypt(packed.read_bytes(), passphrase=passphrase))
        path.parent.mkdir(parents=True, exist_ok=True)
        held = path.with_name(f".{path.name[:80]}.{secrets.token_hex(4)}.tmp")
        try:
            with packed.open("rb") as source, held.open("xb") as target:
                held.chmod(0o600)
                shutil.copyfileobj(source, target, 1 << 20)
                target.flush()
                os.fsync(target.fileno())
            # What is verified is what now lies on the disk, in its last place.
            trial = work / "trial"
            trial.mkdir()
            if unpack(held, trial, work, lambda: passphrase) != manifest:
                raise BsbError(_("The backup does not come back as it was."), _("Try again, on another disk."))
            held.replace(path)
        finally:
            with contextlib.suppress(OSError):
                held.unlink()
        rows = sum(count for count, _digest in manifest.tables.values())
        return Made(path, path.stat().st_size, rows, len(manifest.files), bool(passphrase))

    def _free(self, folder: Path, mark: str) -> Path:
        stamp = re.sub(r"[^0-9T]", "", self._now())
        for number in range(1, _TRIES):
            more = f"-{number:03}" if number > 1 else ""
            path = folder / f"{self._stem(mark)}{stamp}{more}{SUFFIX}"
            if not path.exists():
                return path
        raise BsbError(_("There are too many backups of this second."), "")

    def _stem(self, mark: str) -> str:
        # The mark keeps projects of one name apart that share a folder for backups.
        slug = re.sub(r"[^a-z0-9æøå]+", "-", fold(self._root.resolve().name)).strip("-")[:40]
        return f"{slug or 'bsb'}-{(mark or 'ny')[:6]}-"

    def _of_ours(self, folder: Path, mark: str) -> list[Path]:
        """Return the backups of this project in a folder that have names of ours, newest first."""
        stem = self._stem(mark)
        ours = re.compile(re.escape(stem) + r"\d{8}T\d{6}(-\d{3})?" + re.escape(SUFFIX))
        return sorted((p for p in folder.iterdir() if ours.fullmatch(p.name)), key=lambda p: p.stem, reverse=True)

    def newest(self) -> Path | None:
        """Return the newest backup in backup/, by the time of its file; None if there is none."""
        found = self.folder.glob(f"*{SUFFIX}") if self.folder.is_dir() else ()
        return max(found, key=lambda path: path.stat().st_mtime, default=None)

    def holding(self, people: Iterable[tuple[str, str]]) -> list[Holding]:
        """Return the backups anywhere in the project's folder that hold words of one of (interview, pseudonym).

        Those that are encrypted, or damaged, are among them: what cannot be looked into may hold the words.
        """
        wanted = set(people)
        found = []
        for path in sorted(_backup_files(self._root)) if wanted else ():
            try:
                manifest = look(path)
            except BsbError:
                manifest = None
            if manifest is None:
                found.append(Holding(path, True))
            elif any(who in manifest.voices.get(interview, ()) for interview, who in wanted):
                found.append(Holding(path, False))
        return found

    def purge(self, holding: Iterable[Holding]) -> tuple[list[Path], Made | None]:
        """Remove backups that lie in backup/, after one of the present state if any of them was not encrypted.

        Returns what was removed, and the new backup.
        """
        old = [each for each in holding if each.path.parent == self.folder]
        made = self.make(keep=_TRIES) if any(not each.locked for each in old) else None
        for each in old:
            each.path.unlink(missing_ok=True)
        return [each.path for each in old], made

    def sweep(self) -> int:
        """Remove what work that was cut off left behind; return how many things."""
        left = leftovers(self._root)
        for path in left:
            if path.name == BEFORE:
                wipe(path)
            elif path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
        return len(left)


def leftovers(root: Path) -> list[Path]:
    """Return the folders and files that work cut off has left in a project; they may hold participants' words."""
    folders = {path: is_held(path / HELD) for path in root.glob(f"{WORK}*")}
    # A file on its way to its name may be of whoever is at work.
    files: list[Path] = []
    if not any(folders.values()) and not others(root):
        files += (root / FOLDER).glob(f".*{SUFFIX}.*.tmp")
        files += (path for path in (root / "output").rglob(".*.tmp") if _UNFINISHED.fullmatch(path.name))
        files += (root / "output").rglob(f"{WORK}*")
        # The file that an encryption was about to wipe. Without another beside it, it is the project's own.
        files += (root / BEFORE,) if (root / BEFORE).is_file() and (root / DATABASE).is_file() else ()
    return sorted([*(path for path, at_work in folders.items() if not at_work), *files])


def _authored(root: Path) -> Iterator[tuple[str, Path]]:
    """Yield what people wrote: settings, guides, matrices, templates, texts of reports."""
    yield FILE, root / FILE
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            parts = path.relative_to(root).parts
            hidden = any(part.startswith((".", "~$")) for part in parts)
            if path.is_file() and not path.is_symlink() and not hidden:
                yield "/".join(parts), path


def _backup_files(root: Path) -> Iterator[Path]:
    for folder, below, names in os.walk(root):
        below[:] = [name for name in below if not name.startswith(".")]
        yield from (Path(folder, name) for name in names if name.endswith(SUFFIX) and not name.startswith("."))

"""The file of a backup: a zip archive, or one encrypted with age, with the database and what people wrote.

``backup.json`` comes first and says what must be in the others, so that a copy cut short or tampered with is told::

    backup.json     made when, of which project, sums of every table, speakers whose words are in it
    bsb.db          the database
    bsb.toml, guides/..., matrices/..., templates/..., report/...
"""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bsb.config import FILE
from bsb.errors import BsbError
from bsb.formats.limits import MIB, Limits, check_size, copy_part, open_zip, read_bytes, read_part
from bsb.formats.stable_zip import WORK
from bsb.i18n import gettext as _
from bsb.store import snapshot
from bsb.upkeep.running import held

if TYPE_CHECKING:
    import zipfile

SUFFIX = ".bsbbackup"
MANIFEST = "backup.json"
DATABASE = "bsb.db"
FOLDERS = ("guides", "matrices", "templates", "report")
#: The file in such a folder that whoever is at work in it holds.
HELD = "i-bruk"
FORMAT, VERSION = "bsb-backup", 1
_AGE = b"age-encryption.org/v1"
_GIB = 1024 * MIB
LIMITS = Limits(file_bytes=64 * _GIB, unpacked_bytes=256 * _GIB, part_bytes=64 * MIB, ratio=1000)
_ENCRYPTED_MOST = 4 * _GIB
_SAFE = re.compile(r"^[^\x00-\x1f\\/:*?\"<>|.][^\x00-\x1f\\/:*?\"<>|]*$")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. ``voices`` are the speakers whose words are in it, by interview."""

    made: str
    name: str
    mark: str
    data_version: str
    database_bytes: int
    database_sha256: str
    tables: Mapping[str, tuple[int, str]]
    files: Mapping[str, str]
    voices: Mapping[str, tuple[str, ...]]

    def as_json(self) -> bytes:
        """Return it as the first member of the archive."""
        fields = {name: getattr(self, name) for name in self.__slots__}
        return json.dumps({"format": FORMAT, "version": VERSION} | fields, ensure_ascii=False, indent=1).encode()


def is_locked(path: Path) -> bool:
    """Return whether a backup is encrypted."""
    check_size(path, LIMITS.file_bytes)
    with path.open("rb") as file:
        return file.read(len(_AGE)) == _AGE


@contextmanager
def work_folder(root: Path) -> Iterator[Path]:
    """Give a folder in the project's own, that only its owner may read and that is gone afterwards.

    Not the system's folder for temporary files: words of participants do not leave the project's disk.
    """
    with tempfile.TemporaryDirectory(prefix=WORK, dir=root) as made, held(Path(made, HELD)):
        yield Path(made)


@contextmanager
def opened(path: Path, work: Path, passphrase: Callable[[], str]) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """Open a backup and look at its listing; an encrypted one is opened into ``work``.

    Raises BsbError if it is none, damaged, hostile, or the passphrase is wrong.
    """
    plain = path
    if is_locked(path):
        from bsb.formats.age_file import decrypt

        plain = work / "opened.zip"
        plain.write_bytes(decrypt(read_bytes(path, _ENCRYPTED_MOST), passphrase=passphrase(), name=path.name))
    try:
        archive = open_zip(plain, LIMITS)
    except BsbError as error:
        raise _none(path) from error
    with archive:
        yield archive, _manifest(path, archive)


def _manifest(path: Path, archive: zipfile.ZipFile) -> Manifest:
    names = archive.namelist()
    if not {MANIFEST, DATABASE, FILE} <= set(names):
        raise _none(path)
    try:
        data: Any = json.loads(read_part(path, archive, MANIFEST, LIMITS))
        if data["format"] != FORMAT:
            raise _none(path)
        if int(data["version"]) > VERSION:
            raise newer(path)
        found = Manifest(
            made=str(data["made"])[:20],
            name=str(data["name"])[:200],
            mark=str(data["mark"])[:16],
            data_version=str(data["data_version"])[:32],
            database_bytes=int(data["database_bytes"]),
            database_sha256=str(data["database_sha256"]),
            tables={str(name): (int(rows), str(digest)) for name, (rows, digest) in data["tables"].items()},
            files={str(name): str(digest) for name, digest in data["files"].items()},
            voices={str(name): tuple(map(str, each)) for name, each in data["voices"].items()},
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise _none(path) from None
    expected = {MANIFEST, DATABASE, *found.files}
    folded = {name.casefold() for name in names}
    if set(names) != expected or len(folded) < len(names) or not all(map(_may_be, found.files)):
        raise BsbError(
            _("{file} holds files that do not belong in a backup, and was not restored.").format(file=path.name),
            _("Take another backup."),
        )
    if archive.getinfo(DATABASE).file_size != found.database_bytes:
        raise _damaged(path)
    return found


def _may_be(name: str) -> bool:
    """Return whether a member may be written below a project's folder."""
    parts = name.split("/")
    return name == FILE or (len(parts) > 1 and parts[0] in FOLDERS and all(map(_SAFE.match, parts)))


def unpack(path: Path, folder: Path, work: Path, passphrase: Callable[[], str]) -> Manifest:
    """Unpack a backup into an empty folder, and hold everything against what the backup says of it.

    Raises BsbError if it is foreign, broken, hostile, or from a newer version.
    """
    with opened(path, work, passphrase) as (archive, manifest):
        for name, digest in manifest.files.items():
            content = read_part(path, archive, name, LIMITS)
            if hashlib.sha256(content).hexdigest() != digest:
                raise _damaged(path)
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
        copy_part(path, archive, DATABASE, folder / DATABASE, manifest.database_bytes)
    database = folder / DATABASE
    database.chmod(database.stat().st_mode & ~0o007)
    try:
        whole = file_sha256(database) == manifest.database_sha256
        whole = whole and not snapshot.faults(database) and snapshot.sums(database) == manifest.tables
    except BsbError:
        whole = False
    if not whole:
        raise _damaged(path)
    return manifest


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file, read piece by piece."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def look(path: Path) -> Manifest | None:
    """Return what a backup says of itself; None if it is encrypted. Raises BsbError if it is no backup."""
    if is_locked(path):
        return None
    with opened(path, path.parent, str) as (_archive, manifest):
        return manifest


def newer(path: Path) -> BsbError:
    """Return the error for a backup that a newer version wrote."""
    return BsbError(
        _("{file} was written by a newer version of bsb.").format(file=path.name),
        _("Update bsb: pip install --upgrade bsb"),
    )


def _none(path: Path) -> BsbError:
    return BsbError(
        _("{file} is no backup that bsb wrote, or it is cut short.").format(file=path.name),
        _("Backups lie in the project's folder backup/ and end in .bsbbackup."),
    )


def _damaged(path: Path) -> BsbError:
    return BsbError(
        _("{file} is damaged: it does not hold what was backed up.").format(file=path.name),
        _("Take another backup."),
    )

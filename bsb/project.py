"""A project folder: opened, made, restored, copied and encrypted here. What is done in it is in ``bsb.rooms``."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bsb.config import FILE, STAKEHOLDERS, check_address, read_config, with_store
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.shipped import shipped

if TYPE_CHECKING:
    from bsb.upkeep.doctor import Found
    from bsb.upkeep.encryption import Recoded
    from bsb.upkeep.restore import Restored
    from bsb.upkeep.running import CutOff

from bsb.rooms import DATABASE, STORE, Rooms, actor, utc_now

_STAKEHOLDERS = re.compile(r"^stakeholders = .*$", re.MULTILINE)
FOLDERS = ("guides", "matrices", "templates", "corpora", "output")


class Project(Rooms):
    """One evaluation. Its attributes are the rooms; everything the commands can do, they do through these.

    >>> import tempfile
    >>> project = Project.init(tempfile.mkdtemp() + "/alna", name="Alna 2026")
    >>> project.interviews.add("alna-fg1", district="Alna", participants=5).participants
    5
    >>> project.close()
    """

    @classmethod
    def open(cls, path: str | Path = ".", *, now: Callable[[], str] = utc_now, read_only: bool = False) -> Project:
        """Open the project in a folder or in the nearest folder above it.

        ``read_only`` leaves everything in the folder as it is: an older database is refused and not migrated.

        Raises BsbError if there is none, or its ``bsb.toml`` has a fault.
        """
        root = find_root(Path(path))
        if root is None:
            raise BsbError(
                _("There is no project in {folder} or above it.").format(folder=Path(path).resolve().name or "/"),
                _("Go to a project's folder, name one with -C DIR, or make one: bsb init DIR"),
            )
        return cls(root, read_config(root / FILE), now=now, read_only=read_only)

    @classmethod
    def init(
        cls,
        path: str | Path,
        *,
        name: str = "",
        language: str = "nb",
        store: str = "",
        passphrase: str | None = None,
        now: Callable[[], str] = utc_now,
    ) -> Project:
        """Make a project folder with Oslo's districts in its ``bsb.toml``, and an empty database.

        ``store`` is the address of an empty database on a server; else the database is a file in the folder, which a
        passphrase encrypts.

        Raises BsbError, with nothing made, if the folder holds a project already, or the server's database does, or
        the passphrase is too short.
        """
        from bsb.store import cipher
        from bsb.store.engine import Store

        root = Path(path)
        for taken in (FILE, DATABASE):
            if (root / taken).exists() and not (taken == DATABASE and _unfilled(root / DATABASE)):
                raise BsbError(
                    _("There is already a {file} in {folder}.").format(file=taken, folder=root.resolve().name),
                    _("Open it as it is (bsb status), or choose another folder."),
                )
        if check_address(store, FILE):
            Store.open(os.environ.get(STORE) or store, create=True).close()
        if passphrase is not None:
            cipher.check(passphrase)
        fresh = [folder for folder in (root, *(root / name for name in FOLDERS)) if not folder.exists()]
        text = (shipped("templates") / FILE).read_text(encoding="utf-8")
        title = name or root.resolve().name
        text = text.replace("NAME", title.replace("\\", "").replace('"', "'"))
        text = text.replace('language = "nb"', f'language = "{language}"')
        text = _STAKEHOLDERS.sub(f"stakeholders = {json.dumps(STAKEHOLDERS[language], ensure_ascii=False)}", text)
        try:
            for folder in FOLDERS:
                (root / folder).mkdir(parents=True, exist_ok=True)
            if passphrase is not None:
                cipher.make(root / DATABASE, passphrase)
            if not store:
                Store.open(root / DATABASE, create=True).close()
            # Last, since it makes the folder a project: what is cut off before it can be begun anew.
            (root / FILE).write_text(with_store(text, store), encoding="utf-8", newline="\n")
        except BaseException:
            for file in (root / FILE, *root.glob(f"{DATABASE}*")):
                file.unlink(missing_ok=True)
            for made in reversed(fresh):
                if made.is_dir() and not any(made.iterdir()):
                    made.rmdir()
            raise
        return cls.open(root, now=now)

    @classmethod
    def from_example(cls, path: str | Path, *, now: Callable[[], str] = utc_now) -> Project:
        """Make an empty project with the settings and the material of the shipped example."""
        project = cls.init(path, now=now)
        source = shipped("corpora") / "eksempel"
        shutil.copyfile(source / FILE, project.root / FILE)
        shutil.copytree(source, project.root / "corpora" / "eksempel", dirs_exist_ok=True)
        return cls.open(project.root, now=now)

    @classmethod
    def from_bundle(
        cls,
        path: str | Path,
        payload: Mapping[str, Any],
        *,
        passphrase: str | None = None,
        now: Callable[[], str] = utc_now,
    ) -> Project:
        """Make a coder's workplace from an opened bundle (``bsb.exchange.team.team.open_file``).

        With a passphrase, its database is encrypted. Raises BsbError, with nothing left behind, if the folder is
        there and not empty, the bundle's settings have a fault, or the passphrase is too short.
        """
        from bsb.exchange.team.workplace import write_files
        from bsb.store import cipher
        from bsb.store.engine import Store

        root = Path(path)
        if root.exists() and (not root.is_dir() or any(root.iterdir())):
            raise BsbError(
                _("{folder} is not empty.").format(folder=root.name),
                _("Name a new folder. To bring a workplace up to date, go there and say: bsb team refresh FILE"),
            )
        fresh = not root.exists()
        try:
            for folder in FOLDERS:
                (root / folder).mkdir(parents=True, exist_ok=True)
            write_files(root, payload)
            read_config(root / FILE)
            if passphrase is not None:
                cipher.make(root / DATABASE, passphrase)
            Store.open(root / DATABASE, create=True).close()
            made = cls.open(root, now=now)
            made.team.fill(payload)
        except BaseException:
            for each in [root] if fresh else list(root.iterdir()):
                shutil.rmtree(each) if each.is_dir() else each.unlink(missing_ok=True)
            raise
        return made

    def copy_store(self, target: str, *, use: bool = False) -> int:
        """Copy the database to an empty one on a server, or from there to a new file; return the number of rows.

        The copy is equal to the row, the journal with it. With ``use`` the project goes on with the copy: where it is
        is written to ``bsb.toml``.

        Raises BsbError, with nothing changed, if something is there already, the copy is not equal, or ``use`` is
        asked for with a password in the address or a file that is not the project's own.
        """
        from bsb.formats.stable_zip import write_whole
        from bsb.store.copying import copy

        served = "://" in target
        address = check_address(target, FILE) if served and use else ""
        if use and not served and Path(target).resolve() != (self.root / DATABASE).resolve():
            raise BsbError(
                _("A project's own file is {file} in its folder.").format(file=DATABASE),
                _("Copy to that, or leave out --use."),
            )
        rows = sum(n for n, _digest in copy(self.store, target if served else Path(target)).values())
        if use:
            self.close()
            settings = self.root / FILE
            write_whole(settings, with_store(settings.read_text(encoding="utf-8-sig"), address).encode())
        return rows

    def grant(self, logins: Sequence[str]) -> None:
        """Let logins of the server work in this project, and have it hide from each what a blind round hides.

        Raises BsbError if the project is in a file, or one does not own the database.
        """
        from bsb.store.policies import statements

        if not isinstance(self.place, str):
            raise _no_server()
        with self.store.write() as connection:
            for statement in statements(logins):
                connection.exec_driver_sql(statement.replace("%", "%%"))  # a sign of the driver's
        self.journal.note("project.grant", ", ".join(logins))

    @classmethod
    def from_backup(
        cls,
        path: Path,
        folder: str | Path,
        *,
        passphrase: Callable[[], str] = str,
        now: Callable[[], str] = utc_now,
    ) -> Restored:
        """Make a project folder from a backup; ``passphrase`` is asked only if it is encrypted.

        Raises BsbError, with nothing left behind, if the folder is not empty or the file is no whole backup.
        """
        from bsb.upkeep.restore import restore_new

        return restore_new(path, Path(folder), FOLDERS, actor=actor(), now=now, passphrase=passphrase)

    def restore(self, path: Path, *, passphrase: Callable[[], str] = str) -> Restored:
        """Put a backup in the project's place, after a backup of what stands there; open the project anew afterwards.

        Who has withdrawn since is erased from it first. Raises BsbError, with nothing changed, if it is no whole
        backup of this project.
        """
        from bsb.upkeep.restore import restore_over

        if isinstance(self.place, str):
            raise BsbError(
                _("This project is on a server, and a backup is not restored over that."),
                _("Restore it into a new folder, and copy it from there to an empty database: bsb restore FILE DIR"),
            )
        self.close()
        return restore_over(path, self.root, self.backups, actor=actor(), now=self.now, passphrase=passphrase)

    def recode(self, passphrase: str | None) -> Recoded:
        """Encrypt the database with a passphrase, or make it plain with None; open the project anew afterwards.

        Raises BsbError, with nothing changed, if another program has it open or the passphrase is too short.
        """
        from bsb.upkeep.encryption import recode

        if isinstance(self.place, str):
            raise BsbError(
                _("This project is on a server; its database is no file here."),
                _("A server's disk is encrypted by those who run the server."),
            )
        self.close()
        return recode(self.root, passphrase, actor=actor(), now=self.now)

    def opens_with(self, passphrase: str) -> bool:
        """Return whether the project's database is encrypted, and opens with a passphrase."""
        from bsb.store import cipher

        return cipher.opens(self.root / DATABASE, passphrase)

    def running(self, command: str) -> AbstractContextManager[None]:
        """Say, for as long as the block lasts, that a command is at work here: if it is killed, ``cut_off`` tells."""
        from bsb.upkeep.running import running

        return running(self.root, command, self.now())

    def cut_off(self) -> list[CutOff]:
        """Return the commands that were killed here since this was asked last, and clear away what they left behind.

        Nothing in the database is half done by them: what they had not finished was never in it.
        """
        from bsb.upkeep.running import cut_off

        found = cut_off(self.root)
        if found:
            self.backups.sweep()
        return found

    def examine(self) -> list[Found]:
        """Return what is wrong with the project's data and folder, or worth a look; nothing is changed."""
        from bsb.upkeep.doctor import examine

        return examine(self.root, self.output, self.backups, self.place)


def _no_server() -> BsbError:
    return BsbError(
        _("This project is in a file: who can open the file sees all."),
        _("For a team, copy it to a server first: bsb project copy ADDRESS --use"),
    )


def find_root(start: Path) -> Path | None:
    """Return the nearest folder at or above ``start`` that holds a ``bsb.toml``, or None."""
    folder = start.resolve()
    return next((f for f in (folder, *folder.parents) if (f / FILE).is_file()), None)


def _unfilled(database: Path) -> bool:
    """Return whether a database is what an ``init`` that was cut off has left: ours, with nothing in it."""
    from bsb.store import snapshot

    try:
        return not (snapshot.mark(database) if snapshot.version(database) else snapshot.sums(database))
    except BsbError:
        return False

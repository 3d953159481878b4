"""Faults other than kills: a disk that is full or broken, what may not be written, what is held, moved or far away.

Each trouble says what it tried, and returns what was wrong: an empty list is as it should be. What must hold each
time: people get one message that says what is the matter, what was said to be saved is there, nothing is half done.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import random
import shutil
import sqlite3
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

from bench.faults import calls, kills
from bsb.errors import BsbError, place_of
from bsb.project import Project
from bsb.rooms import DATABASE

_NOBODY = 65534
#: Kinds of work that meet a failing disk, and a full one.
_DISK = ("import", "coding", "merge", "withdrawal", "backup", "restore", "migration", "papers")


@dataclass(slots=True)
class Trouble:
    """A kind of trouble: how often it was made, how often it was told in words, and what was wrong."""

    name: str
    runs: int = 0
    told: int = 0
    faults: list[str] = field(default_factory=list)


def disk(place: Path, times: int, how: int, name: str, seed: int = 1) -> Trouble:
    """Have the disk fail from some call on, for the rest of a run; after that it is well again."""
    chance = random.Random(seed)
    trouble = Trouble(name)
    for work in _DISK:
        whole = kills.child(work, kills.fresh(place, work), None)
        for number in range(times):
            root = kills.fresh(place, work)
            call = max(1, round((number + chance.random()) / times * whole.calls))
            ended, told = in_child(work, root, how, call)
            trouble.runs += 1
            trouble.told += ended == "BsbError"
            if ended not in ("", "BsbError"):
                trouble.faults.append(f"{work}: {ended}")
            trouble.faults += [f"{work}: {each}" for each in kills.look(work, root, told)]
    return trouble


def in_child(work: str, root: Path, how: int, call: int) -> tuple[str, int]:
    """Do work in a child whose calls fail; return the error it ended with ("" if none), and how much it told."""
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # threads of a number library, which do nothing here
        pid = os.fork()
    if pid == 0:
        try:
            os.close(reading)
            ended = ""
            try:
                if calls.loaded():
                    calls.arm(how, call)
                kills.WORK[work](root, lambda: os.write(writing, b".") and None)
            except BsbError:
                ended = "BsbError"
            except Exception as error:
                ended = f"{place_of(error)} {error}"
            os.write(writing, f" {ended}".encode())
        finally:
            os._exit(0)
    os.close(writing)
    os.waitpid(pid, 0)
    with os.fdopen(reading, "rb") as pipe:
        told, _blank, ended = pipe.read().decode().partition(" ")
    return ended, len(told)


def read_only(place: Path, times: int) -> Trouble:
    """Take away the right to write: of the folder, of the file, of both."""
    trouble = Trouble("read-only")
    works = ("coding", "import", "backup", "withdrawal")
    for work in works:  # nobody may not load modules either: they are to be there before
        kills.WORK[work](kills.fresh(place, work), lambda: None)
    for folder, file in ((0o555, 0o644), (0o755, 0o444), (0o555, 0o444)):
        for work in works:
            root = kills.fresh(place, work)
            with _closed(root, folder, file):
                if os.geteuid():
                    ended, told = in_child(work, root, 0, 0)
                else:  # for the one who may do all, nothing is read-only
                    with patch.dict(kills.WORK, {work: _as_nobody(kills.WORK[work])}):
                        ended, told = in_child(work, root, 0, 0)
            trouble.runs += 1
            trouble.told += ended == "BsbError"
            if (ended, told) != ("BsbError", 0):
                trouble.faults.append(f"{work}, folder {folder:o}, file {file:o}: {ended or 'no error'}")
            trouble.faults += kills.look(work, root, told)
    return trouble


@contextlib.contextmanager
def _closed(root: Path, folder: int, file: int) -> Iterator[None]:
    """Give a project other rights for a while; all above it must let anybody pass, to be able to look."""
    for above in (root.parents[1], root.parents[0], *root.rglob("*")):
        above.chmod(0o755 if above.is_dir() else 0o644)
    database = root / DATABASE
    database.chmod(file)
    root.chmod(folder)
    try:
        yield
    finally:
        root.chmod(0o755)
        database.chmod(0o640)


def _as_nobody(work: Callable[[Path, kills.Tell], None]) -> Callable[[Path, kills.Tell], None]:
    def do(root: Path, tell: kills.Tell) -> None:
        os.setgid(_NOBODY)
        os.setuid(_NOBODY)
        work(root, tell)

    return do


def locked(place: Path, times: int) -> Trouble:
    """Have another program hold the database for longer than anybody waits."""
    trouble = Trouble("locked")
    for work in ("coding", "import", "merge"):
        root = kills.fresh(place, work)
        other = sqlite3.connect(root / DATABASE, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        ended, told = in_child(work, root, 0, 0)
        other.execute("ROLLBACK")
        other.close()
        trouble.runs += 1
        trouble.told += ended == "BsbError"
        if (ended, told) != ("BsbError", 0):
            trouble.faults.append(f"{work}: {ended or 'no error'}")
        trouble.faults += kills.look(work, root, told)
    return trouble


def clock(place: Path, times: int) -> Trouble:
    """Let the clock go backwards, an hour at each look: the order of what was done must not hang on it."""
    trouble = Trouble("clock")
    root = kills.fresh(place, "coding")
    hours = itertools.count()
    project = Project.open(root, now=lambda: f"2026-05-{20 - next(hours) // 24:02}T{23 - next(hours) % 24:02}:00:00Z")
    for piece in range(1, 5):
        kills.code(project, piece)
        trouble.runs += 1
    about = [entry.action for entry in project.journal.entries(limit=4)]
    undone = project.journal.undo()
    if about != ["code.import"] * 4 or len(project.codings.all()) != 4 or undone.action != "code.import":
        trouble.faults.append("undo took another change than the latest")
    project.journal.redo()
    if len(project.codings.all()) != 5:
        trouble.faults.append("redo did not bring back what was undone")
    made = [project.backups.make(keep=2).path for _ in range(3)]
    if not made[-1].is_file():
        trouble.faults.append("the newest backup was removed as the oldest")
    project.close()
    trouble.faults += kills.look("coding", root, 4)
    return trouble


def moved(place: Path, times: int) -> Trouble:
    """Take the database away, or put another in its place, while it is open."""
    trouble = Trouble("moved")
    for how in ("deleted", "replaced", "folder moved"):
        root = kills.fresh(place, "coding")
        aside = root.with_name("annet")
        project = Project.open(root)
        kills.code(project, 1)
        if how == "folder moved":
            root.rename(aside)
            (root / "corpora").mkdir(parents=True)
        else:
            shutil.copyfile(root / DATABASE, aside)
            for path in root.glob(f"{DATABASE}*"):
                path.unlink()
            if how == "replaced":
                shutil.copyfile(aside, root / DATABASE)
        trouble.runs += 1
        try:
            kills.code(project, 2)
            trouble.faults.append(f"{how}: saved where nobody finds it")
        except BsbError:
            trouble.told += 1
        with contextlib.suppress(BsbError):
            project.close()
        if how == "folder moved":
            trouble.faults += kills.look("coding", aside, 1)
    return trouble


def network(place: Path, times: int) -> Trouble:
    """Put the project where another machine could write at the same time, or where no locks are to be had."""
    trouble = Trouble("network")
    for kind in ("nfs4", "cifs", "smb3", "fuse.sshfs"):
        root = kills.fresh(place, "coding")
        with patch("bsb.store.sqlite.network", lambda _path, kind=kind: kind):
            ended, told = in_child("coding", root, 0, 0)
        trouble.runs += 1
        trouble.told += ended == "BsbError"
        if (ended, told) != ("BsbError", 0):
            trouble.faults.append(f"{kind}: {ended or 'no error'}")
        trouble.faults += kills.look("coding", root, told)
    if calls.loaded():
        root = kills.fresh(place, "coding")
        ended, told = in_child("coding", root, calls.UNLOCKED, 0)
        trouble.runs += 1
        trouble.told += ended == "BsbError"
        if (ended, told) != ("BsbError", 0):
            trouble.faults.append(f"no locks: {ended or 'no error'}")
        trouble.faults += kills.look("coding", root, told)
    return trouble


def damaged(place: Path, times: int) -> Trouble:
    """Change bytes of the database file: it may be told or not matter, but never end in a fault of ours."""
    trouble = Trouble("damaged")
    chance = random.Random(1)
    for _ in range(times):
        root = kills.fresh(place, "coding")
        data = bytearray((root / DATABASE).read_bytes())
        at = chance.randrange(len(data) // 4096) * 4096
        data[at : at + 512] = chance.randbytes(512)
        (root / DATABASE).write_bytes(data)
        trouble.runs += 1
        try:
            project = Project.open(root)
            wrong = [each for each in project.examine() if each.wrong]
            trouble.told += bool(wrong)
            if not wrong:
                trouble.faults.append("doctor did not see it")
            project.close()
        except BsbError:
            trouble.told += 1
        except Exception as error:
            trouble.faults.append(place_of(error))
        ended, _told = in_child("coding", root, 0, 0)
        if ended not in ("", "BsbError"):
            trouble.faults.append(ended)
    return trouble


def run(place: Path, times: int) -> list[Trouble]:
    """Make every trouble, those of the disk at so many points of each kind of work."""
    every: list[Trouble] = []
    if calls.loaded():
        every.append(disk(place, times, calls.FULL, "full"))
        every.append(disk(place, times, calls.BROKEN, "broken"))
    return every + [each(place, times) for each in (read_only, locked, clock, moved, network, damaged)]

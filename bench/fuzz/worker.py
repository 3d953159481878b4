"""Reading broken files in a process that may not take much time or memory, nor write anywhere but in its own folder.

The process is killed by the clock if one file holds it up, even inside a C library; the parent then notes it and goes
on with the next. What it opens for writing, starts or connects to is seen by an audit hook, before it happens.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import random
import resource
import shutil
import signal
import sys
import time
import warnings
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.fuzz.mutate import mutated
from bench.fuzz.readers import Reader
from bench.fuzz.world import SAID
from bsb.errors import BsbError, place_of
from bsb.project import Project

SECONDS = 20  # wall time of one file, far above any; the processor may be shared
MEMORY = 1 << 30  # bytes of addresses above what the process has when it begins
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_PATHS = {
    "os.remove": 1,
    "os.rename": 2,
    "os.mkdir": 1,
    "os.rmdir": 1,
    "os.link": 2,
    "os.symlink": 2,
    "os.truncate": 1,
}
_NEVER = (
    "subprocess.Popen",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.fork",
    "socket.connect",
    "socket.getaddrinfo",
)


@dataclass
class Found:
    """What became of a reader's files: how many read, refused, and what was wrong, by kind and first number."""

    name: str
    files: int = 0
    read: int = 0
    refused: int = 0
    wrong: dict[str, list[int]] = field(default_factory=dict)
    seconds: float = 0.0
    slowest: float = 0.0
    memory: int = 0  # bytes above the start, at the highest

    def add(self, what: str, number: int) -> None:
        """Note a fault of a file."""
        self.wrong.setdefault(what, []).append(number)


class _Watch:
    """Hears of each file opened for writing, and of what no reader may ever do."""

    def __init__(self, inside: Path) -> None:
        self._inside = os.fspath(inside.resolve()) + os.sep
        self.seen: list[str] = []
        sys.addaudithook(self._hear)

    def _hear(self, event: str, told: tuple[Any, ...]) -> None:
        if event == "open":
            path, _mode, flags = told
            if isinstance(path, (str, bytes, os.PathLike)) and isinstance(flags, int) and flags & _WRITES:
                self._look("write", path)
        elif event in _PATHS:
            for path in told[: _PATHS[event]]:
                # A bare name in a folder that is held open, as in taking a tree of folders away.
                if -1 in told or os.sep in os.fsdecode(path):
                    self._look(event, path)
        elif event in _NEVER:
            self.seen.append(event)

    def _look(self, event: str, path: Any) -> None:
        if isinstance(path, int) or os.fspath(path) in ("/dev/null", b"/dev/null"):
            return
        place = os.path.realpath(os.fsdecode(path))  # noqa: PTH  Path would do more, and here that would be heard too
        if not (place + os.sep).startswith(self._inside):
            self.seen.append(f"{event} outside")


def broken(name: str, reader: Reader, number: int, seed: int) -> bytes:
    """Return the broken file of that number."""
    chance = random.Random(f"{seed}/{name}/{number}")
    one = chance.choice(reader.good)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return mutated(one, reader.good, reader.kind, chance)


def run(name: str, reader: Reader, home: Path, folder: Path, times: int, seed: int = 1) -> Found:
    """Read so many broken files. ``home`` is the project they are read into, of which copies are used."""
    found = Found(name)
    begun = time.perf_counter()
    at = 0
    while at < times:
        for each in sorted(folder.iterdir()):
            shutil.rmtree(each)
        at = _one_process(found, reader, home, folder, at, times, seed)
    found.seconds = time.perf_counter() - begun
    return found


def _one_process(found: Found, reader: Reader, home: Path, folder: Path, at: int, times: int, seed: int) -> int:
    """Read files from number ``at`` on in a child, and return the number to go on with if it was killed."""
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # threads of a number library, which do nothing here
        pid = os.fork()
    if pid == 0:
        os.close(reading)
        code = 1
        try:
            with os.fdopen(writing, "w", buffering=1) as tell:
                _child(tell, found.name, reader, home, folder, at, times, seed)
            code = 0
        finally:
            os._exit(code)
    os.close(writing)
    done = at
    with os.fdopen(reading) as lines:
        for line in lines:
            number, what, seconds, memory = json.loads(line)
            done = number + 1
            found.files += 1
            found.slowest, found.memory = max(found.slowest, seconds), max(found.memory, memory)
            found.read += what == "read"
            found.refused += what == "refused"
            if what not in ("read", "refused"):
                found.add(what, number)
    _pid, status = os.waitpid(pid, 0)
    if os.WIFSIGNALED(status):
        name = signal.Signals(os.WTERMSIG(status)).name
        found.files += 1
        found.add(f"longer than {SECONDS} s" if name == "SIGALRM" else f"killed by {name}", done)
        return done + 1
    if os.WEXITSTATUS(status):
        raise RuntimeError(f"{found.name}: the process that reads has failed at {done}")
    return times


def _child(tell: Any, name: str, reader: Reader, home: Path, folder: Path, at: int, times: int, seed: int) -> None:
    os.environ["TMPDIR"] = str(folder)
    copy = folder / "prosjekt"
    shutil.copytree(home, copy)
    project = Project.open(copy, now=lambda: "2026-05-20T12:00:00Z")
    project.summaries.mark()
    newest = project.journal.newest()
    path = folder / "inn" / f"fil{reader.ending}"
    path.parent.mkdir()
    for each in reader.good:  # what is loaded once is not counted, nor what it takes
        path.write_bytes(each)
        with contextlib.suppress(BsbError):
            reader.read(path, project)
    gc.collect()
    held = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (held + MEMORY, held + MEMORY))
    start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    watch = _Watch(folder)
    listing = _listing(folder)
    for number in range(at, times):
        data = broken(name, reader, number, seed)
        path.write_bytes(data)
        signal.alarm(SECONDS)
        begun = time.process_time()
        what = _read(reader, path, project, watch)
        seconds = time.process_time() - begun
        signal.alarm(0)
        if project.journal.newest() != newest or _listing(folder) != listing:
            if stray := [each for each in _listing(folder) - listing if not each.startswith("prosjekt/bsb.db")]:
                what = f"left behind: {stray[0]}"
            project.close()
            shutil.rmtree(copy)
            shutil.copytree(home, copy)
            project = Project.open(copy, now=lambda: "2026-05-20T12:00:00Z")
            listing = _listing(folder)
        peak = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - start) * 1024
        tell.write(json.dumps([number, what, round(seconds, 4), peak]) + "\n")


def _listing(folder: Path) -> set[str]:
    return {
        each.relative_to(folder).as_posix()
        for each in folder.rglob("*")
        if each.name not in ("bsb.db-wal", "bsb.db-shm")
    }


def _read(reader: Reader, path: Path, project: Project, watch: _Watch) -> str:
    """Read one file, and return what became of it."""
    watch.seen.clear()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            reader.read(path, project)
        what = "read"
    except BsbError as error:
        what = "refused"
        if reader.quiet and SAID in f"{error.message} {error.hint}".casefold():
            what = "an error repeats what was said"
    except Exception as error:
        what = f"{place_of(error)}"
    if watch.seen:
        what = Counter(watch.seen).most_common(1)[0][0]
    return what

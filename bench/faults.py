"""Kill a process in the middle of its work, again and again, and see what is left: ``python -m bench.faults 200``.

A child process does one kind of work on a fresh copy of a project and tells each thing that it has finished; at a
random moment it is killed (SIGKILL). Then the project is opened as the next person would. Three things are faults:
something told as finished is not there, something is there by half, or ``bsb doctor`` finds something wrong.
POSIX only: a child is a fork, so that two hundred of them take a minute.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from bsb.privacy.scan import Scanner
from bsb.project import Project

_LINES = (
    "I1: Hvordan er det å bo der?",
    "B1: Det er fint her i nummer {n}, jeg har egen inngang. Men husleia er høy, altså.",
    "B2: Enig om nummer {n}. Husleia er høy, og trappa er mørk.",
    "I2: Hva hjelper?",
    "B1: De som kommer hjem til meg. De kommer når de har sagt det, {n} av dem.",
)
_OURS = b"har egen inngang"  # words of B1 alone
_BOOK = "name: Prøve\ncodes:\n  - {key: okonomi, facet: theme, name: Økonomi}\n"
_PIECES = 8

Tell = Callable[[], None]


@dataclass(slots=True)
class Row:
    """What became of one kind of work: how often killed before its end, and the faults found."""

    work: str
    runs: int = 0
    killed: int = 0
    told: int = 0
    faults: list[str] = field(default_factory=list)


def base(root: Path, rounds: int) -> None:
    """Make the project that every run begins with: one coded transcript, and the file of another."""
    project = Project.init(root, name="Prøve")
    talk = root / "corpora" / "tale.txt"
    text = "\n".join(line.format(n=n) for n in range(rounds) for line in _LINES)
    talk.write_text(text, encoding="utf-8")
    (root / "kodebok.yaml").write_text(_BOOK, encoding="utf-8")
    for name, district in (("alna-fg1", "Alna"), ("grorud-fg1", "Grorud")):
        project.interviews.add(name, district=district, participants=2)
    project.importer.store(project.importer.read(talk), "alna-fg1", reviewer="KA")
    project.codebook.import_file(root / "kodebok.yaml")
    _code(project, 0)
    project.close()
    talk.write_text(text.replace("nummer", "hus"), encoding="utf-8")  # another talk, to be imported
    (root / "output").mkdir(exist_ok=True)


def _code(project: Project, piece: int) -> None:
    # Turns 2, 7, 12 ... are B1's first of each round; every one gets one coding.
    table = project.root / "kodinger.csv"
    row = f"alna-fg1,{2 + 5 * piece},KA,okonomi,critical,husleia er høy"
    table.write_text(f"interview,turn,coder,code,valence,quote\n{row}\n", encoding="utf-8")
    project.codings.import_file(table)


def _import(project: Project, tell: Tell) -> None:
    draft = project.importer.read(project.root / "corpora" / "tale.txt")
    project.importer.store(draft, "grorud-fg1", reviewer="KA")
    tell()


def _codings(project: Project, tell: Tell) -> None:
    for piece in range(1, _PIECES + 1):
        _code(project, piece)
        tell()


def _withdraw(project: Project, tell: Tell) -> None:
    project.consent.withdraw("alna-fg1", "B1")
    tell()


def _backup(project: Project, tell: Tell) -> None:
    for _ in range(2):
        project.backups.make()
        tell()


def _restore(project: Project, tell: Tell) -> None:
    project.restore(project.root.parents[1] / "start.bsbbackup")
    tell()


WORK: dict[str, Callable[[Project, Tell], None]] = {
    "import": _import,
    "coding": _codings,
    "withdrawal": _withdraw,
    "backup": _backup,
    "restore": _restore,
}


def look(work: str, root: Path, told: int) -> list[str]:
    """Open the project as the next person would, and return what is wrong with it."""
    project = Project.open(root)
    found = [each.check for each in project.examine() if each.wrong]
    names = {each.interview: len(each.turns) for each in map(project.transcripts.get, _imported(project))}
    codings = len(project.codings.all())
    gone = [p.pseudonym for p in project.interviews.participants("alna-fg1") if p.consent == "withdrawn"]
    turns = project.transcripts.get("alna-fg1").turns
    project.close()
    done = {
        "import": int("grorud-fg1" in names),
        "coding": codings - 1,
        "withdrawal": len(gone),
        "backup": len(list((root / "backup").glob("*.bsbbackup"))),
        "restore": int(codings == 1) if work == "restore" else 0,
    }[work]
    if not told <= done <= told + 1:
        found.append(f"told {told}, there {done}")
    if work == "import" and len(set(names.values())) > 1:
        found.append("a transcript by half")
    if work == "withdrawal":
        said = [bool(turn.text) for turn in turns if turn.speaker == "B1"]
        words = any(_OURS in path.read_bytes() for path in root.glob("bsb.db*"))
        if said != [not gone] * len(said) or (gone and (words or codings)) or (not gone and codings != 1):
            found.append("a withdrawal by half")
    for number, path in enumerate((root / "backup").glob("*.bsbbackup")):
        Project.from_backup(path, root.parent / f"from-{number}")
    return found


def _imported(project: Project) -> list[str]:
    with project.store.read() as connection:
        query = "SELECT i.name FROM interview i JOIN transcript t ON t.interview_id = i.id"
        return [str(name) for (name,) in connection.exec_driver_sql(query)]


def child(work: str, root: Path, after: float | None) -> tuple[bool, int, float]:
    """Do work in a child, killed after so many seconds if at all; return whether it was, what it told, how long."""
    reading, writing = os.pipe()
    started = time.perf_counter()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # threads of a number library, which do nothing here
        pid = os.fork()
    if pid == 0:
        code = 1
        try:
            os.close(reading)
            WORK[work](Project.open(root), lambda: os.write(writing, b".") and None)
            code = 0
        finally:
            os._exit(code)
    os.close(writing)
    if after is not None:
        time.sleep(after)
        os.kill(pid, signal.SIGKILL)
    _pid, status = os.waitpid(pid, 0)
    seconds = time.perf_counter() - started
    with os.fdopen(reading, "rb") as pipe:
        told = len(pipe.read())
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise RuntimeError(f"{work}: the work itself failed")
    return os.WIFSIGNALED(status), told, seconds


def run(place: Path, times: int, seed: int = 1, rounds: int = 30) -> list[Row]:
    """Kill each kind of work so many times, at moments spread over the time that it takes."""
    chance = random.Random(seed)
    base(place / "base", rounds)
    start = Project.open(place / "base")
    start.backups.make(place / "start.bsbbackup")
    start.close()
    rows = []
    for work in WORK:
        row = Row(work)
        for number in range(-1, times):
            root = place / "run" / "p"
            shutil.rmtree(place / "run", ignore_errors=True)
            shutil.copytree(place / "base", root)
            if work == "restore":
                held = Project.open(root)
                _code(held, 1)
                held.close()
            if number < 0:  # not killed: how long it takes, and that all is well then
                _killed, told, whole = child(work, root, None)
            else:
                killed, told, _seconds = child(work, root, chance.uniform(0, whole))
                row.runs += 1
                row.killed += killed
                row.told += told
            row.faults += look(work, root, told)
        rows.append(row)
    return rows


def main() -> None:
    """Print a table of what was killed and what was lost."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    # The trained network takes the repeated sentences for names; what is looked at here is not what is recognised.
    (Scanner.__init__.__kwdefaults__ or {})["model"] = False
    with tempfile.TemporaryDirectory() as place:
        rows = run(Path(place), times)
    print("| work | runs | killed before the end | told as finished | faults |\n|---|---|---|---|---|")
    for row in rows:
        print(f"| {row.work} | {row.runs} | {row.killed} | {row.told} | {len(row.faults)} |")
    if faults := {row.work: sorted(set(row.faults)) for row in rows if row.faults}:
        sys.exit(json.dumps(faults, ensure_ascii=False))


if __name__ == "__main__":
    main()

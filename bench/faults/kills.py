"""Killing a process in the middle of its work, again and again, and looking what is left.

A child process does one kind of work on a fresh copy of a project and tells each thing that it has finished; on its
way it is killed (SIGKILL), every other time with a write half done. Then the project is opened as the next person
would. Three things are faults: something told as finished is not there, something is there by half, or ``bsb
doctor`` finds something wrong. POSIX only: a child is a fork, so that hundreds of them take minutes.
"""

from __future__ import annotations

import asyncio
import os
import random
import re
import shutil
import signal
import time
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

from bench.faults import calls
from bench.fuzz.world import no_scrypt
from bsb.exchange.team.team import open_file
from bsb.project import Project
from bsb.rooms import DATABASE
from bsb.store import cipher, snapshot
from bsb.store.engine import HEAD

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
_PASSPHRASE = "hest stol lampe"
_OLD, _OLD_INTERVIEWS = "0002", 60

Tell = Callable[[], None]


@dataclass(slots=True)
class Row:
    """What became of one kind of work: how often killed before its end and in its last quarter, and the faults."""

    work: str
    runs: int = 0
    killed: int = 0
    late: int = 0
    told: int = 0
    faults: list[str] = field(default_factory=list)


def base(place: Path, rounds: int) -> None:
    """Make the project that every run begins with, and what goes into it: a talk, a backup, a coder's return."""
    project = Project.init(place / "base", name="Prøve")
    talk = project.root / "corpora" / "tale.txt"
    text = "\n".join(line.format(n=n) for n in range(rounds) for line in _LINES)
    talk.write_text(text, encoding="utf-8")
    (project.root / "kodebok.yaml").write_text(_BOOK, encoding="utf-8")
    for name, district in (("alna-fg1", "Alna"), ("grorud-fg1", "Grorud")):
        project.interviews.add(name, district=district, participants=2)
    project.importer.store(project.importer.read(talk), "alna-fg1", reviewer="KA")
    project.codebook.import_file(project.root / "kodebok.yaml")
    code(project, 0)
    with no_scrypt():
        project.team.bundle(place / "ut.bsbteam", "TL", passphrase="hest stol lampe")
        payload = open_file(place / "ut.bsbteam", "bundle", passphrase=str)
        workplace = Project.from_bundle(place / "plass", payload)
        for piece in range(1, _PIECES + 1):
            code(workplace, piece, "TL")
        workplace.team.send(place / "retur.bsbteam", passphrase="hest stol lampe")
        workplace.close()
    project.backups.make(place / "start.bsbbackup")
    project.close()
    talk.write_text(text.replace("nummer", "hus"), encoding="utf-8")  # another talk, to be imported
    (project.root / "output").mkdir(exist_ok=True)
    _old(place / "gammel")


def _old(root: Path) -> None:
    """Make a project whose database is of an older version."""
    from alembic import command

    from bsb.store.migrations import alembic_config
    from bsb.store.sqlite import SQLite

    Project.init(root, name="Gammel").close()
    for path in root.glob(f"{DATABASE}*"):
        path.unlink()
    engine = SQLite(root / DATABASE).connect(create=True)
    config = alembic_config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, _OLD)
        for number in range(1, _OLD_INTERVIEWS + 1):
            values = f"({number},'i{number}','Alna','focus_group',NULL,NULL,'','','','','')"
            connection.exec_driver_sql(f"INSERT INTO interview VALUES {values}")
    engine.dispose()
    (root / DATABASE).chmod(0o640)


def code(project: Project, piece: int, coder: str = "KA") -> None:
    """Code one turn, another for each ``piece``."""
    # Turns 2, 7, 12 ... are B1's first of each round; every one gets one coding.
    row = {"interview": "alna-fg1", "turn": str(2 + 5 * piece), "coder": coder, "code": "okonomi"}
    project.codings.put([(1, row | {"valence": "critical", "quote": "husleia er høy"})])


def _import(root: Path, tell: Tell) -> None:
    project = Project.open(root)
    draft = project.importer.read(project.root / "corpora" / "tale.txt")
    project.importer.store(draft, "grorud-fg1", reviewer="KA")
    tell()


def _codings(root: Path, tell: Tell) -> None:
    project = Project.open(root)
    for piece in range(1, _PIECES + 1):
        code(project, piece)
        tell()


def _page(root: Path, tell: Tell) -> None:
    """Code as the browser does; a coding is told as finished once the server has answered."""
    import httpx

    from bsb.web.app import build

    project = Project.open(root)
    host = "http://127.0.0.1:8642"
    places = [project.codings.find("alna-fg1", first=2 + 5 * n)[0] for n in range(1, _PIECES + 1)]
    guard = build(project, port=8642, coder="KA")

    async def ask() -> None:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(guard), base_url=host) as client:
            page = await client.get(guard.new_link(), follow_redirects=True)
            token = re.search(r'<meta name="csrf" content="([^"]+)">', page.text)
            for place in places:
                told = {"interview": "alna-fg1", "start": place.start, "end": place.end, "quote": place.quote}
                told |= {"code": "okonomi", "coder": "KA"}
                sent = await client.post(
                    "/api/codings/add", json=told, headers={"X-Bsb-Csrf": token[1] if token else ""}
                )
                sent.raise_for_status()
                tell()

    asyncio.run(ask())


def _merge(root: Path, tell: Tell) -> None:
    project = Project.open(root)
    with no_scrypt():
        payload = open_file(root.parents[1] / "retur.bsbteam", "return", passphrase=str)
    project.team.merge(payload)
    tell()


def _withdraw(root: Path, tell: Tell) -> None:
    Project.open(root).consent.withdraw("alna-fg1", "B1")
    tell()


def _backup(root: Path, tell: Tell) -> None:
    project = Project.open(root)
    for _ in range(2):
        project.backups.make()
        tell()


def _restore(root: Path, tell: Tell) -> None:
    Project.open(root).restore(root.parents[1] / "start.bsbbackup")
    tell()


def _migrate(root: Path, tell: Tell) -> None:
    Project.open(root).interviews.all()
    tell()


def _init(root: Path, tell: Tell) -> None:
    Project.init(root / "ny", name="Ny").close()
    tell()


def _paper(root: Path, tell: Tell) -> None:
    project = Project.open(root)
    for kind in ("word", "excel"):
        project.coding_files.export("alna-fg1", kind=kind)
        tell()


def _encrypt(root: Path, tell: Tell) -> None:
    Project.open(root).recode(_PASSPHRASE)
    tell()


def _decrypt(root: Path, tell: Tell) -> None:
    Project.open(root).recode(None)
    tell()


#: The kinds of work, what people call them, and what does them.
WORK: dict[str, Callable[[Path, Tell], None]] = {
    "import": _import,
    "coding": _codings,
    "page": _page,
    "merge": _merge,
    "withdrawal": _withdraw,
    "backup": _backup,
    "restore": _restore,
    "migration": _migrate,
    "init": _init,
    "papers": _paper,
    "encryption": _encrypt,
    "decryption": _decrypt,
}


def look(work: str, root: Path, told: int) -> list[str]:
    """Open the project as the next person would, and return what is wrong with it."""
    if work == "migration":
        return _look_at_migrated(root, told)
    project = Project.open(root)
    project.cut_off()
    found = [each.check for each in project.examine() if each.wrong or each.check == "leftovers"]
    turns = {name: len(project.transcripts.get(name).turns) for name in _imported(project)}
    codings = len(project.codings.all())
    gone = [p.pseudonym for p in project.interviews.participants("alna-fg1") if p.consent == "withdrawn"]
    said = [bool(turn.text) for turn in project.transcripts.get("alna-fg1").turns if turn.speaker == "B1"]
    project.close()
    encrypted = cipher.is_encrypted(root / DATABASE)
    done = {
        "import": int("grorud-fg1" in turns),
        "coding": codings - 1,
        "page": codings - 1,
        "merge": int(codings > 1),
        "withdrawal": len(gone),
        "backup": len(list((root / "backup").glob("*.bsbbackup"))),
        "restore": int(codings == 1) if work == "restore" else 0,
        "init": _made_anew(root / "ny") if work == "init" else 0,
        "papers": _whole_papers(root / "output") if work == "papers" else 0,
        "encryption": int(encrypted),
        "decryption": int(not encrypted),
    }[work]
    files = [path for path in root.rglob("*") if path.is_file() and "corpora" not in path.parts]
    if encrypted and any(_OURS in path.read_bytes() for path in files):
        found.append("words in plain text beside an encrypted project")
    if not told <= done <= told + 1:
        found.append(f"told {told}, there {done}")
    if work == "import" and len(set(turns.values())) > 1:
        found.append("a transcript by half")
    if work == "merge" and codings not in (1, 1 + _PIECES):
        found.append("a merge by half")
    if work == "withdrawal":
        words = any(_OURS in path.read_bytes() for path in root.glob(f"{DATABASE}*"))
        if said != [not gone] * len(said) or (gone and (words or codings)) or (not gone and codings != 1):
            found.append("a withdrawal by half")
    for number, path in enumerate((root / "backup").glob("*.bsbbackup")):
        Project.from_backup(path, root.parent / f"from-{number}")
    return found


def _look_at_migrated(root: Path, told: int) -> list[str]:
    found = []
    if told and snapshot.version(root / DATABASE) != HEAD:
        found.append("told as migrated, and is not")
    project = Project.open(root)
    if len(project.interviews.all()) != _OLD_INTERVIEWS:
        found.append("interviews are gone")
    project.cut_off()
    found += [each.check for each in project.examine() if each.wrong or each.check == "leftovers"]
    project.close()
    backups = list((root / "backup").glob("*.bsbbackup"))
    if not backups:
        found.append("migrated without a backup")
    for number, path in enumerate(backups):
        Project.from_backup(path, root.parent / f"from-{number}")
    return found


def _made_anew(root: Path) -> int:
    """Return whether a project is there; if not, make it, which must be possible."""
    there = (root / "bsb.toml").is_file()
    project = Project.open(root) if there else Project.init(root, name="Ny")
    project.interviews.add("a", district="Alna")
    project.close()
    return int(there)


def _whole_papers(folder: Path) -> int:
    papers = [path for path in folder.rglob("*") if path.is_file()]
    for path in papers:
        with zipfile.ZipFile(path) as archive:
            if archive.testzip():
                return -9
    return len(papers)


def _imported(project: Project) -> list[str]:
    with project.store.read() as connection:
        query = "SELECT i.name FROM interview i JOIN transcript t ON t.interview_id = i.id"
        return [str(name) for (name,) in connection.exec_driver_sql(query)]


@dataclass(frozen=True, slots=True)
class End:
    """Where a run ends: at the ``call``-th call, with a write half done or not; or after some ``seconds``."""

    call: int = 0
    torn: bool = False
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run did: whether it was killed, what it told, how long it took, and its calls if it came to its end."""

    killed: bool
    told: int
    seconds: float
    calls: int


def child(work: str, root: Path, end: End | None) -> Ran:
    """Do work in a child that is killed somewhere, if at all."""
    reading, writing = os.pipe()
    started = time.perf_counter()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # threads of a number library, which do nothing here
        pid = os.fork()
    if pid == 0:
        code = 1
        try:
            os.close(reading)
            project = Project.open(root)
            with project.running(work):
                if calls.loaded():
                    calls.arm((calls.TEAR if end.torn else calls.KILL) if end else 0, end.call if end else 0)
                WORK[work](root, lambda: os.write(writing, b".") and None)
            if calls.loaded():
                os.write(writing, f" {calls.seen()}".encode())
            code = 0
        finally:
            os._exit(code)
    os.close(writing)
    if end is not None and end.seconds is not None:
        time.sleep(end.seconds)
        os.kill(pid, signal.SIGKILL)
    _pid, status = os.waitpid(pid, 0)
    seconds = time.perf_counter() - started
    with os.fdopen(reading, "rb") as pipe:
        told, _blank, counted = pipe.read().partition(b" ")
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise RuntimeError(f"{work}: the work itself failed")
    return Ran(os.WIFSIGNALED(status), len(told), seconds, int(counted or 0))


def run(place: Path, times: int, seed: int = 1, rounds: int = 30, only: tuple[str, ...] = ()) -> list[Row]:
    """Kill each kind of work so many times, at points spread evenly over what it does."""
    chance = random.Random(seed)
    base(place, rounds)
    # Half a second for each key is not what is looked at here.
    with patch.dict(cipher._COST, n=2**10), patch.object(cipher, "ask", lambda _name: _PASSPHRASE):
        return [_killed(place, work, times, chance) for work in only or WORK]


def _killed(place: Path, work: str, times: int, chance: random.Random) -> Row:
    row = Row(work)
    whole = Ran(False, 0, 0, 0)
    for number in range(-1, times):
        root = fresh(place, work)
        at = (number + chance.random()) / times
        if number < 0:  # not killed: how long it takes, and that all is well then
            ran = whole = child(work, root, None)
        else:
            call = max(1, round(at * whole.calls))
            end = End(call, bool(number % 2)) if whole.calls else End(seconds=at * whole.seconds)
            ran = child(work, root, end)
            row.runs += 1
            row.killed += ran.killed
            row.late += ran.killed and at > 0.75
            row.told += ran.told
            told = [each.command for each in Project.open(root).cut_off()]
            if ran.killed and told != [work] and whole.calls:  # by the clock it may not even have begun
                row.faults.append("the next start does not say what was cut off")
        row.faults += look(work, root, ran.told)
    return row


def fresh(place: Path, work: str) -> Path:
    """Return a new copy of the project that a kind of work begins with."""
    root = place / "run" / "p"
    shutil.rmtree(place / "run", ignore_errors=True)
    shutil.copytree(place / ("gammel" if work == "migration" else "base"), root)
    if work == "restore":
        held = Project.open(root)
        code(held, 1)
        held.close()
    if work == "decryption":
        Project.open(root).recode(_PASSPHRASE)
    return root

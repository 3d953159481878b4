"""Import of Word files, the scan's speed, and the start of ``bsb``: ``python -m bench.importing --scale 1``.

**Import** is what ``bsb transcript import`` does without its recognisers: read the .docx, find the turns, hash, write
with journal and search index, one transaction a file. It is measured beside the least that any program could do
with the same files (``bare``): read the bytes, inflate ``word/document.xml``, and insert the same text, made ready
before, into a database with one table without index, by the driver alone, one transaction a file and as safe
against power cuts as ours. The text goes in as one row a turn; ``--rows file`` inserts it as one row a file, which is
less than what we store and so a harder comparison. Both have new processes; loading of modules is not counted,
peak memory is that of the whole process.

**Scan** is the whole chain with the trained model, over the first interviews. **Help** is ``bsb --help`` beside
``import click``, whole processes.
"""

from __future__ import annotations

import argparse
import cProfile
import hashlib
import json
import pstats
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

if __package__ in (None, ""):  # started by its path
    sys.path.insert(0, str(Path(__file__).parent.parent))

# Loaded while importing, by name or within functions; loading of modules is not to be counted.
import lxml.etree  # noqa: F401
import sqlalchemy.dialects.sqlite  # noqa: F401

import bsb.formats.docx  # noqa: F401
from bench.corpus import Corpus, write
from bench.ratio import Comparison, compare
from bsb.corpus.importing import Draft
from bsb.corpus.turns import find_turns
from bsb.formats.read import read_source
from bsb.privacy.scan import Scanner
from bsb.project import Project
from bsb.store import schema

ROWS = ("turn", "file")
WHAT = ("import", "scan", "help")
_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL")


def prepare(folder: Path, *, scale: int, seed: int) -> None:
    """Write the Word files, their bare text, and a project that has the interviews but no transcripts."""
    corpus = Corpus(scale=scale, seed=seed)
    write(corpus, folder)
    (folder / "bare").mkdir()
    project = Project.init(folder / "project", name="bench")
    with project.journal.change("interview.add", "bench") as change:
        heads = [{"name": i.name, "district": i.district, "kind": i.kind} for i in corpus.interviews]
        change.insert(schema.interview, heads)
    project.close()
    for interview in corpus.interviews:
        texts = [turn.text for turn in corpus.turns(interview)]
        (folder / "bare" / f"{interview.name}.json").write_text(json.dumps(texts), encoding="utf-8")


def importing(folder: Path, keep: Path | None = None) -> None:
    """Import all Word files into a copy of the project, as the command does but for the scan; ``keep`` it there."""
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        into = Path(scratch) / "project"
        shutil.copytree(folder / "project", into)
        project = Project.open(into)
        for path in _files(folder):
            source = read_source(path)
            found = find_turns(source)
            draft = Draft(
                path=path,
                source_sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
                format=source.format,
                turns=found.turns,
                names=found.names,
                mapping=found.mapping,
                hits=(),
                notices=(*source.notices, *found.notices),
            )
            project.importer.store(draft, path.stem, reviewer="bench")
        project.close()
        if keep is not None:
            shutil.copytree(into, keep)


def bare(folder: Path, rows: str = "turn") -> None:
    """Read and inflate the same files, and insert their text by the driver alone."""
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        database = _bare_database(Path(scratch) / "bare.db")
        for number, path in enumerate(_files(folder), 1):
            with zipfile.ZipFile(path) as archive:
                archive.read("word/document.xml")
            _insert(database, number, _texts(folder, path.stem), rows)
        database.close()


def text_alone(folder: Path) -> None:
    """Take the ready text from its files: what ``bare`` does besides its task, to be taken off it."""
    for path in _files(folder):
        _texts(folder, path.stem)


def _bare_database(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, isolation_level=None)
    for pragma in _PRAGMAS:
        database.execute(f"PRAGMA {pragma}")
    database.execute("CREATE TABLE turn (id INTEGER PRIMARY KEY, file INTEGER, number INTEGER, text TEXT)")
    return database


def _insert(database: sqlite3.Connection, file: int, texts: Sequence[str], rows: str) -> None:
    held: Iterable[str] = texts if rows == "turn" else ["\n".join(texts)]
    database.execute("BEGIN IMMEDIATE")
    database.executemany(
        "INSERT INTO turn (file, number, text) VALUES (?, ?, ?)",
        [(file, number, text) for number, text in enumerate(held, 1)],
    )
    database.execute("COMMIT")


def _files(folder: Path) -> list[Path]:
    return sorted((folder / "transcripts").glob("*.docx"))


def _texts(folder: Path, name: str) -> list[str]:
    found: list[str] = json.loads((folder / "bare" / f"{name}.json").read_text(encoding="utf-8"))
    return found


def scan(*, interviews: int, seed: int = 1) -> dict[str, float]:
    """Scan the first interviews with the whole chain; return words, CPU seconds, those to load, and hits.

    Loading is building the chain and reading model and lists, once a process; it is not part of ``seconds``.
    """
    began = time.process_time()
    scanner = Scanner()
    scanner.scan([("participant", "Ja, det er greit.")])
    loading = time.process_time() - began
    words, seconds, hits = 0, 0.0, 0
    for interview, turns, _codings in Corpus(seed=seed).talks(interviews):
        spoken = [(turn.role, turn.text) for turn in turns]
        began = time.process_time()
        hits += len(scanner.scan(spoken))
        seconds += time.process_time() - began
        words += interview.words
    return {"words": words, "seconds": seconds, "loading": loading, "hits": hits}


def help_beside_click(runs: int) -> Comparison:
    """Compare ``bsb --help`` with a Python that imports click: whole processes."""
    script = Path(sys.executable).with_name("bsb")
    ours = [str(script)] if script.exists() else [sys.executable, "-m", "bsb"]
    theirs = [sys.executable, "-c", "import click"]
    return compare([*ours, "--help"], theirs, names=("bsb --help", "import click"), runs=runs)


def measure_import(folder: Path, *, rows: str, runs: int) -> tuple[Comparison, float]:
    """Compare import and bare; also return the ratio with the reading of the ready text taken off the bare way."""
    names = ("import", "bare")
    found = compare(partial(importing, folder), partial(bare, folder, rows), names=names, runs=runs, fresh=True)
    aside = compare(
        partial(bare, folder, rows), partial(text_alone, folder), names=("bare", "text"), runs=runs, fresh=True
    )
    ours, theirs = (statistics.median(found.seconds(way)) for way in (0, 1))
    return found, ours / (theirs - statistics.median(aside.seconds(1)))


def check(folder: Path) -> None:
    """Fail unless import and bare hold the same turns: what does not do its work has no speed."""
    for path in _files(folder)[:5]:
        ours = [turn.text for turn in find_turns(read_source(path)).turns]
        if ours != _texts(folder, path.stem):
            raise RuntimeError(f"{path.name}: the turns found are not those that were written")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m bench.importing", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("what", nargs="*", metavar="WHAT", help="import, scan, help (default: all three)")
    parser.add_argument("--scale", type=int, default=1, help="of the import: 1, 10 (default 1)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=5, help="of each way, counted (default 5)")
    parser.add_argument("--rows", choices=ROWS, default="turn", help="rows of the bare way (default turn)")
    parser.add_argument("--interviews", type=int, default=12, help="how many are scanned (default 12)")
    parser.add_argument("--profile", action="store_true", help="show where the import's time goes, and stop")
    parser.add_argument("--json", action="store_true", help="all figures as JSON")
    given = parser.parse_args(arguments)
    wanted = given.what or list(WHAT)
    if unknown := set(wanted) - set(WHAT):
        parser.error(f"what is measured is one of {', '.join(WHAT)}, not {min(unknown)}")
    figures: dict[str, Any] = {"scale": given.scale}
    if "import" in wanted:
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch) / "corpus"
            prepare(folder, scale=given.scale, seed=given.seed)
            check(folder)
            if given.profile:
                return _profile(folder)
            found, strict = measure_import(folder, rows=given.rows, runs=given.runs)
        figures["import"] = found.to_dict() | {"rows": given.rows, "ratio_without_text": strict}
        _say(given, f"import of {59 * given.scale} .docx, scale {given.scale}; bare: one row a {given.rows}\n{found}")
        _say(given, f"with the reading of the ready text taken off the bare way: {strict:.2f}")
    if "scan" in wanted:
        figures["scan"] = speed = scan(interviews=given.interviews, seed=given.seed)
        _say(
            given,
            f"scan: {speed['words'] / speed['seconds']:,.0f} words a CPU second"
            f" ({speed['words']:,.0f} words in {speed['seconds']:.1f} s; loading {speed['loading']:.1f} s more)",
        )
    if "help" in wanted:
        beside = help_beside_click(max(given.runs, 7))
        figures["help"] = beside.to_dict()
        _say(given, str(beside))
    if given.json:
        print(json.dumps(figures, indent=2))
    return 0


def _say(given: argparse.Namespace, line: str) -> None:
    if not given.json:
        print(line, flush=True)


def _profile(folder: Path) -> int:
    importing(folder)  # warm
    with cProfile.Profile() as profile:
        importing(folder)
    pstats.Stats(profile).strip_dirs().sort_stats("tottime").print_stats(25)
    return 0


if __name__ == "__main__":
    sys.exit(main())

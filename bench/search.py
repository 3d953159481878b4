"""Whole-word search against ripgrep on the same text: ``python -m bench.search --scale 1``.

Needs ripgrep (``rg``). Each word is searched for by us and by ``rg --word-regexp`` in turn; what is told is CPU time,
of ours the whole of ``Search.find`` (the first 100 places with context, all turns counted), of ripgrep the
process with its start. Words are drawn by vocabulary (each different word as likely) and by text (each word said
as likely, so that «og» and «det» come often).
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

if __package__ in (None, ""):  # started by its path
    sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.corpus import Corpus
from bench.fill import talk
from bsb.corpus.search import Search
from bsb.project import Project
from bsb.store.search import index_turns
from bsb.text.tokens import search_words


def fill(project: Project, corpus: Corpus, folder: Path) -> tuple[Counter[str], float]:
    """Store a corpus in a project and as text files; return its words, and the CPU seconds that indexing took."""
    words: Counter[str] = Counter()
    indexing = 0.0
    folder.mkdir()
    for interview, turns, _codings in corpus.talks():
        text = "\n".join(turn.text for turn in turns)
        (folder / f"{interview.name}.txt").write_text(text, encoding="utf-8")
        with project.journal.change("transcript.import", interview.name) as change:
            _transcript, ids = talk(change, interview, turns)
            began = time.process_time()
            index_turns(change.connection, zip(ids, (turn.text for turn in turns), strict=True))
            indexing += time.process_time() - began
        words.update(word for turn in turns for word in search_words(turn.text))
    return words, indexing


def cpu(task: Callable[[], object]) -> float:
    """Return the CPU seconds that a call takes, with those of its children."""

    def used() -> float:
        both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        return sum(u.ru_utime + u.ru_stime for u in both)

    before = used()
    task()
    return used() - before


def measure(search: Search, rg: str, folder: Path, words: Sequence[str]) -> dict[str, list[float]]:
    """Search for each word both ways, in turn; return the seconds of each."""
    found: dict[str, list[float]] = {"exact": [], "lemma": [], "ripgrep": []}
    for word in words:
        for mode in ("exact", "lemma"):
            began = time.process_time()
            search.find(word, mode=mode)
            found[mode].append(time.process_time() - began)
        command = [rg, "--no-config", "--word-regexp", "--ignore-case", "--fixed-strings", "--", word, str(folder)]
        found["ripgrep"].append(cpu(lambda command=command: subprocess.run(command, stdout=subprocess.DEVNULL)))  # type: ignore[misc]
    return found


def told(seconds: Sequence[float]) -> dict[str, float]:
    """Return median and 99th percentile in milliseconds."""
    cuts = statistics.quantiles(seconds, n=100, method="inclusive")
    return {"p50": 1000 * cuts[49], "p99": 1000 * cuts[98]}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m bench.search", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--scale", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--words", type=int, default=200, help="how many words of each kind (default 200)")
    parser.add_argument("--json", action="store_true", help="all figures as JSON")
    given = parser.parse_args(arguments)
    rg = shutil.which("rg")
    if rg is None:
        parser.error("ripgrep (rg) is not installed")
    with tempfile.TemporaryDirectory() as scratch:
        project = Project.init(Path(scratch) / "p", name="bench")
        folder = Path(scratch) / "text"
        words, indexing = fill(project, Corpus(scale=given.scale, seed=given.seed), folder)
        search = Search(project.store, project.config, project.interviews, project.codebook)
        draw = random.Random(given.seed)
        samples = {
            "by vocabulary": draw.sample(sorted(words), given.words),
            "by text": draw.choices(list(words), list(words.values()), k=given.words),
        }
        measure(search, rg, folder, samples["by text"][:5])  # warm
        figures = {
            kind: {way: told(seconds) for way, seconds in measure(search, rg, folder, sample).items()}
            for kind, sample in samples.items()
        }
        project.close()
    if given.json:
        print(json.dumps({"scale": given.scale, "indexing": indexing, "figures": figures}, indent=2))
        return 0
    print(f"scale {given.scale}: {words.total():,} words, {len(words):,} different; indexing {indexing:.2f} s of CPU")
    for kind, ways in figures.items():
        for way, ms in ways.items():
            print(
                f"{kind:14} {way:8} p50 {ms['p50']:8.2f} ms ({ms['p50'] / ways['ripgrep']['p50']:.3f} of ripgrep)"
                f"  p99 {ms['p99']:8.2f} ms ({ms['p99'] / ways['ripgrep']['p99']:.3f})"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""What a synthesis of evaluations costs, and how good its proposals are: ``python -m bench.synthesis DIR``.

``DIR`` is what ``python -m bench.evaluations`` made. Each step is a process of its own; CPU time and peak memory are
those of that process, imports included.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path

if __package__ in (None, ""):  # started by its path
    sys.path.insert(0, str(Path(__file__).parent.parent))

from bsb.synthesis.synthesis import Synthesis

Place = tuple[str, str]
STEPS = ("add", "propose", "confirm --all", "status", "matrix -o matrise.xlsx", "matrix -o matrise.docx", "coverage",
         "findings", "themes", "stale")  # fmt: skip


def pairs(themes: Mapping[Place, str]) -> set[tuple[Place, Place]]:
    """Return all pairs of codes that stand under one theme.

    >>> len(pairs({("a", "x"): "t", ("b", "x"): "t", ("c", "y"): "u"}))
    1
    """
    groups: dict[str, list[Place]] = {}
    for place, theme in themes.items():
        groups.setdefault(theme, []).append(place)
    return {pair for own in groups.values() for pair in combinations(sorted(own), 2)}


def likeness(folder: Path, truth: Mapping[str, Mapping[str, str]]) -> tuple[float, float]:
    """Return precision and recall of the proposed pairs of codes, among codes of common themes and between them."""
    synthesis = Synthesis.open(folder)
    names = {each.name: Path(each.path).name for each in synthesis.settings.projects}
    wanted = pairs({(name, code): theme for name, made in names.items() for code, theme in truth[made].items()})
    proposed = {
        (name, code): theme.key
        for theme in synthesis.codes.themes
        for own in (theme.proposed, theme.codes)
        for name, keys in own.items()
        for code in keys
    }
    own = {place for place in proposed if place[1] not in truth[names[place[0]]]}
    found = {pair for pair in pairs(proposed) if not set(pair) <= own}
    return len(wanted & found) / len(found), len(wanted & found) / len(wanted)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure what the command line says."""
    parser = argparse.ArgumentParser(prog="python -m bench.synthesis", description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, help="what python -m bench.evaluations made")
    given = parser.parse_args(arguments)
    truth = json.loads((given.folder / "truth.json").read_text(encoding="utf-8"))
    projects = sorted((p for p in given.folder.iterdir() if p.is_dir()), key=lambda p: p.name[-4:])
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "syntese"
        Synthesis.start(folder, name="Syntese")
        print(f"{len(projects)} evaluations\n\n| step | CPU time | peak memory |\n|---|---|---|")
        for step in STEPS:
            words = [*step.split(), *(str(p.resolve()) for p in projects if step == "add")]
            seconds, memory = _run([sys.executable, "-m", "bsb", "synthesis", *words], folder)
            print(f"| {step} | {seconds:.1f} s | {memory / 1024:.0f} MB |")
            if step == "propose":
                precision, recall = likeness(folder, truth)
        papers = sum(path.stat().st_size for path in folder.rglob("*.docx"))
        print(f"\nproposed pairs: precision {precision:.2f}, recall {recall:.2f}; papers {papers / 1e6:.1f} MB")


def _run(command: list[str], folder: Path) -> tuple[float, int]:
    """Return CPU seconds and peak kilobytes of a command."""
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)}
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL) as process:
        _pid, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed")
    return used.ru_utime + used.ru_stime, used.ru_maxrss


if __name__ == "__main__":
    main()

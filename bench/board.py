"""Every side-by-side comparison run by one command, and a page of it: see ``python -m bench``.

Each comparison is a command of its own in this folder, run in a process of its own, and what it prints is read: the
line that ``bench.ratio`` writes for a pair, and the few other forms below. So a figure on the page is the very one
that its command gives, and the page names the command beside it.
"""

from __future__ import annotations

import os
import platform
import re
import shlex
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Bench:
    """A command below ``python -m``, and what the issues want of its ratios: pattern of a ratio's name -> at most."""

    title: str
    command: tuple[str, ...]
    #: What a quick look runs instead, after the module's name; None leaves it out of one.
    quick: tuple[str, ...] | None
    goals: Mapping[str, float] = field(default_factory=dict)


BENCHES = (
    Bench("Oppstart", ("bench.importing", "help"), ("help", "--runs", "3"), {"": 2.5}),
    Bench("Import, 59 Word-filer", ("bench.importing", "import"), ("import", "--runs", "1"), {"": 6}),
    Bench("Import, 590 Word-filer", ("bench.importing", "import", "--scale", "10", "--runs", "1"), None, {"": 8}),
    Bench("Import, andre", ("bench.peers",), ("--runs", "1", "--taguette", ""), {"Tag": 1 / 15, "Qual": 1.3}),
    Bench("Søk", ("bench.search",), ("--words", "30"), {"p50": 0.1, "p99": 1}),
    Bench("Utveksling (.qdpx), element for element", ("bench.exchange", "--runs", "3"), ("--runs", "1"), {"": 2}),
    Bench("Utveksling (.qdpx), bare bytene", ("bench.exchange", "--runs", "3", "--bare", "bytes"), None, {"": 2}),
    Bench("Samsvar mellom kodere", ("bench.agreement",), ("--runs", "1", "--draws", "100"), {}),
    Bench("Matriser", ("bench.matrix",), ("--runs", "3"), {"": 3}),
    Bench("Alle displayer", ("bench.displays", "--runs", "3"), ("--runs", "1"), {"": 1}),
    Bench("Nettlesersiden", ("bench.page",), ("--runs", "3", "--presses", "5"), {"usable": 1 / 3}),
)

_SIDE = re.compile(r"^(?P<name>.+?) {2,}median (?P<s>[\d.]+) s ", re.MULTILINE)
_PAIR = re.compile(
    r"^(?P<name>.+): (?P<ratio>[\d.]+) by medians; pair by pair median [\d.]+"
    r" \((?P<low>[\d.]+)–(?P<high>[\d.]+)\), (?P<n>\d+) pairs",
    re.MULTILINE,
)
_SEARCH = re.compile(
    r"^(?P<kind>by \w+) +(?P<way>exact|lemma) +p50 +(?P<p50>[\d.]+) ms \((?P<r50>[\d.]+) of ripgrep\)"
    r" +p99 +(?P<p99>[\d.]+) ms \((?P<r99>[\d.]+)\)",
    re.MULTILINE,
)
_PAGE = re.compile(
    r"^(?P<who>\w+) +(?P<what>first paint|usable) +(?P<ms>\d+) ms \((?P<low>\d+)–(?P<high>\d+)\)", re.M
)


@dataclass(frozen=True, slots=True)
class Row:
    """One ratio, ours over the other's: below 1 we are the quicker. ``low`` and ``high`` are the spread, if known."""

    title: str
    name: str
    ratio: float
    low: float
    high: float
    n: int | None
    seconds: tuple[float, float] | None
    goal: float | None
    command: str

    @property
    def met(self) -> bool | None:
        """Whether the goal is met; None without one."""
        return None if self.goal is None else self.ratio <= self.goal


@dataclass(frozen=True, slots=True)
class Missing:
    """A comparison that gave no ratio, and what its command said last."""

    title: str
    command: str
    why: str


def run(bench: Bench, *, quick: bool) -> tuple[list[Row], str]:
    """Run one comparison; return its ratios and what its command said. RuntimeError if it failed."""
    words = _words(bench, quick=quick)
    if bench.command[0] == "bench.page" and (python := os.environ.get("TAGUETTE_PYTHON")):
        words = (*words, "--taguette", python)
    command = [sys.executable, "-m", *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise RuntimeError((done.stderr.strip().splitlines() or ["?"])[-1])
    return list(read(bench, done.stdout, command=shown(bench, quick=quick))), done.stdout


def shown(bench: Bench, *, quick: bool) -> str:
    """Return the command as a person types it."""
    return f"python -m {shlex.join(_words(bench, quick=quick))}"


def _words(bench: Bench, *, quick: bool) -> tuple[str, ...]:
    return (bench.command[0], *bench.quick) if quick and bench.quick is not None else bench.command


def read(bench: Bench, said: str, *, command: str) -> Iterator[Row]:
    """Yield the ratios in what a comparison printed."""

    def goal(name: str) -> float | None:
        return next((most for pattern, most in bench.goals.items() if pattern in name), None)

    sides = {match["name"].strip(): float(match["s"]) for match in _SIDE.finditer(said)}
    for match in _PAIR.finditer(said):
        name = match["name"]
        pairs = ((name[: m.start()], name[m.end() :]) for m in re.finditer(" / ", name))
        seconds = next(((sides[a], sides[b]) for a, b in pairs if a in sides and b in sides), None)
        numbers = (float(match[key]) for key in ("ratio", "low", "high"))
        yield Row(bench.title, name, *numbers, int(match["n"]), seconds, goal(name), command)
    for match in _SEARCH.finditer(said):
        for at in ("50", "99"):
            name, ratio = f"{match['kind']}, {match['way']}, p{at} / ripgrep", float(match[f"r{at}"])
            ours = float(match[f"p{at}"]) / 1000
            pair = (ours, ours / ratio) if ratio else None
            yield Row(bench.title, name, ratio, ratio, ratio, None, pair, goal(name), command)
    yield from _paints(bench, said, command, goal("usable"))


def _paints(bench: Bench, said: str, command: str, goal: float | None) -> Iterator[Row]:
    """Yield what the browser page took beside the other page: the spread is of ours over the other's median."""
    found = {(m["who"], m["what"]): tuple(int(m[key]) for key in ("ms", "low", "high")) for m in _PAGE.finditer(said)}
    for what in ("first paint", "usable"):
        ours, other = found.get(("bsb", what)), found.get(("Taguette", what))
        if ours and other:
            ratio, low, high = (value / other[0] for value in ours)
            seconds = (ours[0] / 1000, other[0] / 1000)
            name = f"{what} / Taguette"
            yield Row(bench.title, name, ratio, low, high, None, seconds, goal if what == "usable" else None, command)


def machine() -> str:
    """Tell what it was measured on, without a name or a path."""
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    python = platform.python_version()
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {python}{load}"


def run_all(wanted: list[str], *, quick: bool) -> tuple[list[Row], list[Missing]]:
    """Run all comparisons, or those whose command holds one of the words; say on stderr what is going on."""
    rows: list[Row] = []
    missing: list[Missing] = []
    for bench in BENCHES:
        line = shown(bench, quick=quick)
        if wanted and not any(word in line for word in wanted):
            continue
        if quick and bench.quick is None:
            missing.append(Missing(bench.title, line, "bare med i den fulle kjøringen"))
            continue
        began = time.monotonic()
        print(f"{line} ...", end=" ", file=sys.stderr, flush=True)
        try:
            found, said = run(bench, quick=quick)
        except RuntimeError as error:
            missing.append(Missing(bench.title, line, str(error)))
            found, said = [], ""
        else:
            rows += found
            missing += [Missing(bench.title, line, s) for s in said.splitlines() if "was not measured" in s]
            if not found:
                missing.append(Missing(bench.title, line, "no ratio: nothing to set it beside"))
        print(f"{len(found)} ratios, {time.monotonic() - began:.0f} s", file=sys.stderr)
    return rows, missing


def summary(rows: list[Row]) -> str:
    """Return the ratios as a table for the terminal."""
    lines = []
    for row in rows:
        goal = "" if row.goal is None else f"  goal {row.goal:.3g} {'met' if row.met else 'NOT MET'}"
        lines.append(f"{row.ratio:8.3f}  ({row.low:.3f}–{row.high:.3f})  {row.title}: {row.name}{goal}")
    aimed = [row for row in rows if row.met is not None]
    lines.append(f"{sum(bool(row.met) for row in aimed)} of {len(aimed)} goals met")
    return "\n".join(lines)

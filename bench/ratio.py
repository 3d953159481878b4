"""Two things measured side by side, A B A B ...: ``python -m bench.ratio "COMMAND A" "COMMAND B"``.

A machine's speed drifts, so neither is measured alone: the runs alternate, and what is reported is the ratio.
CPU time of all threads and children is taken where the platform tells it, else wall time. Peak memory is
that of a fresh process, and unknown (None) for a call in this one. A command's is never told as less than
some 10 MB, the size of what starts it.
"""

from __future__ import annotations

import argparse
import gc
import json
import multiprocessing
import shlex
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

CLOCK = "CPU" if resource else "wall"
Task = Callable[[], object] | Sequence[str]
"""A function without arguments, or a command as its words. A function for fresh processes must be importable."""

# Starts the command from a small process: on Linux a child's peak is never told as less than its parent's was.
_LAUNCHER = """
import json, os, resource, sys
pid = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=[
    (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)])
status, used = os.wait4(pid, 0)[1:]
print(json.dumps([os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss]))
"""


class Run(NamedTuple):
    """One run: seconds (of ``CLOCK``) and peak memory in bytes, None if unknown."""

    seconds: float
    peak: int | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The runs of A and B, in pairs as they were made."""

    names: tuple[str, str]
    pairs: tuple[tuple[Run, Run], ...]
    clock: str = CLOCK

    def seconds(self, which: int) -> list[float]:
        """Return the seconds of A (0) or B (1), in the order of the runs."""
        return [pair[which].seconds for pair in self.pairs]

    def peak(self, which: int) -> float | None:
        """Return the median peak memory of A (0) or B (1) in bytes, None where a run has none."""
        found = [pair[which].peak for pair in self.pairs]
        return None if None in found else statistics.median(p for p in found if p is not None)

    @property
    def ratio(self) -> float:
        """The median of A over the median of B: below 1 where A is quicker."""
        return _over(statistics.median(self.seconds(0)), statistics.median(self.seconds(1)))

    @property
    def ratios(self) -> list[float]:
        """A over B, pair by pair."""
        return [_over(a.seconds, b.seconds) for a, b in self.pairs]

    def to_dict(self) -> dict[str, Any]:
        """Return all figures under stable keys, for --json and for notes."""
        sides = [
            {
                "name": name,
                "seconds": self.seconds(n),
                "median": statistics.median(self.seconds(n)),
                "peak": self.peak(n),
            }
            for n, name in enumerate(self.names)
        ]
        return {"clock": self.clock, "sides": sides, "ratio": self.ratio, "ratios": self.ratios}

    def __str__(self) -> str:
        """Return a table of three lines: A, B and the ratio."""
        wide = max(map(len, self.names))
        lines = []
        for number, name in enumerate(self.names):
            found = self.seconds(number)
            peak = self.peak(number)
            lines.append(
                f"{name:<{wide}}  median {statistics.median(found):.4f} s  ({min(found):.4f}–{max(found):.4f})"
                f"  peak {'unknown' if peak is None else f'{peak / 1e6:.0f} MB'}"
            )
        pairs = self.ratios
        lines.append(
            f"{' / '.join(self.names)}: {self.ratio:.3f} by medians;"
            f" pair by pair median {statistics.median(pairs):.3f} ({min(pairs):.3f}–{max(pairs):.3f}),"
            f" {len(pairs)} pairs, {self.clock} time"
        )
        return "\n".join(lines)


def compare(
    a: Task,
    b: Task,
    *,
    names: tuple[str, str] = ("A", "B"),
    runs: int = 7,
    warmup: int = 1,
    fresh: bool = False,
) -> Comparison:
    """Run a and b alternately, ``runs`` times each after ``warmup`` uncounted times each.

    A command always has a process of its own, and its start-up is measured with it. A function is called in
    this process; with ``fresh`` in a new one each time, of which only the call itself is timed.

    Raises ValueError if runs is below 1, FileNotFoundError if there is no such command,
    subprocess.CalledProcessError if a command ends with another code than 0, RuntimeError if a function fails
    in its fresh process (its traceback goes to stderr).
    """
    if runs < 1:
        raise ValueError("runs is a whole number from 1 up")
    pairs = [(_run(a, fresh), _run(b, fresh)) for _ in range(warmup + runs)]
    return Comparison(names, tuple(pairs[warmup:]))


def _over(a: float, b: float) -> float:
    return a / b if b else float("inf")


def _run(task: Task, fresh: bool) -> Run:
    if not callable(task):
        return _command(list(task))
    return _fresh(task) if fresh else Run(_call(task), None)


def _clock() -> float:
    """Return the CPU seconds this process and its ended children have used, or the wall clock."""
    if not resource:
        return time.perf_counter()
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(u.ru_utime + u.ru_stime for u in used)


def _call(task: Callable[[], object]) -> float:
    gc.collect()
    before = _clock()
    task()
    return _clock() - before


def _command(words: list[str]) -> Run:
    program = shutil.which(words[0]) if words else None
    if program is None:
        raise FileNotFoundError(f"no command is called {words[0] if words else ''!r}")
    words = [program, *words[1:]]
    if not resource:
        before = time.perf_counter()
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
        return Run(time.perf_counter() - before, None)
    launcher = [sys.executable, "-I", "-S", "-c", _LAUNCHER, *words]
    told = subprocess.run(launcher, check=True, stdout=subprocess.PIPE).stdout
    code, seconds, peak = json.loads(told)
    if code:
        raise subprocess.CalledProcessError(code, words)
    return Run(seconds, peak * _unit())


def _unit() -> int:
    """Return the bytes in one unit of ru_maxrss."""
    return 1 if sys.platform == "darwin" else 1024


def _fresh(task: Callable[[], object]) -> Run:
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_report, args=(task, there))
    process.start()
    there.close()
    try:
        run = Run(*here.recv())
    except EOFError:
        raise RuntimeError("the function failed in its process; see stderr") from None
    finally:
        process.join()
    return run


def _report(task: Callable[[], object], to: Any) -> None:
    to.send((_call(task), _own_peak()))


def _own_peak() -> int | None:
    """Return the peak memory of this process in bytes, None where the platform does not tell."""
    status = Path("/proc/self/status")
    if status.exists():  # ru_maxrss would be at least what the parent had
        lines = status.read_text().splitlines()
        return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM")), None)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _unit() if resource else None


def main(arguments: Sequence[str] | None = None) -> None:
    """Compare two commands."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.ratio", description="Measure two commands side by side: A B A B ..."
    )
    parser.add_argument("a", help="command A, as one quoted string; no shell is used")
    parser.add_argument("b", help="command B")
    parser.add_argument("--names", nargs=2, default=("A", "B"), metavar=("A", "B"))
    parser.add_argument("--runs", type=int, default=7, help="of each, counted (default 7)")
    parser.add_argument("--warmup", type=int, default=1, help="of each, not counted (default 1)")
    parser.add_argument("--json", action="store_true", help="all figures as JSON")
    given = parser.parse_args(arguments)
    try:
        found = compare(
            shlex.split(given.a), shlex.split(given.b), names=tuple(given.names), runs=given.runs, warmup=given.warmup
        )
    except (ValueError, FileNotFoundError) as problem:
        parser.error(str(problem))
    except subprocess.CalledProcessError as problem:
        raise SystemExit(f"The command {shlex.join(problem.cmd)} ended with code {problem.returncode}.") from None
    print(json.dumps(found.to_dict(), ensure_ascii=False) if given.json else found)


if __name__ == "__main__":
    main()

"""Import of many files by several processes, broken off and taken up again: ``python -m bench.spread --scale 10``.

The command itself is run, with the whole chain and every proposal accepted: ``bsb transcript import FOLDER --workers
N``. With ``--kill``, it is killed (SIGKILL) after so many seconds and then started once more; what it has then to do
is the rest. CPU seconds are told of the one who writes and of the workers together.
"""

from __future__ import annotations

import argparse
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

if __package__ in (None, ""):  # started by its path
    sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.importing import prepare

# Tells its own CPU seconds and those of its workers, which have ended by then.
_RUN = """
import os, sys
from bsb.cli.main import main
if __name__ == "__main__":
    main(sys.argv[1:])
    used = os.times()
    print(used.user + used.system, file=sys.stderr)
"""


def run(folder: Path, workers: int, kill: float | None) -> None:
    """Import once, and tell what is in the project then and what it took."""
    command = ["transcript", "import", str(folder / "transcripts"), "-C", str(folder / "project")]
    options = ["--workers", str(workers), "--accept-all-proposed", "--yes"]
    script = folder / "run.py"
    script.write_text(_RUN, encoding="utf-8")
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, str(script), *command, *options],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        told = process.communicate(timeout=kill)[1]
    except subprocess.TimeoutExpired:
        process.kill()
        told = process.communicate()[1]
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    all_of_it = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    with sqlite3.connect(folder / "project" / "bsb.db") as database:
        files, said = database.execute("SELECT count(*), coalesce(sum(words), 0) FROM transcript").fetchone()
    database.close()
    print(f"{files} transcripts, {said:,} words in the project; {time.perf_counter() - began:.0f} s by the clock")
    if process.returncode:
        print("  killed; CPU is not told of workers whose parent was")
    else:
        own = float(told.splitlines()[-1])
        print(f"  CPU {all_of_it:.1f} s in all, {own:.1f} s of it the one who writes")
        print("  " + "\n  ".join(line for line in told.splitlines()[:-1] if not line.startswith("  ")))


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m bench.spread", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--scale", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--kill", type=float, metavar="SECONDS", help="kill it after so long, then start it again")
    given = parser.parse_args(arguments)
    os.environ["BSB_LANG"] = "en"
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "corpus"
        prepare(folder, scale=given.scale, seed=given.seed)
        if given.kill:
            run(folder, given.workers, given.kill)
        run(folder, given.workers, None)


if __name__ == "__main__":
    main()

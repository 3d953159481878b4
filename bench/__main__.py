"""``python -m bench``: run every side-by-side comparison and write a page of it.

Words given choose among them (``python -m bench search matrix``). Peers are measured where they are installed: a
Python with Taguette is named by TAGUETTE_PYTHON. Ends with code 1 if nothing could be measured.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bench.board import ROOT, machine, run_all, summary
from bench.chart import write


def main() -> int:
    """Run, print and write."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Run every side-by-side comparison.")
    parser.add_argument("what", nargs="*", metavar="WORD", help="only commands with this word in them")
    parser.add_argument("--quick", action="store_true", help="few runs and small sizes: an order of size, in minutes")
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "build" / "bench", help="the folder of the page")
    given = parser.parse_args()
    on = machine()
    rows, missing = run_all(given.what, quick=given.quick)
    print(summary(rows))
    for each in missing:
        print(f"not measured: {each.title}: {each.why}")
    command = " ".join(["python -m bench", *given.what, *(["--quick"] if given.quick else [])])
    for path in write(given.output, rows, missing, on, command):
        print(path)
    return 1 if not rows else 0


if __name__ == "__main__":
    sys.exit(main())

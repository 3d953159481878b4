"""``python -m bench.fuzz 10000``: so many broken files for each reader, and a table of what became of them.

``--only "docx"`` for one reader, ``--keep FOLDER`` to keep the first file of each fault found, ``--show NUMBER`` to
read one file of one reader in this process and see the traceback. POSIX only.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from bench.fuzz import world
from bench.fuzz.readers import readers
from bench.fuzz.worker import Found, broken, run

_HEAD = "| fil | lest | avvist med beskjed | feil | tregeste (s) | minne (MB) |\n|---|---:|---:|---:|---:|---:|"


def row(found: Found) -> str:
    """Return a line of the table."""
    wrong = sum(map(len, found.wrong.values()))
    slowest = f"{found.slowest:.2f}".replace(".", ",")
    return f"| {found.name} | {found.read} | {found.refused} | {wrong} | {slowest} | {found.memory >> 20} |"


def main() -> None:
    """Read broken files and tell what became of them."""
    asked = argparse.ArgumentParser(prog="python -m bench.fuzz", description=__doc__)
    asked.add_argument("times", nargs="?", type=int, default=1000)
    asked.add_argument("--only", action="append", default=[])
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--keep", type=Path)
    asked.add_argument("--show", type=int)
    wanted = asked.parse_args()
    with tempfile.TemporaryDirectory() as place:
        home, made = Path(place, "hjem"), Path(place, "laget")
        made.mkdir()
        project = world.build(home)
        every = readers(project, world.files(project, made))
        for extra in ("output", "backup"):
            for path in sorted((home / extra).rglob("*"), reverse=True):
                path.rmdir() if path.is_dir() else path.unlink()
        names = wanted.only or list(every)
        if wanted.show is not None:
            path = Path(place, f"fil{every[names[0]].ending}")
            path.write_bytes(broken(names[0], every[names[0]], wanted.show, wanted.seed))
            print(every[names[0]].read(path, project))
            return
        project.close()
        print(_HEAD)
        wrong = []
        for name in names:
            folder = Path(tempfile.mkdtemp(dir=place))
            found = run(name, every[name], home, folder, wanted.times, wanted.seed)
            print(row(found), flush=True)
            for what, numbers in found.wrong.items():
                wrong.append(f"{name}: {what}: {len(numbers)} ({', '.join(map(str, numbers[:5]))})")
                if wanted.keep:
                    wanted.keep.mkdir(parents=True, exist_ok=True)
                    data = broken(name, every[name], numbers[0], wanted.seed)
                    (wanted.keep / f"{name.replace(' ', '-')}-{numbers[0]}{every[name].ending}").write_bytes(data)
            print(*wrong[-len(found.wrong) or len(wrong) :], sep="\n", file=sys.stderr, flush=True)
    if wrong:
        sys.exit(f"{len(wrong)} kinds of fault")


if __name__ == "__main__":
    main()

"""``python -m bench.fuzz 10000``: so many broken files for each reader, and a table of what became of them.

``--only "docx"`` for one reader, ``--keep FOLDER`` to keep the first file of each fault found, ``--show NUMBER`` to
read one file of one reader in this process and see the traceback. POSIX only.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from bench.faults.__main__ import BEGIN, END
from bench.fuzz import world
from bench.fuzz.readers import readers
from bench.fuzz.worker import Found, broken, run

PAGE = Path(__file__).parents[2] / "docs" / "feil-og-avbrudd.md"
_HEAD = (
    "| fil | endrede filer | lest | avvist med beskjed | feil | tregeste (s) | minne (MB) |",
    "|---|---:|---:|---:|---:|---:|---:|",
)
_NAMES = {
    "key document": "nøkkeldokument (pdf)",
    "codebook .yaml": "kodebok .yaml",
    "codebook .xlsx": "kodebok .xlsx",
    "codebook .csv": "kodebok .csv",
    "codings .csv": "kodinger .csv",
    "coded .docx": "kodet i Word",
    "coded .xlsx": "kodet i Excel",
    "guide": "temaguide",
    "matrix": "matrise (definisjon)",
    "reference table": "referansetabell",
    "display": "display (definisjon)",
    "comparison": "sammenligning (definisjon)",
    "programme": "konferanseprogram",
    "critical factors": "kritiske faktorer",
    "exercises": "øvelser",
    "summaries": "sammendrag",
    "quotes": "sitater",
    "findings .yaml": "funn .yaml",
    "findings .xlsx": "funn .xlsx",
    "worksheet": "ark for å dele en kode",
    "review": "ark med valg om navn",
    "group sheet .docx": "gruppeark .docx",
    "group sheet .xlsx": "gruppeark .xlsx",
    "evaluation": "evalueringsskjema",
    "register": "navneregister",
    "bundle": "pakke til en koder",
    "return": "det en koder sender",
    "backup": "sikkerhetskopi",
    "paper .docx": "papir som spores (docx)",
    "template": "egen Word-mal",
} | {f"leaving {ending}": f"papir på vei ut ({ending})" for ending in (".docx", ".xlsx", ".pptx", ".html", ".svg")}


def row(found: Found) -> str:
    """Return a line of the table."""
    wrong = sum(map(len, found.wrong.values()))
    slowest = f"{found.slowest:.2f}".replace(".", ",")
    name = _NAMES.get(found.name, found.name)
    numbers = (found.files, found.read, found.refused, wrong, slowest, found.memory >> 20)
    return f"| {name} | {' | '.join(map(str, numbers))} |"


def write(lines: list[str]) -> None:
    """Put lines into the table on the page, in the place of those of the same files."""
    before, mark, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN.format("filer"))
    held, end, after = rest.partition(END)
    table = {line.split("|")[1].strip(): line for line in held.strip().splitlines()[len(_HEAD) :]}
    table |= {line.split("|")[1].strip(): line for line in lines}
    PAGE.write_text("\n".join([before + mark, *_HEAD, *table.values(), end]) + after, encoding="utf-8")


def main() -> None:
    """Read broken files and tell what became of them."""
    asked = argparse.ArgumentParser(prog="python -m bench.fuzz", description=__doc__)
    asked.add_argument("times", nargs="?", type=int, default=1000)
    asked.add_argument("--only", action="append", default=[])
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--keep", type=Path)
    asked.add_argument("--show", type=int)
    asked.add_argument("--write", action="store_true", help="put the lines into docs/feil-og-avbrudd.md")
    wanted = asked.parse_args()
    with tempfile.TemporaryDirectory() as place, world.rules_only():
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
        print(*_HEAD, sep="\n")
        wrong = []
        for name in names:
            folder = Path(tempfile.mkdtemp(dir=place))
            found = run(name, every[name], home, folder, wanted.times, wanted.seed)
            print(row(found), flush=True)
            if wanted.write:
                write([row(found)])
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

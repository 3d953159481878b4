"""``python -m bench.faults 40 --write``: make every fault, and write what became of it to docs/feil-og-avbrudd.md.

So many kills of each kind of work, a quarter as many failures of the disk in each. Without ``--write`` the tables are
printed. Ends with 1 if anything was lost, half done or told in no words. POSIX only.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from bench.faults import calls, kills, troubles
from bsb.privacy.scan import Scanner

PAGE = Path(__file__).parents[2] / "docs" / "feil-og-avbrudd.md"
BEGIN, END = "<!-- {}: skrives av bench -->", "<!-- slutt -->"
_WORK = {
    "import": "import av en transkripsjon",
    "coding": "åtte kodinger, én etter én",
    "page": "åtte kodinger fra nettsida",
    "merge": "fletting av det en koder har sendt",
    "withdrawal": "noen trekker seg",
    "backup": "to sikkerhetskopier",
    "restore": "gjenoppretting over prosjektet",
    "migration": "ny versjon endrer databasen",
    "init": "nytt prosjekt",
    "papers": "papirer (Word og Excel)",
    "encryption": "kryptering av prosjektet",
    "decryption": "prosjektet tilbake til en åpen fil",
}
_TROUBLE = {
    "full": "disken blir full, på et tilfeldig sted i arbeidet",
    "broken": "disken svarer ikke lenger",
    "read-only": "mappa, fila eller begge kan bare leses",
    "locked": "et annet program holder databasen i mer enn fem sekunder",
    "clock": "klokka går baklengs, en time for hvert blikk",
    "moved": "databasen blir slettet, byttet ut eller flyttet mens den er i bruk",
    "network": "prosjektet ligger i ei nettverksmappe, eller der filer ikke kan låses",
    "damaged": "biter av databasefila er overskrevet med tilfeldige tegn",
}


def kill_table(rows: list[kills.Row]) -> str:
    """Return the table of what was killed."""
    lines = [
        "| arbeid | drept underveis | av dem i siste fjerdedel | kvittert før det | tapt eller halvgjort |",
        "|---|---:|---:|---:|---:|",
    ]
    for row in rows:
        lines.append(f"| {_WORK[row.work]} | {row.killed} | {row.late} | {row.told} | {len(row.faults)} |")
    sums = [sum(getattr(row, name) for row in rows) for name in ("killed", "late", "told")]
    total = sum(len(row.faults) for row in rows)
    return "\n".join([*lines, f"| **i alt** | {' | '.join(f'**{n}**' for n in sums)} | **{total}** |"])


def trouble_table(rows: list[troubles.Trouble]) -> str:
    """Return the table of other faults."""
    lines = [
        "| feil | ganger | meldt med ord og råd | tapt, halvgjort eller uforståelig |",
        "|---|---:|---:|---:|",
    ]
    lines += [f"| {_TROUBLE[row.name]} | {row.runs} | {row.told} | {len(row.faults)} |" for row in rows]
    return "\n".join(lines)


def put(page: Path, name: str, table: str) -> None:
    """Put a table between its two marks on a page."""
    text = page.read_text(encoding="utf-8")
    before, mark, rest = text.partition(BEGIN.format(name))
    if not mark:
        raise SystemExit(f"{page.name}: no place for “{name}”")
    page.write_text(f"{before}{mark}\n{table}\n{END}{rest.partition(END)[2]}", encoding="utf-8")


def main() -> None:
    """Make every fault and tell what became of it."""
    asked = argparse.ArgumentParser(prog="python -m bench.faults", description=__doc__)
    asked.add_argument("times", nargs="?", type=int, default=40)
    asked.add_argument("--write", action="store_true")
    wanted = asked.parse_args()
    calls.load("bench.faults")
    # The trained network takes the repeated sentences for names; what is looked at here is not what is recognised.
    (Scanner.__init__.__kwdefaults__ or {})["model"] = False
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        killed = kills.run(Path(place), wanted.times)
        troubled = troubles.run(Path(place), max(1, wanted.times // 4))
    tables = {"drept": kill_table(killed), "andre feil": trouble_table(troubled)}
    print(*tables.values(), sep="\n\n")
    if wanted.write:
        for name, table in tables.items():
            put(PAGE, name, table)
    faults = {row.work: sorted(set(row.faults)) for row in killed if row.faults}
    faults |= {row.name: sorted(set(row.faults)) for row in troubled if row.faults}
    if faults:
        sys.exit(json.dumps(faults, ensure_ascii=False))


if __name__ == "__main__":
    main()

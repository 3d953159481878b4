"""All shipped displays beside QualCoder's report of codes by case, at 1x: ``python -m bench.displays``.

**Ours** is ``bsb display render``: every shipped display counted, drawn, written as .svg and .png, and the page that
holds them all with the quotes behind them. ``--no-png`` leaves out the .png, which are for Word. Loading of modules
is not counted, on either side.

**QualCoder** has no report without its window, and is in no package index, so it is not run. What stands here is a
floor under its report by case: our own words for the reading that the report does (each coding with its text, code,
case and file, every code and every case chosen, ordered by the text coded), made into a dictionary a row. Its
window then fills a text and a table with them, which takes longer than this and is not measured. Each interview is a
case. Tables and columns are those of a QualCoder project, as far as the report reads them.
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

if __package__ in (None, ""):  # started by its path
    sys.path.insert(0, str(Path(__file__).parent.parent))

# Loaded by name while rendering; loading of modules is not to be counted.
import jinja2  # noqa: F401
import lxml.etree  # noqa: F401
import resvg_py  # noqa: F401
import sqlalchemy.dialects.sqlite  # noqa: F401

import bsb.reports.display_files  # noqa: F401
from bench.coders import SERVICES, THEMES
from bench.fill import NOW, fill
from bench.ratio import compare
from bsb.project import Project

_TABLES = """
CREATE TABLE source (id INTEGER PRIMARY KEY, name TEXT UNIQUE, fulltext TEXT, memo TEXT);
CREATE TABLE code_name (cid INTEGER PRIMARY KEY, name TEXT UNIQUE, memo TEXT, color TEXT);
CREATE TABLE cases (caseid INTEGER PRIMARY KEY, name TEXT UNIQUE, memo TEXT);
CREATE TABLE case_text (id INTEGER PRIMARY KEY, caseid INTEGER, fid INTEGER, pos0 INTEGER, pos1 INTEGER);
CREATE TABLE code_text (ctid INTEGER PRIMARY KEY, cid INTEGER, fid INTEGER, seltext TEXT, pos0 INTEGER, pos1 INTEGER,
    owner TEXT, memo TEXT);
"""
_COPY = """
INSERT INTO source SELECT id, 'f' || id, text, '' FROM bsb.transcript;
INSERT INTO code_name SELECT id, name, memo, colour FROM bsb.code;
INSERT INTO cases SELECT id, name, '' FROM bsb.interview;
INSERT INTO case_text SELECT id, interview_id, id, 0, length(text) FROM bsb.transcript;
INSERT INTO code_text SELECT c.id, c.code_id, c.transcript_id, substr(t.text, c.start + 1, c."end" - c.start),
    c.start, c."end", c.coder, c.memo FROM bsb.coding c JOIN bsb.transcript t ON t.id = c.transcript_id;
"""
_REPORT = """
SELECT code.name AS code, code.color AS colour, kase.name AS kase, mark.pos0 AS first, mark.pos1 AS last,
    mark.seltext AS text, mark.owner AS coder, mark.fid AS file, kase.memo AS kase_memo, mark.memo AS memo,
    code.memo AS code_memo, file.memo AS file_memo, mark.ctid AS id, code.cid AS cid, part.caseid AS caseid,
    file.name AS filename
FROM code_text mark
JOIN code_name code ON code.cid = mark.cid
JOIN case_text part ON part.fid = mark.fid AND mark.pos0 >= part.pos0 AND mark.pos1 <= part.pos1
JOIN cases kase ON kase.caseid = part.caseid
JOIN source file ON file.id = mark.fid
WHERE code.cid IN ({codes}) AND part.caseid IN ({cases}) ORDER BY mark.seltext
"""


def prepare(folder: Path, *, scale: int = 1, seed: int = 1) -> None:
    """Write the made-up corpus, coded, into a project of ours and into tables as QualCoder has them."""
    project = Project.init(folder / "project", name="bench", now=lambda: NOW)
    fill(project.store, scale=scale, seed=seed, services=SERVICES, themes=THEMES)
    project.close()
    theirs = sqlite3.connect(folder / "data.qda")
    theirs.executescript(_TABLES)
    theirs.execute("ATTACH ? AS bsb", (str(folder / "project" / "bsb.db"),))
    theirs.executescript(_COPY)
    theirs.close()


def ours(folder: Path, pictures: bool = True) -> int:
    """Render every display that can be made; return how many there are."""
    project = Project.open(folder / "project", now=lambda: NOW)
    displays = project.displays
    if pictures:
        with tempfile.TemporaryDirectory(dir=folder) as out:
            found = len(displays.render(out=Path(out)).pictures)
    else:
        material = displays.displays.material()
        drawings = [displays.draw(d, material=material) for d in displays.definitions() if d.kind in _COUNTED]
        found = len([drawing.svg() for drawing in drawings])
    project.close()
    return found


_COUNTED = ("four-field", "profile", "heat-map", "network", "saturation", "tile-map", "meta-matrix", "causal")


def report(folder: Path) -> list[dict[str, Any]]:
    """Read what QualCoder's report by case reads, for all codes and cases."""
    database = sqlite3.connect(folder / "data.qda")
    codes, cases = (
        ", ".join(str(row[0]) for row in database.execute(f"SELECT {key} FROM {table}"))
        for key, table in (("cid", "code_name"), ("caseid", "cases"))
    )
    cursor = database.execute(_REPORT.format(codes=codes, cases=cases))
    keys = [column[0] for column in cursor.description]
    rows = [dict(zip(keys, row, strict=True)) for row in cursor.fetchall()]
    database.close()
    return rows


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m bench.displays", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--scale", type=int, default=1, help="times the Oslo evaluation (default 1)")
    parser.add_argument("--runs", type=int, default=5, help="of each (default 5)")
    parser.add_argument("--no-png", action="store_true", help="count and draw alone: no .png, no page")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        prepare(folder, scale=given.scale)
        print(f"{ours(folder, not given.no_png)} displays; the report by case has {len(report(folder)):,} rows")
        print(
            compare(
                partial(ours, folder, not given.no_png),
                partial(report, folder),
                names=("all displays", "floor of the report by case"),
                runs=given.runs,
                fresh=True,
            )
        )


if __name__ == "__main__":
    main()

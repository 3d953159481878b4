"""Import beside other programs: ``python -m bench.peers --taguette PYTHON``, PYTHON being one that has Taguette.

**Ours** is the import of ``bench.importing``: read, find turns, hash, write with journal and search index.

**Taguette** is run as itself: its own conversion (by Calibre, ``ebook-convert``, which must be installed) and its own
tables in SQLite, as its server does with a file that is sent to it, without the server. Its process, with those that
it starts, is measured whole; ours too, for this comparison.

**QualCoder** has no import without its window, and is in no package index, so it is not run. What stands here is a
floor under its bare path, in our own words: keep a copy of the file, unpack and parse it with lxml, go through the
elements of each paragraph for its text, and put the whole text into a database of SQLite's own settings as one row,
one transaction a file. No turns, no hashes, no search index, no journal.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

if __package__ in (None, ""):  # started by its path
    sys.path.insert(0, str(Path(__file__).parent.parent))

from lxml import etree

from bench.importing import importing, prepare
from bench.ratio import compare

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Run by the other program's Python: folder of .docx files, path of the database to make.
_TAGUETTE = """
import asyncio, pathlib, sys
from taguette import convert, database
folder, out = pathlib.Path(sys.argv[1]), sys.argv[2]
config = dict(CONVERT_TO_HTML_TIMEOUT=600, OPF_OUT_SIZE_LIMIT=2**30, HTML_OUT_SIZE_LIMIT=2**30)
session = database.connect("sqlite:///" + out)()
project = database.Project(name="bench", description="")
session.add(project)
session.commit()
async def main():
    for path in sorted(folder.glob("*.docx")):
        html = await convert.to_html_chunks(path.read_bytes(), "application/octet-stream", path.name, config)
        session.add(database.Document(name=path.stem, description="", filename=path.name, project=project,
            text_direction=database.TextDirection.LEFT_TO_RIGHT, contents=html))
        session.commit()
asyncio.run(main())
"""


def bare_path(folder: Path) -> None:
    """Import as the floor under QualCoder's bare path does."""
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        database = sqlite3.connect(Path(scratch) / "data.qda")
        database.execute("CREATE TABLE source (id INTEGER PRIMARY KEY, name TEXT UNIQUE, fulltext TEXT, memo TEXT)")
        for path in sorted((folder / "transcripts").glob("*.docx")):
            shutil.copyfile(path, Path(scratch) / path.name)
            with zipfile.ZipFile(path) as archive:
                root = etree.fromstring(archive.read("word/document.xml"))
            lines = []
            for paragraph in [element for element in root.iter() if element.tag == _W + "p"]:
                said = [part.text or "" for part in paragraph.iter() if part.tag == _W + "t"]
                lines.append("".join(said))
            row = (path.name, "\n".join(lines))
            database.execute("INSERT INTO source (name, fulltext, memo) VALUES (?, ?, '')", row)
            database.commit()
        database.close()


def taguette(python: str, folder: Path, files: int) -> None:
    """Compare whole processes on the first files: Taguette takes more than a second for each."""
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        some = Path(scratch) / "some"
        (some / "transcripts").mkdir(parents=True)
        shutil.copytree(folder / "project", some / "project")
        for path in sorted((folder / "transcripts").glob("*.docx"))[:files]:
            shutil.copyfile(path, some / "transcripts" / path.name)
        driver = Path(scratch) / "drive.py"
        driver.write_text(_TAGUETTE, encoding="utf-8")
        again = Path(scratch) / "again.py"  # a new database each time
        again.write_text(
            "import subprocess, sys, tempfile\nwith tempfile.TemporaryDirectory() as d:\n"
            "    subprocess.run([*sys.argv[1:], d + '/taguette.db'], check=True, stderr=subprocess.DEVNULL)\n",
            encoding="utf-8",
        )
        here = [sys.executable, "-c", "import sys; from bench.peers import run; run(sys.argv[1])", str(some)]
        there = [sys.executable, "-S", str(again), python, str(driver), str(some / "transcripts")]
        print(f"the first {files} files, whole processes:")
        print(compare(here, there, names=("bsb", "Taguette"), runs=1, warmup=0))


def run(folder: str) -> None:
    """Import the files of a folder, in a process of its own."""
    importing(Path(folder))


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m bench.peers", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--taguette", default=os.environ.get("TAGUETTE_PYTHON"), metavar="PYTHON")
    parser.add_argument("--files", type=int, default=59, help="how many for Taguette (default 59)")
    parser.add_argument("--runs", type=int, default=5, help="of the floor under QualCoder's path (default 5)")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "corpus"
        prepare(folder, scale=1, seed=1)
        ways = partial(importing, folder), partial(bare_path, folder)
        names = ("bsb", "floor under QualCoder's bare path")
        print(compare(*ways, names=names, runs=given.runs, fresh=True))
        if not given.taguette:
            print("Taguette was not measured: name a Python that has it with --taguette PYTHON or TAGUETTE_PYTHON.")
        elif subprocess.run([given.taguette, "-c", "import taguette"], capture_output=True, check=False).returncode:
            print(f"Taguette was not measured: {given.taguette} does not have it.")
        elif not shutil.which("ebook-convert"):
            print("Taguette was not measured: it reads .docx by Calibre (ebook-convert), which is not installed.")
        else:
            taguette(given.taguette, folder, given.files)


if __name__ == "__main__":
    main()

"""Import beside other programs: ``python -m bench.peers --taguette PYTHON --qualcoder CHECKOUT``.

**Ours** is the import of ``bench.importing``: read, find turns, hash, write with journal and search index.

**Taguette** is run as itself, by a PYTHON that has it: its own conversion (by Calibre, ``ebook-convert``, which must
be installed) and its own tables in SQLite, as its server does with a file that is sent to it, without the server. Its
process, with those that it starts, is measured whole; ours too, for this comparison.

**QualCoder** is in no package index, and imports only through its window. With ``--qualcoder CHECKOUT`` (of its
sources, which are not ours to carry) the very functions of its import are taken out of them and run without the
window, file by file as it does: copy the file into the project, ``load_file_text`` with its reading of Word files,
its row and its commit, in its own tables. What it does afterwards for its window (reading all back, tables, icons)
is left out. It keeps no turns, no hashes, no search index and no journal. So that like stands beside like, reading
alone is measured too: from the file to its paragraphs, ours with its limits against hostile files.

Without a checkout, a floor under that path is measured, in our own words and with lxml: the file copied, unpacked and
parsed, each paragraph's text taken out, and the whole text inserted as one row, one transaction a file.
"""

from __future__ import annotations

import argparse
import ast
import datetime
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from functools import partial
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import SimpleNamespace
from typing import Any

if __package__ in (None, ""):  # started by its path
    sys.path.insert(0, str(Path(__file__).parent.parent))

from lxml import etree

from bench.importing import importing, prepare
from bench.ratio import compare
from bsb.formats.read import read_source

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
            row = (path.name, "\n".join(_paragraphs(path)))
            database.execute("INSERT INTO source (name, fulltext, memo) VALUES (?, ?, '')", row)
            database.commit()
        database.close()


def _paragraphs(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    lines = []
    for paragraph in [element for element in root.iter() if element.tag == _W + "p"]:
        said = [part.text or "" for part in paragraph.iter() if part.tag == _W + "t"]
        lines.append("".join(said))
    return lines


def reading(folder: Path) -> None:
    """Read the files as bsb does, and do nothing with them."""
    for path in sorted((folder / "transcripts").glob("*.docx")):
        read_source(path)


def reading_there(checkout: Path | None, folder: Path) -> None:
    """Read the files with QualCoder's own functions, or as the floor under its path does."""
    read: Callable[[Path], list[str]] = _paragraphs
    if checkout:
        docx = _module(checkout)
        read = lambda path: docx["getdocumenttext"](docx["opendocx"](path.as_posix()))  # noqa: E731
    for path in sorted((folder / "transcripts").glob("*.docx")):
        "\n\n".join(read(path))


class _Box(SimpleNamespace):
    """Stands for a window's list of messages."""

    def append(self, _message: str) -> None:
        """Show nothing."""


def qualcoder(checkout: Path, folder: Path) -> None:
    """Import as QualCoder does, with its own functions."""
    sources = _sources(checkout)
    known = _module(checkout) | {"datetime": datetime, "_": str}
    load = _method(sources / "manage_files.py", "load_file_text", known)
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        documents = Path(scratch) / "documents"
        documents.mkdir()
        database = sqlite3.connect(Path(scratch) / "data.qda")
        for statement in _tables(sources / "__main__.py"):
            database.execute(statement)
        settings = {"codername": "default", "ai_enable": "False"}
        app = SimpleNamespace(conn=database, settings=settings)
        dialog = SimpleNamespace(app=app, av_dialog_open=None, source=[], parent_text_edit=_Box())
        paths = sorted((folder / "transcripts").glob("*.docx"))
        for path in paths:
            shutil.copyfile(path, documents / path.name)
            load(dialog, path.as_posix())
        if len(dialog.source) != len(paths):
            raise RuntimeError("QualCoder did not take every file in")
        database.close()


def _sources(checkout: Path) -> Path:
    return next(path.parent for path in checkout.rglob("manage_files.py"))


def _module(checkout: Path) -> dict[str, Any]:
    """Return what is in its module that reads Word files."""
    path = _sources(checkout) / "docx.py"
    spec = spec_from_file_location("qualcoder_docx", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    docx = module_from_spec(spec)
    spec.loader.exec_module(docx)
    return vars(docx)


def _method(path: Path, name: str, known: dict[str, Any]) -> Callable[..., None]:
    """Return one method of a module that cannot be imported without its window."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = next(node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name == name)
    names = dict(known)
    exec(compile(ast.Module([found], []), path.name, "exec"), names)
    method: Callable[..., None] = names[name]
    return method


def _tables(path: Path) -> list[str]:
    """Return the statements that make the tables an import writes to or asks."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    wanted = ("source", "attribute_type", "attribute")
    found = {name: text for name in wanted for text in reversed(texts) if text.startswith(f"CREATE TABLE {name} (")}
    return list(found.values())


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
    parser.add_argument("--qualcoder", type=Path, metavar="CHECKOUT", help="a folder with QualCoder's sources")
    parser.add_argument("--files", type=int, default=59, help="how many for Taguette (default 59)")
    parser.add_argument("--runs", type=int, default=5, help="of QualCoder's path or its floor (default 5)")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "corpus"
        prepare(folder, scale=1, seed=1)
        other = partial(qualcoder, given.qualcoder) if given.qualcoder else bare_path
        names = ("bsb", "QualCoder" if given.qualcoder else "floor under QualCoder's bare path")
        print(compare(partial(importing, folder), partial(other, folder), names=names, runs=given.runs, fresh=True))
        read = partial(reading_there, given.qualcoder, folder)
        names = ("reading alone", "reading alone, the other")
        print(compare(partial(reading, folder), read, names=names, runs=given.runs, fresh=True))
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

"""The whole project to .qdpx and back, beside zip and lxml alone: ``python -m bench.exchange --scale 1``.

**Exchange** is what ``bsb exchange export`` and ``import`` do without the recognisers: read the store, write the
archive; read it, find turns and passages, and store all of it in one transaction in a new project. It is measured
beside what zip and lxml alone need for the same bytes (``bare``): make the same XML by lxml's own calls, element for
element, serialise it, deflate it with the texts, write the file; read the file, inflate it, parse the XML and take
it over element for element. ``--bare bytes`` leaves out the making and the taking over of elements: the XML is there
as a tree and stays one, which is less than any program needs and so a harder comparison. Both have new processes;
loading of modules is not counted, peak memory is that of the whole process.
"""

from __future__ import annotations

import argparse
import cProfile
import datetime
import json
import pickle
import pstats
import shutil
import sys
import tempfile
import time
import zipfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

if __package__ in (None, ""):  # started by its path
    sys.path.insert(0, str(Path(__file__).parent.parent))

from lxml import etree

# Loaded by name while exchanging, which is not to be counted.
import bsb.coding.book_refi
import bsb.exchange.refi.export
import bsb.exchange.refi.incoming
import bsb.exchange.refi.take_in  # noqa: F401
from bench.importing import importing
from bench.importing import prepare as prepare_transcripts
from bench.ratio import Comparison, compare
from bsb.privacy.hits import Hit
from bsb.privacy.scan import Scanner
from bsb.project import Project

DATE = datetime.date(2026, 5, 20)
WAYS = ("elements", "bytes")


class _NoScan(Scanner):
    def scan(self, turns: Sequence[tuple[str, str]]) -> list[Hit]:
        return []


def prepare(folder: Path, *, scale: int, seed: int) -> None:
    """Make a project with transcripts, codebook and codings, an empty one, and the exchange file."""
    prepare_transcripts(folder, scale=scale, seed=seed)
    importing(folder, keep=folder / "full")
    full = Project.open(folder / "full")
    full.codebook.import_file(Path(__file__).parent.parent / "corpora" / "eksempel" / "kodebok.yaml")
    full.codings.import_file(folder / "codings.csv")
    full.refi.export(folder / "project.qdpx", date=DATE)
    full.close()
    Project.init(folder / "empty", name="bench").close()
    with zipfile.ZipFile(folder / "project.qdpx") as archive:
        flat = _flat(etree.fromstring(archive.read("project.qde")))
        texts = {name: archive.read(name) for name in archive.namelist() if name != "project.qde"}
    with (folder / "bare.pickle").open("wb") as file:
        pickle.dump((flat, texts), file)


def _flat(element: Any) -> Any:
    return (element.tag, dict(element.attrib), element.text, [_flat(child) for child in element])


def _made(parent: Any, flat: Any) -> Any:
    tag, attributes, text, children = flat
    element = etree.Element(tag, attributes) if parent is None else etree.SubElement(parent, tag, attributes)
    element.text = text
    for child in children:
        _made(element, child)
    return element


def exchange(folder: Path) -> None:
    """Export the project, and import the file into a new one."""
    there(folder)
    back(folder)


def there(folder: Path) -> None:
    """Export the project."""
    project = Project.open(folder / "full")
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        project.refi.export(Path(scratch) / "project.qdpx", date=DATE)
    project.close()


def back(folder: Path) -> None:
    """Import the file into a new project."""
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        into = Path(scratch) / "project"
        shutil.copytree(folder / "empty", into)
        project = Project.open(into)
        project.importer._scanner = _NoScan(model=False)
        project.refi._scanner = lambda: _NoScan(model=False)
        incoming = project.refi.read(folder / "project.qdpx")
        project.refi.store(incoming, reviewer="bench")
        project.close()


def bare(folder: Path, way: str = "elements") -> None:
    """Write and read the same bytes with zip and lxml alone, from what is ready (see ``ready_alone``)."""
    flat, texts = ready(folder)
    root = _made(None, flat) if way == "elements" else etree.fromstring(zip_part(folder))
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        path = Path(scratch) / "project.qdpx"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("project.qde", etree.tostring(root, xml_declaration=True, encoding="UTF-8"))
            for name, data in texts.items():
                archive.writestr(name, data)
        with zipfile.ZipFile(path) as archive:
            read = etree.fromstring(archive.read("project.qde"))
            if way == "elements":
                _flat(read)
            for name in texts:
                archive.read(name).decode("utf-8")


def ready(folder: Path) -> Any:
    """Return what the bare way starts from; with ``zip_part``, what is to be taken off it."""
    with (folder / "bare.pickle").open("rb") as file:
        return pickle.load(file)


def zip_part(folder: Path) -> bytes:
    """Return the exchange file's XML."""
    with zipfile.ZipFile(folder / "project.qdpx") as archive:
        return archive.read("project.qde")


def ready_alone(folder: Path, way: str = "elements") -> None:
    """Do what the bare way does besides its task."""
    ready(folder)
    if way == "bytes":
        etree.fromstring(zip_part(folder))


def check(folder: Path) -> None:
    """Fail unless what came back is what went out: what does not do its work has no speed."""
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        into = Path(scratch) / "project"
        shutil.copytree(folder / "empty", into)
        one, other = Project.open(folder / "full"), Project.open(into)
        other.importer._scanner = _NoScan(model=False)
        other.refi._scanner = lambda: _NoScan(model=False)
        taken = other.refi.store(other.refi.read(folder / "project.qdpx"), reviewer="bench")
        same = [c.uid for c in one.codings.all()] == [c.uid for c in other.codings.all()]
        quotes = [c.quote for c in one.codings.all()] == [c.quote for c in other.codings.all()]
        one.close(), other.close()
    if taken.lost or not same or not quotes:
        raise RuntimeError(f"not equal: {taken.lost}")


def measure(folder: Path, *, way: str, runs: int) -> tuple[Comparison, float]:
    """Compare both; also return the ratio with what the bare way does besides its task taken off."""
    found = compare(
        partial(exchange, folder), partial(bare, folder, way), names=("exchange", "bare"), runs=runs, fresh=True
    )
    aside = compare(
        partial(bare, folder, way), partial(ready_alone, folder, way), names=("bare", "ready"), runs=runs, fresh=True
    )
    ours = sorted(found.seconds(0))[runs // 2]
    theirs = sorted(found.seconds(1))[runs // 2] - sorted(aside.seconds(1))[runs // 2]
    return found, ours / theirs


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m bench.exchange", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--scale", type=int, default=1, help="1, 10 (default 1)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=5, help="of each way, counted (default 5)")
    parser.add_argument("--bare", choices=WAYS, default="elements", help="what the bare way makes (default elements)")
    parser.add_argument("--profile", action="store_true", help="show where the time goes, and stop")
    parser.add_argument("--json", action="store_true", help="all figures as JSON")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "corpus"
        prepare(folder, scale=given.scale, seed=given.seed)
        check(folder)
        if given.profile:
            return _profile(folder)
        size = (folder / "project.qdpx").stat().st_size
        xml = len(zip_part(folder))
        found, strict = measure(folder, way=given.bare, runs=given.runs)
    if given.json:
        print(json.dumps(found.to_dict() | {"ratio_without_ready": strict, "bytes": size, "xml": xml}, indent=2))
        return 0
    print(
        f"scale {given.scale}: .qdpx of {size / 1e6:.1f} MB, XML of {xml / 1e6:.1f} MB; bare: {given.bare}\n{found}"
    )
    print(f"with what the bare way only makes ready taken off: {strict:.2f}")
    return 0


def _profile(folder: Path) -> int:
    exchange(folder)  # warm
    for part in (there, back):
        began = time.process_time()
        part(folder)
        print(part.__name__, f"{time.process_time() - began:.2f} s")
    with cProfile.Profile() as profile:
        exchange(folder)
    pstats.Stats(profile).strip_dirs().sort_stats("tottime").print_stats(35)
    return 0


if __name__ == "__main__":
    sys.exit(main())

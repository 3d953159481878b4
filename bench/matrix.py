"""Matrices against the plain SQL that yields the same counts: ``python -m bench.matrix --scale 1``.

Each shipped matrix that counts codings is made, labels and totals and all, and beside it, A B A B ..., the
GROUP BY that one would write by hand is run by the driver alone. Both are held against each other before.
``--against 10`` also makes each matrix at ten times the size, and tells how many times longer that takes.
"""

from __future__ import annotations

import argparse
import sqlite3
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

if __package__ in (None, ""):  # started by its path
    sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.fill import NOW, fill
from bench.plan import districts
from bench.ratio import Comparison, compare
from bsb.analysis.definitions import MatrixDefinition
from bsb.analysis.matrices import Matrices
from bsb.analysis.matrix import Matrix
from bsb.coding.codebook import Codebook
from bsb.config import Config, District
from bsb.shipped import shipped
from bsb.store import schema
from bsb.store.engine import Store
from bsb.store.journal import Journal

_COLUMNS = {"district": "interview.district", "interview": "interview.name", "theme": "beside.key"}
_COUNTS = """
count(DISTINCT interview.id), count(DISTINCT turn.transcript_id || ':' || turn.speaker), count(DISTINCT turn.id),
count(DISTINCT {coding}.id), {valences}
"""
_FROM = """
FROM coding JOIN code ON code.id = coding.code_id
JOIN transcript ON transcript.id = coding.transcript_id
JOIN interview ON interview.id = transcript.interview_id
JOIN turn ON turn.transcript_id = coding.transcript_id AND turn.start < coding.end AND turn.end > coding.start
 AND turn.role = 'participant' AND turn.removed = 0
"""
_BESIDE = """
JOIN coding other ON other.transcript_id = turn.transcript_id AND turn.start < other.end AND turn.end > other.start
JOIN code beside ON beside.id = other.code_id AND beside.facet = '{facet}'
"""


def filled(path: Path, *, scale: int, seed: int = 1) -> Matrices:
    """Write a made-up corpus into a new database and return its matrices."""
    store = Store.open(path, create=True)
    fill(store, scale=scale, seed=seed).store.close()
    store = Store.open(path)  # as a command finds it
    codebook = Codebook(Journal(store, actor="bench", now=lambda: NOW))
    config = Config("bench", districts=tuple(District(name) for name, *_rest in districts()))
    return Matrices(store, codebook, config, [shipped("matrices")])


def plain_sql(definition: MatrixDefinition) -> str:
    """Return the GROUP BY for a matrix of codes. In one of two facets, codings and valences are the theme's."""
    pair = definition.columns == "theme"
    carrier = "other" if pair else "coding"
    valences = ", ".join(
        f"count(DISTINCT CASE WHEN {carrier}.valence = '{v}' THEN turn.id END)" for v in schema.VALENCES
    )
    counts = _COUNTS.format(coding=carrier, valences=valences)
    return (
        f"SELECT code.key, {_COLUMNS[definition.columns]}, {counts} {_FROM}"
        f" {_BESIDE.format(facet=definition.columns) if pair else ''}"
        f" WHERE code.facet = '{definition.rows}' GROUP BY 1, 2"
    )


def counted(matrix: Matrix) -> set[tuple[object, ...]]:
    """Return a matrix as the rows that the plain SQL gives."""
    fields = ("interviews", "speakers", "turns", "codings", *schema.VALENCES)
    return {(*key, *(getattr(cell, field) for field in fields)) for key, cell in matrix.cells.items()}


def measure(matrices: Matrices, path: Path, name: str, *, runs: int) -> Comparison:
    """Make a matrix and run the plain SQL, in turn. AssertionError if they do not count the same."""
    raw = sqlite3.connect(path)
    definition = matrices.definition(name)
    sql = plain_sql(definition)
    made = matrices.make(definition)
    assert isinstance(made, Matrix)
    assert counted(made) == set(raw.execute(sql).fetchall()), name
    found = compare(
        lambda: matrices.make(name), lambda: raw.execute(sql).fetchall(), names=(name, "plain SQL"), runs=runs
    )
    raw.close()
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m bench.matrix", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--scale", type=int, default=1, help="times the Oslo evaluation (default 1)")
    parser.add_argument("--against", type=int, metavar="N", help="also at N times the size")
    parser.add_argument("--runs", type=int, default=7, help="of each (default 7)")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        small = Path(folder) / "small.db"
        matrices = filled(small, scale=given.scale)
        names = [d.name for d in matrices.definitions() if d.facets]
        for name in names:
            print(measure(matrices, small, name, runs=given.runs), end="\n\n")
        if given.against:
            large = filled(Path(folder) / "large.db", scale=given.against)
            for name in names:
                found = compare(
                    lambda name=name: large.make(name),  # type: ignore[misc]
                    lambda name=name: matrices.make(name),  # type: ignore[misc]
                    names=(f"{name} at {given.against}x", f"{name} at {given.scale}x"),
                    runs=max(3, given.runs // 2),
                )
                times = statistics.median(found.seconds(0)) / statistics.median(found.seconds(1))
                print(f"{name}: {given.against / given.scale:g} times the material takes {times:.1f} times as long")


if __name__ == "__main__":
    main()

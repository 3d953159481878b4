"""Agreement at the size of the Oslo evaluation: ``python -m bench.agreement``.

59 interviews, 10,000 codings by two made-up coders, 60 codes, 1,000 resamples. Measured beside it, A B A B ...:
the package ``krippendorff``, which is given less to do (alpha by turn for each code; no kappa, sets, characters or
intervals). ``--chance`` shows instead what each formula says of coders who know nothing of each other.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Sequence
from pathlib import Path

if __package__ in (None, ""):  # started by its path
    sys.path.insert(0, str(Path(__file__).parent.parent))

import numpy as np

from bench.fill import fill
from bench.ratio import compare
from bsb.coding.agreement.measure import measure
from bsb.coding.agreement.report import Agreement
from bsb.coding.agreement.results import ALPHA, CHARACTER, KAPPA
from bsb.coding.agreement.turnwise import set_or_not
from bsb.coding.agreement.units import Material, arrange, gather
from bsb.coding.codebook import Code, Codebook
from bsb.store.engine import Store


def filled(*, scale: int = 1, seed: int = 1) -> tuple[Store, Codebook]:
    """Return a store in memory with a made-up corpus, and its codebook."""
    store = Store.in_memory()
    return store, Codebook(fill(store, scale=scale, seed=seed))


def by_package(material: Material) -> list[float]:
    """Return alpha by turn for each code, as the package ``krippendorff`` reckons it."""
    import krippendorff

    hits, shape = material.hits, (len(material.coders), len(material.turns))
    found = []
    for code in range(len(material.codes)):
        values = np.zeros(shape)
        here = hits.code == code
        values[hits.coder[here], hits.turn[here]] = 1
        found.append(krippendorff.alpha(reliability_data=values, level_of_measurement="nominal"))
    return found


def chance(interviews: int = 30, turns: int = 200) -> dict[str, float]:
    """Return what formulas say of two coders who draw at random.

    "QualCoder" is the formula in the source of its coder comparison (3.x): Po and Pe only of text that at least
    one has coded, and Pe the product of the two probabilities where Cohen has their sum.
    """
    draw = random.Random(1)
    rows, spans = [], []
    for name in (f"i{n:02}" for n in range(interviews)):
        for n in range(turns):
            rows.append((name, n, "B1", n * 100, n * 100 + 99))
            for coder in ("A", "B"):
                if draw.random() < 0.45:
                    spans.append((name, coder, "x", n * 100, n * 100 + 99, "neutral"))
    material = arrange(["A", "B"], ["x"], {r[0]: {"A", "B"} for r in rows}, rows, spans)
    report = measure(material, [Code("x", "free", "X")], draws=0, seed=1)
    pair = set_or_not(material, [[0]]).pairs[0]
    a, b, both = (float(column.sum()) for column in (pair.a, pair.b, pair.both))
    either = a + b - both
    observed, expected = both / either, (a / either * b / either) * ((either - a) / either * (either - b) / either)
    found = {
        f"{KAPPA}, turns": report.get("x").get(KAPPA).value,
        f"{ALPHA}, turns": report.get("x").get(ALPHA).value,
        f"{ALPHA}, characters": report.get("x").get(ALPHA, CHARACTER).value,
        "QualCoder's published formula": (observed - expected) / (1 - expected),
    }
    return {name: value if value is not None else float("nan") for name, value in found.items()}


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m bench.agreement", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--scale", type=int, default=1, help="times the Oslo evaluation (default 1)")
    parser.add_argument("--draws", type=int, default=1000, help="resamples (default 1,000)")
    parser.add_argument("--runs", type=int, default=3, help="of each (default 3)")
    parser.add_argument("--chance", action="store_true", help="show what formulas say of independent coders")
    given = parser.parse_args(arguments)
    if given.chance:
        for name, value in chance().items():
            print(f"{name:<40} {value:6.3f}")
        return
    store, codebook = filled(scale=given.scale)
    room = Agreement(store, codebook)
    material = gather(store, coders=["KA", "TL"], codes=[c.key for c in codebook.all()])
    print(
        f"{len(material.interviews)} interviews, {len(material.turns)} participants' turns,"
        f" {len(material.marks.code)} codings, {len(material.codes)} codes, {given.draws} resamples"
    )
    found = compare(
        lambda: room.report(draws=given.draws),
        lambda: by_package(material),
        names=("bsb agreement", "krippendorff"),
        runs=given.runs,
    )
    print(found)
    ours = [c.get(ALPHA).value for c in room.report(draws=0).codes]
    apart = max(abs((a or 0) - b) for a, b in zip(ours, by_package(material), strict=True))
    print(f"largest difference between the two in alpha by turn: {apart:.1e}")
    listed = compare(lambda: room.disagreements(), lambda: None, names=("list of disagreements", "nothing"), runs=1)
    print(f"list of disagreements: {listed.seconds(0)[0]:.2f} s")


if __name__ == "__main__":
    main()

"""Train ``bsb/privacy/model/likeness.npz``: does a form look like a word, a name, a place?

    python models/train_likeness.py NAMES

NAMES is the folder with intl_first.txt and intl_last.txt (names of other languages, from Faker). Half of them are
used here, the other part by the augmentation, so that the network does not learn to trust scores of names seen
here; a fifth (``pools.held``) is used by neither.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))
sys.path.insert(0, str(Path(__file__).parent))
from pools import invented_places, pool

from bsb.privacy.spotter.likeness import BUCKETS, CLASSES, ngrams
from bsb.privacy.wordlists import load

OUT = Path(__file__).parent.parent / "bsb" / "privacy" / "model" / "likeness.npz"


def material(names: Path, rng: random.Random) -> list[tuple[list[int], int]]:
    """Return (n-grams, class) for a balanced lot of forms."""
    lists = load()
    words = [w for w in lists.common if len(w) > 2] * 4
    words += rng.sample(sorted(lists.words), 60_000)
    words = [w for w in words if w not in lists.first and w not in lists.last]
    foreign = [*pool(names, "intl_first.txt", "likeness"), *pool(names, "intl_last.txt", "likeness")]
    places = sorted(lists.place_words) + invented_places(rng, 3000)
    rows = [(w, 0) for w in words]
    rows += [(w, 1) for w in lists.first] * 3 + [(w, 2) for w in lists.last] * 3
    rows += [(w, 3) for w in places] * 2 + [(w.lower(), 4) for w in foreign] * 2
    rng.shuffle(rows)
    return [(ngrams(w), c) for w, c in rows]


def main(names: Path) -> None:
    """Train with AdaGrad, four passes; write int8 weights."""
    rng = random.Random(1)
    rows = material(names, rng)
    weights = np.zeros((BUCKETS, len(CLASSES)), dtype="float32")
    squares = np.full((BUCKETS, len(CLASSES)), 1e-2, dtype="float32")
    for lap in range(4):
        right = 0
        for grams, label in rows:
            scores = weights[grams].sum(axis=0) / max(4, len(grams))
            odds = np.exp(scores - scores.max())
            odds /= odds.sum()
            right += int(odds.argmax()) == label
            odds[label] -= 1
            grams = list(set(grams))
            squares[grams] += odds**2
            weights[grams] -= 0.35 * odds / np.sqrt(squares[grams])
        rng.shuffle(rows)
        print(f"lap {lap + 1}: {right / len(rows):.3f} of {len(rows)}")
    scale = float(np.abs(weights).max() / 127)
    np.savez_compressed(OUT, weights=np.round(weights / scale).astype("int8"), scale=np.float32(scale))
    print(OUT.name, OUT.stat().st_size, "bytes, scale", scale)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

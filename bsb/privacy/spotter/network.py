"""The trained network at work, in numpy alone: probabilities for every word of a text.

The same sums as thinc's layers (``layers.py``), about four times as quick: numpy's matrix product is quicker, and
what depends on a word form alone is worked out once for each form.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from bsb.privacy.spotter.blas import one_thread
from bsb.privacy.spotter.features import COLUMNS, features

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[np.float32]]
    Product = Callable[[Any, Any], Any]

WEIGHTS = "spotter.npz"
SETTINGS = "spotter.json"
_MOST_FORMS = 60_000


class Network:
    """A network for reading only.

    ``settings`` are what ``models/export.py`` wrote: labels (the first is "O"), depth, thresholds. ``weights`` are
    in the order of thinc's layers: the tables, then weights, biases, gains and shifts of each layer, then the last.
    """

    def __init__(self, settings: dict[str, Any], weights: Sequence[Array]) -> None:
        self.settings = settings
        self.labels: list[str] = settings["labels"]
        self._depth: int = settings["depth"]
        rows = [w.astype("float32") for w in weights]
        tables = len(COLUMNS)
        self._tables = rows[:tables]
        layers = [rows[i : i + 4] for i in range(tables, len(rows) - 2, 4)]
        self._mix, *self._windows = [_Layer(*layer) for layer in layers]
        self._last, self._shift = rows[-2].T.copy(), rows[-1]
        self._row: dict[str, int] = {}
        self._vectors: Array | None = None

    def __call__(self, texts: Sequence[Sequence[str]]) -> list[Array]:
        """Return for each text, given as its words, words x labels: the probability of each label."""
        with one_thread() as product:
            return self._run(texts, product)

    def _run(self, texts: Sequence[Sequence[str]], product: Product) -> list[Array]:
        import numpy as np

        lengths = [len(words) for words in texts]
        if not sum(lengths):
            return [np.zeros((0, len(self.labels)), dtype="float32") for _ in texts]
        rows = self._rows(texts, product)
        pad = self._depth
        assert self._vectors is not None  # noqa: S101  set by _rows
        x = np.zeros((sum(lengths) + pad * (len(texts) + 1), self._vectors.shape[1]), dtype="float32")
        spans, at = [], pad
        for length, mine in zip(lengths, rows, strict=True):
            x[at : at + length] = self._vectors[mine]
            spans.append((at, at + length))
            at += length + pad
        for layer in self._windows:
            x += layer(_window(x), product)
        scores = product(x, self._last) + self._shift
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        odds /= odds.sum(axis=1, keepdims=True)
        return [odds[a:b] for a, b in spans]

    def _rows(self, texts: Sequence[Sequence[str]], product: Product) -> list[list[int]]:
        """Return each word's row in the table of form vectors, after adding the forms not met before."""
        import numpy as np

        if len(self._row) > _MOST_FORMS:
            self._row, self._vectors = {}, None
        known = self._row
        new = list(dict.fromkeys(word for words in texts for word in words if word not in known))
        if new:
            fresh = self._form_vectors(new, product)
            self._vectors = fresh if self._vectors is None else np.concatenate([self._vectors, fresh])
            known.update({word: len(known) + i for i, word in enumerate(new)})
        return [[known[word] for word in words] for words in texts]

    def _form_vectors(self, forms: Sequence[str], product: Product) -> Array:
        import numpy as np
        from thinc.api import NumpyOps

        numbers = np.asarray([features(form) for form in forms], dtype="uint64")
        parts = []
        for column, table in enumerate(self._tables):
            keys = NumpyOps().hash(np.ascontiguousarray(numbers[:, column]), column + 7) % table.shape[0]
            parts.append(table[keys].sum(axis=1))
        return self._mix(np.concatenate(parts, axis=1), product)


class _Layer:
    """Maxout, then normalising each row."""

    def __init__(self, weight: Array, bias: Array, gain: Array, shift: Array) -> None:
        self._pieces = weight.shape[1]
        self._weight = weight.transpose(1, 0, 2).reshape(-1, weight.shape[2]).T.copy()
        self._bias = bias.T.reshape(-1)
        self._gain, self._shift = gain, shift

    def __call__(self, x: Array, product: Product) -> Array:
        y = product(x, self._weight)
        y += self._bias
        size = y.shape[1] // self._pieces
        best = y[:, :size]
        for piece in range(1, self._pieces):
            best = _maximum(best, y[:, piece * size : (piece + 1) * size])
        best = best - best.mean(axis=1, keepdims=True)
        spread = (best * best).mean(axis=1, keepdims=True) + 1e-8
        result: Array = best * (spread**-0.5) * self._gain + self._shift
        return result


def _maximum(a: Array, b: Array) -> Array:
    import numpy as np

    return np.maximum(a, b)


def _window(x: Array) -> Array:
    """Return each row with its neighbours before and after it."""
    import numpy as np

    size = x.shape[1]
    wide = np.zeros((len(x), 3 * size), dtype="float32")
    wide[1:, :size] = x[:-1]
    wide[:, size : 2 * size] = x
    wide[:-1, 2 * size :] = x[1:]
    return wide


def parameters(model: Any) -> list[tuple[Any, str]]:
    """Return the (layer, name) of every weight that training sets, in the order of the layers."""
    order = {"E": 0, "W": 1, "G": 2, "b": 3}
    return [
        (node, name)
        for node in model.walk(order="dfs_pre")
        for name in sorted(node.param_names, key=lambda n: order[n])
        if node.has_param(name)
    ]


@cache
def load() -> Network | None:
    """Return the shipped network, or None where the package holds no weights."""
    import numpy as np

    folder = resources.files("bsb.privacy") / "model"
    if not (folder / WEIGHTS).is_file():
        return None
    settings = json.loads((folder / SETTINGS).read_text(encoding="utf-8"))
    with (folder / WEIGHTS).open("rb") as file, np.load(file) as data:
        return Network(settings, [data[str(i)] for i in range(len(data.files))])

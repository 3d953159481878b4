"""The trained network at work: weights from the package, probabilities for every word of a doc."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from spacy.tokens import Doc

WEIGHTS = "spotter.npz"
SETTINGS = "spotter.json"


class Network:
    """A network for reading only.

    ``settings`` are what ``models/export.py`` wrote: labels (the first is "O"), width, depth, embed, thresholds.
    """

    def __init__(self, settings: dict[str, Any], weights: Sequence[np.ndarray]) -> None:
        from spacy import blank
        from spacy.ml.models.tagger import build_tagger_model

        from bsb.privacy.spotter.layers import tok2vec

        self.settings = settings
        self.labels: list[str] = settings["labels"]
        shape = settings["width"], settings["depth"], settings["embed"]
        self._model = build_tagger_model(tok2vec(*shape), nO=len(self.labels))
        self._model.initialize(X=[blank("nb").make_doc("ja")])
        for (node, name), value in zip(parameters(self._model), weights, strict=True):
            node.set_param(name, value.astype("float32"))

    def __call__(self, docs: Sequence[Doc]) -> list[np.ndarray]:
        """Return for each doc tokens x labels, the probability of each label."""
        import numpy as np

        rows = []
        for scores in self._model.predict(list(docs)):
            odds = np.exp(scores - scores.max(axis=1, keepdims=True)) if len(scores) else scores
            rows.append(odds / odds.sum(axis=1, keepdims=True) if len(odds) else odds)
        return rows


def parameters(model: Any) -> list[tuple[Any, str]]:
    """Return the (layer, name) of every weight that training sets, in the order of the layers."""
    return [(node, name) for node in model.walk() for name in sorted(node.param_names) if node.has_param(name)]


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

"""The network as it is trained, in thinc; ``network.py`` does the same sums when it is used.

Hashed features, mixed, then windows of three words in several layers; registered for spaCy's config.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc
    from thinc.api import Model

ROWS = (8000, 2500, 3000, 6000, 500, 1024, 64)


def _extract() -> Model[list[Doc], list[Any]]:
    import numpy as np
    from thinc.api import Model

    from bsb.privacy.spotter.features import COLUMNS, features

    rows: dict[str, tuple[int, ...]] = {}

    def look(doc: Doc) -> Any:
        words = [token.text for token in doc]
        for word in words:
            if word not in rows:
                rows[word] = features(word)
        return np.asarray([rows[word] for word in words], dtype="uint64").reshape(-1, len(COLUMNS))

    def forward(
        model: Model[Any, Any], docs: list[Doc], is_train: bool
    ) -> tuple[list[Any], Callable[[Any], list[Any]]]:
        return [look(doc) for doc in docs], lambda _d: []

    return Model("bsb_features", forward)


def tok2vec(width: int, depth: int, embed: int) -> Model[list[Doc], list[Any]]:
    """Return the layer from docs to one vector a token; the field of view is ``depth`` words either side."""
    from thinc.api import (
        HashEmbed,
        Maxout,
        chain,
        clone,
        concatenate,
        expand_window,
        list2ragged,
        ragged2list,
        residual,
        with_array,
    )

    tables: list[Model[Any, Any]] = [
        HashEmbed(embed, rows, column=i, seed=i + 7, dropout=0.0) for i, rows in enumerate(ROWS)
    ]
    mix: Model[Any, Any] = Maxout(width, embed * len(tables), nP=3, dropout=0.0, normalize=True)
    window: Model[Any, Any] = chain(
        expand_window(window_size=1), Maxout(width, width * 3, nP=3, dropout=0.0, normalize=True)
    )
    encode: Model[Any, Any] = with_array(clone(residual(window), depth), pad=depth)
    model: Model[Any, Any] = chain(
        _extract(), list2ragged(), with_array(concatenate(*tables)), with_array(mix), ragged2list(), encode
    )
    model.set_dim("nO", width)
    return model


def register() -> None:
    """Make the layer known to spaCy's registry as ``bsb.Tok2Vec.v1``."""
    from spacy.util import registry

    if not registry.has("architectures", "bsb.Tok2Vec.v1"):
        registry.architectures.register("bsb.Tok2Vec.v1", func=tok2vec)

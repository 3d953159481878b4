"""Take the weights out of a trained pipeline and ship them in half precision.

    python models/export.py TRAINED SELECT

TRAINED is spaCy's model-best; SELECT is select.spacy, on which the thresholds are chosen (it is cut from the
training split; the dev split is for measuring only).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import spacy
from spacy.tokens import DocBin

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
import augment  # noqa: E402, F401  registers the layers

from bsb.privacy.spotter import network  # noqa: E402
from bsb.privacy.wordlists import COMMON, FAMILIAR, load  # noqa: E402

OUT = HERE.parent / "bsb" / "privacy" / "model"


# How many ordinary words in 1,000 each limit may mark: what a reviewer can bear, spent where it finds most.
BUDGET = {"unknown": 3.5, "word": 5.0, "common": 4.0, "ORG": 1.4}


def thresholds(net: network.Network, select: Path) -> dict[str, float]:
    """Return the lowest limits that keep within the budget on select.spacy."""
    vocab = spacy.blank("nb").vocab
    docs = list(DocBin().from_disk(select).get_docs(vocab))
    rows = np.concatenate(net([[t.text for t in doc] for doc in docs]))
    tags = np.array([t.tag_ for d in docs for t in d])
    codes = np.array([load().code(t.text) for d in docs for t in d])
    alpha = np.array([any(c.isalpha() for c in t.text) for d in docs for t in d])
    names = rows[:, 1] + rows[:, 2]
    common, familiar = codes & COMMON > 0, codes & FAMILIAR > 0
    groups = {"unknown": ~familiar & ~common, "word": familiar & ~common, "common": common, "ORG": alpha}
    limits: dict[str, float] = {}
    for group, mask in groups.items():
        scores = rows[:, 3] if group == "ORG" else names
        plain = np.sort(scores[mask & alpha & (tags == "O")])[::-1]
        allowed = int(BUDGET[group] / 1000 * alpha.sum())
        limits[group] = max(0.003, round(float(plain[min(allowed, len(plain) - 1)]), 4))
        mine = mask & np.isin(tags, ["PER", "LOC"])
        print(
            group, limits[group], "recall:", round(float((names[mine] >= limits[group]).mean()), 4), "of", mine.sum()
        )
    return limits | {"MISC": 0.9}


def check(nlp: spacy.Language, net: network.Network) -> None:
    """Compare numpy's probabilities with thinc's. Raises AssertionError if they differ."""
    docs = [nlp.make_doc("ja jeg heter Farhiyo og bor på Tøyen ."), nlp.make_doc("nei")]
    tagger = nlp.get_pipe("tagger")
    order = [tagger.labels.index(label) for label in net.labels]
    for doc, mine in zip(docs, net([[t.text for t in doc] for doc in docs]), strict=True):
        scores = tagger.model.predict([doc])[0][:, order]
        theirs = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
        np.testing.assert_allclose(mine, theirs, atol=2e-3)


def main(trained: Path, select: Path) -> None:
    """Write spotter.npz and spotter.json."""
    nlp = spacy.load(trained)
    tagger = nlp.get_pipe("tagger")
    order = ["O", "PER", "LOC", "ORG", "MISC"]
    columns = [tagger.labels.index(label) for label in order]
    arrays = []
    for node, name in network.parameters(tagger.model):
        value = node.get_param(name)
        arrays.append(value[columns] if node.name == "softmax" else value)
    shape = nlp.config["components"]["tagger"]["model"]["tok2vec"]
    settings = {"labels": order, **{k: shape[k] for k in ("width", "depth", "embed")}, "extend": 0.003}
    halves = [a.astype("float16") for a in arrays]
    settings["thresholds"] = thresholds(network.Network(settings, halves), select)
    np.savez_compressed(OUT / network.WEIGHTS, **{str(i): a for i, a in enumerate(halves)})
    (OUT / network.SETTINGS).write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")
    check(nlp, network.Network(settings, arrays))
    print(settings, (OUT / network.WEIGHTS).stat().st_size, "bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

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

OUT = HERE.parent / "bsb" / "privacy" / "model"


def thresholds(net: network.Network, select: Path) -> dict[str, float]:
    """Return limits such that at most about 3 ordinary words in 1,000 are marked, half of them by each kind."""
    vocab = spacy.blank("nb").vocab
    docs = list(DocBin().from_disk(select).get_docs(vocab))
    rows = np.concatenate(net([[t.text for t in doc] for doc in docs]))
    tags = [t.tag_ for d in docs for t in d]
    alpha = np.array([any(c.isalpha() for c in t.text) for d in docs for t in d])
    plain = np.array([t == "O" for t in tags]) & alpha
    names = rows[:, 1] + rows[:, 2]
    report: dict[str, float] = {}
    for label, column, share in (("PER", names, 0.004), ("LOC", names, 0.004), ("ORG", rows[:, 3], 0.0015)):
        report[label] = round(float(np.quantile(column[plain], 1 - share)), 3)
    report["MISC"] = 0.9
    for label in ("PER", "LOC"):
        mine = np.array([t == label for t in tags])
        print(label, "recall of words on select:", round(float((names[mine] >= report[label]).mean()), 4))
    return report


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
    settings = {"labels": order, **{k: shape[k] for k in ("width", "depth", "embed")}, "extend": 0.25}
    halves = [a.astype("float16") for a in arrays]
    settings["thresholds"] = thresholds(network.Network(settings, halves), select)
    np.savez_compressed(OUT / network.WEIGHTS, **{str(i): a for i, a in enumerate(halves)})
    (OUT / network.SETTINGS).write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")
    check(nlp, network.Network(settings, arrays))
    print(settings, (OUT / network.WEIGHTS).stat().st_size, "bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

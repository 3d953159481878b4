"""What the trained network takes for names of persons, places and houses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from bsb.privacy.chain.component import write
from bsb.privacy.hits import Found
from bsb.privacy.spotter.network import Network, load
from bsb.privacy.wordlists import COMMON, GENERAL
from bsb.privacy.wordlists import load as lists

if TYPE_CHECKING:
    import numpy as np
    from spacy.language import Language
    from spacy.tokens import Doc

PROBABILITIES = "bsb_spotter"  # key in doc.user_data: one probability of being a name for each token
_KINDS = {"PER": "person", "LOC": "place", "ORG": "institution", "MISC": "institution"}
_REASONS = {
    "PER": "the trained model takes it for a person",
    "LOC": "the trained model takes it for a place",
    "ORG": "the trained model takes it for an organisation",
    "MISC": "the trained model takes it for a name of something",
}


class Spotter:
    """The component: one pass of the network over a batch, then words above the thresholds."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._labels = network.labels
        self._thresholds: dict[str, float] = network.settings["thresholds"]
        self._extend: float = network.settings.get("extend", 0.2)

    def __call__(self, doc: Doc) -> Doc:
        return self._mark(doc, self._network([doc])[0])

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        """Yield docs with findings, in batches."""
        from spacy.util import minibatch

        for batch in minibatch(stream, size=batch_size):
            docs = list(batch)
            for doc, odds in zip(docs, self._network(docs), strict=True):
                yield self._mark(doc, odds)

    def _mark(self, doc: Doc, odds: np.ndarray) -> Doc:
        if not len(doc):
            return doc
        doc.user_data[PROBABILITIES] = odds[:, 1:3].sum(axis=1)
        write(doc, self._spans(doc, odds))
        return doc

    def _spans(self, doc: Doc, odds: np.ndarray) -> Iterator[Found]:
        marked = self._marked(doc, odds)
        i = 0
        while i < len(doc):
            if not marked[i]:
                i += 1
                continue
            label, end = marked[i], i + 1
            while end < len(doc) and (marked[end] == label or self._bridge(doc, marked, end, label)):
                end += 1
            last = doc[end - 1]
            column = self._labels.index(label)
            score = float(odds[i:end, column].max())
            yield Found(doc[i].idx, last.idx + len(last), _KINDS[label], round(score, 3), "model", _REASONS[label])
            i = end

    def _marked(self, doc: Doc, odds: np.ndarray) -> list[str]:
        """Return the label of each marked token, "" for the others."""
        marked = [""] * len(doc)
        limits = self._thresholds
        for i in (odds[:, 0] < 1 - min(limits.values())).nonzero()[0]:
            token, row = doc[int(i)], odds[i]
            if not any(c.isalpha() for c in token.text) or len(token) < 2:
                continue
            names = row[1] + row[2]
            best = self._labels[1 + int(row[1:].argmax())]
            if best in ("PER", "LOC") and names >= limits[best] or row[1:].max() >= limits[best]:
                if not lists().code(token.text) & GENERAL:
                    marked[int(i)] = best
        self._grow(doc, odds, marked)
        return marked

    def _grow(self, doc: Doc, odds: np.ndarray, marked: list[str]) -> None:
        """Take in neighbours that are likely enough beside a name, in both directions."""
        order = [*range(1, len(doc)), *range(len(doc) - 2, -1, -1)]
        for step, i in enumerate(order):
            neighbour = marked[i - 1] if step < len(doc) - 1 else marked[i + 1]
            if marked[i] or neighbour not in ("PER", "LOC") or odds[i][0] > 1 - self._extend:
                continue
            if any(c.isalpha() for c in doc[i].text) and not lists().code(doc[i].text) & (COMMON | GENERAL):
                marked[i] = neighbour

    @staticmethod
    def _bridge(doc: Doc, marked: list[str], i: int, label: str) -> bool:
        """Say whether a hyphen, stop or apostrophe holds two parts of one name together."""
        return i + 1 < len(doc) and marked[i + 1] == label and doc[i].text in ("-", ".", "'", "’", "‑")


def add(nlp: Language) -> bool:
    """Add the component to a pipeline; False if the package holds no weights."""
    network = load()
    if network is None:
        return False
    from spacy.language import Language as Class

    def make(nlp: Language, name: str) -> Spotter:
        return Spotter(network)

    Class.factory("bsb_spotter", func=make)
    nlp.add_pipe("bsb_spotter")
    return True

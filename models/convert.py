"""Turn NorNE's training DocBins into training and selection sets whose tags are the labels.

    python models/convert.py NORNE OUT

The last twentieth of each training file is kept for choosing the checkpoint and the thresholds, half of its
documents in lower case; the public dev split is left alone, for measuring.
"""

from __future__ import annotations

import sys
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin, Span

LABELS = {"PER": "PER", "LOC": "LOC", "GPE": "LOC", "ORG": "ORG", "MISC": "MISC"}


def tagged(doc: Doc, lower: bool = False) -> Doc:
    """Return a copy with tags for labels, entities kept, in lower case if asked for."""
    words = [t.text.lower() if lower else t.text for t in doc]
    tags = [LABELS.get(t.ent_type_, "O") for t in doc]
    new = Doc(doc.vocab, words=words, spaces=[bool(t.whitespace_) for t in doc], tags=tags)
    new.ents = [Span(new, e.start, e.end, label=e.label_) for e in doc.ents]
    for old, token in zip(doc, new, strict=True):
        token.set_morph(str(old.morph) or None)
    return new


def main(norne: Path, out: Path) -> None:
    """Write train.spacy and select.spacy."""
    out.mkdir(parents=True, exist_ok=True)
    vocab = spacy.blank("nb").vocab
    train, select = DocBin(), DocBin()
    for split in ("nob-train", "nno-train"):
        docs = list(DocBin().from_disk(norne / f"{split}.spacy").get_docs(vocab))
        cut = len(docs) - len(docs) // 20
        for doc in docs[:cut]:
            train.add(tagged(doc))
        for i, doc in enumerate(docs[cut:]):
            select.add(tagged(doc, lower=bool(i % 2)))
    train.to_disk(out / "train.spacy")
    select.to_disk(out / "select.spacy")
    print(len(train), "to train on,", len(select), "to choose by")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

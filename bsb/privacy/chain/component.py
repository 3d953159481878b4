"""What the recognisers have in common: a function over a doc becomes a spaCy component."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from bsb.privacy.chain.words import words
from bsb.privacy.hits import Found

if TYPE_CHECKING:
    from spacy.tokens import Doc

GROUP = "deid"
Finder = Callable[["Doc"], Iterable[Found]]


def found(doc: Doc) -> list[Found]:
    """Return what recognisers have written on a doc so far, in the order of writing."""
    if GROUP not in doc.spans:
        return []
    details: list[Found] = doc.spans[GROUP].attrs["found"]
    return details


def names_spotted(doc: Doc) -> dict[int, str]:
    """Return which words the trained model takes for names, and of what kind."""
    kinds: dict[int, str] = {}
    w = words(doc)
    for f in found(doc):
        if f.source == "model":
            at = bisect_left(w.start, f.start)
            while at < len(w) and w.start[at] < f.end:
                kinds[at] = f.kind
                at += 1
    return kinds


def write(doc: Doc, findings: Iterable[Found]) -> None:
    """Add findings to ``doc.spans["deid"]``: spans on whole tokens, exact offsets in the group's ``found``."""
    new = list(findings)
    if not new:
        return
    from spacy.tokens import SpanGroup

    if GROUP not in doc.spans:
        doc.spans[GROUP] = SpanGroup(doc, name=GROUP, attrs={"found": []})
    group = doc.spans[GROUP]
    for item in new:
        span = doc.char_span(item.start, item.end, label=item.kind, alignment_mode="expand")
        if span is not None:
            group.append(span)
            group.attrs["found"].append(item)


def component(name: str) -> Callable[[Finder], Finder]:
    """Register a function that finds things in a doc as the spaCy component ``bsb_<name>``."""

    def register(finder: Finder) -> Finder:
        from spacy.language import Language

        def run(doc: Doc) -> Doc:
            write(doc, finder(doc))
            return doc

        Language.component(f"bsb_{name}", func=run)
        return finder

    return register

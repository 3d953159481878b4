"""Putting the recognisers together on a blank Norwegian pipeline."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from bsb.privacy.chain import tokens

if TYPE_CHECKING:
    from spacy.language import Language

RULES = (
    "contact",
    "numbers",
    "addresses",
    "dates",
    "ages",
    "institutions",
    "offices",
    "places",
    "names",
    "capitals",
    "pointers",
    "unknown",
)


def build(*, model: bool = True) -> Language:
    """Return ``blank("nb")`` with all recognisers; never write it to disk after it has read a text."""
    import spacy

    nlp = spacy.blank("nb")
    tokens.use(nlp)
    if model:
        from bsb.privacy.chain import spotter

        spotter.add(nlp)
    for name in RULES:
        import_module(f"bsb.privacy.chain.{name}")
        nlp.add_pipe(f"bsb_{name}")
    return nlp

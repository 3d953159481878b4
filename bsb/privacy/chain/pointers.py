"""Rare illnesses, callings and families: they point to somebody only together with other things; weak."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from bsb.privacy.chain.component import component
from bsb.privacy.chain.words import words
from bsb.privacy.hits import Found
from bsb.privacy.wordlists import lines

if TYPE_CHECKING:
    from spacy.tokens import Doc

_REASONS = {"health": "a rare illness or event", "job": "a calling few have", "family": "an unusual family"}
_ENDINGS = ("", "en", "n", "et", "er", "ene", "a", "s", "ens", "t", "e")


@cache
def _table() -> dict[str, str]:
    table = {}
    for line in lines("pointers"):
        kind, *words = line.split()
        for word in words:
            table.update({word + ending: kind for ending in _ENDINGS if len(word) > 3 or not ending})
    return table


@component("pointers")
def pointers(doc: Doc) -> Iterator[Found]:
    """Yield words that narrow the circle."""
    table = _table()
    w = words(doc)
    for i, form in enumerate(w.low):
        kind = table.get(form)
        if kind:
            yield Found(w.start[i], w.end[i], kind, 0.3, "pointers", _REASONS[kind], weak=True)

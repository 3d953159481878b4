"""Rare illnesses, callings and families: they point to somebody only together with other things; weak."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from bsb.privacy.chain.component import component
from bsb.privacy.hits import Found
from bsb.privacy.wordlists import lines

if TYPE_CHECKING:
    from spacy.tokens import Doc

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
    for token in doc:
        kind = table.get(token.lower_)
        if kind:
            reason = {
                "health": "a rare illness or event",
                "job": "a calling few have",
                "family": "an unusual family",
            }[kind]
            yield Found(token.idx, token.idx + len(token), kind, 0.3, "pointers", reason, weak=True)

"""How words are written: where a capital letter says nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

_STARTS = frozenset(".!?–—-…:;\"«»“”„()[]/*>'’")


def opens(doc: Doc, i: int) -> bool:
    """Say whether a token begins a text or sentence, or follows a break or quotation mark."""
    return i == 0 or doc[i - 1].text[-1] in _STARTS or doc[i - 1].text.isspace()

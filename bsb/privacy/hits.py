"""What a recogniser suggests: a passage, what it may be, why, and what could stand there instead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

KINDS: Final = (
    "person",
    "place",
    "district",
    "institution",
    "phone",
    "email",
    "url",
    "id_number",
    "account",
    "org_number",
    "post_code",
    "address",
    "date",
    "age",
    "health",
    "job",
    "family",
    "unknown_word",
)

PLACEHOLDERS: Final[dict[str, str]] = {
    "person": "(navn)",
    "place": "(stedet)",
    "district": "(bydelen)",
    "institution": "(institusjonen)",
    "phone": "(telefonnummer)",
    "email": "(e-postadresse)",
    "url": "(nettadresse)",
    "id_number": "(nummer)",
    "account": "(kontonummer)",
    "org_number": "(organisasjonsnummer)",
    "post_code": "(postnummer)",
    "address": "(adresse)",
    "date": "(dato)",
    "age": "(alder)",
    "health": "(diagnose)",
    "job": "(yrke)",
    "family": "(familie)",
    "unknown_word": "(ord)",
}

#: The reason of "nav grue": the office is everybody's, so its place decides whether it is a hit.
OFFICE_AT_PLACE: Final = "an office or a shop at a place"
HOUSE_AT_PLACE: Final = "a house or service at a place"


@dataclass(frozen=True, slots=True)
class Hit:
    """One suggestion in one turn.

    ``start`` and ``end`` are code points in that turn's text, half-open, and cover a genitive ending as well;
    the ending comes back in ``replacement``: "Karis" is covered whole, and "(navn 1)s" is proposed. ``weak``
    marks what only narrows the circle (an age, a job) and words no list knows: shown apart, never in the way
    of an import. ``reason`` never holds the words themselves.

    >>> Hit(0, 8, 12, "person", 0.9, "lists", "first name in the lists", "(navn 1)").weak
    False
    """

    turn: int
    start: int
    end: int
    kind: str
    score: float
    source: str
    reason: str
    replacement: str
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What one recogniser found in one text, before merging and numbering; offsets as in ``Hit``.

    ``placeholder`` overrides the usual one of the kind; ``key`` says which entry of the register it is.
    """

    start: int
    end: int
    kind: str
    score: float
    source: str
    reason: str
    weak: bool = False
    placeholder: str = ""
    key: str = ""

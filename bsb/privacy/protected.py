"""Passages that are never hits: transcription marks and the placeholders of an earlier anonymisation."""

from __future__ import annotations

import re

from bsb.text.marks import marks

_PLACEHOLDER = re.compile(
    r"[\[(<{]\s*(?:navn|namn|name|person|sted|stad|place|bydel|district|gate|adresse|address|dato|date|alder|age|"
    r"telefon|phone|e-?post|email|nett|nummer|fødsels|konto|org|post|institusjon|institution|aktivitetshus|skole|"
    r"skule|sykehus|sjukehus|bedrift|arbeids|tjeneste|teneste|diagnose|yrke|familie|land|by|anonym|ord|lege|behandler|"
    r"saksbehandler|senter|kommune|uklart|utydelig|latter|ler|pause|NN|X)[^\])>}\n]{0,40}[\])>}]",
    re.IGNORECASE,
)
_STAND_IN = re.compile(r"(?<!\w)(?:[XN]{2,4}|[xX]+|[.…]{2,}|_+|\*+)(?!\w)")


def protected(text: str) -> list[tuple[int, int]]:
    """Return the spans (code points, half-open) of marks, placeholders and stand-ins such as XX or NN.

    >>> protected("ja (navn 1) ler [ler] NN")
    [(3, 11), (16, 21), (22, 24)]
    """
    if not any(c in text for c in "([<{/….–—-XNx_*"):
        return []
    spans = [*marks(text)]
    for pattern in (_PLACEHOLDER, _STAND_IN):
        spans += [match.span() for match in pattern.finditer(text)]
    return sorted(set(spans))

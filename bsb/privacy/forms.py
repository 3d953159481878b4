"""Surface forms of a name: genitive, case, accents; and bokmål spellings of nynorsk words."""

from __future__ import annotations

import re
from collections.abc import Iterator

_APOSTROPHES = "'’`´"
_NYNORSK = (
    (re.compile(r"ane(s?)$"), ("ene", "erne")),
    (re.compile(r"ar(s?)$"), ("er",)),
    (re.compile(r"a$"), ("et", "en", "e", "ene")),
    (re.compile(r"heit"), ("het",)),
    (re.compile(r"leg"), ("lig",)),
    (re.compile(r"^kv"), ("hv",)),
    (re.compile(r"ei"), ("e",)),
    (re.compile(r"øy"), ("ø", "øye")),
    (re.compile(r"au"), ("ø", "o")),
    (re.compile(r"ing$"), ("ning",)),
    (re.compile(r"inga$"), ("ningen", "ingen")),
    (re.compile(r"ingane$"), ("ningene", "ingene")),
    (re.compile(r"sk$"), ("ske",)),
    (re.compile(r"t$"), ("", "et")),
    (re.compile(r"e$"), ("", "er")),
    (re.compile(r"^gj"), ("g",)),
    (re.compile(r"jer$"), ("er",)),
    (re.compile(r"je$"), ("e",)),
    (re.compile(r"nn"), ("n", "nd")),
    (re.compile(r"o"), ("u", "å")),
    (re.compile(r"u"), ("o",)),
    (re.compile(r"æ"), ("e",)),
    (re.compile(r"y"), ("ø", "i")),
    (re.compile(r"å"), ("o",)),
)
_DIALECT = (
    (re.compile(r"(?<=[bdfgklmnprstv])$"), "e"),  # kunn(e), mått(e)
    (re.compile(r"å$"), "e"),
    (re.compile(r"å$"), "en"),
    (re.compile(r"an$"), "ene"),
    (re.compile(r"(?<=[aeiouyæøå])b(?=[ea]|$)"), "p"),
    (re.compile(r"(?<=[aeiouyæøå])d(?=[ea]|$)"), "t"),
    (re.compile(r"(?<=[aeiouyæøå])g(?=[ea]|$)"), "k"),
    (re.compile(r"(?<=[nl])j"), ""),  # hannj, kvelljen
    (re.compile(r"i(?=nn|ll|ll?j|nn?j)"), ""),  # hainn, kveill
    (re.compile(r"ær$"), "er"),
)


def bases(form: str) -> tuple[str, ...]:
    """Return a lower-case form and what is left of it without a genitive ending.

    >>> bases("karis"), bases("lars’")
    (('karis', 'kari'), ('lars', 'lar'))
    """
    plain = form.rstrip(_APOSTROPHES)
    if len(plain) > 2 and plain.endswith("s"):
        return plain, plain[:-1].rstrip(_APOSTROPHES)
    return (plain,)


def genitive(text: str, known: bool) -> tuple[str, str]:
    """Split a surface form into name and genitive ending.

    ``known`` says that the form itself is a name ("Lars", "Jens"): then a final s belongs to it.

    >>> genitive("Karis", False), genitive("Lars", True), genitive("Lars'", True), genitive("Ali's", False)
    (('Kari', 's'), ('Lars', ''), ('Lars', "'"), ('Ali', "'s"))
    """
    if text[-1:] in _APOSTROPHES:
        return text[:-1], text[-1]
    if len(text) > 3 and text[-1] in "sS":
        if text[-2] in _APOSTROPHES:
            return text[:-2], text[-2:]
        if not known:
            return text[:-1], text[-1]
    return text, ""


def bokmaal(form: str) -> Iterator[str]:
    """Yield spellings that a bokmål list may hold for a nynorsk or dialect form; one change each.

    >>> "husene" in set(bokmaal("husane"))
    True
    """
    for pattern, others in _NYNORSK:
        if pattern.search(form):
            for other in others:
                yield pattern.sub(other, form, count=1)


def dialect(form: str) -> Iterator[str]:
    """Yield what a bokmål list may hold for a word written as a region says it: endings dropped, soft consonants.

    >>> "veke" in set(dialect("vege")), "kunne" in set(dialect("kunn")), "gata" in set(dialect("gada"))
    (True, True, True)
    """
    if len(form) > 3:
        for pattern, other in _DIALECT:
            new = pattern.sub(other, form)
            if new != form:
                yield new


def one_off(a: str, b: str) -> bool:
    """Say whether two forms differ by at most one letter put in, left out, changed, or two swapped.

    >>> one_off("farhiya", "farhia"), one_off("kari", "karl"), one_off("kari", "kalle")
    (True, True, False)
    """
    if a == b:
        return True
    if len(a) > len(b):
        a, b = b, a
    if len(b) - len(a) > 1:
        return False
    at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    if len(a) == len(b):
        swapped = a[at + 1 : at + 2] == b[at : at + 1] and a[at : at + 1] == b[at + 1 : at + 2]
        return a[at + 1 :] == b[at + 1 :] or (swapped and a[at + 2 :] == b[at + 2 :])
    return a[at:] == b[at + 1 :]

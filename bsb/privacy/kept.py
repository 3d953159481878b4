"""Forms that people decided to keep for good: neither the next import nor the check of what leaves asks again."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Sequence

from bsb.privacy.hits import Hit
from bsb.privacy.wordlists import FIRST, LAST, PLACE, load

#: Kinds of hits that a kept form may answer for. Numbers, addresses and dates are asked about each time.
KINDS = frozenset(("person", "place", "district", "institution", "health", "job", "family", "unknown_word"))


class KeptForms:
    """The kept forms as salted hashes: the words themselves are in no file of the project, so that a withdrawal

    erases them with the transcript they stand in, and a form kept by mistake is not there in the clear. Whoever has
    the database can still test guesses against them.

    A form that is a name in the lists is kept only as it was written: who keeps "stein" does not keep "Stein".

    >>> kept = KeptForms(salt="00")
    >>> kept.add("Ordna"), kept.add("stein")
    (True, True)
    >>> "ORDNA" in kept, "stein" in kept, "Stein" in kept
    (True, True, False)
    """

    def __init__(self, marks: Iterable[str] = (), *, salt: str = "") -> None:
        self.salt = salt or secrets.token_hex(16)
        self.marks = set(marks)

    def mark(self, form: str) -> str:
        """Return the hash that a form is kept as."""
        plain = " ".join(form.split())
        if not any(load().code(word) & (FIRST | LAST | PLACE) for word in plain.split()):
            plain = plain.lower()
        return hashlib.blake2b(plain.encode("utf-8"), key=self.salt.encode("ascii"), digest_size=12).hexdigest()

    def add(self, form: str) -> bool:
        """Keep a form; return whether it is new."""
        mark = self.mark(form)
        new = mark not in self.marks
        self.marks.add(mark)
        return new

    def __contains__(self, form: str) -> bool:
        return bool(self.marks) and self.mark(form) in self.marks

    def __len__(self) -> int:
        return len(self.marks)

    def holds(self, hit: Hit, text: str) -> bool:
        """Say whether a hit in a text need not be asked about; what the register names always is."""
        return hit.source != "register" and hit.kind in KINDS and text[hit.start : hit.end] in self

    def standing(self, turns: Sequence[str], hits: Iterable[Hit]) -> frozenset[Hit]:
        """Return the hits that need not be asked about."""
        return frozenset(hit for hit in hits if self.holds(hit, turns[hit.turn]))

"""One number a person: who of those named in a scan is the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from bsb.privacy.forms import genitive
from bsb.privacy.hits import Found
from bsb.privacy.register import Register
from bsb.privacy.wordlists import load

_ALIAS = re.compile(
    r"[\s,.–-]*(?:(?:men|og|å)\s+)?(?:(?:alle|folk|vi|me|de|dei|dem|dom|dæm|mamma|familien|vennene|venene)\s+)?"
    r"(?:(?:blir|blei|ble|vart|er|e)\s+)?(?:bare\s+|berre\s+)?"
    r"(?:kalt|kalla|kalles|kallast|kallas|kaller|kallar|kalle|kalte|sier|seier|sei|sa)\s+"
    r"(?:(?:de|dei|vi|me|alle|folk|dem|jo|bare|berre|meg|mæ|ham|han|henne|ho|hu|n|'n|a|seg|sæ|for|òg|også)\s+){0,4}",
    re.IGNORECASE,
)
_PARTS = re.compile(r"[^\W\d_]+(?:['’`´\-][^\W\d_]+)*['’]?")


class People:
    """Numbers for persons: the same full name is one person, and a lone name that only one full name holds."""

    def __init__(self, register: Register | None = None) -> None:
        self._register = register
        self._numbers: dict[str, int] = {}
        self._owners: dict[str, set[str]] = {}
        self._singles: set[str] = set()
        self._aliases: dict[str, str] = {}
        self._next = 1 + sum(e.kind == "person" for e in register.entries) if register else 1

    def meet(self, turns: Sequence[tuple[str, str]], found: Sequence[Sequence[Found]]) -> None:
        """Take in every person found in a scan, in order."""
        surfaces = [
            text[f.start : f.end]
            for (_role, text), items in zip(turns, found, strict=True)
            for f in items
            if f.kind == "person" and not f.key
        ]
        self._singles = {parts[0] for parts in map(_bare, surfaces) if len(parts) == 1}
        for surface in surfaces:
            parts = self._name_parts(surface)
            if len(parts) > 1:
                for part in parts:
                    self._owners.setdefault(part, set()).add(" ".join(parts))
        self._meet_aliases(turns, found)
        for surface in surfaces:
            self._number(self._key(surface))

    def _meet_aliases(self, turns: Sequence[tuple[str, str]], found: Sequence[Sequence[Found]]) -> None:
        """Take in what somebody is called beside the name: "Torunn, men alle sier Tulla"."""
        for (_role, text), items in zip(turns, found, strict=True):
            persons = [f for f in items if f.kind == "person" and not f.key]
            for one, other in pairwise(persons):
                if _ALIAS.fullmatch(text, one.end, other.start):
                    key, name = self._key(text[other.start : other.end]), self._key(text[one.start : one.end])
                    if " " not in key and key != name:
                        self._aliases.setdefault(key, self._aliases.get(name, name))

    def placeholder(self, surface: str) -> str:
        """Return "(navn 1)" or, for a genitive, "(navn 1)s"."""
        return f"(navn {self._number(self._key(surface))})" + ("s" if self._ending(surface) else "")

    def _number(self, key: str) -> int:
        if key not in self._numbers:
            if self._register is not None:
                self._numbers[key] = self._register.number(key)
            else:
                self._numbers[key] = self._next
                self._next += 1
        return self._numbers[key]

    def _key(self, surface: str) -> str:
        parts = self._name_parts(surface)
        key = " ".join(parts)
        if len(parts) == 1:
            owners = self._owners.get(parts[0], set())
            if len(owners) == 1:
                key = next(iter(owners))
        return self._aliases.get(key, key)

    def _name_parts(self, surface: str) -> list[str]:
        parts = _bare(surface)
        if parts:
            parts[-1] = parts[-1][: len(parts[-1]) - len(self._ending(surface))] or parts[-1]
        return parts

    def _ending(self, surface: str) -> str:
        parts = _bare(surface)
        if not parts:
            return ""
        last = parts[-1]
        code = load()
        plain = last.rstrip("'’")
        known = bool((plain in code.first) or (plain in code.last))
        if last == plain and not known and last.endswith("s"):
            stem = last[:-1].rstrip("'’`´")
            known = not (stem in code.first or stem in code.last or stem in self._singles)
        return genitive(last, known)[1]


def _bare(surface: str) -> list[str]:
    return [part.lower() for part in _PARTS.findall(surface)]

"""A code, and codes as a tree: their order, who stands under whom."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bsb.i18n import gettext as _
from bsb.store import schema
from bsb.text.normal import normalise

FACETS = schema.FACETS
STATUSES = ("active", "retired")
GREY = "#5a6473"
KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
#: The fields that hold free text, in the order in which people read them.
TEXTS = ("short", "definition", "include", "exclude", "example", "memo")
_BLANKS = re.compile(r"[^\S\n]+")
_STEP = 16


@dataclass(frozen=True, slots=True)
class Code:
    """One code. ``parent`` is a key; ``codable`` is false for a heading that only groups others."""

    key: str
    facet: str
    name: str
    parent: str | None = None
    short: str = ""
    definition: str = ""
    include: str = ""
    exclude: str = ""
    example: str = ""
    memo: str = ""
    colour: str = GREY
    codable: bool = True
    status: str = "active"
    codings: int = 0

    @property
    def label(self) -> str:
        """The short name where there is one, else the name."""
        return self.short or self.name


def facet_name(facet: str) -> str:
    """Return what people read for a facet."""
    return {"service": _("Services"), "theme": _("Themes"), "free": _("Free codes")}[facet]


def tidy(text: str) -> str:
    r"""Return a text of the codebook as it is kept: NFC, runs of blanks as one, no empty lines.

    >>> tidy("  Leie,  strøm \n\n og lån ")
    'Leie, strøm\nog lån'
    """
    lines = (_BLANKS.sub(" ", line).strip() for line in normalise(text).split("\n"))
    return "\n".join(line for line in lines if line)


def depths(codes: Iterable[Code]) -> dict[str, int]:
    """Return how deep each code stands in its tree (0 at the top); parents must come before their children."""
    found: dict[str, int] = {}
    for code in codes:
        found[code.key] = found.get(code.parent or "", -1) + 1
    return found


def under(codes: Sequence[Code], keys: Iterable[str]) -> list[str]:
    """Return these keys and those of all codes below them, in the codes' order.

    >>> codes = [Code("a", "theme", "A"), Code("b", "theme", "B", parent="a"), Code("c", "theme", "C")]
    >>> under(codes, ["a"])
    ['a', 'b']
    """
    found = set(keys)
    parent = {code.key: code.parent for code in codes}
    for code in codes:
        up: str | None = code.key
        seen: set[str] = set()
        while up is not None and up not in seen:
            seen.add(up)
            if up in found:
                found.add(code.key)
                break
            up = parent.get(up)
    return [code.key for code in codes if code.key in found]


def tree_order(parents: Sequence[tuple[str, str, str | None]]) -> list[str]:
    """Return keys in the order of the tree: facet by facet, each code before those under it.

    Takes (key, facet, parent) in the order that brothers and sisters are to have.

    >>> tree_order([("b", "theme", None), ("a", "service", None), ("c", "theme", None), ("d", "theme", "b")])
    ['a', 'b', 'd', 'c']
    """
    below: dict[tuple[str, str | None], list[str]] = {}
    for key, facet, parent in parents:
        below.setdefault((facet, parent), []).append(key)
    order: list[str] = []

    def walk(facet: str, parent: str | None) -> None:
        for key in below.get((facet, parent), ()):
            order.append(key)
            walk(facet, key)

    for facet in FACETS:
        walk(facet, None)
    placed = set(order)
    return order + [key for key, _facet, _parent in parents if key not in placed]


def numbers(order: Sequence[str], now: Mapping[str, int]) -> dict[str, int]:
    """Return numbers that rise in this order, changing as few as can be.

    Numbers that rise already stay; new ones come between them. Where there is no room, all are given anew. The
    fewer rows a change touches, the fewer later changes stand in the way of undoing it.

    >>> numbers(["a", "new", "b"], {"a": 16, "b": 32})
    {'a': 16, 'new': 24, 'b': 32}
    """
    old = [now[key] for key in order if key in now]
    anew = {key: _STEP * at for at, key in enumerate(order, 1)}
    if any(a >= b for a, b in itertools.pairwise(old)):
        return anew
    found: dict[str, int] = {}
    low, waiting = (old[0] if old else 0) - _STEP * (len(order) + 1), list[str]()
    for key in [*order, None]:
        if key is not None and key not in now:
            waiting.append(key)
            continue
        high = now[key] if key is not None else low + _STEP * (len(waiting) + 1)
        room = high - low
        if room <= len(waiting):
            return anew
        found |= {each: low + room * at // (len(waiting) + 1) for at, each in enumerate(waiting, 1)}
        if key is not None:
            found[key] = low = high
        waiting = []
    return found

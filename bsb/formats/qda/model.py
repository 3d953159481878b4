"""What a REFI-QDA project holds, as far as texts, codes and what people wrote about them go."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field

NAMESPACE = bytes.fromhex("5f1f4c0d6b7f5a8e9b0c3d2e1f4a6b7c")
_GUID = re.compile(r"[0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12}")


def guid(*parts: str) -> str:
    """Return the identifier of a thing that has these names: always the same, a UUID of version 5, in capitals.

    >>> guid("code", "leie") == guid("code", "leie") != guid("code", "lån")
    True
    """
    name = "\x1f".join(parts).encode("utf-8", "replace")
    digest = hashlib.sha1(NAMESPACE + name, usedforsecurity=False).hexdigest()
    variant = "89ab"[int(digest[16], 16) & 3]
    return _dashed(f"{digest[:12]}5{digest[13:16]}{variant}{digest[17:32]}".upper())


def guid_of(uid: str) -> str:
    """Return 32 hexadecimal digits as an identifier.

    >>> guid_of("0" * 32)
    '00000000-0000-0000-0000-000000000000'
    """
    return _dashed(uid.upper())


def _dashed(digits: str) -> str:
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:32]}"


def read_guid(text: str) -> str | None:
    """Return an identifier in capitals without braces, None if it is none.

    >>> read_guid("{0a0b0c0d-0000-0000-0000-000000000000}")
    '0A0B0C0D-0000-0000-0000-000000000000'
    """
    if _GUID.fullmatch(text):
        return text
    found = text.strip(" {}").upper()
    return found if _GUID.fullmatch(found) else None


@dataclass(slots=True)
class QdaCode:
    """A code; ``parent`` is the one it stands under. Parents come before those under them."""

    guid: str
    name: str
    parent: str | None = None
    codable: bool = True
    colour: str = ""
    description: str = ""
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class QdaCoding:
    """That a passage has a code. ``at`` is when, in UTC; ``user`` who."""

    guid: str
    code: str
    user: str = ""
    at: str = ""
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class QdaSelection:
    """A passage: ``start`` and ``end`` as they stand in the file (see ``bsb.formats.qda.offsets``)."""

    guid: str
    start: int
    end: int
    name: str = ""
    user: str = ""
    at: str = ""
    description: str = ""
    codings: tuple[QdaCoding, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class QdaSource:
    """A text with its passages. ``text`` is as stored, without byte order mark; None if it is not in the archive.

    ``values`` are those of variables, by the variable's identifier. ``coded`` counts codes on the whole document.
    """

    guid: str
    name: str
    text: str | None
    description: str = ""
    user: str = ""
    at: str = ""
    modified: str = ""
    selections: list[QdaSelection] = field(default_factory=list)
    coded: int = 0
    notes: tuple[str, ...] = ()
    values: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class QdaCase:
    """A case (a person, a place ...) with values of variables and the sources it is found in."""

    guid: str
    name: str
    description: str = ""
    values: dict[str, str] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    selections: tuple[str, ...] = ()


@dataclass(slots=True)
class QdaSet:
    """Things that belong together, by their identifiers."""

    guid: str
    name: str
    description: str = ""
    codes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class QdaProject:
    """A whole project. ``variables`` are (name, type) by identifier, ``users`` names, ``links`` (from, to).

    ``left_out`` counts by element what was in the file and has no place here.
    """

    name: str
    origin: str = ""
    user: str = ""
    at: str = ""
    description: str = ""
    users: dict[str, str] = field(default_factory=dict)
    codes: list[QdaCode] = field(default_factory=list)
    variables: dict[str, tuple[str, str]] = field(default_factory=dict)
    cases: list[QdaCase] = field(default_factory=list)
    sources: list[QdaSource] = field(default_factory=list)
    memos: list[QdaSource] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    sets: list[QdaSet] = field(default_factory=list)
    notes: tuple[str, ...] = ()
    left_out: Counter[str] = field(default_factory=Counter)

"""The codebook in REFI-QDA: a .qdc file, or the codebook part of a .qdpx project.

A code there has a name, a description, a colour and a place in the tree, so the description takes what else we
know of a code, in paragraphs with a heading that people read ("Brukes når: ..."). Facets are sets. Read back,
such paragraphs go where they came from.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bsb.coding.codes import COLOUR, FACETS, GREY, KEY, STATUSES, Code, tidy, tree_order
from bsb.formats.qda.model import QdaCode, QdaSet, guid
from bsb.formats.qda.write import codebook_xml, legal
from bsb.text.match import fold, slug

#: What stands before a paragraph of a description: English, Norwegian.
HEADINGS = {
    "definition": ("Definition", "Definisjon"),
    "include": ("When to use", "Brukes når"),
    "exclude": ("When not to use", "Brukes ikke når"),
    "example": ("Example", "Eksempel"),
    "memo": ("Memo", "Notat"),
    "short": ("Short name", "Kortnavn"),
    "name": ("Name", "Navn"),
    "key": ("Key", "Nøkkel"),
    "status": ("Status", "Status"),
}
_FACETS = {"service": ("service", "tjeneste"), "theme": ("theme", "tema"), "free": ("free", "fri")}
_FACET = ("Facet", "Fasett")
_STATUS = {"active": ("in use", "i bruk"), "retired": ("out of use", "ute av bruk")}
_HEADED = re.compile(r"([^\W\d][\w ]{2,20}):(?: |$)(.*)", re.DOTALL)
_TEXTS = ("definition", "include", "exclude", "example", "memo")
_LONGEST = 120
DEEPEST = 3


@dataclass(frozen=True, slots=True)
class BookRead:
    """What a REFI-QDA codebook holds: our codes by their identifiers there, parents before children.

    ``known`` are the keys of those that the project has already, ``cut`` counts names that were too long.
    """

    codes: dict[str, Code]
    known: frozenset[str]
    cut: int


def write_qdc(codes: Sequence[Code], *, language: str, origin: str) -> bytes:
    """Return codes as a .qdc file."""
    return codebook_xml(*book_as_qda(codes, language=language), origin=origin).encode("utf-8")


def book_as_qda(
    codes: Sequence[Code], *, language: str, coded: Collection[str] = (), taken: Collection[str] = ()
) -> tuple[list[QdaCode], list[QdaSet]]:
    """Return codes and their facets as REFI-QDA has them.

    Names are made unique, since other programs take two codes of one name for one; ``taken`` are names in use. A
    heading that itself has codings (``coded``, keys) is written as codable.
    """
    at = 0 if language == "en" else 1
    names = _names(codes, taken)
    made = [
        QdaCode(
            guid=guid("code", code.key),
            name=names[code.key],
            parent=guid("code", code.parent) if code.parent else None,
            codable=code.codable or code.key in coded,
            colour=code.colour if COLOUR.fullmatch(code.colour) else "",
            description=_describe(code, names[code.key], at),
        )
        for code in codes
    ]
    sets = []
    for facet in FACETS:
        members = tuple(guid("code", code.key) for code in codes if code.facet == facet)
        if members:
            sets.append(QdaSet(guid("facet", facet), f"{_FACET[at]}: {_FACETS[facet][at]}", codes=members))
    return made, sets


def _names(codes: Sequence[Code], taken: Collection[str]) -> dict[str, str]:
    plain = {code.key: legal(code.name) for code in codes}
    uses: dict[str, int] = {}
    for name in plain.values():
        uses[name.casefold()] = uses.get(name.casefold(), 0) + 1
    found: dict[str, str] = {}
    seen = {name.casefold() for name in taken} | {name for name, n in uses.items() if n == 1}
    for code in codes:
        name = plain[code.key]
        if uses[name.casefold()] > 1 or name.casefold() in {each.casefold() for each in taken}:
            above = f"{name} ({plain[code.parent]})" if code.parent else ""
            name = above if above and above.casefold() not in seen else f"{name} ({code.key})"
            while name.casefold() in seen:
                name += "*"
        seen.add(name.casefold())
        found[code.key] = name
    return found


def _describe(code: Code, name: str, at: int) -> str:
    values = {field: getattr(code, field) for field in ("include", "exclude", "example", "memo", "short")}
    values["name"] = code.name if code.name != name else ""
    values["key"] = code.key if _key(code.name) != code.key else ""
    values["status"] = _STATUS[code.status][at] if code.status != "active" else ""
    parts = [f"{HEADINGS[field][at]}: {value}" for field, value in values.items() if value]
    if code.definition:
        headed = _heading(code.definition) is not None
        parts.insert(0, f"{HEADINGS['definition'][at]}: {code.definition}" if headed else code.definition)
    return legal("\n\n".join(parts))


def _key(name: str) -> str:
    return slug(name)[:56].strip("-")


_MEANT = {fold(name): field for field, names in HEADINGS.items() for name in names}


def _heading(paragraph: str) -> tuple[str, str] | None:
    """Return the field and text of a paragraph that has one of our headings, else None."""
    match = _HEADED.fullmatch(paragraph)
    field = _MEANT.get(fold(match[1])) if match else None
    return (field, match[2]) if match and field else None


def described(text: str) -> dict[str, str]:
    r"""Return the fields of a code that a description holds.

    >>> described("Leie.\n\nBrukes når: om pris")
    {'definition': 'Leie.', 'include': 'om pris'}
    """
    found: dict[str, str] = {}
    for paragraph in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").strip("\n")):
        headed = _heading(paragraph)
        field, words = headed if headed and headed[0] not in found else ("", paragraph)
        if field:
            found[field] = words
        elif words.strip():
            found["definition"] = "\n".join(filter(None, (found.get("definition"), words)))
    return found


def read_book_qda(
    codes: Sequence[QdaCode], sets: Sequence[QdaSet], *, known: Sequence[Code] = (), facet: str = "free"
) -> BookRead:
    """Return what a REFI-QDA codebook means: for each code the project's own one, or a new one with a key.

    A code is one of ``known`` if it has its identifier or key, or if its name is that of one alone. A new code
    stands in the facet of its parent, else of the set it is in, else in ``facet``.
    """
    reader = _Reader(known, sets, facet)
    for code in codes:
        reader.take(code)
    order = tree_order([(code.key, code.facet, code.parent) for code in reader.codes.values()])
    place = {key: at for at, key in enumerate(order)}
    by_place = sorted(reader.codes.items(), key=lambda item: place[item[1].key])
    return BookRead(dict(by_place), frozenset(reader.same), reader.cut)


class _Reader:
    def __init__(self, known: Sequence[Code], sets: Sequence[QdaSet], facet: str) -> None:
        self.known = {code.key: code for code in known}
        self.by_guid = {guid("code", code.key): code for code in known}
        self.by_name: dict[str, list[Code]] = {}
        for code in known:
            self.by_name.setdefault(fold(code.name), []).append(code)
        self.facet = facet
        self.facets = {member: told for each in sets if (told := facet_of(each)) for member in each.codes}
        self.codes: dict[str, Code] = {}
        self.keys: set[str] = set(self.known)
        self.same: set[str] = set()
        self.cut = 0

    def take(self, qda: QdaCode) -> None:
        told = {field: tidy(text) for field, text in described(qda.description).items()}
        name = told.get("name") or tidy(qda.name).replace("\n", " ")
        old = self.by_guid.get(qda.guid) or self.known.get(told.get("key", "")) or self.named(name, qda)
        if old is not None and old.key in self.same:
            old = None  # two codes there of one name here: the second is a code of its own
        parent = self.codes.get(qda.parent or "")
        key = old.key if old else self.key(told.get("key", ""), name, qda.guid)
        facet = (old or parent).facet if old or parent else self.facets.get(qda.guid, self.facet)  # type: ignore[union-attr]
        status = next((s for s in STATUSES if fold(told.get("status", "")) in map(fold, _STATUS[s])), "active")
        self.cut += len(name) > _LONGEST
        if old:
            self.same.add(key)
        self.keys.add(key)
        fields: dict[str, Any] = {field: told[field] for field in _TEXTS if field in told}
        self.codes[qda.guid] = Code(
            key=key,
            facet=facet,
            name=name[:_LONGEST] or key,
            parent=parent.key if parent and parent.facet == facet else None,
            short=told.get("short", "")[:40],
            colour=colour(qda.colour),
            codable=qda.codable,
            status=status,
            **fields,
        )

    def named(self, name: str, qda: QdaCode) -> Code | None:
        facet = self.facets.get(qda.guid)
        found = [code for code in self.by_name.get(fold(name), ()) if facet in (None, code.facet)]
        return found[0] if len(found) == 1 and fold(name) else None

    def key(self, told: str, name: str, qda_guid: str) -> str:
        """Return a key that nothing has yet."""
        wanted = told if KEY.fullmatch(told) else _key(name)
        if not KEY.fullmatch(wanted):
            wanted = f"kode-{qda_guid[:8].lower()}"
        found, number = wanted, 2
        while found in self.keys:
            found, number = f"{wanted}-{number}", number + 1
        return found


def facet_of(each: QdaSet) -> str | None:
    """Return the facet that a set stands for, None if it is none of ours."""
    for facet, words in _FACETS.items():
        if each.guid == guid("facet", facet):
            return facet
        if any(fold(each.name) == fold(f"{_FACET[at]}: {words[at]}") for at in (0, 1)):
            return facet
    return None


def colour(told: str) -> str:
    """Return a colour as #rrggbb from what programs write: #RGB, #AARRGGBB or "12, 80, 200"; else grey.

    >>> colour("#f00"), colour("#ff1b6ca8"), colour("27,108,168"), colour("")
    ('#ff0000', '#1b6ca8', '#1b6ca8', '#5a6473')
    """
    text = told.strip()
    if COLOUR.fullmatch(text):
        return text
    if re.fullmatch(r"#[0-9a-fA-F]{3}", text):
        return "#" + "".join(digit * 2 for digit in text[1:])
    if re.fullmatch(r"#[0-9a-fA-F]{8}", text):
        return f"#{text[3:]}"
    numbers = re.findall(r"\d{1,3}", text)
    if len(numbers) == 3 and all(int(number) < 256 for number in numbers):
        return "#" + "".join(f"{int(number):02x}" for number in numbers)
    return GREY


def read_qdc_codes(path: Path, *, known: Sequence[Code] = (), facet: str = "free") -> list[Code]:
    """Read the codes of a .qdc file, parents before their children; see ``read_book_qda``.

    Raises BsbError if the file is damaged, hostile, or holds no codes.
    """
    from bsb.formats.qda.read import read_qdc

    codes, sets = read_qdc(path)
    return list(read_book_qda(codes, sets, known=known, facet=facet).codes.values())


def depth_over(codes: Sequence[Code], most: int = DEEPEST) -> int:
    """Return how many codes stand deeper than programs with few levels keep."""
    from bsb.coding.codes import depths

    return sum(depth >= most for depth in depths(codes).values())

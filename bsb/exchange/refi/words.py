"""What our things are called in a REFI-QDA project, in English and Norwegian; both are known again when read.

Valence, level and phase of a coding have no place in the format: they are codes of their own on the same passage, as
people who use other programs would write them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bsb.formats.qda.model import QdaCode, guid
from bsb.text.match import fold

#: Columns of an interview: English, Norwegian, type of variable.
INTERVIEW = {
    "district": ("District", "Bydel", "Text"),
    "kind": ("Kind of interview", "Intervjuform", "Text"),
    "held_on": ("Held on", "Holdt", "Date"),
    "minutes": ("Minutes", "Minutter", "Integer"),
    "facilitators": ("Led by", "Ledet av", "Text"),
    "setting": ("Setting", "Sted", "Text"),
    "recruited": ("Recruited through", "Rekruttert gjennom", "Text"),
    "guide": ("Topic guide", "Temaguide", "Text"),
    "guide_hash": ("Version of the topic guide", "Temaguidens versjon", "Text"),
}
#: Columns of a participant.
PARTICIPANT = {
    "consent": ("Consent", "Samtykke", "Text"),
    "consent_on": ("Consent dated", "Samtykke datert", "Date"),
    "scope": ("Consent covers", "Samtykket gjelder", "Text"),
}
VALUES = {
    "kind": {"focus_group": ("focus group", "fokusgruppe"), "individual": ("individual interview", "enkeltintervju")},
    "consent": {"given": ("given", "gitt"), "withdrawn": ("withdrawn", "trukket"), "unknown": ("unknown", "ukjent")},
}
#: Marks on a coding: the heading, and the code of each value.
MARKS = {
    "valence": (
        ("Valence", "Valør"),
        {"positive": ("positive", "positiv"), "critical": ("critical", "kritisk"), "mixed": ("mixed", "blandet")},
    ),
    "level": (
        ("Level", "Nivå"),
        {"individual": ("individual", "individ"), "organisation": ("organisation", "organisasjon")},
    ),
    "phase": (
        ("Phase", "Fase"),
        {"planning": ("planning", "planlegging"), "implementation": ("implementation", "gjennomføring")},
    ),
}
_DISTRICT = re.compile(r"(?:District|Bydel)\s*:\s*(.+)", re.IGNORECASE)
_MATRIX = re.compile(r"(?:Matrix|Matrise): (.+)")
_CELL = re.compile(r"(Summary|Sammendrag|Cell|Celle): (.*?): (.*?) × (.*)")
_TITLE = re.compile(r"(?:Title|Tittel): (.*)")
_UNTITLED = ("(no title)", "(uten tittel)")
_OTHER = (" (participant)", " (deltaker)")


@dataclass(frozen=True, slots=True)
class Naming:
    """The words of one language: 0 English, 1 Norwegian."""

    at: int

    def field(self, table: dict[str, tuple[str, str, str]], field: str) -> tuple[str, str]:
        """Return name and type of the variable that holds a column."""
        return table[field][self.at], table[field][2]

    def value(self, field: str, value: object) -> str:
        """Return a column's value as it is written."""
        words = VALUES.get(field, {}).get(str(value))
        return words[self.at] if words else str(value)

    def attribute(self, key: str) -> str:
        """Return the name of the variable that holds an attribute of participants."""
        taken = {fold(name) for table in (INTERVIEW, PARTICIPANT) for row in table.values() for name in row[:2]}
        return key + _OTHER[self.at] if fold(key) in taken else key

    def mark(self, field: str, value: str) -> str:
        """Return the name of the code that stands for a mark."""
        heading, values = MARKS[field]
        return f"{heading[self.at]}: {values[value][self.at]}"

    def district(self, name: str) -> str:
        """Return the name of a district's set."""
        return f"{('District', 'Bydel')[self.at]}: {name}"

    def matrix(self, name: str) -> str:
        """Return the name of a matrix's set."""
        return f"{('Matrix', 'Matrise')[self.at]}: {name}"

    def cell(self, cell: tuple[str, str, str], *, summary: bool) -> str:
        """Return the line that says which cell a note is about."""
        kind = (("Summary", "Sammendrag") if summary else ("Cell", "Celle"))[self.at]
        return f"{kind}: {cell[0]}: {cell[1]} × {cell[2]}"

    def title(self, title: str) -> str:
        """Return the line that says a memo's title where its name is another."""
        return f"{('Title', 'Tittel')[self.at]}: {title or _UNTITLED[self.at]}"

    def memo(self, about: str) -> str:
        """Return the name of a memo without a title."""
        return f"{('Memo', 'Notat')[self.at]} {about}".strip()


def naming(language: str) -> Naming:
    """Return the words of a project's language; Norwegian unless it is English."""
    return Naming(0 if language == "en" else 1)


def mark_codes(used: set[tuple[str, str]], words: Naming) -> list[QdaCode]:
    """Return the codes that stand for these (field, value) marks, each field under a heading."""
    made = []
    for field, (heading, values) in MARKS.items():
        present = [value for value in values if (field, value) in used]
        if present:
            made.append(QdaCode(guid("mark", field), heading[words.at], codable=False))
            made += [
                QdaCode(guid("mark", field, value), words.mark(field, value), parent=guid("mark", field))
                for value in present
            ]
    return made


_MARK_GUIDS = {guid("mark", f): (f, "") for f in MARKS} | {
    guid("mark", f, v): (f, v) for f in MARKS for v in MARKS[f][1]
}
_MARK_NAMES = {
    fold(Naming(at).mark(f, v)): (f, v) for at in (0, 1) for f, (_heading, values) in MARKS.items() for v in values
}


def marks_in(codes: list[QdaCode]) -> dict[str, tuple[str, str]]:
    """Return which codes stand for marks: (field, value), the value empty for a heading.

    They are known by identifier, or, where another program gave new ones, by name.
    """
    found = {code.guid: _MARK_GUIDS[code.guid] for code in codes if code.guid in _MARK_GUIDS}
    found |= {code.guid: _MARK_NAMES[fold(code.name)] for code in codes if fold(code.name) in _MARK_NAMES}
    parents = {code.parent: found[code.guid][0] for code in codes if code.guid in found and code.parent}
    children = {code.guid for code in codes if code.parent and code.guid not in found}
    above = {code.parent for code in codes if code.guid in children}
    for code in codes:
        headings = {fold(name) for names, _values in MARKS.values() for name in names}
        if code.guid in parents and code.guid not in above and not code.codable and fold(code.name) in headings:
            found.setdefault(code.guid, (parents[code.guid], ""))
    return found


_folded = lru_cache(maxsize=1024)(fold)
_COLUMNS = {fold(name): field for field, row in (INTERVIEW | PARTICIPANT).items() for name in row[:2]}


def column_of(table: dict[str, tuple[str, str, str]], name: str) -> str | None:
    """Return the column that a variable of this name holds, None if it holds none of ours."""
    field = _COLUMNS.get(_folded(name))
    return field if field in table else None


def value_of(field: str, told: str) -> str:
    """Return a column's value from what is written."""
    for value, words in VALUES.get(field, {}).items():
        if _folded(told) in (value, *map(_folded, words)):
            return value
    return told


def attribute_of(name: str) -> str:
    """Return the attribute that a variable of this name holds."""
    for ending in _OTHER:
        name = name.removesuffix(ending)
    return name


def district_of(name: str) -> str:
    """Return the district that a set's name tells ("Bydel: Alna"), else ""."""
    match = _DISTRICT.fullmatch(name.strip())
    return match[1].strip() if match else ""


def is_matrix(name: str) -> bool:
    """Tell whether a set is named after a matrix."""
    return _MATRIX.fullmatch(name) is not None


@dataclass(frozen=True, slots=True)
class NoteTold:
    """What a note's description says of it: the cell it is about, whether it is its summary, and its title."""

    cell: tuple[str, str, str] | None = None
    summary: bool = False
    title: str | None = None


def note_told(description: str) -> NoteTold:
    """Read a note's description; NoteTold() if it is none of ours."""
    cell, summary, title = None, False, None
    for line in description.split("\n"):
        if match := _CELL.fullmatch(line):
            cell, summary = (match[2], match[3], match[4]), match[1] in ("Summary", "Sammendrag")
        elif match := _TITLE.fullmatch(line):
            title = "" if match[1] in _UNTITLED else match[1]
    return NoteTold(cell, summary, title)

"""The codebook as a table: the project's own columns, in English or Norwegian, and Taguette's."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from bsb.coding.codes import COLOUR, FACETS, GREY, KEY, STATUSES, TEXTS, Code, tidy, tree_order
from bsb.coding.problems import refuse
from bsb.errors import BsbError
from bsb.formats.table_file import Sheet, Value, csv_text, read_table_file, write_table
from bsb.i18n import current_language
from bsb.i18n import gettext as _
from bsb.text.match import fold, slug

COLUMNS = ("key", "facet", "parent", "name", *TEXTS, "colour", "codable", "status", "codings")
TAGUETTE = ("tag", "parent", "description", "number of highlights")
_NORWEGIAN = (
    "nøkkel",
    "fasett",
    "under",
    "navn",
    "kortnavn",
    "definisjon",
    "brukes når",
    "brukes ikke når",
    "eksempel",
    "notat",
    "farge",
    "kodbar",
    "status",
    "kodinger",
)
_MEANT = (
    dict(zip(_NORWEGIAN, COLUMNS, strict=True))
    | {name: name for name in COLUMNS}
    | {"color": "colour", "description": "definition", "beskrivelse": "definition", "tag": "name", "path": "name"}
)
_FACET_WORDS = {
    "service": ("service", "services", "tjeneste", "tjenester"),
    "theme": ("theme", "themes", "tema", "temaer"),
    "free": ("free", "fri", "fritt", "frie"),
}
_STATUS_WORDS = {"active": ("active", "aktiv", "i bruk"), "retired": ("retired", "utgått", "ute av bruk")}
_YES, _NO = ("yes", "ja", "true", "sann", "1", "x"), ("no", "nei", "false", "usann", "0")


def write_code_table(path: Path, codes: Sequence[Code], *, title: str, date: datetime.date) -> None:
    """Write codes as .xlsx, .csv or .tsv with the columns ``COLUMNS``.

    A workbook has Norwegian headings and words where Norwegian is the current language; a .csv is always in
    English, so that a script can rely on it. Both are read back.
    """
    local = path.suffix.lower() == ".xlsx" and current_language() == "nb"
    rows = [[_cell(code, column, local) for column in COLUMNS] for code in codes]
    names = _NORWEGIAN if local else COLUMNS
    write_table(path, Sheet(title or "codebook", tuple(names), rows), date=date)


def _cell(code: Code, column: str, local: bool) -> Value:
    value = getattr(code, column)
    if column == "facet":
        return _FACET_WORDS[code.facet][2] if local and code.facet != "free" else ("fri" if local else code.facet)
    if column == "codable":
        return (_YES if code.codable else _NO)[1 if local else 0]
    if column == "status":
        return _STATUS_WORDS[code.status][2 if local else 0] if code.status in _STATUS_WORDS else code.status
    return value if isinstance(value, int) else value or ""


def write_taguette(path: Path, codes: Sequence[Code]) -> None:
    """Write codes as the .csv that Taguette imports: its tags have neither facets nor keys.

    Taguette wants a tag's name once: a name that several codes share gets the facet after it. Headings that
    only group codes become tags too, since Taguette shows its tree by them.
    """
    from bsb.formats.stable_zip import write_whole

    uses: dict[str, int] = {}
    for code in codes:
        uses[code.name] = uses.get(code.name, 0) + 1
    tag = {code.key: code.name if uses[code.name] == 1 else f"{code.name} ({code.key})" for code in codes}
    rows = [
        (tag[code.key], tag.get(code.parent or "", ""), code.definition.replace("\n", " "), code.codings)
        for code in codes
    ]
    write_whole(path, csv_text(Sheet("codebook", TAGUETTE, rows)).encode("utf-8"))


def read_code_table(path: Path, *, known: Sequence[Code] = (), facet: str = "free") -> list[Code]:
    """Read codes from a table, parents before their children.

    The columns are those of ``COLUMNS``, in English or Norwegian, of which a name (or Taguette's ``tag`` or
    ``path``) or a key must be there. A row without a key is the known code of that name, else a new one.
    What the table leaves out of a known code is as known; a new code without a facet gets its parent's, else
    ``facet``.

    Raises BsbError, listing every row that does not fit.
    """
    table = read_table_file(path)
    meant = {name: _MEANT[name] for name in table.columns if name in _MEANT}
    if not {"name", "key"} & set(meant.values()):
        raise BsbError(
            _("{file} lacks a column with the codes' names.").format(file=path.name),
            _("Columns are: {names}. Taguette's are known too: {taguette}.").format(
                names=", ".join(COLUMNS), taguette=", ".join(TAGUETTE)
            ),
        )
    rows = [(line, {meant[name]: cell for name, cell in row.items() if name in meant}) for line, row in table.rows]
    reader = _Reader(known, facet)
    problems = []
    for line, row in rows:
        try:
            reader.read(line, row)
        except ValueError as problem:
            problems.append((line, str(problem)))
    for line, key in list(reader.lines):
        try:
            reader.place(key)
        except ValueError as problem:
            problems.append((line, str(problem)))
    refuse(path.name, sorted(problems))
    if not reader.codes:
        raise BsbError(_("{file} holds no codes.").format(file=path.name), _("Each row is one code."))
    order = tree_order(
        [(c.key, c.facet, c.parent if c.parent in reader.codes else None) for c in reader.codes.values()]
    )
    return [reader.codes[key] for key in order]


class _Reader:
    """Turns rows into codes; ValueError says in one line what is wrong."""

    def __init__(self, known: Sequence[Code], facet: str) -> None:
        self._known = {code.key: code for code in known}
        self._facet = facet
        self.codes: dict[str, Code] = {}
        self.lines: list[tuple[int, str]] = []
        self._facet_told: set[str] = set()
        self._placed: set[str] = set()
        self._placing: list[str] = []

    def read(self, line: int, row: Mapping[str, str]) -> None:
        """Take a row in; ``parent`` stays as it was written until ``place``."""
        key, name = (row.get("key") or "").strip(), tidy(row.get("name") or "")
        old = self._known.get(key) if key else self._named(name, row.get("facet") or "")
        key = key or (old.key if old else slug(name)[:64].strip("-"))
        if not KEY.fullmatch(key):
            raise ValueError(_("“{key}” cannot be a key").format(key=key or name))
        if not name and not old:
            raise ValueError(_("the code has no name"))
        if key in self.codes:
            raise ValueError(_("the key “{key}” is used twice").format(key=key))
        colour = (row.get("colour") or "").strip() or GREY
        if not COLOUR.fullmatch(colour):
            raise ValueError(_("“{value}” is no colour").format(value=colour))
        facet = _word(row.get("facet") or "", _FACET_WORDS, FACETS)
        codable = (row.get("codable") or "").strip().casefold()
        if codable and codable not in _YES + _NO:
            raise ValueError(_("codable is yes or no, not “{value}”").format(value=codable))
        code = Code(
            key=key,
            facet=facet or (old.facet if old else self._facet),
            name=name or (old.name if old else ""),
            parent=row.get("parent", old.parent if old else "") or None,
            colour=colour,
            codable=codable in _YES if codable else (old.codable if old else True),
            status=_word(row.get("status") or "", _STATUS_WORDS, STATUSES) or "active",
            **{field: tidy(row.get(field) or "") for field in TEXTS},  # type: ignore[arg-type]
        )
        if facet or old:
            self._facet_told.add(key)
        self.lines.append((line, key))
        self.codes[key] = code

    def _named(self, name: str, facet: str) -> Code | None:
        wanted = _word(facet, _FACET_WORDS, FACETS)
        found = [c for c in self._known.values() if fold(c.name) == fold(name) and wanted in ("", c.facet)]
        if len(found) > 1:
            raise ValueError(
                _("“{name}” fits more than one code: {keys}; give the key").format(
                    name=name, keys=", ".join(c.key for c in found)
                )
            )
        return found[0] if found else None

    def place(self, key: str) -> Code:
        """Find a code's parent by key or name, and take its facet where the row said none."""
        code = self.codes.get(key) or self._known[key]
        if key in self._placed or key not in self.codes or code.parent is None:
            return code
        if key in self._placing:
            raise ValueError(_("“{key}” would stand under itself").format(key=key))
        self._placing.append(key)
        try:
            parent = self.place(self._parent(code))
        finally:
            self._placing.remove(key)
        facet = code.facet if key in self._facet_told else parent.facet
        if facet != parent.facet:
            raise ValueError(_("“{key}” stands in another facet than its parent").format(key=key))
        self._placed.add(key)
        self.codes[key] = replace(code, parent=parent.key, facet=facet)
        return self.codes[key]

    def _parent(self, code: Code) -> str:
        around = self._known | self.codes
        if code.parent in around:
            return str(code.parent)
        found = [c for c in around.values() if fold(c.name) == fold(code.parent or "")]
        here = [c for c in found if c.facet == code.facet] or found
        if len(here) != 1:
            raise ValueError(_("there is no code “{name}” to stand under").format(name=code.parent))
        return here[0].key


def _word(value: str, words: Mapping[str, Sequence[str]], allowed: Sequence[str]) -> str:
    """Return the key that a word in either language stands for; "" for an empty one. ValueError for others."""
    given = value.strip().casefold()
    if not given:
        return ""
    for key, forms in words.items():
        if given in forms:
            return key
    raise ValueError(_("“{value}” is not one of {allowed}").format(value=value, allowed=", ".join(allowed)))

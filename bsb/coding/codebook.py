"""The codebook: codes in facets (service, theme, free), as a tree, read from a YAML file people write."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from bsb.errors import BsbError
from bsb.formats.yaml_file import read_yaml
from bsb.i18n import N_
from bsb.i18n import gettext as _
from bsb.store import codings as stored
from bsb.store import schema
from bsb.store.journal import Journal
from bsb.text.match import choose

FACETS = schema.FACETS
_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


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
    colour: str = "#5a6473"
    codable: bool = True
    status: str = "active"
    codings: int = 0

    @property
    def label(self) -> str:
        """The short name where there is one, else the name."""
        return self.short or self.name


@dataclass(frozen=True, slots=True)
class CodebookChange:
    """What an import did: keys of codes that were added, changed and left as they were."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    same: tuple[str, ...]


class Codebook:
    """The codes of a project."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def all(self, facet: str | None = None) -> list[Code]:
        """Return the codes in their order, of one facet ("service", "theme", "free") or of all."""
        with self._journal.store.read() as connection:
            rows = stored.codes(connection)
        key_of = {row["id"]: row["key"] for row in rows}
        return [
            Code(
                **{f.name: row[f.name] for f in fields(Code) if f.name not in ("parent", "codable")},
                parent=key_of.get(row["parent_id"]),
                codable=bool(row["codable"]),
            )
            for row in rows
            if facet in (None, row["facet"])
        ]

    def get(self, wanted: str, *, facet: str | None = None) -> Code:
        """Return the code meant by key, name, short name or unambiguous beginning.

        Raises BsbError ("did you mean") if none or several fit.
        """
        known = {code.key: code for code in self.all(facet)}
        if not known:
            raise BsbError(_("The codebook is empty."), _("Import one: bsb codebook import FILE.yaml"))
        names = {key: (code.name, code.short) if code.short else (code.name,) for key, code in known.items()}
        return known[choose(wanted, names, N_("code"))]

    def import_file(self, path: Path) -> CodebookChange:
        """Take codes in from a YAML file: new ones are added, known keys are brought up to date.

        Codes that the file does not name stay. Raises BsbError, with nothing changed, for anything wrong in it.
        """
        return self.put(read_codes(path), about=path.name)

    def put(self, codes: Iterable[Code], *, about: str = "") -> CodebookChange:
        """Add codes, or bring those of the same key up to date; see ``import_file``."""
        codes = list(codes)
        with self._journal.store.read() as connection:
            known: dict[str, Any] = {row["key"]: dict(row) for row in stored.codes(connection)}
        added: list[str] = []
        changed: list[str] = []
        same: list[str] = []
        with self._journal.change("codebook.import", about) as change:
            ids = {key: row["id"] for key, row in known.items()}
            for position, code in enumerate(codes, 1):
                values = {
                    f.name: getattr(code, f.name) for f in fields(Code) if f.name not in ("parent", "codings")
                } | {
                    "codable": int(code.codable),
                    "parent_id": ids[code.parent] if code.parent else None,
                    "position": position,
                }
                if code.key not in known:
                    (ids[code.key],) = change.insert(schema.code, [values])
                    added.append(code.key)
                elif known[code.key]["facet"] != code.facet and known[code.key]["codings"]:
                    raise BsbError(
                        _("The code “{key}” has codings and cannot move to another facet.").format(key=code.key),
                        _("Give the new code a key of its own."),
                    )
                else:
                    differs = change.update(schema.code, ids[code.key], values)
                    (changed if differs else same).append(code.key)
        return CodebookChange(tuple(added), tuple(changed), tuple(same))


def read_codes(path: Path) -> list[Code]:
    """Read a codebook file: a mapping with a list ``codes``, each with at least key, facet and name.

    Raises BsbError (file, line, what to do) for text that is not YAML, an unknown or mistyped field, a key
    given twice, or a parent that does not stand before its children.
    """
    data = read_yaml(path)
    entries = data.get("codes")
    if not isinstance(entries, list) or not entries:
        raise BsbError(
            _("{file} has no list of codes.").format(file=path.name),
            _("It should hold “codes:” and a list under it."),
        )
    codes: dict[str, Code] = {}
    for entry in entries:
        code = _code(entry, path)
        if code.key in codes:
            raise BsbError(
                _("{file}: the key “{key}” is used twice.").format(file=path.name, key=code.key),
                _("Each code needs a key of its own."),
            )
        parent = codes.get(code.parent) if code.parent else None
        if code.parent and (parent is None or parent.facet != code.facet):
            raise BsbError(
                _(
                    "{file}: “{key}” has the parent “{parent}”, which does not stand above it in the same facet."
                ).format(file=path.name, key=code.key, parent=code.parent),
                _("Write the parent before its children, in the same facet."),
            )
        codes[code.key] = code
    return list(codes.values())


_FIELDS = {f.name for f in fields(Code)} - {"codings"}


def _code(entry: object, path: Path) -> Code:
    if not isinstance(entry, Mapping):
        raise BsbError(
            _("{file}: an entry in the list of codes is not a code.").format(file=path.name),
            _("Each entry starts with “- key: ...”."),
        )
    where = str(entry.get("key", "?"))
    for key in entry:
        if key not in _FIELDS:
            choose(str(key), dict.fromkeys(sorted(_FIELDS), ()), N_("field of a code"))
    for need in ("key", "facet", "name"):
        if not entry.get(need):
            raise BsbError(
                _("{file}: the code “{key}” lacks “{field}”.").format(file=path.name, key=where, field=need),
                _("A code needs key, facet and name."),
            )
    problems = (
        (not _KEY.fullmatch(where), _("a key has small letters a-z, digits and hyphens")),
        (entry["facet"] not in FACETS, _("the facet is one of {values}").format(values=", ".join(FACETS))),
        (not _COLOUR.fullmatch(str(entry.get("colour", "#000000"))), _("a colour is written “#1b6ca8”")),
        (not isinstance(entry.get("codable", True), bool), _("codable is true or false")),
    )
    for wrong, rule in problems:
        if wrong:
            raise BsbError(
                _("{file}: something is wrong with the code “{key}”.").format(file=path.name, key=where), rule
            )
    values: dict[str, Any] = {
        key: value if key in ("codable", "parent") else str(value) for key, value in entry.items()
    }
    return Code(**values)

"""The codebook: codes in facets (service, theme, free), as a tree, read from a YAML file people write."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from bsb.errors import BsbError
from bsb.formats.yaml_entries import Entry, open_entry
from bsb.i18n import N_
from bsb.i18n import gettext as _
from bsb.store import codings as stored
from bsb.store import schema
from bsb.store.journal import Journal
from bsb.text.match import choose

FACETS = schema.FACETS
_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_GREY = "#5a6473"
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
    colour: str = _GREY
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
    given twice, or a parent that does not stand before its children in the same facet.
    """
    top = open_entry(path)
    top.allow(required=("codes",), optional=("name", "language"))
    codes: dict[str, Code] = {}
    for entry in top.items("codes"):
        code = _code(entry)
        if code.key in codes:
            entry.under("key").fail(
                _("the key “{key}” is used twice.").format(key=code.key), _("Give each code a key of its own.")
            )
        if code.parent and (code.parent not in codes or codes[code.parent].facet != code.facet):
            entry.under("parent").fail(
                _("the parent “{parent}” does not stand above it in the same facet.").format(parent=code.parent),
                _("Write the parent before its children."),
            )
        codes[code.key] = code
    if not codes:
        top.under("codes").fail(_("there are no codes here."), _("Each code begins with “- key: …”."))
    return list(codes.values())


_TEXTS = ("short", "definition", "include", "exclude", "example", "memo", "status")


def _code(entry: Entry) -> Code:
    entry.allow(required=("key", "facet", "name"), optional=(*_TEXTS, "parent", "colour", "codable"))
    texts: dict[str, Any] = {field: entry.text(field) for field in _TEXTS if field in entry.value}
    key, colour = entry.text("key"), entry.text("colour", _GREY)
    if not _KEY.fullmatch(key):
        entry.under("key").fail(
            _("“{key}” cannot be a key.").format(key=key), _("Use small letters a-z, digits and hyphens.")
        )
    if not _COLOUR.fullmatch(colour):
        entry.under("colour").fail(_("“{value}” is no colour.").format(value=colour), _("Write it as “#1b6ca8”."))
    return Code(
        key=key,
        facet=entry.choice("facet", FACETS),
        name=entry.text("name"),
        parent=entry.text("parent", "") or None,
        colour=colour,
        codable=entry.flag("codable", True),
        **texts,
    )

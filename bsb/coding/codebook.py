"""The codebook: codes in facets (service, theme, free), as a tree."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bsb.coding.book_files import read_book, read_codes, write_book
from bsb.coding.codes import FACETS, GREY, STATUSES, TEXTS, Code, numbers, tree_order, under
from bsb.errors import BsbError
from bsb.i18n import N_
from bsb.i18n import gettext as _
from bsb.store import codings as stored
from bsb.store import schema
from bsb.store.journal import Change, Journal
from bsb.text.match import choose

if TYPE_CHECKING:
    from bsb.coding.book_changes import Planner
    from bsb.coding.code_history import CodeEvent

__all__ = ["FACETS", "STATUSES", "Code", "Codebook", "CodebookChange", "read_codes"]


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
            codes = codes_of(stored.codes(connection))
        return [code for code in codes if facet in (None, code.facet)]

    def get(self, wanted: str, *, facet: str | None = None) -> Code:
        """Return the code meant by key, name, short name or unambiguous beginning.

        Raises BsbError ("did you mean") if none or several fit.
        """
        return find_code(self.all(facet), wanted)

    def under(self, wanted: Iterable[str]) -> list[str]:
        """Return the keys of these codes and of all codes below them, in the codebook's order.

        Raises BsbError as ``get`` does.
        """
        codes = self.all()
        return under(codes, [find_code(codes, each).key for each in wanted])

    @property
    def plan(self) -> Planner:
        """Changes with a preview: ``codebook.plan.merge(...)`` says what would change, ``.apply()`` does it."""
        from bsb.coding.book_changes import Planner

        return Planner(self._journal)

    def history(self, wanted: str) -> list[CodeEvent]:
        """Return what has happened to a code, oldest first; also to one that is gone, by its key.

        Raises BsbError if there has never been such a code.
        """
        from bsb.coding.code_history import code_history

        return code_history(self._journal.store, wanted)

    def import_file(self, path: Path, *, facet: str = "free") -> CodebookChange:
        """Take codes in from a .yaml, .xlsx, .csv or .qdc file: new ones are added, known ones brought up to date.

        Codes that the file does not name stay, and so does a text that the file leaves blank. ``facet`` is for
        new codes of a file that names no facet (other programs').

        Raises BsbError, with nothing changed, for anything wrong in it.
        """
        return self.put(read_book(path, known=self.all(), facet=facet), about=path.name)

    def export_file(
        self, path: Path, *, title: str = "", date: datetime.date | None = None, taguette: bool = False
    ) -> None:
        """Write the codebook as .yaml, .xlsx, .csv or .qdc by the ending of ``path``; with ``taguette``, as its .csv.

        Raises BsbError for another ending, an empty codebook, or if it cannot be written there.
        """
        codes = self.all()
        if not codes:
            raise _empty()
        day = date or datetime.date.fromisoformat(self._journal.now()[:10])
        write_book(path, codes, title=title or path.stem, date=day, taguette=taguette)

    def put(self, codes: Iterable[Code], *, about: str = "") -> CodebookChange:
        """Add codes, or bring those of the same key up to date; see ``import_file``.

        Raises BsbError, with nothing changed, for a parent that is not there or stands in another facet or
        under the code itself, and for a code with codings that would move to another facet.
        """
        with self._journal.change("codebook.import", about) as change:
            return put_codes(change, codes)


def put_codes(change: Change, wanted: Iterable[Code]) -> CodebookChange:
    """Add codes, or bring those of the same key up to date, as part of a change; see ``Codebook.put``."""
    codes = list(wanted)
    known = {row["key"]: dict(row) for row in stored.codes(change.connection)}
    ids = {key: row["id"] for key, row in known.items()}
    positions = _positions(list(known.values()), codes)
    added: list[str] = []
    changed: list[str] = []
    same: list[str] = []
    order = {key: at for at, key in enumerate(positions)}
    for code in sorted(codes, key=lambda code: order[code.key]):
        old = known.get(code.key)
        values = _values(code, old) | {
            "parent_id": ids[code.parent] if code.parent else None,
            "position": positions[code.key],
        }
        if old is None:
            (ids[code.key],) = change.insert(schema.code, [values])
            added.append(code.key)
        elif old["facet"] != code.facet and old["codings"]:
            raise BsbError(
                _("The code “{key}” has codings and cannot move to another facet.").format(key=code.key),
                _("Give the new code a key of its own, or move it: bsb codebook move {key} --facet {facet}").format(
                    key=code.key, facet=code.facet
                ),
            )
        else:
            differs = change.update(schema.code, ids[code.key], values)
            (changed if differs else same).append(code.key)
    named = {code.key for code in codes}
    for key in known.keys() - named:
        change.update(schema.code, ids[key], {"position": positions[key]})
    return CodebookChange(tuple(added), tuple(changed), tuple(same))


def codes_of(rows: Sequence[Mapping[Any, Any]]) -> list[Code]:
    """Return the codes that rows of the table hold, in the order of the tree."""
    key_of = {row["id"]: row["key"] for row in rows}
    codes = {
        row["key"]: Code(
            **{f.name: row[f.name] for f in fields(Code) if f.name not in ("parent", "codable")},
            parent=key_of.get(row["parent_id"]),
            codable=bool(row["codable"]),
        )
        for row in rows
    }
    return [codes[key] for key in tree_order([(code.key, code.facet, code.parent) for code in codes.values()])]


def find_code(codes: Sequence[Code], wanted: str) -> Code:
    """Return the code meant by key, name, short name or unambiguous beginning.

    Raises BsbError ("did you mean") if none or several fit.

    >>> find_code([Code("okonomi", "theme", "Økonomi", short="Penger")], "peng").key
    'okonomi'
    """
    known = {code.key: code for code in codes}
    if not known:
        raise _empty()
    names = {key: (code.name, code.short) if code.short else (code.name,) for key, code in known.items()}
    return known[choose(wanted, names, N_("code"))]


def _empty() -> BsbError:
    return BsbError(_("The codebook is empty."), _("Import one: bsb codebook import FILE.yaml"))


def _values(code: Code, old: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return the columns of a code; what a file leaves blank stays as it was."""
    values: dict[str, Any] = {
        f.name: getattr(code, f.name) for f in fields(Code) if f.name not in ("parent", "codings")
    }
    values["codable"] = int(code.codable)
    if old is not None:
        blank = dict.fromkeys(TEXTS, "") | {"colour": GREY, "status": "active"}
        values |= {field: old[field] for field, nothing in blank.items() if values[field] == nothing}
    return values


def _positions(known: Sequence[Mapping[str, Any]], codes: Sequence[Code]) -> dict[str, int]:
    """Return each code's number: as in the file, with codes that it does not name behind those they followed.

    Raises BsbError for a parent that is not there, in another facet, or below its own child.
    """
    key_of = {row["id"]: row["key"] for row in known}
    place = {row["key"]: (row["facet"], key_of.get(row["parent_id"])) for row in known}
    now = {row["key"]: row["position"] for row in known}
    was = dict(place)
    place |= {code.key: (code.facet, code.parent) for code in codes}
    order = [code.key for code in codes]
    named, before = set(order), ""
    for row in known:
        if row["key"] not in named:
            order.insert(order.index(before) + 1 if before else 0, row["key"])
        before = row["key"]
    for code in codes:
        if place.get(code.parent or code.key, ("", None))[0] != code.facet:
            raise BsbError(
                _("The parent “{parent}” of “{key}” is not there, or in another facet.").format(
                    parent=code.parent, key=code.key
                ),
                _("Put the parent in first, in the same facet."),
            )
    _refuse_circles(place)
    sisters: dict[tuple[str, str | None], list[str]] = {}
    for key in order:
        sisters.setdefault(place[key], []).append(key)
    found: dict[str, int] = {}
    for each in sisters.values():
        found |= numbers(each, {key: now[key] for key in each if was.get(key) == place[key]})
    return {key: found[key] for key in tree_order([(key, *place[key]) for key in order])}


def _refuse_circles(place: Mapping[str, tuple[str, str | None]]) -> None:
    for key in place:
        up, steps = place[key][1], 0
        while up is not None and steps <= len(place):
            up, steps = place[up][1], steps + 1
        if up is not None:
            raise BsbError(
                _("The code “{key}” would stand under itself.").format(key=key), _("Choose another parent.")
            )

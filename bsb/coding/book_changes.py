"""Changing the codebook with a preview: what a change would do is found by doing it and not keeping it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from bsb.coding.codebook import codes_of, find_code
from bsb.coding.codes import COLOUR, FACETS, KEY, STATUSES, TEXTS, Code, numbers, tidy, under
from bsb.coding.in_words import Effect, Names, effects, thing_name, told
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.i18n import ngettext
from bsb.store import codings as stored
from bsb.store import history, references, schema, visibility
from bsb.store import memos as stored_memos
from bsb.store.journal import Change, Journal
from bsb.text.match import fold, slug, suggest

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bsb.coding.book_split import Part

Do = Callable[[Change], None]
_FIELDS = ("name", *TEXTS, "colour", "codable", "status")


@dataclass(frozen=True, slots=True)
class Plan:
    """A change that has not been made: what it would do, and ``apply()`` that does it.

    ``effects`` are the rows it would touch; ``notices`` what is worth knowing before one says yes.
    """

    action: str
    about: str
    effects: tuple[Effect, ...]
    notices: tuple[str, ...]
    _do: Do
    _journal: Journal
    _whole: tuple[Effect, ...]  # with what a blind round hides

    def lines(self, *, most: int | None = 40) -> list[str]:
        """Return the effects as lines that people read; an empty list if nothing would change."""
        shown = [e for e in self.effects if e.field != "position" or self.action == "codebook.move"]
        return told(shown, most=most)

    def apply(self) -> None:
        """Make the change, as one entry of the journal.

        Raises BsbError, with nothing changed, if the project is no longer as it was when this was planned.
        """
        with self._journal.change(self.action, self.about) as change:
            self._do(change)
            names = Names(change.connection)
            if _essence(effects(names, history.recorded(change))) != _essence(self._whole):
                raise BsbError(
                    _("The project has been changed since the preview was made. Nothing was done."),
                    _("Look at it again and then decide."),
                )


def _essence(found: Sequence[Effect]) -> list[Effect]:
    return sorted(found, key=repr)


class Planner:
    """Makes plans; see ``Plan``. Codes are meant by key, name, short name or unambiguous beginning."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def _plan(self, action: str, about: str, do: Do, notices: Sequence[str] = ()) -> Plan:
        def look(connection: Connection, recorded: history.Recorded) -> tuple[tuple[Effect, ...], tuple[Effect, ...]]:
            names = Names(connection)
            seen = visibility.of(connection).recorded(connection, recorded)
            return effects(names, seen), effects(names, recorded)

        found, whole = history.rehearse(self._journal.store, do, look)
        return Plan(action, about, found, tuple(notices), do, self._journal, whole)

    def _codes(self) -> list[Code]:
        with self._journal.store.read() as connection:
            return codes_of(stored.codes(connection))

    def add(
        self,
        name: str,
        *,
        facet: str = "",
        parent: str = "",
        after: str = "",
        key: str = "",
        **values: str | bool,
    ) -> Plan:
        """Plan a new code: last under its parent or in its facet, or behind the code ``after``.

        ``values`` are short, definition, include, exclude, example, memo, colour, codable, status. The key is
        made of the name where none is given.

        Raises BsbError for a key or name that is taken in that facet, a facet that is none, or a bad value.
        """
        codes = self._codes()
        over = find_code(codes, parent) if parent else None
        beside = find_code(codes, after) if after else None
        over, facet = _place(codes, over, facet, beside, None)
        row = _checked({"name": name} | values)
        key = key or slug(str(row["name"]))[:64].strip("-")
        _refuse_taken(codes, key, str(row["name"]), facet)

        def do(change: Change) -> None:
            parent_id = _ids(change.connection)[over.key] if over else None
            change.insert(schema.code, [row | {"key": key, "facet": facet, "parent_id": parent_id}])
            _settle(change, key, after=beside.key if beside else None)

        return self._plan("codebook.add", key, do, _namesakes(codes, str(row["name"]), facet))

    def edit(self, wanted: str, **values: str | bool) -> Plan:
        """Plan new values for a code: those of ``add``, and its name.

        Raises BsbError for a code that is not there or a bad value.
        """
        codes = self._codes()
        code = find_code(codes, wanted)
        row = _checked(values)
        if "name" in row:
            _refuse_taken([c for c in codes if c.key != code.key], "", str(row["name"]), code.facet)
        notices = []
        if row.get("codable") == 0 and code.codings:
            notices.append(
                ngettext(
                    "{n} coding stays on a code that can take no more.",
                    "{n} codings stay on a code that can take no more.",
                    code.codings,
                ).format(n=code.codings)
            )

        def do(change: Change) -> None:
            change.update(schema.code, _ids(change.connection)[code.key], row)

        return self._plan("codebook.edit", code.key, do, notices)

    def rename(self, wanted: str, name: str, *, short: str | None = None) -> Plan:
        """Plan a new name for a code. Its key stays, so that files that name the key go on working.

        Raises BsbError for a name that is taken in the facet.
        """
        values: dict[str, str | bool] = {"name": name}
        if short is not None:
            values["short"] = short
        plan = self.edit(wanted, **values)
        return replace(plan, action="codebook.rename")

    def move(
        self, wanted: str, *, parent: str | None = None, facet: str = "", after: str = "", first: bool = False
    ) -> Plan:
        """Plan another place for a code and all below it.

        ``parent`` is the code it is to stand under, "" for the top; None leaves it. ``facet`` moves it to the top
        of another facet. Among its new neighbours it comes last, or ``first``, or behind the code ``after``.

        Raises BsbError if it would stand under itself, or parent and facet do not go together.
        """
        codes = self._codes()
        code = find_code(codes, wanted)
        beside = find_code(codes, after) if after else None
        over = find_code(codes, parent) if parent else None
        over, facet = _place(codes, over, facet, beside, code if parent is None else None, code.facet)
        below = under(codes, [code.key])
        if (over and over.key in below) or (beside and beside.key in below):
            raise BsbError(_("“{code}” would stand under itself.").format(code=code.name), _("Choose another place."))
        same_family = facet == code.facet and (over.key if over else None) == code.parent

        def do(change: Change) -> None:
            ids = _ids(change.connection)
            change.update(schema.code, ids[code.key], {"parent_id": ids[over.key] if over else None})
            for each in below:
                change.update(schema.code, ids[each], {"facet": facet})
            if after or first or not same_family:
                _settle(change, code.key, after=beside.key if beside else None, first=first)

        notices = []
        moving = sum(each.codings for each in codes if each.key in below)
        if facet != code.facet and moving:
            notices.append(
                ngettext(
                    "{n} coding moves to another facet, and to other matrices.",
                    "{n} codings move to another facet, and to other matrices.",
                    moving,
                ).format(n=moving)
            )
        return self._plan("codebook.move", code.key, do, notices)

    def remove(self, wanted: str) -> Plan:
        """Plan to take a code away that nothing rests on.

        Raises BsbError if it has codings, codes below it, or something else that points to it.
        """
        code = find_code(self._codes(), wanted)

        def do(change: Change) -> None:
            code_id = _ids(change.connection)[code.key]
            change.delete(schema.memo, stored_memos.on_codes(change.connection, [code_id]))
            found = references.pointers(change.connection, schema.code, [code_id])
            if found:
                what = ", ".join(f"{thing_name(table)} ({n})" for table, n in found.items())
                raise BsbError(
                    _("“{code}” cannot go while something rests on it: {what}.").format(code=code.name, what=what),
                    _(
                        "Merge it into another, or take it out of use: bsb codebook edit {key} --status retired"
                    ).format(key=code.key),
                )
            change.delete(schema.code, [code_id])

        return self._plan("codebook.remove", code.key, do)

    def merge(self, wanted: Sequence[str], *, into: str) -> Plan:
        """Plan to merge codes into one: it gets their codings, codes below them, memos and summaries.

        Where a coder coded the same words with both, one coding is left; both memos are kept, and two different
        valences become "mixed". The codes merged are noted in its memo with their definitions.

        Raises BsbError if they stand in different facets, or the one that is to stay only groups others.
        """
        from bsb.coding.book_merge import check_merge, merge_codes, merge_notices

        codes = self._codes()
        target = find_code(codes, into)
        sources = [find_code(codes, each) for each in dict.fromkeys(wanted)]
        check_merge(sources, target)
        about = " + ".join(source.key for source in sources) + f" → {target.key}"
        notices = merge_notices(self._journal.store, sources, target)
        return self._plan("codebook.merge", about, lambda change: merge_codes(change, sources, target), notices)

    def split(
        self,
        wanted: str,
        into: Sequence[Part],
        *,
        codings: Mapping[str, str] | None = None,
        rest: str = "",
        nested: bool = False,
    ) -> Plan:
        """Plan to split a code: some of its codings go to other codes, new or there already.

        Which go where is said by ``codings`` (coding id -> key of a part), then by the rules of the parts in
        turn, then by ``rest`` (the key of a part); what nothing claims stays. New codes come behind the code or,
        ``nested``, under it.

        Raises BsbError for an unknown part or coding.
        """
        from bsb.coding.book_split import assign, check_split, split_code, split_notices
        from bsb.coding.codebook import Codebook
        from bsb.coding.codings import Codings

        codes = self._codes()
        source = find_code(codes, wanted)
        parts = check_split(codes, source, into)
        there = Codings(self._journal, Codebook(self._journal)).all(codes=[source.key])
        where = assign(there, parts, codings or {}, rest)
        about = f"{source.key} → " + " + ".join(part.key for part in parts)
        return self._plan(
            "codebook.split",
            about,
            lambda change: split_code(change, source, parts, where, nested),
            split_notices(there, where),
        )


def _place(
    codes: Sequence[Code], over: Code | None, facet: str, beside: Code | None, stays: Code | None, old: str = ""
) -> tuple[Code | None, str]:
    """Return the parent and facet that are meant. ``stays`` is the code that keeps its parent if nothing is said.

    Raises BsbError if what was said does not go together.
    """
    if beside is not None:
        if (over and over.key != beside.parent) or (facet and facet != beside.facet):
            raise BsbError(
                _("“{code}” does not stand there.").format(code=beside.name),
                _("Say only behind which code it is to come."),
            )
        return next((c for c in codes if c.key == beside.parent), None), beside.facet
    if over is not None:
        if facet and facet != over.facet:
            raise BsbError(
                _("“{parent}” stands in another facet.").format(parent=over.name), _("Leave the facet out.")
            )
        return over, over.facet
    if stays is not None and facet in ("", stays.facet):
        return next((c for c in codes if c.key == stays.parent), None), stays.facet
    facet = facet or old
    _one_of("facet", facet, FACETS)
    return None, facet


def _checked(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns that values mean. Raises BsbError for one that is unknown or bad."""
    row: dict[str, Any] = {}
    for field, value in values.items():
        if field not in _FIELDS:
            raise BsbError(_("A code has no “{field}”.").format(field=field), suggest(field, _FIELDS))
        if field == "codable":
            row[field] = int(bool(value))
            continue
        text = tidy(str(value))
        if field == "name" and not text:
            raise BsbError(_("A code needs a name."), _("Write it in quotation marks."))
        if field == "colour" and not COLOUR.fullmatch(text):
            raise BsbError(_("“{value}” is no colour.").format(value=text), _("Write it as “#1b6ca8”."))
        if field == "status":
            _one_of("status", text, STATUSES)
        row[field] = text
    return row


def _one_of(field: str, value: str, allowed: Sequence[str]) -> None:
    if value not in allowed:
        raise BsbError(
            _("{field} is one of {allowed}.").format(field=field, allowed=", ".join(allowed)),
            suggest(value, allowed) if value else "",
        )


def _refuse_taken(codes: Sequence[Code], key: str, name: str, facet: str) -> None:
    if key and not KEY.fullmatch(key):
        raise BsbError(_("“{key}” cannot be a key.").format(key=key), _("Use small letters a-z, digits and hyphens."))
    for code in codes:
        same = fold(name) in {fold(each) for each in (code.name, code.short) if each} and code.facet == facet
        if code.key == key or same:
            raise BsbError(
                _("There is already a code “{name}” ({key}).").format(name=code.name, key=code.key),
                _("Choose another name, or use that code."),
            )


def _namesakes(codes: Sequence[Code], name: str, facet: str) -> list[str]:
    return [
        _("There is a code of that name among {facet} too; in tables, write the key.").format(facet=code.facet)
        for code in codes
        if fold(code.name) == fold(name) and code.facet != facet
    ]


def _ids(connection: Connection) -> dict[str, int]:
    return {row["key"]: row["id"] for row in stored.codes(connection)}


def _settle(change: Change, moved: str, *, after: str | None = None, first: bool = False) -> None:
    """Put a code in its place among its brothers and sisters: behind one of them, first, or last."""
    rows = stored.codes(change.connection)
    mine = next(row for row in rows if row["key"] == moved)
    family = (mine["facet"], mine["parent_id"])
    now = {r["key"]: r["position"] for r in rows if (r["facet"], r["parent_id"]) == family and r["key"] != moved}
    order = list(now)
    order.insert(order.index(after) + 1 if after else 0 if first else len(order), moved)
    ids = {row["key"]: row["id"] for row in rows}
    for key, number in numbers(order, now).items():
        change.update(schema.code, ids[key], {"position": number})

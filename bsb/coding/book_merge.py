"""Merging codes: their codings, sub-codes, memos and summaries go to one code, and nothing written is lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bsb.coding.codes import Code
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.i18n import ngettext
from bsb.store import codings as stored
from bsb.store import memos as stored_memos
from bsb.store import references, schema
from bsb.store.engine import Store
from bsb.store.journal import Change

Row = Mapping[Any, Any]


def check_merge(sources: Sequence[Code], target: Code) -> None:
    """Raise BsbError if these codes cannot be merged into that one."""
    if not sources or any(source.key == target.key for source in sources):
        raise BsbError(_("A code cannot be merged into itself."), _("Name another code after --into."))
    other = [source for source in sources if source.facet != target.facet]
    if other:
        raise BsbError(
            _("“{code}” and “{target}” stand in different facets.").format(code=other[0].name, target=target.name),
            _("Move one of them first: bsb codebook move {key} --facet {facet}").format(
                key=other[0].key, facet=target.facet
            ),
        )
    if not target.codable and any(source.codings for source in sources):
        raise BsbError(
            _("“{code}” only groups other codes.").format(code=target.name),
            _("Choose a code that takes codings, or make it one: bsb codebook edit {key} --codable").format(
                key=target.key
            ),
        )


def merge_notices(store: Store, sources: Sequence[Code], target: Code) -> list[str]:
    """Return what is worth knowing before a merge: codings that become one, and where two of them disagree."""
    with store.read() as connection:
        ids = {row["key"]: row["id"] for row in stored.codes(connection)}
        groups: dict[tuple[Any, ...], list[Row]] = {}
        for key in (target.key, *(source.key for source in sources)):
            for row in stored.codings_under(connection, ids[key]):
                groups.setdefault(_passage(row), []).append(row)
    same = [group for group in groups.values() if len(group) > 1]
    notices = []
    if same:
        gone = sum(len(group) - 1 for group in same)
        notices.append(
            ngettext(
                "{n} coding falls together with one on the same words by the same coder.",
                "{n} codings fall together with one on the same words by the same coder.",
                gone,
            ).format(n=gone)
        )
    for field in ("valence", "level", "phase"):
        differ = sum(len({row[field] for row in group if row[field] not in (None, "neutral")}) > 1 for group in same)
        if differ:
            how = (
                _("they become “mixed”")
                if field == "valence"
                else _("the first stands, the other is noted in the memo")
            )
            notices.append(_("{n} of them differ in {field}: {how}.").format(n=differ, field=field, how=how))
    return notices


def merge_codes(change: Change, sources: Sequence[Code], target: Code) -> None:
    """Merge codes into one; see ``Planner.merge``."""
    rows = {row["key"]: dict(row) for row in stored.codes(change.connection)}
    into = rows[target.key]
    memo = [into["memo"]] if into["memo"] else []
    for source in sources:
        code = rows[source.key]
        _lift_out(change, rows, code, into)
        recode(change, stored.codings_under(change.connection, code["id"]), into["id"])
        for row in _children(change, code["id"]):
            change.update(schema.code, row["id"], {"parent_id": into["id"]})
        references.repoint(change, schema.code, code["id"], into["id"], skip=(schema.code, schema.coding))
        _merge_summaries(change, source.key, target.key)
        memo.append(_noted(code))
        change.delete(schema.code, [code["id"]])
        rows = {row["key"]: dict(row) for row in stored.codes(change.connection)}
    change.update(schema.code, into["id"], {"memo": "\n".join(memo)})


def recode(change: Change, rows: Iterable[Row], code_id: int) -> int:
    """Give codings another code and return how many fell together with one that was there.

    Of two codings of the same words by the same coder the older stays, with what both say; whatever points to the
    other then points to it.
    """
    there: dict[tuple[Any, ...], dict[str, Any]] = {
        _passage(row): dict(row) for row in stored.codings_under(change.connection, code_id)
    }
    together = 0
    for row in rows:
        twin = there.get(_passage(row))
        if twin is None:
            change.update(schema.coding, row["id"], {"code_id": code_id})
            there[_passage(row)] = dict(row) | {"code_id": code_id}
            continue
        both = combined(twin, row)
        change.update(schema.coding, twin["id"], both)
        twin |= both
        references.repoint(change, schema.coding, row["id"], twin["id"])
        change.delete(schema.coding, [row["id"]])
        together += 1
    return together


def _passage(row: Row) -> tuple[Any, ...]:
    """Return what is the same in two codings that fall together; one without a place falls together with none."""
    if row["transcript_id"] is None:
        return (row["id"],)
    return row["transcript_id"], row["start"], row["end"], row["coder"]


def combined(kept: Row, gone: Row) -> dict[str, Any]:
    """Return what the kept coding says once it stands for both."""
    values: dict[str, Any] = {}
    lines = [kept["memo"]] if kept["memo"] else []
    if gone["memo"] and gone["memo"] not in kept["memo"]:
        lines.append(gone["memo"])
    said = {kept["valence"], gone["valence"]} - {"neutral"}
    values["valence"] = said.pop() if len(said) == 1 else "mixed" if said else "neutral"
    for field in ("level", "phase"):
        values[field] = kept[field] or gone[field]
        if gone[field] and gone[field] != values[field]:
            lines.append(_("(merged: {field} {value})").format(field=field, value=gone[field]))
    values["memo"] = "\n".join(lines)
    return values


def _children(change: Change, code_id: int) -> list[Row]:
    return [row for row in stored.codes(change.connection) if row["parent_id"] == code_id]


def _lift_out(change: Change, rows: Mapping[str, Row], code: Row, into: dict[str, Any]) -> None:
    """If the code that stays stands below the one that goes, put it in that one's place first."""
    by_id = {row["id"]: row for row in rows.values()}
    up = into["parent_id"]
    while up is not None and up != code["id"]:
        up = by_id[up]["parent_id"]
    if up is not None:
        change.update(schema.code, into["id"], {"parent_id": code["parent_id"], "position": code["position"]})
        into["parent_id"] = code["parent_id"]


def _merge_summaries(change: Change, old: str, new: str) -> None:
    there = {(r["matrix"], r["column_key"]): r for r in stored.summaries_of_row(change.connection, new)}
    for row in stored.summaries_of_row(change.connection, old):
        twin = there.get((row["matrix"], row["column_key"]))
        if twin is None:
            change.update(schema.summary, row["id"], {"row_key": new})
            continue
        change.update(schema.summary, twin["id"], {"text": f"{twin['text']}\n\n{row['text']}"})
        references.repoint(change, schema.summary, row["id"], twin["id"])
        change.delete(schema.summary, [row["id"]])
    for memo in stored_memos.memos_of_row(change.connection, old):
        change.update(schema.memo, memo["id"], {"row_key": new})


def _noted(code: Row) -> str:
    noted = _("Merged in: {name} ({key}).").format(name=code["name"], key=code["key"])
    for text in (code["definition"], code["memo"]):
        if text:
            noted += " " + str(text)
    return noted

"""Recorded changes in words: which rows, from what to what. Never a participant's words.

Free text (memos, examples, summaries ...) may quote someone, so only its length is told; short fields and a
code's definition are told as they are.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Text

from bsb.i18n import gettext as _
from bsb.i18n import ngettext
from bsb.store import codings as stored
from bsb.store import history, schema

if TYPE_CHECKING:
    from sqlalchemy import Connection

_TOLD = {("code", "definition"), ("code", "include"), ("code", "exclude")}
_SILENT = frozenset({"id", "uid", "sha256", "source_sha256", "at", "edited", "made_at", "decided_at"})
_FEW = 3


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing that a change does: a row added or removed, or one field of it from ``before`` to ``after``.

    ``op`` is "insert", "update" or "delete"; ``row`` names the row for people; ``place`` is what rows are counted
    by when there are many (an interview and coder). ``n`` counts rows of which only the number is known.
    """

    table: str
    op: str
    row: str
    field: str = ""
    before: str = ""
    after: str = ""
    place: str = ""
    n: int = 1


def effects(names: Names, recorded: history.Recorded) -> tuple[Effect, ...]:
    """Return what recorded changes do, in their order."""
    names.learn(recorded)
    return tuple(effect for item in recorded for effect in _item(item, names))


def _item(item: Mapping[str, Any], names: Names) -> Iterator[Effect]:
    table, op = str(item["table"]), str(item["op"])
    if "plain" in item:
        yield Effect(table, op, "")
        return
    if "rows" not in item:
        first, last = item["ids"]
        yield Effect(table, op, "", n=last - first + 1)
        return
    for row in item["rows"]:
        if op != "update":
            yield Effect(table, op, names.row(table, row), place=names.place(table, row))
            continue
        before, after = row
        for field in after:
            if field in _SILENT or before.get(field) == after[field]:
                continue
            if table == "coding" and field in ("start", "end"):
                continue  # told together, below
            if field == "transcript_id" and None not in (before.get(field), after[field]):
                continue  # a new version of the same interview's transcript
            old, new = names.value(table, field, before.get(field)), names.value(table, field, after[field])
            yield Effect(table, op, names.row(table, before), field, old, new, names.place(table, before))
        if table == "coding" and (before["start"], before["end"]) != (after["start"], after["end"]):
            old, new = (f"{row['start']}–{row['end']}" for row in (before, after))
            yield Effect(table, op, names.row(table, before), "borders", old, new, names.place(table, before))


class Names:
    """What ids stand for, now and in everything that the journal has recorded."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._codes: dict[int, str] = {}
        for _entry, changes in history.entries(connection, table="code"):
            self.learn(changes)
        self._codes |= {row["id"]: row["key"] for row in stored.codes(connection)}
        self._interviews = history.interviews_by_transcript(connection)
        self._uids: dict[int, str] | None = None
        self._turns: dict[int, list[tuple[int, int, int, str, str]]] = {}

    def learn(self, recorded: history.Recorded) -> None:
        """Take in the names of codes that recorded changes hold."""
        for row in code_rows(recorded):
            self._codes.setdefault(row["id"], row["key"])

    def value(self, table: str, field: str, value: object) -> str:
        """Return a field's value as people may see it."""
        if value is None or value == "":
            return "–"
        if field in ("code_id", "parent_id"):
            return self._codes.get(int(str(value)), f"#{value}")
        if field == "codable":
            return _("yes") if value else _("no")
        found = schema.metadata.tables.get(table)
        column = found.columns.get(field) if found is not None else None
        free = column is None or isinstance(column.type, Text)
        if free and (table, field) not in _TOLD and isinstance(value, str):
            return ngettext("{n} character", "{n} characters", len(value)).format(n=len(value))
        return " ".join(str(value).split())

    def place(self, table: str, row: Mapping[str, Any]) -> str:
        """Return what a row is counted by."""
        if table == "coding":
            return f"{self._interviews.get(row['transcript_id'], '?')}, {row['coder']}"
        return str(row["matrix"]) if table == "summary" else ""

    def row(self, table: str, row: Mapping[str, Any]) -> str:
        """Return how a row is named."""
        if table == "coding":
            where = f"{self._interviews.get(row['transcript_id'], '?')}:{self._turn(row)}"
            return f"k{row['uid'][:7]} ({where}, {row['coder']}, {self._codes.get(row['code_id'], '?')})"
        if table == "keydoc_coding":
            return f"d{row['uid'][:7]} ({row['coder']}, {self._codes.get(row['code_id'], '?')})"
        if table == "memo":
            return f"M{row['id']} ({self._about(row)})"
        return {
            "code": lambda: str(row["key"]),
            "interview": lambda: str(row["name"]),
            "participant": lambda: str(row["pseudonym"]),
            "summary": lambda: f"{row['matrix']}: {row['row_key']} × {row['column_key']}",
            "conference": lambda: f"{row['district']} {row['held_on']}",
            "quote": lambda: f"q{row['uid'][:7]}",
            "finding": lambda: f"F{row['id']}",
            "finding_code": lambda: f"F{row['finding_id']}: {self._codes.get(row['code_id'], '?')}",
            "finding_evidence": lambda: f"F{row['finding_id']}",
            "recommendation": lambda: f"R{row['id']}",
            "finding_recommendation": lambda: f"F{row['finding_id']}: R{row['recommendation_id']}",
            "conference_group": lambda: str(row["name"]),
            "verdict": lambda: f"F{row['finding_id']}: {row['verdict']}",
            "followup": lambda: f"R{row['recommendation_id']}: {row['status']}, {row['said_on']}",
            "review": lambda: f"{row['interview']} v{row['version']}: {row['kind']}, {row['decision']} {row['hits']}",
        }.get(table, lambda: f"#{row.get('id', '?')}")()

    def _turn(self, row: Mapping[str, Any]) -> int | str:
        transcript = row["transcript_id"]
        if transcript not in self._turns:
            self._turns |= stored.turns_of(self._connection, [transcript])
        turns = self._turns[transcript]
        at = bisect_right([turn[0] for turn in turns], row["start"]) - 1
        return turns[at][2] if turns else "?"

    def _about(self, row: Mapping[str, Any]) -> str:
        if row["coding_id"]:
            if self._uids is None:
                self._uids = history.codings_by_id(self._connection)
            return "k" + self._uids.get(row["coding_id"], "???????")[:7]
        if row["code_id"]:
            return self._codes.get(row["code_id"], "?")
        if row["matrix"]:
            return f"{row['matrix']}: {row['row_key']} × {row['column_key']}"
        return _("an interview") if row["interview_id"] else _("the project")


def code_rows(recorded: history.Recorded) -> Iterator[dict[str, Any]]:
    """Yield the rows of codes, before and after, that recorded changes hold."""
    for item in recorded:
        if item["table"] == "code":
            for row in item.get("rows", ()):
                yield from row if item["op"] == "update" else (row,)


def told(found: Sequence[Effect], *, most: int | None = 40) -> list[str]:
    """Return effects as lines that people read: what happens to many rows alike is one line with their number.

    With ``most`` None, every row has its own line.
    """
    if most is None:
        return [_one(effect) for effect in found]
    groups: dict[tuple[str, ...], list[Effect]] = {}
    for effect in found:
        key: tuple[str, ...]
        if effect.field == "position":
            key = (effect.table, effect.op, effect.field)
        elif effect.op == "update":
            key = (effect.table, effect.op, effect.field, effect.before, effect.after)
        else:
            key = (effect.table, effect.op, effect.place)
        groups.setdefault(key, []).append(effect)
    lines: list[str] = []
    for group in groups.values():
        one = group[0]
        if one.field == "position":
            lines.append(_("order: {n} codes stand in another place").format(n=len(group)))
        elif len(group) > _FEW or one.n > 1:
            lines.append(_many(one, sum(each.n for each in group)))
        else:
            lines += map(_one, group)
    rest = len(lines) - most
    return [*lines[:most], _("... and {n} more").format(n=rest)] if rest > 0 else lines


def _one(effect: Effect) -> str:
    thing = thing_name(effect.table)
    if effect.n > 1 or not effect.row:
        return _many(effect, effect.n)
    if effect.op == "insert":
        return _("{thing} added: {row}").format(thing=thing, row=effect.row)
    if effect.op == "delete":
        return _("{thing} removed: {row}").format(thing=thing, row=effect.row)
    return _("{thing} {row}: {field} {before} → {after}").format(
        thing=thing, row=effect.row, field=field_name(effect.field), before=effect.before, after=effect.after
    )


def _many(effect: Effect, n: int) -> str:
    thing, where = thing_name(effect.table), f" ({effect.place})" if effect.place else ""
    if effect.op == "insert":
        return _("{thing}: {n} added").format(thing=thing, n=n) + where
    if effect.op == "delete":
        return _("{thing}: {n} removed").format(thing=thing, n=n) + where
    if not effect.field:
        return _("{thing}: {n} changed").format(thing=thing, n=n) + where
    return _("{thing}: {n} with {field} {before} → {after}").format(
        thing=thing, n=n, field=field_name(effect.field), before=effect.before, after=effect.after
    )


def thing_name(table: str) -> str:
    """Return what people call a row of a table."""
    return {
        "code": _("code"),
        "coding": _("coding"),
        "quote": _("quote"),
        "finding": _("finding"),
        "finding_code": _("theme or service of a finding"),
        "finding_evidence": _("evidence of a finding"),
        "recommendation": _("recommendation"),
        "finding_recommendation": _("recommendation of a finding"),
        "conference_group": _("conference group"),
        "verdict": _("verdict"),
        "evaluation": _("answers in evaluation forms"),
        "followup": _("what became of a recommendation"),
        "summary": _("summary"),
        "memo": _("memo"),
        "interview": _("interview"),
        "participant": _("participant"),
        "transcript": _("transcript"),
        "turn": _("turn"),
        "conference": _("conference"),
        "summary_coding": _("coding behind a summary"),
        "unplaced": _("unplaced coding"),
        "suggestion": _("suggestion"),
        "review": _("count of a review"),
        "kept_form": _("word kept for good"),
        "keydoc": _("key document"),
        "keydoc_coding": _("coding of a key document"),
        "blind_round": _("blind round"),
        "blind_coder": _("coder of a round"),
        "blind_interview": _("interview of a round"),
        "bundle": _("bundle"),
        "bundle_return": _("work that came back"),
        "workplace": _("workplace"),
    }.get(table, table)


def field_name(field: str) -> str:
    """Return what people call a field."""
    return {
        "code_id": _("code"),
        "parent_id": _("parent"),
        "facet": _("facet"),
        "name": _("name"),
        "short": _("short name"),
        "definition": _("definition"),
        "include": _("when to use"),
        "exclude": _("when not"),
        "example": _("example"),
        "memo": _("memo"),
        "colour": _("colour"),
        "codable": _("codable"),
        "status": _("status"),
        "borders": _("borders"),
        "valence": _("valence"),
        "level": _("level"),
        "phase": _("phase"),
        "coder": _("coder"),
        "text": _("text"),
        "title": _("title"),
        "row_key": _("row"),
        "coding_id": _("coding"),
        "pieces": _("printed form"),
        "statement": _("statement"),
        "kind": _("kind"),
        "districts": _("districts"),
        "assessment": _("assessment"),
        "addressee": _("addressee"),
        "verdict": _("verdict"),
        "after": _("wording"),
        "comment": _("comment"),
        "notes": _("notes"),
        "reason": _("reason"),
        "decided_by": _("decided by"),
    }.get(field, field)

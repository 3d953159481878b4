"""Doing what a file asks for, as one change that can be undone."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from bsb.coding.coding_changes import drop_codings, take_quotes_along
from bsb.coding.round_trip.compare import Change
from bsb.coding.round_trip.found import Remark
from bsb.coding.round_trip.record import State, trimmed
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.store import codings as stored
from bsb.store import history, schema
from bsb.store import memos as stored_memos
from bsb.store.journal import Journal
from bsb.text.normal import digest

if TYPE_CHECKING:
    from sqlalchemy import Connection, RowMapping

ACTION = "code.import"
Row = dict[str, Any]


def take_in(
    journal: Journal,
    changes: Sequence[Change],
    remarks: Sequence[Remark],
    *,
    interview: str,
    coder: str,
    about: str,
) -> int:
    """Make the changes and write the remarks as memos; return how many memos were new.

    Raises BsbError, with nothing changed, if a coding is no longer as it was when the changes were worked out, or
    something rests on one that is to go.
    """
    at = journal.now()
    with journal.change(ACTION, about) as entry:
        connection = entry.connection
        transcript_id = stored.transcripts_of(connection, [interview])[interview]
        text = stored.texts(connection, [transcript_id])[transcript_id]
        rows = {row["uid"]: row for row in stored.codings_on(connection, transcript_id)}
        ids = {row["key"]: row["id"] for row in stored.codes(connection)}
        states = states_of(rows.values(), text, {number: key for key, number in ids.items()})
        if any(each.before != states.get(each.uid) for each in changes):
            raise BsbError(_("The project has been changed just now."), _("Nothing was taken in. Try again."))
        drop_codings(entry, [rows[each.uid]["id"] for each in changes if each.after is None])
        for each in changes:
            if each.after and each.before:
                old = rows[each.uid]
                moved = (each.before.start, each.before.end) != (each.after.start, each.after.end)
                borders = (each.after.start, each.after.end) if moved else (old["start"], old["end"])
                entry.update(schema.coding, old["id"], _columns(each.after, borders, text, ids))
                if moved:
                    take_quotes_along(entry, old["id"], old["start"], borders, text[slice(*borders)])
        new = [
            _columns(each.after, (each.after.start, each.after.end), text, ids)
            | {"transcript_id": transcript_id, "uid": each.uid or uuid.uuid4().hex, "at": at}
            for each in changes
            if each.after and not each.before
        ]
        entry.insert(schema.coding, new)
        memos = [memo for _remark, memo in new_memos(connection, remarks, interview, coder)]
        entry.insert(schema.memo, [memo | {"uid": uuid.uuid4().hex, "author": coder, "at": at} for memo in memos])
    return len(memos)


def states_of(rows: Any, text: str, keys: Mapping[int, str]) -> dict[str, State]:
    """Return the states of coding rows by uid; ``keys`` are the codes' keys by id."""
    return {row["uid"]: _state(row, text, keys) for row in rows}


def _state(row: RowMapping | dict[str, Any], text: str, keys: Mapping[int, str]) -> State:
    start, end = trimmed(text[row["start"] : row["end"]], row["start"], row["end"])
    values = (row["valence"], row["level"], row["phase"], row["memo"])
    return State(start, end, keys.get(row["code_id"], ""), row["coder"], *values)


def _columns(state: State, borders: tuple[int, int], text: str, ids: Mapping[str, int]) -> dict[str, Any]:
    start, end = borders
    return {
        "start": start,
        "end": end,
        "sha256": digest(text[start:end]),
        "code_id": ids[state.code],
        "coder": state.coder,
        "valence": state.valence,
        "level": state.level,
        "phase": state.phase,
        "memo": state.memo,
    }


def new_memos(
    connection: Connection, remarks: Sequence[Remark], interview: str, coder: str
) -> Iterator[tuple[Remark, dict[str, Any]]]:
    """Yield the remarks that are no memos yet, with the columns of the memos that they become."""
    from bsb.store import interviews as stored_interviews

    interview_id = next(r["id"] for r in stored_interviews.interviews(connection) if r["name"] == interview)
    codings = {uid: number for number, uid in history.codings_by_id(connection).items()}
    there = {
        (m["interview_id"], m["coding_id"], m["author"], _number(m["title"]), m["text"])
        for m in stored_memos.memos(connection)
    }
    for remark in remarks:
        coding_id = codings.get(remark.uid)
        title = "" if coding_id or remark.turn is None else _("Turn {turn}").format(turn=remark.turn)
        about = (None, coding_id) if coding_id else (interview_id, None)
        key = (*about, coder, _number(title), remark.text)
        if key in there:
            continue
        there.add(key)
        yield (
            remark,
            {
                "kind": "coding" if coding_id else "interview",
                "interview_id": about[0],
                "coding_id": about[1],
                "title": title,
                "text": remark.text,
            },
        )


def _number(title: str) -> str:
    """Return the digits of a title: the turn, in whatever language it was named."""
    return "".join(filter(str.isdecimal, title))


def taken_in_before(
    connection: Connection, export: str, exported: Mapping[str, str], text: str, keys: Mapping[int, str]
) -> tuple[dict[str, str], set[str]]:
    """Return the marks of the codings in a file, with those taken in from it since; and what has been removed.

    The second are the uids of codings that the project had and has taken away; an import from this very file that was
    undone is none of these.
    """
    marks = dict(exported)
    removed: set[str] = set()
    found = list(history.entries(connection, table="coding"))
    reversed_by = {row["id"]: row["reversed_by"] for row, _recorded in found}
    for row, recorded in found:
        ours = bool(export) and row["about"].endswith(f"#{export}")
        undone = row["reversed_by"] is not None and reversed_by.get(row["reversed_by"]) is None
        for uid, before, after in _changed(recorded):
            if after is not None:
                removed.discard(uid)
            elif before is not None and not (ours and row["action"] == "undo"):
                removed.add(uid)
            if ours and row["action"] == ACTION and not undone:
                marks.pop(uid, None)
                if after is not None:
                    marks[uid] = _state(after, text, keys).mark
    return marks, removed


def _changed(recorded: history.Recorded) -> Iterator[tuple[str, Row | None, Row | None]]:
    """Yield uid, row before and row after of each coding that an entry of the journal changed."""
    for item in recorded:
        for each in item.get("rows", ()) if item["table"] == "coding" else ():
            before, after = each if item["op"] == "update" else (each, each)
            yield after["uid"], None if item["op"] == "insert" else before, None if item["op"] == "delete" else after

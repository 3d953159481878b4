"""Storing the notes of a REFI-QDA project: memos, and summaries of cells."""

from __future__ import annotations

import uuid
from bisect import bisect_right
from typing import Any

from bsb.exchange.refi.incoming import uid_of
from bsb.exchange.refi.notes import NoteIn
from bsb.exchange.refi.taking import Placed, Taking, time_of
from bsb.i18n import gettext as _
from bsb.store import codings as stored_codings
from bsb.store import memos as stored_memos
from bsb.store import schema

_MEMO: dict[str, Any] = dict.fromkeys(
    ("interview_id", "code_id", "coding_id", "matrix", "row_key", "column_key", "edited")
)


class TakeNotes:
    """Stores notes; one about what was not carried is counted and left out."""

    def __init__(self, taking: Taking) -> None:
        self.t = taking

    def run(self) -> None:
        """Store every note that is not here yet."""
        rows = []
        connection = self.t.change.connection
        here = {row["uid"] for row in stored_memos.memos(connection)}
        texts = {
            (row["kind"], row["interview_id"], row["code_id"], row["text"]) for row in stored_memos.memos(connection)
        }
        cells = {
            (r["matrix"], r["row_key"], r["column_key"]): r["text"] for r in stored_codings.summaries(connection)
        }
        for note in self.t.incoming.notes:
            if note.summary and note.cell:
                self._summary(note, cells)
                continue
            row = self._memo(note)
            if row is None:
                self.t.done.lost["notes_without_place"] += 1
                continue
            alike = (row["kind"], row.get("interview_id"), row.get("code_id"), row["text"])
            if row["uid"] in here or (not note.guid and alike in texts):
                self.t.done.known["memo"] += 1
                continue
            here.add(row["uid"])
            rows.append(_MEMO | row)
        self.t.change.insert(schema.memo, rows)
        self.t.done.added["memo"] = len(rows)

    def _summary(self, note: NoteIn, cells: dict[tuple[str, str, str], str]) -> None:
        cell = note.cell or ("", "", "")
        text = self.t.said(note.text)
        if cell in cells:
            self.t.done.known["summary"] += 1
            self.t.done.lost["summaries_differ"] += cells[cell] != text
            return
        cells[cell] = text
        values = dict(zip(("matrix", "row_key", "column_key"), cell, strict=True))
        at = time_of(note.at) or self.t.now
        self.t.change.insert(schema.summary, [values | {"text": text, "author": self.t.user(note.user), "at": at}])
        self.t.done.added["summary"] += 1

    def _memo(self, note: NoteIn) -> dict[str, Any] | None:
        """Return the row of a memo, None if what it is about was not carried: it may quote what was left out."""
        title = self.t.said(note.title)
        values: dict[str, Any] = {"kind": "project"}
        source = self.t.placed.get(note.target)
        if note.kind == "cell" and note.cell:
            values = {"kind": "cell", **dict(zip(("matrix", "row_key", "column_key"), note.cell, strict=True))}
        elif note.kind == "interview" and source is not None:
            values = {"kind": "interview", "interview_id": source.interview_id}
            title = title if note.passage is None else self._turn_title(note, source) or title
        elif note.kind == "code" and note.target in self.t.code_ids:
            values = {"kind": "code", "code_id": self.t.code_ids[note.target]}
        elif note.kind == "coding" and note.target in self.t.coding_ids:
            values = {"kind": "coding", "coding_id": self.t.coding_ids[note.target]}
        elif note.kind != "project":
            return None
        return values | {
            "uid": uid_of(note.guid) if note.guid else uuid.uuid4().hex,
            "title": " ".join(title.split())[:120],
            "text": self.t.said(note.text),
            "author": self.t.user(note.user),
            "at": time_of(note.at) or self.t.now,
            "edited": time_of(note.edited) or None,
        }

    def _turn_title(self, note: NoteIn, place: Placed) -> str:
        for each in self.t.incoming.documents:
            if each.source.guid == note.target and note.passage in each.source.selections:
                span = place.spans[each.source.selections.index(note.passage)]
                if span is not None:
                    return _("Turn {n}").format(n=bisect_right(place.starts, span[0]))
        return ""

"""The version that a revision replaced: kept so that the revision can be undone, and erased for good."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bsb.corpus.erase import delete_with
from bsb.store import revisions as stored
from bsb.store import schema
from bsb.store import transcripts as stored_transcripts
from bsb.store.journal import Change

if TYPE_CHECKING:
    from sqlalchemy import RowMapping


def drop_former(change: Change, transcript_id: int) -> int:
    """Erase every version that a transcript replaced, and return how many there were. This is final."""
    count = 0
    newer = transcript_id
    chain = []
    while (row := stored.former(change.connection, newer)) is not None:
        chain.append((newer, row["id"]))
        newer = row["id"]
    for newer, older in reversed(chain):
        change.update(schema.transcript, newer, {"replaces": None})
        change.delete(schema.turn, stored.turn_ids(change.connection, older))
        change.delete(schema.transcript, [older])
        count += 1
    return count


def erase_with(
    change: Change,
    transcript_id: int,
    pseudonym: str,
    rows: Sequence[RowMapping],
    spans: Sequence[tuple[int, int]],
) -> int:
    """Erase what revisions left of a participant who withdraws; return how many codings without a place went.

    ``rows`` are the turns as they stood, ``spans`` where they stand once the participant's words are gone. The
    version before goes whole. A coding without a place goes if its words were theirs, or, where the version
    that would tell is gone, if it may have been: if it, or the place nearest to it, is in or beside their turns.
    """
    before = stored.former(change.connection, transcript_id)
    old_turns = stored_transcripts.turns(change.connection, before["id"]) if before else []
    gone = []
    for row in stored.unplaced_codings(change.connection, transcript_id):
        theirs = _speakers(old_turns, row["start"], row["end"]) if _told_by(before, row) else None
        if theirs is None:
            theirs = _speakers(rows, row["near_start"], row["near_end"], beside=1)
        if pseudonym in theirs:
            gone.append(row)
        else:
            start, end = _moved(row["near_start"], rows, spans), _moved(row["near_end"], rows, spans)
            change.update(schema.unplaced, row["id"], {"near_start": start, "near_end": max(start, end)})
    delete_with(change, schema.coding, [row["coding_id"] for row in gone], forget=True)
    drop_former(change, transcript_id)
    return len(gone)


def _told_by(before: RowMapping | None, row: RowMapping) -> bool:
    from bsb.text.normal import digest

    return before is not None and digest(before["text"][row["start"] : row["end"]]) == row["sha256"]


def _speakers(turns: Sequence[RowMapping], start: int, end: int, *, beside: int = 0) -> set[str]:
    touched = [i for i, turn in enumerate(turns) if turn["start"] <= end and start <= turn["end"]]
    if not touched:
        return set()
    return {turn["speaker"] for turn in turns[max(0, touched[0] - beside) : touched[-1] + 1 + beside]}


def _moved(at: int, rows: Sequence[RowMapping], spans: Sequence[tuple[int, int]]) -> int:
    for row, (start, end) in zip(rows, spans, strict=True):
        if at <= row["end"]:
            return max(start, min(start + at - int(row["start"]), end))
    return spans[-1][1] if spans else 0

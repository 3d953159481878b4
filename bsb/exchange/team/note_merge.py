"""The memos' and summaries' part of a merge."""

from __future__ import annotations

from collections.abc import Mapping

from bsb.exchange.team.conflicts import BOTH, OURS, THEIRS, Conflict, keep_or_take
from bsb.exchange.team.merging import ADDED, CHANGED, REMOVED, Merging, conflict_id, hostile
from bsb.exchange.team.state import COMPARED, Fields, cell_id, cell_of, mark
from bsb.exchange.team.workplace import memo_row, put_summary
from bsb.i18n import gettext as _
from bsb.store import codings as stored_codings
from bsb.store import interviews as stored_interviews
from bsb.store import memos as stored_memos
from bsb.store import schema
from bsb.store import summaries as stored_summaries


class MemoMerge:
    """Merges the memos that a coder wrote. ``codes`` and ``codings`` are ids here by the keys and uids they use."""

    def __init__(self, merging: Merging, codes: Mapping[str, int], codings: Mapping[str, int]) -> None:
        self._m = merging
        self._here = {row["uid"]: dict(row) for row in stored_memos.memos(merging.change.connection)}
        rows = stored_interviews.interviews(merging.change.connection)
        self._ids = {"interview": {row["name"]: row["id"] for row in rows}, "code": codes, "coding": codings}

    def run(self) -> None:
        """Take in new, changed and removed memos. Raises BsbError for one of somebody else."""
        for uid, theirs in self._m.theirs["memo"].items():
            ours = self._here.get(uid)
            if ours is not None and ours["author"] != self._m.coder:
                raise hostile()
            if ours is not None:
                taken = self._m.fields("memo", uid, _("Memo M{id}").format(id=ours["id"]), ours, theirs)
                if taken and self._m.change.update(
                    schema.memo, ours["id"], taken | {"edited": theirs["edited"] or theirs["at"]}
                ):
                    self._m.count("memo", CHANGED)
            elif self._m.before("memo", uid) is None:
                self._add(uid, theirs)
            elif self._m.touched("memo", uid, theirs):
                conflict = keep_or_take(
                    f"{conflict_id('memo', uid)}:gone",
                    _("Memo “{title}”").format(title=theirs["title"] or uid[:7]),
                    _("removed"),
                    theirs["text"],
                    keep=_("it stays removed"),
                    take=_("it is put back as they have it"),
                )
                if self._m.ask(conflict) == THEIRS:
                    self._add(uid, theirs)
        for uid, base in self._m.base.get("memo", {}).items():
            ours = self._here.get(uid)
            if uid in self._m.theirs["memo"] or ours is None or ours["author"] != self._m.coder:
                continue
            if any(mark(field, ours[field]) != base[field] for field in COMPARED["memo"]):
                about = _("Memo M{id}").format(id=ours["id"])
                conflict = keep_or_take(f"{conflict_id('memo', uid)}:removed", about, ours["text"], _("removed"))
                if self._m.ask(conflict) == OURS:
                    continue
            self._m.change.delete(schema.memo, [ours["id"]])
            self._m.count("memo", REMOVED)

    def _add(self, uid: str, theirs: Fields) -> None:
        if theirs["kind"] == "cell":
            theirs = theirs | {"about": renamed(theirs["about"], self._m.same["code"])}
        try:
            row = memo_row(uid, theirs, self._m.coder, self._ids)
        except KeyError:  # what it is about was not taken in, or is gone here
            self._m.count("memo", "left")
            return
        self._m.change.insert(schema.memo, [row])
        self._m.count("memo", ADDED)


class SummaryMerge:
    """Merges the summaries that a coder wrote; a cell has one text, whoever wrote it."""

    def __init__(self, merging: Merging) -> None:
        self._m = merging
        self._here = {
            cell_id(row["matrix"], row["row_key"], row["column_key"]): row
            for row in stored_codings.summaries(merging.change.connection)
        }

    def run(self) -> None:
        """Take in new, changed and removed summaries; asks where another text stands in the cell."""
        for cell, theirs in self._m.theirs["summary"].items():
            here = renamed(cell, self._m.same["code"])
            ours, base = self._here.get(here), self._m.before("summary", cell)
            if not self._m.touched("summary", cell, theirs) or (ours and ours["text"] == theirs["text"]):
                continue
            text: str | None = theirs["text"]
            free = ours is None if base is None else ours is not None and mark("text", ours["text"]) == base["text"]
            if not free:
                text = self._settle(here, ours["text"] if ours else "", theirs["text"])
            if text is not None:
                put_summary(self._m.change, here, theirs | {"text": text}, self._m.coder, ours)
                self._m.count("summary", CHANGED if ours else ADDED)
        for cell, base in self._m.base.get("summary", {}).items():
            here = renamed(cell, self._m.same["code"])
            ours = self._here.get(here)
            if cell in self._m.theirs["summary"] or ours is None:
                continue
            if mark("text", ours["text"]) != base["text"]:
                conflict = keep_or_take(f"summary:{_short(here)}:removed", _cell(here), ours["text"], _("removed"))
                if self._m.ask(conflict) == OURS:
                    continue
            links = stored_summaries.link_rows(self._m.change.connection, ours["id"])
            self._m.change.delete(schema.summary_coding, [row["id"] for row in links])
            self._m.change.delete(schema.summary, [ours["id"]])
            self._m.count("summary", REMOVED)

    def _settle(self, cell: str, ours: str, theirs: str) -> str | None:
        """Return the text that is to stand in a cell; None if what is there stays."""
        number, about = f"summary:{_short(cell)}:text", _cell(cell)
        conflict: Conflict = keep_or_take(
            number, about, ours or _("removed"), theirs, both=_("one after the other") if ours else ""
        )
        answer = self._m.ask(conflict)
        return theirs if answer == THEIRS else f"{ours}\n\n{theirs}" if answer == BOTH else None


def renamed(cell: str, same: Mapping[str, str]) -> str:
    """Return a cell whose row or column is a code that is another here."""
    matrix, *keys = cell_of(cell)
    row, column = (same.get(key, key) for key in keys)
    return cell_id(matrix, row, column)


def _short(cell: str) -> str:
    return "/".join(cell_of(cell))


def _cell(cell: str) -> str:
    matrix, row, column = cell_of(cell)
    return f"{matrix}: {row} × {column}"

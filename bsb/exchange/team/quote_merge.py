"""The quotes' part of a merge: the printed form and what was decided on it belong together.

An approval holds for the form that was approved and for no other. So where one side gave a quote another form and the
other approved the old one, the new form stands and wants a new approval.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bsb.exchange.team.conflicts import OURS, THEIRS, keep_or_take
from bsb.exchange.team.merging import ADDED, CHANGED, REMOVED, Merging, conflict_id, hostile
from bsb.exchange.team.state import COMPARED, Fields, mark
from bsb.i18n import gettext as _
from bsb.store import quotes as stored
from bsb.store import schema
from bsb.text.pieces import inserted, kept, load

_DECIDED = ("status", "reason", "decided_by", "decided_at")
Row = dict[str, Any]


class QuoteMerge:
    """Merges quotes of a coder's codings. ``codings`` are ids here by the uids that the coder uses."""

    def __init__(self, merging: Merging, codings: Mapping[str, int]) -> None:
        self._m = merging
        self._same = merging.same.setdefault("quote", {})
        self._codings = codings
        self._here = {row["uid"]: dict(row) for row in stored.quotes(merging.change.connection)}

    def run(self) -> None:
        """Take in new, changed and removed quotes. Raises BsbError for one of somebody else's coding."""
        own = set(self._codings.values())
        for uid, theirs in self._m.theirs["quote"].items():
            ours = self._here.get(self._same.get(uid, uid))
            if ours is not None and ours["coding_id"] not in own:
                raise hostile()
            if ours is not None:
                if self._m.touched("quote", uid, theirs):
                    self._change(uid, ours, theirs)
            elif self._m.before("quote", uid) is None:
                self._add(uid, theirs)
            elif self._m.touched("quote", uid, theirs):
                self._settle_gone(uid, theirs)
        self._remove(own)

    def _add(self, uid: str, theirs: Fields) -> None:
        coding_id = self._codings.get(theirs["coding"])
        if coding_id is None:  # its words are erased, or its coding was not taken in
            self._m.count("quote", "left")
            return
        twin = next((row for row in self._here.values() if self._is_twin(row, coding_id, theirs)), None)
        if twin is not None:
            self._same[uid] = twin["uid"]
            self._change(uid, twin, theirs)
            return
        row = {name: theirs[name] for name in ("pieces", "sha256", "made_by", "made_at", *_DECIDED)}
        row |= {"uid": uid, "coding_id": coding_id}
        (number,) = self._m.change.insert(schema.quote, [row])
        self._here[uid] = row | {"id": number}
        self._m.count("quote", ADDED)

    def _is_twin(self, row: Row, coding_id: int, theirs: Fields) -> bool:
        return (row["coding_id"], row["pieces"], row["sha256"]) == (coding_id, theirs["pieces"], theirs["sha256"])

    def _change(self, uid: str, ours: Row, theirs: Fields) -> None:
        base = self._m.before("quote", uid)
        form = self._form(uid, ours, theirs, base)
        values: Row = {"pieces": theirs["pieces"], "sha256": theirs["sha256"]} if form else {}
        if self._decision(uid, ours, theirs, base, form):
            values |= {name: theirs[name] for name in _DECIDED}
        if values and self._m.change.update(schema.quote, ours["id"], values):
            ours |= values
            self._m.count("quote", CHANGED)

    def _form(self, uid: str, ours: Row, theirs: Fields, base: Mapping[str, str] | None) -> bool:
        """Return whether their printed form is to stand in the place of ours."""
        if ours["pieces"] == theirs["pieces"] or not _changed(theirs, base, "pieces"):
            return False
        if not _changed(ours, base, "pieces"):
            return True
        return self._ask(uid, "pieces", _form_told(ours["pieces"]), _form_told(theirs["pieces"]))

    def _decision(self, uid: str, ours: Row, theirs: Fields, base: Mapping[str, str] | None, form: bool) -> bool:
        """Return whether what they decided is to stand in the place of what was decided here."""
        we, they = (_changed(each, base, "status", "reason") for each in (ours, theirs))
        if form:
            if we and ours["status"] == "rejected" and theirs["status"] != "rejected":
                return theirs["status"] == "approved" and self._ask(uid, "status", _told(ours), _told(theirs))
            if we and ours["status"] == "approved" and theirs["status"] != "approved":
                self._m.count("quote", "reapprove")
            return True
        if not they or _decision_of(ours) == _decision_of(theirs):
            return False
        if (ours["pieces"], ours["sha256"]) != (theirs["pieces"], theirs["sha256"]) and theirs[
            "status"
        ] != "rejected":
            if theirs["status"] == "approved":
                self._m.count("quote", "reapprove")
            return False
        return not we or self._ask(uid, "status", _told(ours), _told(theirs))

    def _ask(self, uid: str, name: str, ours: str, theirs: str) -> bool:
        return self._m.theirs_wins(f"{conflict_id('quote', uid)}:{name}", self._about(uid), name, ours, theirs)

    def _about(self, uid: str) -> str:
        return _("Quote q{id}").format(id=uid[:7])

    def _settle_gone(self, uid: str, theirs: Fields) -> None:
        if theirs["coding"] not in self._codings:
            self._m.count("quote", "left")
            return
        conflict = keep_or_take(
            f"{conflict_id('quote', uid)}:gone",
            self._about(uid),
            _("removed"),
            _told(theirs),
            keep=_("it stays removed"),
            take=_("it is put back as they have it"),
        )
        if self._m.ask(conflict) == THEIRS:
            self._add(uid, theirs)

    def _remove(self, own: set[int]) -> None:
        """Take away the quotes that they removed; ask about those that were changed here."""
        for uid, base in self._m.base.get("quote", {}).items():
            ours = self._here.get(self._same.get(uid, uid))
            if uid in self._m.theirs["quote"] or ours is None or ours["coding_id"] not in own:
                continue
            if any(self._same.get(other) == ours["uid"] for other in self._m.theirs["quote"] if other != uid):
                continue  # it stands for another one of theirs too
            if any(mark(name, ours[name]) != base[name] for name in COMPARED["quote"]):
                conflict = keep_or_take(
                    f"{conflict_id('quote', uid)}:removed", self._about(uid), _told(ours), _("removed")
                )
                if self._m.ask(conflict) == OURS:
                    continue
            self._m.change.delete(schema.quote, [ours["id"]])
            self._here.pop(ours["uid"])
            self._m.count("quote", REMOVED)


def _changed(row: Mapping[str, Any], base: Mapping[str, str] | None, *names: str) -> bool:
    """Return whether a side has changed a quote; where both made it, whether it is more than proposed."""
    if base is None:
        return "pieces" in names or row["status"] != "proposed"
    return any(mark(name, row[name]) != base[name] for name in names)


def _decision_of(row: Mapping[str, Any]) -> tuple[str, str]:
    """Return what was decided: a reason counts where a quote was rejected."""
    return row["status"], row["reason"] if row["status"] == "rejected" else ""


def _told(row: Mapping[str, Any]) -> str:
    from bsb.dialogue.chosen_quotes import state_name

    return ": ".join(filter(None, (state_name(row["status"]), row["reason"] if row["status"] == "rejected" else "")))


def _form_told(pieces: str) -> str:
    """Return what a printed form is like, without a participant's words: what stands, and what was put in."""
    found = load(pieces)
    parts = [", ".join(f"{start}–{end}" for start, end in kept(found)), *(f"[{text}]" for text in inserted(found))]
    return "; ".join(parts)

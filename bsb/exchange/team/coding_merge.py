"""The codings' part of a merge: a coder's own, found again in the texts as they are here."""

from __future__ import annotations

from typing import Any

from bsb.coding.book_merge import combined
from bsb.exchange.team.code_merge import CodeMerge
from bsb.exchange.team.conflicts import OURS, THEIRS, keep_or_take
from bsb.exchange.team.merging import ADDED, CHANGED, REMOVED, Merging, conflict_id, hostile
from bsb.exchange.team.places import Spot
from bsb.exchange.team.state import Fields, mark, place_of, place_text
from bsb.i18n import gettext as _
from bsb.store import codings as stored_codings
from bsb.store import references, revisions, schema
from bsb.store import team as stored
from bsb.text.normal import digest

_VALUES = ("code", "valence", "level", "phase", "memo")


class CodingMerge:
    """Merges a coder's codings. ``run`` before the memos, ``remove`` after them."""

    def __init__(self, merging: Merging, codes: CodeMerge) -> None:
        self._m = merging
        self._codes = codes
        self._same = merging.same["coding"]
        self._here = {uid: dict(row) for uid, row in stored.codings_by_uid(merging.change.connection).items()}

    @property
    def ids(self) -> dict[str, int]:
        """The ids of the codings by their uids on the coder's side, as far as they are here."""
        found = {uid: row["id"] for uid, row in self._here.items() if row["coder"] == self._m.coder}
        return found | {theirs: found[ours] for theirs, ours in self._same.items() if ours in found}

    def run(self) -> None:
        """Take in new codings, and changes of those that are here. Raises BsbError for one of somebody else."""
        for uid, theirs in self._m.theirs["coding"].items():
            ours = self._here.get(self._same.get(uid, uid))
            if ours is not None and ours["coder"] != self._m.coder:
                raise hostile()
            if ours is not None:
                if self._m.touched("coding", uid, theirs):
                    self._change(uid, ours, theirs)
            elif self._m.before("coding", uid) is None:
                self._add(uid, theirs)
            elif self._m.touched("coding", uid, theirs):
                self._settle_gone(uid, theirs)

    def _spot(self, theirs: Fields) -> Spot:
        return self._m.places.find(theirs["interview"], *place_of(theirs["place"]))

    def _add(self, uid: str, theirs: Fields) -> None:
        interview = theirs["interview"]
        spot = self._spot(theirs)
        if spot.kind in ("withdrawn", "missing"):
            self._m.count("coding", spot.kind, interview)
            return
        key = self._codes.key_here(theirs["code"], new=True)
        if key is None:
            self._m.count("coding", "left", interview)
            return
        row = {field: theirs[field] for field in ("valence", "level", "phase", "memo", "at")}
        row |= {"uid": uid, "coder": self._m.coder, "code_id": self._codes.code_id(key)}
        row |= self._columns(theirs, spot)
        twin = self._twin(row)
        if twin is not None:
            self._same[uid] = twin["uid"]
            if self._m.change.update(schema.coding, twin["id"], combined(twin, row)):
                self._m.count("coding", CHANGED, interview)
            self._m.count("coding", "twin", interview)
            return
        (row["id"],) = self._m.change.insert(schema.coding, [row])
        self._here[uid] = row | {"code": key, "unplaced_id": None}
        if spot.kind == "near":
            self._unplace(row["id"], interview, spot)
        self._m.count("coding", ADDED, interview)

    def _columns(self, theirs: Fields, spot: Spot) -> dict[str, Any]:
        """Return the columns of a place: here where it is sure, else as it was on the coder's side."""
        if spot.kind == "sure":
            words = self._m.places.text(theirs["interview"])[spot.start : spot.end]
            place = {"transcript_id": self._m.places.transcript_id(theirs["interview"])}
            return place | {"start": spot.start, "end": spot.end, "sha256": digest(words)}
        start, end = place_of(theirs["place"])
        words = self._m.texts[theirs["interview"]]["text"][start:end]
        return {"transcript_id": None, "start": start, "end": end, "sha256": digest(words)}

    def _unplace(self, coding_id: int, interview: str, spot: Spot) -> None:
        place = {"near_start": spot.start, "near_end": max(spot.start, spot.end)}
        place |= {"coding_id": coding_id, "transcript_id": self._m.places.transcript_id(interview)}
        self._m.change.insert(schema.unplaced, [place])
        self._m.count("coding", "unplaced", interview)

    def _twin(self, row: dict[str, Any]) -> dict[str, Any] | None:
        """Return the other coding on the same words with the same code by the same coder, if there is one."""
        if row["transcript_id"] is None:
            return None
        place = (row["transcript_id"], row["start"], row["end"], row["code_id"], row["coder"])
        found = revisions.same_coding(self._m.change.connection, *place)
        if found is None or found["id"] == row.get("id"):
            return None
        return dict(stored_codings.coding_row(self._m.change.connection, found["id"]))

    def _about(self, uid: str, theirs: Fields) -> str:
        return _("Coding k{id} in {interview}").format(id=uid[:7], interview=theirs["interview"])

    def _change(self, uid: str, ours: dict[str, Any], theirs: Fields) -> None:
        base = self._m.before("coding", uid)
        asked = theirs
        values: dict[str, Any] = {}
        if base is None or mark("code", theirs["code"]) != base["code"]:
            key = self._codes.key_here(theirs["code"])
            asked = theirs | {"code": ours["code"] if key is None else key}
        now = ours
        if base is not None and asked["code"] != ours["code"]:
            now = ours | {"code": self._codes.as_it_was(ours["code"], base["code"])}
        taken = self._m.fields("coding", uid, self._about(uid, theirs), now, asked, skip=("place",))
        values = {field: taken[field] for field in _VALUES if field in taken and field != "code"}
        if "code" in taken:
            values["code_id"] = self._codes.code_id(taken["code"])
        spot = self._new_place(uid, ours, theirs, base)
        if spot is not None:
            values |= self._columns(theirs, spot)
        if values:
            self._update(uid, ours, theirs, values, spot)

    def _new_place(self, uid: str, ours: dict[str, Any], theirs: Fields, base: dict[str, str] | None) -> Spot | None:
        """Return where a coding goes whose borders they moved; None if it stays where it is."""
        if base is not None and theirs["place"] == base["place"]:
            return None
        spot = self._spot(theirs)
        if spot.kind in ("withdrawn", "missing"):
            self._m.count("coding", spot.kind, theirs["interview"])
            return None
        now = None if ours["transcript_id"] is None else (ours["start"], ours["end"])
        if spot.kind == "sure" and now == (spot.start, spot.end):
            return None
        then = None
        if base is not None:
            before = self._m.places.find(theirs["interview"], *place_of(base["place"]))
            then = (before.start, before.end) if before.kind == "sure" else None
        if now is None or now == then:
            return spot
        about = self._about(uid, theirs)
        shown = place_text(spot.start, spot.end)
        wins = self._m.theirs_wins(f"{conflict_id('coding', uid)}:place", about, "place", place_text(*now), shown)
        return spot if wins else None

    def _update(
        self, uid: str, ours: dict[str, Any], theirs: Fields, values: dict[str, Any], spot: Spot | None
    ) -> None:
        row = {field: ours[field] for field in schema.coding.columns.keys()} | values  # noqa: SIM118
        twin = self._twin(row)
        if spot is not None and ours["unplaced_id"] is not None:
            self._m.change.delete(schema.unplaced, [ours["unplaced_id"]])
            ours["unplaced_id"] = None
        if twin is not None:
            self._m.change.update(schema.coding, twin["id"], combined(twin, row))
            references.repoint(self._m.change, schema.coding, ours["id"], twin["id"])
            self._m.change.delete(schema.coding, [ours["id"]])
            self._here.pop(ours["uid"])
            self._same[uid] = twin["uid"]
            self._m.count("coding", "twin", theirs["interview"])
        else:
            self._m.change.update(schema.coding, ours["id"], values)
            self._here[ours["uid"]] = ours | values
            if spot is not None and spot.kind == "near":
                self._unplace(ours["id"], theirs["interview"], spot)
        self._m.count("coding", CHANGED, theirs["interview"])

    def _settle_gone(self, uid: str, theirs: Fields) -> None:
        """Ask about a coding that they changed and that is gone here, unless its words are gone."""
        spot = self._spot(theirs)
        if spot.kind in ("withdrawn", "missing"):
            self._m.count("coding", spot.kind, theirs["interview"])
            return
        conflict = keep_or_take(
            f"{conflict_id('coding', uid)}:gone",
            self._about(uid, theirs),
            _("removed"),
            _("changed"),
            keep=_("it stays removed"),
            take=_("it is put back as they have it"),
        )
        if self._m.ask(conflict) == THEIRS:
            self._add(uid, theirs)

    def remove(self) -> None:
        """Take away the codings that they removed; ask about those changed here, or that something rests on."""
        for uid, base in self._m.base.get("coding", {}).items():
            ours = self._here.get(self._same.get(uid, uid))
            if uid in self._m.theirs["coding"] or ours is None or ours["coder"] != self._m.coder:
                continue
            if any(self._same.get(other) == ours["uid"] for other in self._m.theirs["coding"] if other != uid):
                continue  # it stands for another one of theirs too
            ids = [ours["id"]]
            rests = references.pointers(self._m.change.connection, schema.coding, ids)
            rests.pop(schema.unplaced.name, None)
            now = ours | {"code": self._codes.as_it_was(ours["code"], base["code"])}
            changed = any(mark(field, now[field]) != base[field] for field in _VALUES)
            if rests or changed:
                here = ", ".join(f"{table} ({n})" for table, n in rests.items()) or _("changed")
                choices = keep_or_take(
                    f"{conflict_id('coding', uid)}:removed",
                    _("Coding k{id}").format(id=ours["uid"][:7]),
                    here,
                    _("removed"),
                    take=_("it stays: something rests on it") if rests else _("it is removed"),
                )
                if self._m.ask(choices) == OURS or rests:
                    continue
            if ours["unplaced_id"] is not None:
                self._m.change.delete(schema.unplaced, [ours["unplaced_id"]])
            self._m.change.delete(schema.coding, ids)
            self._here.pop(ours["uid"])
            self._m.count("coding", REMOVED)

"""The codebook's part of a merge: new codes, changes of codes, codes that are gone on one side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bsb.coding.book_merge import merge_codes
from bsb.coding.codebook import codes_of
from bsb.exchange.team.conflicts import OURS, THEIRS, Conflict, keep_or_take
from bsb.exchange.team.merging import ADDED, CHANGED, REMOVED, Merging
from bsb.exchange.team.state import COMPARED, Fields, mark, read_codes
from bsb.exchange.team.workplace import code_row, merged_codes
from bsb.i18n import gettext as _
from bsb.store import codings as stored_codings
from bsb.store import references, schema
from bsb.store import team as stored
from bsb.text.match import fold

_STEP = 16


class CodeMerge:
    """Merges a coder's codebook into the one here. ``run`` first, ``code_id`` for codings, ``remove`` at last."""

    def __init__(self, merging: Merging) -> None:
        self._m = merging
        self._same = merging.same["code"]
        self._here = read_codes(merging.change.connection)
        self._ids = self._read_ids()
        self._merged = merged_codes(merging.change.connection)
        self._split = _split(stored.journalled(merging.change.connection, "codebook.split"))
        self._gone: dict[str, str | None] = {}

    def run(self) -> None:
        """Take in new codes and changes of codes that are here."""
        for key, theirs in self._m.theirs["code"].items():
            ours = self._here.get(self._same.get(key, key))
            if ours is not None:
                self._change(key, ours, theirs)
            elif self._m.before("code", key) is None:
                self._add(key, theirs)
            elif self._m.touched("code", key, theirs):
                self._settle_gone(key)
        self._mend_facets()

    def key_here(self, key: str, *, new: bool = False) -> str | None:
        """Return the key here of a code of theirs; None if its codings are not to be taken in.

        ``new``: for a coding that is new, which a split of the code here may be asked about.
        """
        found = self._same.get(key, key)
        if found not in self._here:
            return self._settle_gone(key)
        parts = [p for p in self._split.get(found, ()) if p in self._here and self._m.before("code", p) is None]
        return self._settle_split(found, parts) if new and parts else found

    def as_it_was(self, key: str, base: str) -> str:
        """Return the code that a coding had before a merge here gave it this one, if its mark tells so."""
        sources = [source for source, target in self._merged.items() if target == key]
        return next((source for source in sources if mark("code", source) == base), key)

    def code_id(self, key: str) -> int:
        """Return the id of a code that is here."""
        return self._ids[key]

    @property
    def ids(self) -> dict[str, int]:
        """The ids of the codes by their keys on the coder's side, as far as they are here."""
        return self._ids | {t: self._ids[o] for t, o in self._same.items() if o in self._ids}

    def _read_ids(self) -> dict[str, int]:
        return {row["key"]: row["id"] for row in stored_codings.codes(self._m.change.connection)}

    def _add(self, key: str, theirs: Fields) -> None:
        facet = theirs["place"].split("/")[0]
        twin = next((k for k, c in self._here.items() if _alike(c, theirs, facet)), None)
        name = theirs["name"]
        if twin is not None:
            apart = f"{name[:100]} ({self._m.coder})"[:120]
            conflict = keep_or_take(
                f"code:{key}:twin",
                _("Two new codes called “{name}”").format(name=name),
                f"{twin}: {self._here[twin]['definition']}",
                f"{key}: {theirs['definition']}",
                keep=_("one code: {key}; their codings go there").format(key=twin),
                take=_("two codes; theirs is called “{name}”").format(name=apart),
            )
            if self._m.ask(conflict) == OURS:
                self._same[key] = twin
                return
            name = apart
        self._insert(key, theirs | {"name": name})
        self._m.count("code", ADDED, key)

    def _insert(self, key: str, theirs: Fields) -> None:
        fields = theirs | {"place": self._place(theirs["place"])}
        row = code_row(fields, self._ids)
        (self._ids[key],) = self._m.change.insert(schema.code, [row | {"key": key, "position": self._last(row)}])
        self._here[key] = fields

    def _change(self, key: str, ours: Fields, theirs: Fields) -> None:
        mapped = theirs | {"place": self._place(theirs["place"])}
        base = self._m.before("code", key)
        if base is not None and mark("place", theirs["place"]) == base["place"]:
            mapped["place"] = theirs["place"]  # untouched there, whatever its parent is called here
        about = _("Code {key}").format(key=key)
        taken = self._m.fields("code", key, about, ours, mapped)
        here = self._same.get(key, key)
        values: dict[str, Any] = {f: taken[f] for f in taken if f != "place"}
        if "codable" in values:
            values["codable"] = int(values["codable"])
        if "place" in taken and not self._circle(here, taken["place"].partition("/")[2]):
            row = code_row(ours | {"place": taken["place"]}, self._ids)
            values |= {"facet": row["facet"], "parent_id": row["parent_id"], "position": self._last(row)}
        if values and self._m.change.update(schema.code, self._ids[here], values):
            self._here[here] = ours | taken
            self._m.count("code", CHANGED, here)

    def _place(self, place: str) -> str:
        """Return facet and parent as they are here; at the top if the parent is not here."""
        facet, _slash, parent = place.partition("/")
        parent = self._same.get(parent, parent)
        parent = parent if parent in self._here else self._merged.get(parent, "")
        known = parent in self._here and self._here[parent]["place"].split("/")[0] == facet
        return f"{facet}/{parent if known else ''}"

    def _circle(self, key: str, parent: str) -> bool:
        seen = set()
        while parent and parent not in seen:
            if parent == key:
                return True
            seen.add(parent)
            parent = self._here[parent]["place"].partition("/")[2] if parent in self._here else ""
        return False

    def _last(self, row: Mapping[str, Any]) -> int:
        rows = stored_codings.codes(self._m.change.connection)
        family = (row["facet"], row["parent_id"])
        there = [r["position"] for r in rows if (r["facet"], r["parent_id"]) == family]
        return max(there, default=0) + _STEP

    def _mend_facets(self) -> None:
        """Let codes follow the one they stand under into its facet."""
        rows = {row["id"]: dict(row) for row in stored_codings.codes(self._m.change.connection)}
        wrong = True
        while wrong:
            wrong = False
            for row in rows.values():
                over = rows.get(row["parent_id"])
                if over is not None and row["facet"] != over["facet"]:
                    self._m.change.update(schema.code, row["id"], {"facet": over["facet"]})
                    row["facet"], wrong = over["facet"], True

    def _settle_gone(self, key: str) -> str | None:
        """Ask what becomes of a code that they use and that is gone here."""
        if key in self._gone:
            return self._gone[key]
        theirs = self._m.theirs["code"][key]
        target = self._merged.get(key, "")
        target = target if target in self._here else ""
        takers = tuple(k for k, code in self._here.items() if code["codable"] and code["status"] == "active")
        keep = (
            _("their codings go to {key}").format(key=target)
            if target
            else _("their codings with it are not taken in")
        )
        conflict = Conflict(
            f"code:{key}:gone",
            _("Code {key}").format(key=key),
            _("merged into {key}").format(key=target) if target else _("removed"),
            _("used or changed: {name}").format(name=theirs["name"]),
            ((OURS, keep), (THEIRS, _("the code is brought back"))),
            takers,
        )
        answer = self._m.ask(conflict)
        found: str | None = answer
        if answer == OURS:
            found = target or None
        elif answer == THEIRS:
            self._insert(key, theirs)
            self._m.count("code", ADDED, key)
            found = key
        if found is not None and found != key:
            self._same[key] = found
        self._gone[key] = found
        return found

    def _settle_split(self, key: str, parts: list[str]) -> str:
        stays = _("they stay on {key}").format(key=key)
        conflict = Conflict(
            f"code:{key}:split",
            _("New codings with {key}").format(key=key),
            _("split: {keys}").format(keys=", ".join([key, *parts])),
            key,
            ((OURS, stays),),
            (key, *parts),
        )
        answer = self._m.ask(conflict)
        return key if answer == OURS else answer

    def remove(self) -> None:
        """Take away codes that they removed and nothing here rests on; ask about the others."""
        gone = [k for k in self._m.base.get("code", {}) if k not in self._m.theirs["code"] and k in self._here]
        for key in reversed(gone):
            connection = self._m.change.connection
            now = read_codes(connection)[key]
            base = self._m.base["code"][key]
            rests = references.pointers(connection, schema.code, [self._ids[key]])
            if not rests and all(mark(f, now[f]) == base[f] for f in COMPARED["code"]):
                self._m.change.delete(schema.code, [self._ids[key]])
                self._m.count("code", REMOVED, key)
                continue
            self._settle_removed(key, now, rests)

    def _settle_removed(self, key: str, now: Fields, rests: Mapping[str, int]) -> None:
        connection = self._m.change.connection
        target = self._m.merged.get(key, "")
        target = self._same.get(target, target)
        target = target if target in self._ids and now["place"].split("/")[0] == self._facet(target) else ""
        here = ", ".join(f"{table} ({n})" for table, n in rests.items()) or _("changed")
        there = _("merged into {key}").format(key=target) if target else _("removed")
        take = (
            _("it is merged into {key} with all that rests on it").format(key=target)
            if target
            else _("it is taken out of use")
        )
        conflict = keep_or_take(f"code:{key}:removed", _("Code {key}").format(key=key), here, there, take=take)
        if self._m.ask(conflict) != THEIRS:
            return
        codes = {code.key: code for code in codes_of(stored_codings.codes(connection))}
        if target:
            merge_codes(self._m.change, [codes[key]], codes[target])
            self._m.count("code", REMOVED, key)
        elif self._m.change.update(schema.code, self._ids[key], {"status": "retired"}):
            self._m.count("code", CHANGED, key)

    def _facet(self, key: str) -> str:
        return next((str(r["facet"]) for r in stored_codings.codes(self._m.change.connection) if r["key"] == key), "")


def _alike(here: Fields, theirs: Fields, facet: str) -> bool:
    return fold(here["name"]) == fold(theirs["name"]) and here["place"].split("/")[0] == facet


def _split(entries: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for about in entries:
        source, _arrow, parts = about.partition(" → ")
        found.setdefault(source, []).extend(parts.split(" + "))
    return found

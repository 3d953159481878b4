"""What stands beside the codings in a merge: codings of key documents, and what was made of suggestions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bsb.exchange.team.code_merge import CodeMerge
from bsb.exchange.team.conflicts import OURS, keep_or_take
from bsb.exchange.team.merging import ADDED, CHANGED, REMOVED, Merging, conflict_id, hostile
from bsb.exchange.team.state import COMPARED, Fields, mark, place_of, place_text, suggestion_id
from bsb.i18n import gettext as _
from bsb.store import keydocs as stored_keydocs
from bsb.store import schema
from bsb.store import suggestions as stored_suggestions
from bsb.text.normal import digest

Row = dict[str, Any]
_DOC = "keydoc_coding"


class DocCodingMerge:
    """Merges a coder's codings of key documents; ``documents`` are digests of the texts the coder had, by title."""

    def __init__(self, merging: Merging, codes: CodeMerge, documents: Mapping[str, str]) -> None:
        self._m = merging
        self._codes = codes
        self._theirs = documents
        self._same = merging.same.setdefault(_DOC, {})
        connection = merging.change.connection
        self._documents = {row["title"]: row for row in stored_keydocs.documents(connection)}
        self._here = {row["uid"]: dict(row) for row in stored_keydocs.codings(connection)}

    def run(self) -> None:
        """Take in new and changed codings. Raises BsbError for one of somebody else."""
        for uid, theirs in self._m.theirs[_DOC].items():
            ours = self._here.get(self._same.get(uid, uid))
            if ours is not None and ours["coder"] != self._m.coder:
                raise hostile()
            if ours is None and (self._m.before(_DOC, uid) is None or self._m.touched(_DOC, uid, theirs)):
                self._add(uid, theirs)
            elif ours is not None and self._m.touched(_DOC, uid, theirs):
                self._change(uid, ours, theirs)

    def _add(self, uid: str, theirs: Fields) -> None:
        document = self._documents.get(theirs["document"])
        if document is None or document["sha256"] != self._theirs[theirs["document"]]:
            self._m.count(_DOC, "missing")
            return
        key = self._codes.key_here(theirs["code"], new=True)
        if key is None:
            self._m.count(_DOC, "left")
            return
        row = {name: theirs[name] for name in ("memo", "at")} | self._place(document, theirs["place"])
        row |= {"uid": uid, "coder": self._m.coder, "keydoc_id": document["id"], "code_id": self._codes.code_id(key)}
        twin = self._twin(row)
        if twin is not None:
            self._same[uid] = twin["uid"]
            self._join(twin, theirs["memo"])
            return
        (number,) = self._m.change.insert(schema.keydoc_coding, [row])
        self._here[uid] = row | {"id": number, "code": key}
        self._m.count(_DOC, ADDED)

    def _place(self, document: Mapping[Any, Any], place: str) -> Row:
        start, end = place_of(place)
        pages = stored_keydocs.pages(self._m.change.connection, document["id"])
        text = "\n".join(page["text"] for page in pages)
        if end > len(text):
            raise hostile()
        return {"start": start, "end": end, "sha256": digest(text[start:end])}

    def _twin(self, row: Row) -> Row | None:
        """Return the other coding on the same words with the same code by the same coder, if there is one."""
        same = ("keydoc_id", "start", "end", "code_id", "coder")
        return next(
            (
                each
                for each in self._here.values()
                if each["uid"] != row["uid"] and all(each[name] == row[name] for name in same)
            ),
            None,
        )

    def _join(self, twin: Row, memo: str) -> None:
        if memo and memo not in twin["memo"]:
            twin["memo"] = "\n".join(filter(None, (twin["memo"], memo)))
            self._m.change.update(schema.keydoc_coding, twin["id"], {"memo": twin["memo"]})
            self._m.count(_DOC, CHANGED)

    def _change(self, uid: str, ours: Row, theirs: Fields) -> None:
        base = self._m.before(_DOC, uid)
        asked = theirs
        if base is None or mark("code", theirs["code"]) != base["code"]:
            asked = theirs | {"code": self._codes.key_here(theirs["code"]) or ours["code"]}
        now = self._as_read(ours, base)
        taken = self._m.fields(_DOC, uid, _("Coding d{id}").format(id=uid[:7]), now, asked, skip=("place",))
        values: Row = {"memo": taken["memo"]} if "memo" in taken else {}
        if "code" in taken:
            values["code_id"] = self._codes.code_id(taken["code"])
        twin = self._twin(ours | values)
        if values and twin is not None:
            self._same[uid] = twin["uid"]
            self._join(twin, str(values.get("memo", ours["memo"])))
            self._delete(ours)
        elif values and self._m.change.update(schema.keydoc_coding, ours["id"], values):
            self._here[ours["uid"]] = ours | values | {"code": taken.get("code", ours["code"])}
            self._m.count(_DOC, CHANGED)

    def _as_read(self, ours: Row, base: Mapping[str, str] | None) -> Row:
        """Return a coding here as its coder's state would hold it, with the code it had before a merge here."""
        code = ours["code"] if base is None else self._codes.as_it_was(ours["code"], base["code"])
        return ours | {"place": place_text(ours["start"], ours["end"]), "code": code}

    def remove(self) -> None:
        """Take away the codings that they removed; ask about those that were changed here."""
        for uid, base in self._m.base.get(_DOC, {}).items():
            ours = self._here.get(self._same.get(uid, uid))
            if uid in self._m.theirs[_DOC] or ours is None or ours["coder"] != self._m.coder:
                continue
            if any(self._same.get(other) == ours["uid"] for other in self._m.theirs[_DOC] if other != uid):
                continue  # it stands for another one of theirs too
            now = self._as_read(ours, base)
            if any(mark(name, now[name]) != base[name] for name in COMPARED[_DOC]):
                about = _("Coding d{id}").format(id=uid[:7])
                conflict = keep_or_take(f"{conflict_id(_DOC, uid)}:removed", about, _("changed"), _("removed"))
                if self._m.ask(conflict) == OURS:
                    continue
            self._delete(ours)
            self._m.count(_DOC, REMOVED)

    def _delete(self, ours: Row) -> None:
        self._m.change.delete(schema.keydoc_coding, [ours["id"]])
        self._here.pop(ours["uid"])


class SuggestionMerge:
    """Merges what a coder made of suggested codes: a record by turn and code."""

    def __init__(self, merging: Merging) -> None:
        self._m = merging
        rows = stored_suggestions.of(merging.change.connection, merging.coder)
        self._here = {suggestion_id(row): dict(row) for row in rows}

    def run(self) -> None:
        """Take in new and changed decisions, and take away those that were undone and are as they were here."""
        for number, theirs in self._m.theirs["suggestion"].items():
            interview, turn, code = json.loads(number)
            code = self._m.same["code"].get(code, code)
            ours = self._here.get(suggestion_id({"interview": interview, "turn": turn, "code": code}))
            if ours is not None:
                self._change(number, ours, theirs)
            elif self._m.before("suggestion", number) is None or self._m.touched("suggestion", number, theirs):
                self._add({"interview": interview, "turn": turn, "code": code}, theirs)
        for number, base in self._m.base.get("suggestion", {}).items():
            ours = self._here.get(number)
            if number in self._m.theirs["suggestion"] or ours is None:
                continue
            if mark("decision", ours["decision"]) == base["decision"]:
                self._m.change.delete(schema.suggestion, [ours["id"]])
                self._m.count("suggestion", REMOVED)

    def _add(self, where: Row, theirs: Fields) -> None:
        if not self._still_there(where["interview"], where["turn"]):
            self._m.count("suggestion", "left")
            return
        row = where | {name: theirs[name] for name in ("decision", "model", "at")} | {"coder": self._m.coder}
        (number,) = self._m.change.insert(schema.suggestion, [row])
        self._here[suggestion_id(row)] = row | {"id": number}
        self._m.count("suggestion", ADDED)

    def _change(self, number: str, ours: Row, theirs: Fields) -> None:
        about = _("Suggestion {code} in {interview}, turn {turn}").format(
            code=ours["code"], interview=ours["interview"], turn=ours["turn"]
        )
        if self._m.fields("suggestion", number, about, ours, theirs):
            values = {name: theirs[name] for name in ("decision", "model", "at")}
            self._m.change.update(schema.suggestion, ours["id"], values)
            self._m.count("suggestion", CHANGED)

    def _still_there(self, interview: str, turn: int) -> bool:
        """Whether the words that a suggestion was about are still here: nobody has withdrawn them."""
        rows = self._m.texts.get(interview, {"turns": []})["turns"]
        place = next(((row[3], row[4]) for row in rows if row[0] == turn), None)
        return place is not None and self._m.places.find(interview, *place).kind in ("sure", "near")

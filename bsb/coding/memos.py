"""Memos: what someone thinks of the project, an interview, a code, a coding or a cell of a matrix, in one place."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bsb.coding.codebook import Codebook
from bsb.coding.codings import Codings
from bsb.errors import BsbError
from bsb.i18n import N_
from bsb.i18n import gettext as _
from bsb.store import interviews as stored_interviews
from bsb.store import memos as stored
from bsb.store import schema
from bsb.store.journal import Journal
from bsb.text.match import choose
from bsb.text.normal import normalise

if TYPE_CHECKING:
    from sqlalchemy import RowMapping

KINDS = schema.MEMO_KINDS
_ID = re.compile(r"M(\d+)", re.IGNORECASE)
_LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True)
class Memo:
    """A memo. ``kind`` is one of ``KINDS`` and says which of the fields after ``edited`` name what it is about.

    ``id`` is M and a number; the remark in a coding itself has the coding's id, that in a code itself its key.
    ``interview`` is also that of a coding. ``at`` and ``edited`` are UTC.
    """

    id: str
    kind: str
    title: str
    text: str
    author: str
    at: str
    edited: str | None = None
    interview: str | None = None
    code: str | None = None
    coding: str | None = None
    matrix: str | None = None
    row: str | None = None
    column: str | None = None

    @property
    def about(self) -> str:
        """What it is about, in a few characters; "" for the project."""
        if self.kind == "cell":
            return f"{self.matrix}: {self.row} × {self.column}"
        return {"interview": self.interview, "code": self.code, "coding": self.coding}.get(self.kind) or ""


class Memos:
    """The memos of a project."""

    def __init__(self, journal: Journal, codebook: Codebook, codings: Codings) -> None:
        self._journal = journal
        self._codebook = codebook
        self._codings = codings

    def all(
        self,
        *,
        kinds: Sequence[str] | None = None,
        interview: str | None = None,
        code: str | None = None,
        author: str | None = None,
        text: str | None = None,
    ) -> list[Memo]:
        """Return memos by kind and in the order of writing, with the remarks in codes and codings themselves.

        ``interview`` and ``code`` (a key) are exact; a coding's memo is also one of its interview and code.
        ``text`` stands in title or text, in any case.
        """
        found = [*self._written(), *self._own()]
        found = [
            memo
            for memo in found
            if (kinds is None or memo.kind in kinds)
            and interview in (None, memo.interview)
            and code in (None, memo.code)
            and author in (None, memo.author)
            and (not text or text.casefold() in f"{memo.title}\n{memo.text}".casefold())
        ]
        return sorted(found, key=lambda memo: KINDS.index(memo.kind))

    def _written(self) -> list[Memo]:
        with self._journal.store.read() as connection:
            return [_memo(row) for row in stored.memos(connection)]

    def _own(self) -> list[Memo]:
        codes = [
            Memo(id=code.key, kind="code", title="", text=code.memo, author="", at="", code=code.key)
            for code in self._codebook.all()
            if code.memo
        ]
        codings = [
            Memo(
                id=coding.ref,
                kind="coding",
                title="",
                text=coding.memo,
                author=coding.coder,
                at=coding.at,
                interview=coding.interview,
                code=coding.code,
                coding=coding.ref,
            )
            for coding in self._codings.all()
            if coding.memo
        ]
        return [*codes, *codings]

    def get(self, wanted: str) -> Memo:
        """Return the memo of that id.

        Raises BsbError if there is none.
        """
        aim = wanted.strip()
        if _ID.fullmatch(aim):
            aim = aim.upper()
        for memo in self.all():
            if memo.id == aim:
                return memo
        raise BsbError(_("There is no memo {id}.").format(id=wanted), _("The ids are in: bsb memo list"))

    def add(
        self,
        text: str,
        *,
        author: str,
        title: str = "",
        interview: str = "",
        code: str = "",
        coding: str = "",
        cell: tuple[str, str, str] | None = None,
    ) -> Memo:
        """Write a memo on an interview, a code, a coding or a cell (matrix, row key, column key), else the project.

        Raises BsbError for an empty text, a title over 120 characters, no author, more than one thing to be
        about, or one that is not there.
        """
        about = {"interview": interview, "code": code, "coding": coding, "cell": cell}
        named = [kind for kind, value in about.items() if value]
        if len(named) > 1:
            raise BsbError(_("A memo is about one thing."), _("Write one for each."))
        values = _texts(text, title) | {
            "kind": named[0] if named else "project",
            "uid": uuid.uuid4().hex,
            "author": _author(author),
            "at": self._journal.now(),
        }
        if interview:
            with self._journal.store.read() as connection:
                rows = {row["name"]: row["id"] for row in stored_interviews.interviews(connection)}
            interview = choose(interview, dict.fromkeys(rows, ()), N_("interview"))
            values["interview_id"] = rows[interview]
        if code:
            values["code_id"] = self._code_id(code)
        if coding:
            values["coding_id"] = self._codings.get(coding).id
        if cell:
            values |= dict(zip(("matrix", "row_key", "column_key"), cell, strict=True))
        with self._journal.change("memo.add", _about(values["kind"], interview or code or coding)) as change:
            (number,) = change.insert(schema.memo, [values])
        return self.get(f"M{number}")

    def _code_id(self, code: str) -> int:
        from bsb.store import codings as stored_codings

        key = self._codebook.get(code).key
        with self._journal.store.read() as connection:
            return next(int(row["id"]) for row in stored_codings.codes(connection) if row["key"] == key)

    def edit(self, wanted: str, *, text: str | None = None, title: str | None = None) -> Memo:
        """Change a memo's text or title; None leaves it. The remark in a code or coding has a text alone.

        Raises BsbError if there is none of that id, or for what ``add`` refuses.
        """
        memo = self.get(wanted)
        number = _ID.fullmatch(memo.id)
        if number is None:
            if title:
                raise BsbError(_("The remark in {id} has no title.").format(id=memo.id), _("Leave the title out."))
            if text is not None:
                self._set_own(memo, _texts(text, "")["text"])
            return self.get(memo.id)
        values = _texts(memo.text if text is None else text, memo.title if title is None else title)
        if (values["text"], values["title"]) != (memo.text, memo.title):
            with self._journal.change("memo.edit", f"{memo.id} {memo.about}".strip()) as change:
                change.update(schema.memo, int(number[1]), values | {"edited": self._journal.now()})
        return self.get(memo.id)

    def remove(self, wanted: Sequence[str]) -> list[Memo]:
        """Remove memos, those with an M as one change, and return what they were.

        Raises BsbError, with nothing removed, if one is not there.
        """
        gone = [self.get(each) for each in dict.fromkeys(wanted)]
        numbers = [int(found[1]) for memo in gone if (found := _ID.fullmatch(memo.id))]
        if numbers:
            with self._journal.change("memo.remove", ", ".join(f"M{number}" for number in numbers)) as change:
                change.delete(schema.memo, numbers)
        for memo in gone:
            if not _ID.fullmatch(memo.id):
                self._set_own(memo, "")
        return gone

    def _set_own(self, memo: Memo, text: str) -> None:
        if memo.kind == "coding":
            self._codings.edit([memo.id], memo=text)
        else:
            self._codebook.plan.edit(memo.id, memo=text).apply()


def _memo(row: RowMapping) -> Memo:
    return Memo(
        id=f"M{row['id']}",
        kind=row["kind"],
        title=row["title"],
        text=row["text"],
        author=row["author"],
        at=row["at"],
        edited=row["edited"],
        interview=row["interview"] or row["coded_interview"],
        code=row["code"] or row["coded_code"],
        coding=f"k{row['coding'][:7]}" if row["coding"] else None,
        matrix=row["matrix"],
        row=row["row_key"],
        column=row["column_key"],
    )


def _about(kind: str, what: str) -> str:
    return f"{kind} {what}".strip()


def _texts(text: str, title: str) -> dict[str, Any]:
    text, title = normalise(text).strip(), " ".join(normalise(title).split())
    if not text:
        raise BsbError(_("The memo is empty."), _("Write its text, or take it away: bsb memo remove ID"))
    if len(title) > _LONGEST_TITLE:
        raise BsbError(
            _("The title has more than {n} characters.").format(n=_LONGEST_TITLE), _("Put the rest in the text.")
        )
    return {"text": text, "title": title}


def _author(author: str) -> str:
    name = " ".join(author.split())
    if not name or len(name) > 40:
        raise BsbError(_("Say who writes."), _("Write --author KA, or set it once for all: BSB_CODER=KA"))
    return name

"""Summaries: a written text in a cell of a matrix, kept apart from quotes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bsb.errors import BsbError, ConflictError
from bsb.i18n import gettext as _
from bsb.i18n import ngettext, thousands
from bsb.store import codings as stored
from bsb.store import schema
from bsb.store import summaries as stored_links
from bsb.store.journal import Change, Journal
from bsb.text.normal import normalise

if TYPE_CHECKING:
    from sqlalchemy import RowMapping

Cell = tuple[str, str]
_LONGEST_AUTHOR = 40
_LONGEST = 30_000  # a cell of Excel takes some more: no text may come back cut off


@dataclass(frozen=True, slots=True)
class Summary:
    """The text of one cell, with who wrote it and when (UTC).

    ``rests_on`` are the uids of the codings that stood in the cell when it was written; empty where that is not
    known. ``changed`` and ``gone`` are those of them that have been changed or removed since.
    """

    matrix: str
    row: str
    column: str
    text: str
    author: str
    at: str
    rests_on: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    @property
    def stale(self) -> bool:
        """Whether something that it rests on has been changed or removed since it was written."""
        return bool(self.changed or self.gone)

    def since(self, here: Iterable[str] = ()) -> str:
        """Return what has happened since it was written, in the current language; "" if nothing.

        ``here`` are the uids of the codings that stand in the cell now: those it does not rest on are new.
        """
        new = len(set(here) - set(self.rests_on)) if self.rests_on else 0
        parts = [
            ngettext("{n} coding changed", "{n} codings changed", len(self.changed)).format(n=len(self.changed)),
            ngettext("{n} coding gone", "{n} codings gone", len(self.gone)).format(n=len(self.gone)),
            ngettext("{n} coding new", "{n} codings new", new).format(n=new),
        ]
        counts = (len(self.changed), len(self.gone), new)
        return ", ".join(part for part, n in zip(parts, counts, strict=True) if n)


@dataclass(frozen=True, slots=True)
class Written:
    """A text to be put in a cell, with the uids of the codings it rests on (None: not told)."""

    text: str
    rests_on: tuple[str, ...] | None = field(default=None)


class Summaries:
    """The written summaries of a project."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def all(self) -> list[Summary]:
        """Return the summaries of every matrix."""
        return self._read(None)

    def of(self, matrix: str) -> dict[Cell, Summary]:
        """Return the summaries of a matrix by (row key, column key)."""
        return {(summary.row, summary.column): summary for summary in self._read(matrix)}

    def put(
        self,
        matrix: str,
        texts: Mapping[Cell, str | Written],
        *,
        author: str,
        seen: Mapping[Cell, str] | None = None,
    ) -> int:
        """Write texts into cells (row key, column key) and return how many changed; an empty one goes.

        A text that is there already is left alone, with its author and what it rests on. ``seen`` are the texts
        ("" for none) that stood in the cells when one began to write.

        Raises ConflictError if a cell holds neither the text seen nor the one to be written, and BsbError for an
        author that is empty or longer than 40 characters, or a text longer than 30,000.
        """
        who = " ".join(author.split())
        if not who or len(who) > _LONGEST_AUTHOR:
            raise BsbError(_("Say who wrote it, in at most 40 characters."), _("Initials will do: --author KA"))
        written = {cell: text if isinstance(text, Written) else Written(text) for cell, text in texts.items()}
        if any(len(each.text) > _LONGEST for each in written.values()):
            raise BsbError(
                _("A summary has at most {n} characters.").format(n=thousands(_LONGEST)),
                _("Write it shorter, or in a memo."),
            )
        changed = 0
        with self._journal.change("summary.write", matrix) as change:
            known = {(r["row_key"], r["column_key"]): r for r in stored.summaries(change.connection, matrix)}
            wanted = {uid for each in written.values() for uid in each.rests_on or ()}
            states = stored_links.states(change.connection, wanted)
            for cell, each in written.items():
                text = tidy_text(each.text)
                old = known.get(cell)
                there = old["text"] if old else ""
                if there == text:
                    continue
                if seen is not None and cell in seen and there != tidy_text(seen[cell]):
                    raise ConflictError(
                        _("Somebody else has written in this cell meanwhile."),
                        _("Read both texts and decide what shall stand."),
                    )
                changed += 1
                summary_id = self._write(change, (matrix, *cell), old, text, who)
                if summary_id is not None and each.rests_on is not None:
                    links = {uid: states[uid] for uid in each.rests_on if uid in states}
                    rows = [{"summary_id": summary_id, "coding_uid": u, "state": s} for u, s in links.items()]
                    change.insert(schema.summary_coding, rows)
        return changed

    def mark(self) -> str:
        """Return a mark of the project, which files carry that are to come back to it; "" for an empty project."""
        with self._journal.store.read() as connection:
            return stored_links.project_mark(connection)

    def _write(
        self, change: Change, place: tuple[str, str, str], old: RowMapping | None, text: str, author: str
    ) -> int | None:
        """Write one text and drop what the old one rested on; return the row's id, None if it went."""
        values = {"text": text, "author": author, "at": self._journal.now()}
        if old is None:
            names = ("matrix", "row_key", "column_key")
            return change.insert(schema.summary, [dict(zip(names, place, strict=True)) | values])[0]
        row_id: int = old["id"]
        change.delete(schema.summary_coding, [r["id"] for r in stored_links.link_rows(change.connection, row_id)])
        if text:
            change.update(schema.summary, row_id, values)
            return row_id
        change.delete(schema.summary, [row_id])
        return None

    def _read(self, matrix: str | None) -> list[Summary]:
        with self._journal.store.read() as connection:
            rows = stored.summaries(connection, matrix)
            links = stored_links.links(connection, matrix)
            now = stored_links.states(connection, {uid for each in links.values() for uid in each})
        return [_summary(row, links.get(row["id"], {}), now) for row in rows]


def tidy_text(text: str) -> str:
    r"""Return a summary as it is kept: NFC, LF, no blanks at the ends of lines, no empty lines around it.

    >>> tidy_text(" En linje \r\nog en til\n\n")
    'En linje\nog en til'
    """
    return "\n".join(line.rstrip() for line in normalise(text).split("\n")).strip()


def _summary(row: RowMapping, links: Mapping[str, str], now: Mapping[str, str]) -> Summary:
    return Summary(
        row["matrix"],
        row["row_key"],
        row["column_key"],
        row["text"],
        row["author"],
        row["at"],
        tuple(links),
        tuple(uid for uid, state in links.items() if uid in now and now[uid] != state),
        tuple(uid for uid in links if uid not in now),
    )

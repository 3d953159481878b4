"""Coded passages of key documents: what plans promise, theme by theme, to be cited by page.

They stand apart from what participants said and are never counted with it.
"""

from __future__ import annotations

import re
import uuid
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bsb.coding.codebook import Codebook
from bsb.coding.coding_changes import checked_coder, takers
from bsb.coding.passages import find_words
from bsb.corpus.keydocs import KeyDocPage, KeyDocs, cite
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.store import codings as stored_codings
from bsb.store import keydocs as stored
from bsb.store.journal import Journal
from bsb.store.schema import keydoc_coding
from bsb.text.normal import digest

_ID = re.compile(r"d?([0-9a-f]{4,32})")


@dataclass(frozen=True, slots=True)
class DocPassage:
    """A passage of a key document: ``quote`` is its text from ``start`` to ``end`` (code points, half-open).

    ``page`` is the number of the page on which it begins, None in a document without pages.
    """

    title: str
    page: int | None
    start: int
    end: int
    quote: str
    exact: bool


@dataclass(frozen=True, slots=True)
class DocCoding:
    """A coded passage of a key document; ``cite`` is the reference that people read."""

    id: int
    uid: str
    title: str
    page: int | None
    cite: str
    start: int
    end: int
    quote: str
    code: str
    code_name: str
    facet: str
    coder: str
    memo: str
    at: str

    @property
    def ref(self) -> str:
        """The short id that people use: ``d`` and the beginning of the uid. It never changes."""
        return f"d{self.uid[:7]}"


class KeyDocCodings:
    """The coded passages of the key documents."""

    def __init__(self, journal: Journal, keydocs: KeyDocs, codebook: Codebook) -> None:
        self._journal = journal
        self._keydocs = keydocs
        self._codebook = codebook

    def find(self, document: str, words: str, *, page: int | None = None) -> list[DocPassage]:
        """Return every place of the words in a document, or on the page on which they begin.

        Case, blanks, line ends and kinds of dashes are overlooked only if the words stand nowhere just so.

        Raises BsbError if the document, the page or the words are not there.
        """
        known = self._keydocs.get(document)
        pages = self._keydocs.pages(known.title)
        if page is not None and page not in [each.number for each in pages]:
            raise BsbError(
                _("“{title}” has no page {page}.").format(title=known.title, page=page),
                _("Its pages: bsb keydoc show TITLE"),
            )
        whole = _Whole(pages)
        spans, exact = find_words(whole.text, words)
        if page is not None:
            spans = [span for span in spans if whole.page(span[0]) == page]
        if not spans:
            raise BsbError(
                _("The words are not in “{title}”.").format(title=known.title)
                if page is None
                else _("The words are not on page {page} of “{title}”.").format(title=known.title, page=page),
                _("Search for them: bsb search WORDS --keydocs --ocr"),
            )
        return [
            DocPassage(
                known.title, whole.page(start) if known.paged else None, start, end, whole.text[start:end], exact
            )
            for start, end in spans
        ]

    def add(self, passage: DocPassage, codes: Sequence[str], *, coder: str, memo: str = "") -> list[DocCoding]:
        """Code a passage with one or more codes, as one change. What is coded so already is left alone.

        Return the codings of these codes on the passage by this coder.

        Raises BsbError for an unknown, grouping or retired code, no coder, or a passage that is not there.
        """
        document = self._keydocs.get(passage.title)
        chosen = takers(self._codebook, codes)
        with self._journal.store.read() as connection:
            text = _Whole(self._keydocs.pages(document.title)).text
            name = checked_coder(coder, [*stored.coders(connection), *_coders(connection)])
            ids = {row["key"]: row["id"] for row in stored_codings.codes(connection)}
            there = {
                row["code"]
                for row in stored.codings(connection, [document.id])
                if (row["start"], row["end"], row["coder"]) == (passage.start, passage.end, name)
            }
        if text[passage.start : passage.end] != passage.quote:
            raise BsbError(_("The words are not in “{title}”.").format(title=document.title), "")
        row = {
            "keydoc_id": document.id,
            "start": passage.start,
            "end": passage.end,
            "sha256": digest(passage.quote),
            "coder": name,
            "memo": memo.strip(),
            "at": self._journal.now(),
        }
        new = [row | {"code_id": ids[c.key], "uid": uuid.uuid4().hex} for c in chosen if c.key not in there]
        about = f"{cite(document.title, None, passage.page)}: {', '.join(c.key for c in chosen)} ({name})"
        with self._journal.change("keydoc.code", about) as change:
            change.insert(keydoc_coding, new)
        return [
            coding
            for coding in self.all(documents=[document.title], codes=[c.key for c in chosen])
            if (coding.start, coding.end, coding.coder) == (passage.start, passage.end, name)
        ]

    def all(self, *, documents: Sequence[str] | None = None, codes: Sequence[str] | None = None) -> list[DocCoding]:
        """Return coded passages in reading order, of some documents (titles), with some codes (keys), or all."""
        ids = None if documents is None else [self._keydocs.get(title).id for title in documents]
        with self._journal.store.read() as connection:
            rows = stored.codings(connection, ids, codes)
        return self._made(rows)

    def get(self, wanted: str) -> DocCoding:
        """Return the coding of that id (``d3f9a2b1``). Raises BsbError if none or several have it."""
        match = _ID.fullmatch(wanted.strip().lower())
        with self._journal.store.read() as connection:
            rows = stored.codings(connection, uid=match[1]) if match else []
        if len(rows) != 1:
            raise BsbError(
                _("There is no coding {id}.").format(id=wanted)
                if not rows
                else _("{id} fits more than one coding: {ids}.").format(
                    id=wanted, ids=", ".join(f"d{row['uid'][:12]}" for row in rows)
                ),
                _("The ids are in: bsb keydoc codings"),
            )
        return self._made(rows)[0]

    def remove(self, wanted: Sequence[str]) -> list[DocCoding]:
        """Take codings away, as one change, and return what they were. Raises BsbError if one is not there."""
        gone = [self.get(each) for each in dict.fromkeys(wanted)]
        with self._journal.change("keydoc.uncode", ", ".join(coding.ref for coding in gone)) as change:
            change.delete(keydoc_coding, [coding.id for coding in gone])
        return gone

    def _made(self, rows: Sequence[Any]) -> list[DocCoding]:
        wholes = {title: _Whole(self._keydocs.pages(title)) for title in {row["title"] for row in rows}}
        found = []
        for row in rows:
            whole = wholes[row["title"]]
            page = whole.page(row["start"]) if row["paged"] else None
            same = {name: row[name] for name in _SAME}
            quote = whole.text[row["start"] : row["end"]]
            found.append(DocCoding(page=page, cite=cite(row["title"], row["year"], page), quote=quote, **same))
        return found


_SAME = ("id", "uid", "title", "start", "end", "code", "code_name", "facet", "coder", "memo", "at")


class _Whole:
    """A document's text with a line feed between pages, and which page stands where."""

    def __init__(self, pages: Sequence[KeyDocPage]) -> None:
        self.text = "\n".join(page.text for page in pages)
        self._starts = [page.start for page in pages]
        self._numbers = [page.number for page in pages]

    def page(self, offset: int) -> int:
        return self._numbers[bisect_right(self._starts, offset) - 1]


def _coders(connection: Any) -> list[str]:
    return [row["coder"] for row in stored_codings.coders(connection)]

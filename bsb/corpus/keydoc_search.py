"""Searching the key documents, also through the usual faults of text recognition."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bsb.corpus.keydocs import KeyDocs, cite
from bsb.corpus.kwic import context
from bsb.corpus.query import MODES, Query, parse
from bsb.corpus.regex_spans import spans
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.store import keydocs as stored
from bsb.store.engine import Store
from bsb.store.fts import Term
from bsb.text.ocr import misread
from bsb.text.tokens import PRINT

_LONG = 5  # letters


class PageHit(NamedTuple):
    """One place in a key document: ``word`` is its text from ``start`` to ``end`` (code points, half-open).

    ``page`` is None if the document has no pages to cite; ``cite`` is the reference that people read.
    """

    title: str
    year: int | None
    page: int | None
    cite: str
    start: int
    end: int
    left: str
    word: str
    right: str


@dataclass(frozen=True, slots=True)
class FoundPages:
    """What a search found: the number of pages, and the first hits; ``more`` says that hits were left off."""

    query: str
    mode: str
    ocr: bool
    pages: int
    hits: tuple[PageHit, ...]
    more: bool


class KeyDocSearch:
    """Search in the key documents of a project."""

    def __init__(self, store: Store, keydocs: KeyDocs) -> None:
        self._store = store
        self._keydocs = keydocs

    def find(
        self,
        query: str,
        *,
        mode: str = "lemma",
        ocr: bool = False,
        documents: Sequence[str] = (),
        limit: int | None = 100,
        width: int = 60,
    ) -> FoundPages:
        """Search by title and page, in one of the modes of ``bsb.corpus.query``.

        With ``ocr``, words are found with å, ø and æ misread as well (see ``bsb.text.ocr``).

        Raises BsbError for an unknown document, a query without words, or a bad regular expression.
        """
        if mode not in MODES:
            raise BsbError(_("There is no way to search called {mode}.").format(mode=mode), ", ".join(MODES))
        chosen = [self._keydocs.get(title).id for title in documents] or None
        hits: list[PageHit] = []
        pages = 0
        with self._store.read() as connection:
            asked = None if mode == "regex" else parse(query, mode, reading=PRINT)
            if asked and ocr:
                asked = tolerant(asked, stored.vocabulary(connection), mode=mode)
            places = asked.finder(PRINT) if asked else spans(query)
            if asked is None or all(term.forms for term in asked.terms):
                for row in stored.find(connection, asked.terms if asked else None, chosen):
                    here = places(row.text)
                    pages += bool(here)
                    if here and (limit is None or len(hits) <= limit):
                        hits += _hits(row, here, width)
        shown = hits if limit is None else hits[:limit]
        return FoundPages(query, mode, ocr, pages, tuple(shown), len(shown) < len(hits) or len(shown) < pages)


def tolerant(query: Query, vocabulary: Iterable[str], *, mode: str = "lemma") -> Query:
    """Return a query that finds its words in a vocabulary misread as well.

    Recognisers also run words together; unless the mode is exact or phrase, what begins as a word of five
    letters or more does is found too.
    """
    words = list(vocabulary)
    loose = mode not in ("exact", "phrase")

    def term(asked: Term) -> Term:
        long = [form for form in asked.forms if asked.prefix or (loose and len(form) >= _LONG)]
        whole = misread(asked.forms - set(long), words) if len(long) < len(asked.forms) else frozenset()
        return Term(whole | misread(long, words, prefix=True) if long else whole)

    return Query(tuple(tuple(map(term, part)) for part in query.parts))


def _hits(row: stored.Page, places: Sequence[tuple[int, int]], width: int) -> list[PageHit]:
    page = row.number if row.paged else None
    reference = cite(row.title, row.year, page)
    return [
        PageHit(
            row.title,
            row.year,
            page,
            reference,
            row.start + start,
            row.start + end,
            *context(row.text, start, end, width),
        )
        for start, end in places
    ]

"""Key documents and their pages, with the index that a search reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, RowMapping, Select, case, func, select

from bsb.store import fts
from bsb.store.journal import Change
from bsb.store.schema import code, keydoc, keydoc_coding, keydoc_page


def add(change: Change, document: Mapping[str, Any], pages: Iterable[Mapping[str, Any]]) -> int:
    """Write a document with its pages and index them; return the document's id."""
    (number,) = change.insert(keydoc, [document])
    rows = [dict(page) | {"keydoc_id": number} for page in pages]
    ids = change.insert(keydoc_page, rows)
    fts.add(change.connection, fts.PAGES, min(ids), max(ids))
    return number


def documents(connection: Connection) -> Sequence[RowMapping]:
    """Every document with its number of pages and words and its share of known words, by title."""
    # The share is weighed by words: a title page counts for little.
    words = keydoc_page.c.words
    judged = case((keydoc_page.c.quality.is_not(None), words))
    query = (
        select(
            keydoc,
            func.count(keydoc_page.c.id).label("pages"),
            func.sum(words).label("words"),
            (func.sum(keydoc_page.c.quality * words) / func.sum(judged)).label("quality"),
        )
        .join(keydoc_page, keydoc_page.c.keydoc_id == keydoc.c.id)
        .group_by(keydoc.c.id)
        .order_by(keydoc.c.title)
    )
    return connection.execute(query).mappings().all()


def pages(connection: Connection, document_id: int) -> Sequence[RowMapping]:
    """The pages of a document in order."""
    query = select(keydoc_page).where(keydoc_page.c.keydoc_id == document_id).order_by(keydoc_page.c.number)
    return connection.execute(query).mappings().all()


def same(connection: Connection, source_sha256: str, sha256: str) -> str | None:
    """The title of the document that came from the same file, or has the same text, or None."""
    query = select(keydoc.c.title).where((keydoc.c.source_sha256 == source_sha256) | (keydoc.c.sha256 == sha256))
    title: str | None = connection.execute(query).scalar()
    return title


class Page(NamedTuple):
    """A page of a key document; ``start`` is its place in the document's text (code points)."""

    number: int
    start: int
    text: str
    title: str
    year: int | None
    paged: int


def find(connection: Connection, terms: Sequence[fts.Term] | None, documents: Sequence[int] | None) -> Iterator[Page]:
    """Yield the pages that hold each of the terms (None: all pages), of some documents (ids) or of all."""
    query = _query(terms is None, None if documents is None else len(documents))
    values = fts.numbered("documents", documents or ())
    yield from map(Page._make, fts.ask(connection, query, values, terms))


@cache
def _query(every: bool, documents: int | None) -> Select[Any]:
    """Return the query, made once: making it takes longer than its answer."""
    query: Select[Any] = select(
        keydoc_page.c.number, keydoc_page.c.start, keydoc_page.c.text, keydoc.c.title, keydoc.c.year, keydoc.c.paged
    ).select_from(keydoc_page)
    if not every:
        query = query.join(fts.PAGES, fts.PAGES.c.rowid == keydoc_page.c.id).where(fts.holds(fts.PAGES))
    query = query.join(keydoc, keydoc.c.id == keydoc_page.c.keydoc_id)
    if documents is not None:
        query = query.where(fts.one_of(keydoc.c.id, "documents", range(documents)))
    return query.order_by(keydoc.c.title, keydoc_page.c.number)


def vocabulary(connection: Connection) -> list[str]:
    """Return every word of the key documents, as the index holds them."""
    return fts.vocabulary(connection)


def codings(
    connection: Connection,
    documents: Sequence[int] | None = None,
    codes: Sequence[str] | None = None,
    uid: str | None = None,
) -> Sequence[RowMapping]:
    """The coded passages of documents (ids), with some codes (keys), or whose uid begins so, in reading order."""
    query = (
        select(
            keydoc_coding,
            keydoc.c.title,
            keydoc.c.year,
            keydoc.c.paged,
            code.c.key.label("code"),
            code.c.name.label("code_name"),
            code.c.facet,
        )
        .join(keydoc, keydoc.c.id == keydoc_coding.c.keydoc_id)
        .join(code, code.c.id == keydoc_coding.c.code_id)
        .order_by(keydoc.c.title, keydoc_coding.c.start, keydoc_coding.c.end, code.c.position, keydoc_coding.c.id)
    )
    if documents is not None:
        query = query.where(keydoc_coding.c.keydoc_id.in_(documents))
    if codes is not None:
        query = query.where(code.c.key.in_(codes))
    if uid is not None:
        query = query.where(keydoc_coding.c.uid.startswith(uid, autoescape=True))
    return connection.execute(query).mappings().all()


def coders(connection: Connection) -> list[str]:
    """Who has coded key documents."""
    query = select(keydoc_coding.c.coder).distinct().order_by(keydoc_coding.c.coder)
    return list(connection.execute(query).scalars())

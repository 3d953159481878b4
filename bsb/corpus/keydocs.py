"""Key documents: plans, annual reports and the like, page by page, to search in and to cite."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from bsb.corpus.regex_spans import spans
from bsb.errors import BsbError
from bsb.formats.pages import paragraphs, usual_width
from bsb.formats.read import read_source
from bsb.formats.source import Source
from bsb.i18n import N_
from bsb.i18n import gettext as _
from bsb.store import keydocs as stored
from bsb.store.journal import Journal
from bsb.text.match import choose
from bsb.text.normal import digest
from bsb.text.ocr import quality
from bsb.text.tokens import printed_words

_LINES = ("txt", "md")  # formats whose blocks are printed lines, not paragraphs
_YEARS = range(1500, 2200)


@dataclass(frozen=True, slots=True)
class KeyDoc:
    """A key document. ``quality`` is the share of its words that are Norwegian (0 to 1; None: nothing to judge).

    ``paged`` is false if its file told of no pages: it is then one page, and cited without.
    """

    id: int
    title: str
    year: int | None
    publisher: str
    file: str
    pages: int
    words: int
    quality: float | None
    paged: bool


@dataclass(frozen=True, slots=True)
class KeyDocPage:
    """A page: its text is the document's from ``start`` to ``end`` (code points, half-open)."""

    number: int
    start: int
    end: int
    text: str
    words: int
    quality: float | None


@dataclass(frozen=True, slots=True)
class KeyDocImported:
    """A document that was taken in, and what its reader left out."""

    document: KeyDoc
    notices: tuple[str, ...]


class KeyDocs:
    """The key documents of a project."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def all(self) -> list[KeyDoc]:
        """Return every document, by title."""
        with self._journal.store.read() as connection:
            return [
                KeyDoc(**{name: row[name] for name in KeyDoc.__slots__ if name != "paged"}, paged=bool(row["paged"]))
                for row in stored.documents(connection)
            ]

    def get(self, wanted: str) -> KeyDoc:
        """Return the document of that title or unambiguous beginning.

        Raises BsbError if none or several fit.
        """
        known = {document.title: document for document in self.all()}
        if not known:
            raise BsbError(_("There are no key documents yet."), _("Import one: bsb keydoc import FILE"))
        return known[choose(wanted, dict.fromkeys(known, ()), N_("key document"))]

    def pages(self, wanted: str) -> list[KeyDocPage]:
        """Return the pages of a document in order."""
        with self._journal.store.read() as connection:
            rows = stored.pages(connection, self.get(wanted).id)
        return [
            KeyDocPage(
                number=row["number"],
                start=row["start"],
                end=row["end"],
                text=row["text"],
                words=row["words"],
                quality=row["quality"],
            )
            for row in rows
        ]

    def import_file(
        self,
        path: Path,
        *,
        title: str = "",
        year: int | None = None,
        publisher: str = "",
        first_page: int = 1,
        page_break: str | None = None,
    ) -> KeyDocImported:
        """Read a document of any known kind and store it page by page.

        The title is the file's name unless given. Pages are those of a PDF, or of a text with form feeds, counted
        from ``first_page``; in a text without, ``page_break`` is a regular expression for the first line of a
        page. A document without pages is one page.

        Raises BsbError, with nothing stored, for a file that cannot be read, a document that is there already,
        a title that is taken, or an odd year.
        """
        title = " ".join((title or path.stem).split())[:200]
        if year is not None and year not in _YEARS:
            raise BsbError(_("{year} is no year.").format(year=year), _("Write it as --year 2009."))
        source = read_source(path)
        pages = _pages(source, page_break)
        source_sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        sha256 = digest("\n".join(text for _number, text in pages))
        self._refuse_known(path, title, source_sha256, sha256)
        paged = pages[0][0] is not None
        rows, at = [], 0
        for number, text in pages:
            words = printed_words(text)
            rows.append(
                {
                    "number": 1 if number is None else number - 1 + first_page,
                    "start": at,
                    "end": at + len(text),
                    "text": text,
                    "words": len(words),
                    "quality": quality(words),
                }
            )
            at += len(text) + 1
        document = {
            "title": title,
            "year": year,
            "publisher": publisher.strip()[:200],
            "file": path.name[:200],
            "source_sha256": source_sha256,
            "sha256": sha256,
            "source_format": source.format,
            "paged": int(paged),
        }
        with self._journal.change("keydoc.import", title) as change:
            stored.add(change, document, rows)
        return KeyDocImported(self.get(title), source.notices if paged else (*source.notices, _no_pages()))

    def _refuse_known(self, path: Path, title: str, source_sha256: str, sha256: str) -> None:
        with self._journal.store.read() as connection:
            known = stored.same(connection, source_sha256, sha256)
        if known is not None:
            raise BsbError(
                _("{file} is in the project already, as “{title}”.").format(file=path.name, title=known),
                _("Nothing was changed. See: bsb keydoc list"),
            )
        if any(document.title.casefold() == title.casefold() for document in self.all()):
            raise BsbError(
                _("There is already a key document called “{title}”.").format(title=title),
                _("Give this one a title of its own: --title TITLE"),
            )


def _pages(source: Source, page_break: str | None) -> list[tuple[int | None, str]]:
    """Return (page from 1, text) in order; None as the page of a document without pages."""
    opens = spans(page_break) if page_break else None
    pages: dict[int | None, list[str]] = {}
    broken = 0
    for block in source.blocks:
        number = block.page
        if opens is not None and number is None:
            broken += bool(opens(block.text)) or not broken
            number = broken
        pages.setdefault(number, []).append(block.text)
    if source.format in _LINES:
        width = usual_width(block.text for block in source.blocks)
        return [(number, "\n".join(paragraphs(lines, width))) for number, lines in pages.items()]
    return [(number, "\n".join(lines)) for number, lines in pages.items()]


def _no_pages() -> str:
    return _("The file tells of no pages: it is one page, and cited without. See --page-break.")


def cite(title: str, year: int | None, page: int | None) -> str:
    """Return how a passage of a key document is cited.

    >>> cite("Handlingsplan", 2009, 12)
    'Handlingsplan (2009), p. 12'
    """
    named = f"{title} ({year})" if year is not None else title
    return named if page is None else _("{document}, p. {page}").format(document=named, page=page)

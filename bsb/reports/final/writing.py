"""Writing a long report into a Word document: headings, captions, quote boxes, references, and what is missing."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from bsb.formats.bookmarks import marked
from bsb.formats.picture import png
from bsb.formats.word_fields import Caption, Heading, write_caption, write_field, write_heading, write_marked
from bsb.formats.word_table import add_table, tight, upright
from bsb.reports.drawing.frame import Drawing
from bsb.reports.norwegian import listed
from bsb.reports.source_marks import display_source

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

BODY, LEAD, SMALL, REMARK, BULLET = "BSB Brødtekst", "BSB Innledning", "BSB Liten", "BSB Merknad", "List Bullet"
PLAIN, PLAIN_PART = "BSB Unummerert 1", "BSB Unummerert 2"
TABLE, FIGURE, BOX = "Tabell", "Figur", "Sitatboks"
_WIDE, _HIGH = 16.0, 19.5  # centimetres that a picture may take
_SUFFIX = {"positive": " god", "critical": " utfordring"}
_NARROW = 1.1  # centimetres: narrower columns have their heads set upright
#: Rows: in tables with more than the first they stand closer; tables up to the second stay whole; and of longer ones
#: fewer than the last never stand alone on a page.
_LONG, _SHORT, _FEW = 14, 17, 4


@dataclass(frozen=True, slots=True)
class Link:
    """A reference: the bookmark it leads to and what it shows; ``number`` of a heading is the style's to count."""

    bookmark: str
    shown: str
    number: bool = False


@dataclass(frozen=True, slots=True)
class Bold:
    """Words in bold, at the beginning of a paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Something not written or not done yet: ``what`` is missing, of which ``names``, and ``how`` to mend it."""

    what: str
    how: str
    names: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """What is missing, with the names."""
        return f"{self.what}: {listed(list(self.names))}" if self.names else self.what


@dataclass(frozen=True, slots=True)
class Aim:
    """A text in bold that references lead to."""

    bookmark: str
    text: str


Part = str | Link | Bold | Aim


class Writer:
    """Writes before ``place``, a paragraph of a document, and keeps account of headings, captions and gaps."""

    def __init__(self, document: Document, place: Paragraph) -> None:
        self._document = document
        self.place = place
        self._styles = {style.name: style.style_id for style in document.styles}
        self._counts = [0, 0]
        self._annexes = 0
        self.headings: list[Heading] = []
        self.captions: dict[str, list[Caption]] = {TABLE: [], FIGURE: [], BOX: []}
        self.gaps: list[Gap] = []

    def chapter(self, title: str) -> Link:
        """Begin a chapter on a new page; return a reference to its number."""
        self._counts = [self._counts[0] + 1, 0]
        return self._heading("Heading 1", Heading(1, str(self._counts[0]), title, f"_RefKapittel{self._counts[0]}"))

    def section(self, title: str) -> Link:
        """Begin a section of a chapter."""
        self._counts[1] += 1
        number = ".".join(map(str, self._counts))
        return self._heading("Heading 2", Heading(2, number, title, f"_RefKapittel{number.replace('.', '_')}"))

    def annex(self, title: str) -> Link:
        """Begin an annex on a new page; its number is part of its title, and all that references show."""
        self._annexes += 1
        link = Link(f"_RefVedlegg{self._annexes}", f"Vedlegg {self._annexes}")
        paragraph = self._paragraph(PLAIN)
        write_marked(paragraph, link.bookmark, link.shown)
        paragraph.add_run(f". {title}")
        self.headings.append(Heading(1, "", f"{link.shown}. {title}", link.bookmark))
        return link

    def unnumbered(self, title: str) -> None:
        """Begin a part of the report that is no chapter on a new page."""
        self._heading(PLAIN, Heading(1, "", title, f"_RefDel{len(self.headings) + 1}"))

    def unlisted(self, title: str) -> None:
        """Begin a page that the table of contents leaves out."""
        paragraph = self._paragraph("BSB Listetittel")
        paragraph.paragraph_format.page_break_before = True
        paragraph.add_run(title)

    def plain_part(self, title: str) -> None:
        """Begin a section of an unnumbered part."""
        self._heading(PLAIN_PART, Heading(2, "", title, f"_RefDel{len(self.headings) + 1}"))

    def part(self, title: str) -> None:
        """Write a heading that the table of contents leaves out."""
        self._paragraph("Heading 3").add_run(title)

    def _heading(self, style: str, heading: Heading) -> Link:
        write_heading(self._paragraph(style), heading)
        self.headings.append(heading)
        return Link(heading.bookmark, heading.number, number=True)

    def say(self, *parts: Part, style: str = BODY) -> None:
        """Write a paragraph of words and references; line breaks stay."""
        paragraph = self._paragraph(style)
        for part in parts:
            if isinstance(part, Link):
                code = (
                    f"REF {part.bookmark} {chr(92)}r {chr(92)}h" if part.number else f"REF {part.bookmark} {chr(92)}h"
                )
                write_field(paragraph, code, part.shown)
            elif isinstance(part, Aim):
                write_marked(paragraph, part.bookmark, part.text, bold=True)
            elif isinstance(part, Bold):
                paragraph.add_run(part.text).bold = True
            else:
                paragraph.add_run(part)

    def bullets(self, lines: Sequence[str | tuple[Part, ...]]) -> None:
        """Write a list."""
        for line in lines:
            self.say(*((line,) if isinstance(line, str) else line), style=BULLET)

    def written(self, text: str, what: str, how: str, name: str = "") -> None:
        """Write what people wrote, a paragraph a line; or, where there is nothing, say so and note it.

        ``name`` is that of the one among several that have the same gap.
        """
        if text:
            self.texts(text)
        else:
            self.missing(what, how, name)

    def texts(self, text: str) -> None:
        """Write a text, a paragraph a line."""
        for line in text.split("\n"):
            self.say(line)

    def missing(self, what: str, how: str, name: str = "") -> None:
        """Say in the report that something is missing, and note it for the list of gaps."""
        self.note(what, how, name)
        self.say(f"Her mangler {what}" + (f" «{name}»." if name else "."), style=REMARK)

    def note(self, what: str, how: str, name: str = "") -> None:
        """Note a gap; several of one kind become one, with their names."""
        for at, gap in enumerate(self.gaps):
            if name and (gap.what, gap.how) == (what, how):
                self.gaps[at] = replace(gap, names=(*gap.names, name))
                return
        self.gaps.append(Gap(what, how, (name,) if name else ()))

    def next(self, label: str, text: str) -> Caption:
        """Return the next caption of a label, to refer to it before it is written."""
        made = Caption(label, len(self.captions[label]) + 1, text)
        self.captions[label].append(made)
        return made

    def table(
        self,
        caption: Caption,
        header: Sequence[str],
        rows: Sequence[Sequence[str]],
        widths: Sequence[float],
        *,
        numbers_from: int | None = None,
        last_row: bool = False,
    ) -> None:
        """Write a table under its caption. Heads of narrow columns stand upright."""
        from docx.shared import Pt

        write_caption(self._paragraph("Caption"), caption)
        made = add_table(
            self._document,
            header,
            rows,
            widths,
            numbers_from=numbers_from,
            last_row=last_row,
            caption=caption.text,
        )
        narrow = [at for at, width in enumerate(widths) if width < _NARROW]
        if narrow:
            for number, row in enumerate(made.rows):
                cells = row.cells
                for at in narrow:
                    tight(cells[at], 0.5)
                    if not number:
                        upright(cells[at])
            _height(made.rows[0], 3.7)
        if len(rows) > _LONG:
            for paragraph in (p for row in made.rows for cell in row.cells for p in cell.paragraphs):
                paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0)
        if rows:  # a short table stays whole; of a longer one, no few rows stand alone on a page
            every = list(made.rows)
            together = every[:-1] if len(rows) <= _SHORT else every[:_FEW] + every[-_FEW:-1]
            for paragraph in (p for row in together for cell in row.cells for p in cell.paragraphs):
                paragraph.paragraph_format.keep_with_next = True
        self.place._p.addprevious(made._tbl)

    def picture(self, caption: Caption, drawing: Drawing) -> None:
        """Put a picture in, as wide as the page at most, with its alt text, and its caption below."""
        from docx.shared import Cm

        paragraph = self._paragraph("Normal")
        paragraph.paragraph_format.keep_with_next = True
        picture = png(drawing.svg(), title=drawing.title, description=drawing.alt)
        shape = paragraph.add_run().add_picture(io.BytesIO(picture))
        factor = min(1.0, Cm(_WIDE) / shape.width, Cm(_HIGH) / shape.height)
        shape.width, shape.height = (type(shape.width)(int(side * factor)) for side in (shape.width, shape.height))
        told: Any = shape._inline.docPr
        told.set("descr", drawing.alt)
        told.set("title", drawing.title)
        paragraph.add_run(marked(display_source(drawing), ""))
        below = self._paragraph("Caption")
        below.paragraph_format.keep_with_next = False
        write_caption(below, caption)

    def box(self, caption: Caption, valence: str, quotes: Sequence[tuple[str, str]]) -> None:
        """Write a quote box: its caption, and each quote with its source."""
        suffix = _SUFFIX.get(valence, "")
        write_caption(self._paragraph(f"BSB Boks{suffix}"), caption)
        for at, (text, source) in enumerate(quotes):
            self.say(f"«{text}»", style=f"BSB Sitat{suffix}")
            last = self._paragraph(f"BSB Kilde{suffix}")
            last.add_run(source)
            last.paragraph_format.keep_with_next = at < len(quotes) - 1

    def _paragraph(self, style: str) -> Paragraph:
        made = self.place.insert_paragraph_before()
        # paragraph.style would look every style over for each paragraph; a template may lack some of ours.
        if identity := self._styles.get(style):
            made._p.style = identity
        return made


def refer(caption: Caption) -> Link:
    """Return a reference to a caption."""
    return Link(caption.bookmark, caption.name)


def joined(links: Sequence[Link]) -> tuple[Part, ...]:
    """Return references as a list in words: "F1, F2 og F3"."""
    parts: list[Part] = []
    for at, link in enumerate(links):
        if at:
            parts.append(" og " if at == len(links) - 1 else ", ")
        parts.append(link)
    return tuple(parts)


def _height(row: Any, centimetres: float) -> None:
    from docx.shared import Cm

    row.height = Cm(centimetres)

"""The overview of all districts: who took part, themes by district, and chosen displays."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bsb.analysis.matrix import Matrix
from bsb.config import Config
from bsb.corpus.interviews import InterviewTable
from bsb.errors import BsbError
from bsb.formats.bookmarks import marked
from bsb.formats.picture import png
from bsb.formats.word_fields import Caption, write_caption, write_list, write_reference
from bsb.formats.word_table import add_table
from bsb.formats.word_template import render
from bsb.i18n import gettext as _
from bsb.reports.counted import of_participation
from bsb.reports.drawing.frame import Drawing
from bsb.reports.matrix_cells import key_of, rules_of
from bsb.reports.matrix_word import matrix_table
from bsb.reports.norwegian import count, day, listed, sentence
from bsb.reports.source_marks import display_source
from bsb.reports.table_paper import find_mark

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

TEMPLATE = "oversikt.docx"
TITLE = "Oversikt over bydelene"
#: The displays that stand in it unless others are named: those that say something of all districts together.
DISPLAYS = ("varmekart-tjenester", "profil-tjenester", "firefelt", "for-og-etter", "metning")
_LISTS, _COUNTS, _MATRIX, _FIGURES = "[[LISTER]]", "[[TALL]]", "[[MATRISE]]", "[[FIGURER]]"
_WIDE, _HIGH = 26.4, 13.2  # centimetres that a picture may take


@dataclass(frozen=True, slots=True)
class OverviewReport:
    """What was written. ``skipped`` are (display, reason) of those that could not be drawn."""

    path: Path
    figures: tuple[str, ...]
    skipped: tuple[tuple[str, str], ...] = ()


def write_overview(
    out: Path,
    participation: InterviewTable,
    matrix: Matrix | None,
    drawings: Sequence[Drawing],
    *,
    config: Config,
    template: Path,
    today: datetime.date,
) -> None:
    """Write the overview as a Word file; equal input and day give equal bytes. Without codings there is no matrix.

    Raises BsbError if no district has an interview or a conference, or for a template that cannot be filled in.
    """
    shown = [row for row in participation.rows if any(row[1:])]
    if not shown:
        raise BsbError(_("There are no interviews yet."), _("Add one: bsb interview add NAME --district DISTRICT"))
    tables = [Caption("Tabell", 1, "Intervjuer, deltakere og deltakere på dialogkonferanse")]
    if matrix:
        tables.append(Caption("Tabell", 2, "Hvor mange deltakere som snakket om hvert tema"))
    figures = [Caption("Figur", n, drawing.title) for n, drawing in enumerate(drawings, 1)]
    context = {
        "title": TITLE,
        "project": config.name,
        "date": day(today),
        "example": config.example,
        "lists": _LISTS,
        "counts": _COUNTS,
        "without": listed([d.name for d in config.districts if d.name not in {row[0] for row in shown}]),
        "matrix": _MATRIX if matrix else "",
        "key": key_of(matrix) if matrix else "",
        "rules": list(rules_of(matrix)[1:]) if matrix else [],
        "figures": _FIGURES if drawings else "",
    }

    def finish(document: Document) -> None:
        def put(mark: str, field: str) -> Paragraph:
            found: Paragraph = find_mark(document, mark, template, field)
            return found

        _participation(document, put(_COUNTS, "{{ counts }}"), shown, tables[0])
        if matrix:
            _themes(document, put(_MATRIX, "{{ matrix }}"), matrix, tables[1])
        if drawings:
            _pictures(put(_FIGURES, "{{ figures }}"), drawings, figures)
        place = put(_LISTS, "{{ lists }}")
        write_list(place, tables)
        write_list(place, figures)
        _drop(place)

    render(template, context, out, date=today, title=TITLE, author=config.publisher, finish=finish)


def _participation(
    document: Document, place: Paragraph, rows: Sequence[tuple[str, int, int, int]], caption: Caption
) -> None:
    table = InterviewTable(tuple(rows))
    interviews, people, met = table.sums
    counted = of_participation(table)
    places = [*(name for name, *_own in rows), ""]
    lead = place.insert_paragraph_before(style=place.style)
    lead.add_run(
        f"{sentence(count(people, 'deltaker', 'deltakere'))} fra {count(len(rows), 'bydel', 'bydeler')} "
        f"har vært med i {count(interviews, 'intervju', 'intervjuer', 'ett')}"
    )
    if met:
        lead.add_run(f", og {count(met, 'person', 'personer')} har vært på dialogkonferanse")
    lead.add_run(". Tallene for hver bydel står i ")
    write_reference(lead, caption)
    lead.add_run(".")
    write_caption(place.insert_paragraph_before(style="Caption"), caption)
    shown = add_table(
        document,
        ["Bydel", "Intervjuer", "Deltakere", "Deltakere på konferanse"],
        [[name or "Sum", *(counted.mark(name, str(at)) for at in (1, 2, 3))] for name in places],
        [6.0, 3.4, 3.4, 5.0],
        numbers_from=1,
        last_row=True,
        caption=caption.text,
    )
    place._p.addprevious(shown._tbl)
    note = place.insert_paragraph_before(style=place.style)
    if any(not row[3] for row in rows):
        note.add_run("– betyr at ingen konferanse er ført inn.")
    _drop(place)


def _themes(document: Document, place: Paragraph, matrix: Matrix, caption: Caption) -> None:
    lead = place.insert_paragraph_before(style=place.style)
    lead.add_run("Hvor mange ulike deltakere i hver bydel som snakket om hvert tema, står i ")
    write_reference(lead, caption)
    lead.add_run(".")
    write_caption(place.insert_paragraph_before(style="Caption"), caption)
    place._p.addprevious(matrix_table(document, matrix, matrix.columns, last=True)._tbl)
    _drop(place)


def _pictures(place: Paragraph, drawings: Sequence[Drawing], captions: Sequence[Caption]) -> None:
    from docx.shared import Cm

    lead = place.insert_paragraph_before(style=place.style)
    lead.add_run("Slik ser det samme ut i bilder: ")
    write_reference(lead, captions[0])
    if len(captions) > 1:
        lead.add_run(" til ")
        write_reference(lead, captions[-1])
    lead.add_run(".")
    for number, (drawing, caption) in enumerate(zip(drawings, captions, strict=True)):
        picture = place.insert_paragraph_before()
        picture.paragraph_format.keep_with_next = True
        picture.paragraph_format.page_break_before = number > 0
        shape = picture.add_run().add_picture(
            io.BytesIO(png(drawing.svg(), title=drawing.title, description=drawing.alt))
        )
        factor = min(1.0, Cm(_WIDE) / shape.width, Cm(_HIGH) / shape.height)
        shape.width, shape.height = (type(shape.width)(int(side * factor)) for side in (shape.width, shape.height))
        told: Any = shape._inline.docPr
        told.set("descr", drawing.alt)
        told.set("title", drawing.title)
        picture.add_run(marked(display_source(drawing), ""))
        write_caption(_below(place), caption)
    _drop(place)


def _below(place: Paragraph) -> Paragraph:
    """Return a new paragraph for a caption that stands below what it names: the next thing may part from it."""
    made = place.insert_paragraph_before(style="Caption")
    made.paragraph_format.keep_with_next = False
    return made


def _drop(place: Paragraph) -> None:
    parent: Any = place._p.getparent()
    parent.remove(place._p)

"""A paper that is one table, as a Word document on landscape A4 or a workbook."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bsb.dialogue.fill_words import fill_words
from bsb.errors import BsbError
from bsb.formats.word_table import add_table
from bsb.formats.word_template import render
from bsb.i18n import gettext as _

if TYPE_CHECKING:
    from docx.document import Document

TEMPLATE = "tabell.docx"
_MARK = "[[TABELL]]"


@dataclass(frozen=True, slots=True)
class Paper:
    """What stands on it, in a language: title, a lead, the table (widths in centimetres), and notes under it."""

    title: str
    lead: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float]
    notes: Sequence[str] = ()
    example: bool = False
    language: str = "nb"


def write_paper(out: Path, paper: Paper, *, project: str, template: Path, date: datetime.date) -> None:
    """Write a paper as .docx or .xlsx, by the ending of ``out``.

    Raises BsbError for another ending, a template that cannot be filled in, or if it cannot be written there.
    """
    ending = out.suffix.lower()
    if ending == ".xlsx":
        _workbook(out, paper, date)
    elif ending == ".docx":
        _document(out, paper, project, template, date)
    else:
        raise BsbError(
            _("{file} is neither .docx nor .xlsx.").format(file=out.name), _("Give it one of these endings.")
        )


def _document(out: Path, paper: Paper, project: str, template: Path, date: datetime.date) -> None:
    def finish(document: Document) -> None:
        place = find_mark(document, _MARK, template, "{{ table }}")
        table = add_table(document, paper.header, paper.rows, paper.widths, caption=paper.title)
        for row, texts in zip(table.rows[1:], paper.rows, strict=True):
            if not any(texts[2:]):  # it heads those below it, and is not to stand last on a page
                for cell in row.cells:
                    cell.paragraphs[0].paragraph_format.keep_with_next = True
        place._p.addprevious(table._tbl)
        place._p.getparent().remove(place._p)

    words = fill_words(paper.language)
    context = {
        "title": paper.title,
        "lead": paper.lead,
        "project": project,
        "date": words.say.day(date),
        "page": words["page"],
        "of": words["of"],
        "example": paper.example,
        "example_line": words["example-table"],
        "table": _MARK,
        "notes": list(paper.notes),
    }
    render(template, context, out, date=date, title=paper.title, language=paper.language, finish=finish)


def find_mark(document: Document, mark: str, template: Path, wanted: str) -> Any:
    """Return the paragraph in which a mark stands alone. Raises BsbError if the template has no place for it."""
    found = [paragraph for paragraph in document.paragraphs if paragraph.text.strip() == mark]
    if not found:
        raise BsbError(
            _("The template {file} has no place for the table.").format(file=template.name),
            _("Put {field} in a paragraph of its own.").format(field=wanted),
        )
    return found[0]


def _workbook(out: Path, paper: Paper, date: datetime.date) -> None:
    from bsb.formats.workbook import new_workbook, save, table

    book = new_workbook()
    sheet = book.create_sheet(fill_words(paper.language)["table"])
    table(sheet, list(paper.header), [width * 5.2 for width in paper.widths], list(map(list, paper.rows)))
    save(book, out, date=date, title=paper.title)

"""Papers for the meeting a year later: a page to fill in, and what has moved since the conference."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bsb.dialogue.fill_words import fill_words
from bsb.dialogue.followup_page import SIDES, mark_of_page, status_words
from bsb.dialogue.followups import Progress
from bsb.formats.texts import Texts
from bsb.formats.word_table import add_table
from bsb.reports.counted import of_followups
from bsb.reports.fill_in import TEMPLATE, boxes, write_sheet
from bsb.reports.source_marks import mark_recommendation
from bsb.reports.table_paper import TEMPLATE as TABLE_TEMPLATE
from bsb.reports.table_paper import Paper, write_paper
from bsb.text.language import sentence

if TYPE_CHECKING:
    from docx.document import Document

#: Heights on the page of a follow-up meeting (cm): all its rows, the highest of them, and what their lines take.
_ROOM, _HIGHEST, _LINES = 17.5, 3.5, 1.0


def write_followup_page(
    out: Path,
    found: Sequence[Progress],
    *,
    district: str,
    mark: str,
    texts: Texts,
    project: str,
    templates: Callable[[str], Path],
    date: datetime.date,
    example: bool = False,
) -> None:
    """Write the page on which users and service mark, each by themselves, what they see now.

    ``mark`` is the project's; with the district it brings the page home.

    Raises BsbError for a template that cannot be filled in, or if it cannot be written there.
    """
    from docx.shared import Cm, Pt

    words = fill_words(texts.language)
    counted = of_followups(found, words)

    def fill(document: Document, place: Any) -> None:
        rows = [
            [
                each.recommendation.ref,
                f"{mark_recommendation(each.recommendation)}\n({each.recommendation.addressee}; "
                f"{texts('year-last', status=counted.mark(each.recommendation.ref, 'now'))})",
                *("", "", ""),
            ]
            for each in found
        ]
        table = add_table(
            document,
            words.lines("heads"),
            rows,
            (1.1, 5.3, 2.5, 2.5, 4.6),
            caption=texts("year-caption", district=district),
        )
        height = min(_ROOM / len(rows), _HIGHEST)
        for row in table.rows[1:]:
            row.height = Cm(height)
            for cell in row.cells[2:4]:
                boxes(cell, list(status_words(words).values()))
            lines = row.cells[4]
            for number, label in enumerate(words[f"{who}-label"] for who in SIDES):
                paragraph = lines.add_paragraph(style=lines.paragraphs[0].style) if number else lines.paragraphs[0]
                paragraph.add_run(label).font.size = Pt(8)
                # A line to write on, and half of what room the row has besides.
                line = lines.add_paragraph(style=lines.paragraphs[0].style)
                line.paragraph_format.space_after = Cm(max(0.0, height / 2 - _LINES))
        place._p.addprevious(table._tbl)

    write_sheet(
        out,
        title=texts("year-title", district=district),
        lead=texts["year-lead"],
        steps=texts.lines("year-steps"),
        mark=mark_of_page(mark, district, words),
        project=project,
        template=templates(TEMPLATE),
        date=date,
        example=example,
        language=texts.language,
        fill=fill,
    )


def write_moved(
    out: Path,
    found: Sequence[Progress],
    *,
    since: str,
    title: str,
    texts: Texts,
    project: str,
    templates: Callable[[str], Path],
    date: datetime.date,
    example: bool = False,
) -> None:
    """Write the table of what has moved since a day, as a Word document or workbook, by the ending of ``out``.

    Raises BsbError for another ending, or if it cannot be written there.
    """
    rows = []
    words = fill_words(texts.language)
    counted = of_followups(found, words)
    for each in found:
        then = words[f"status-{each.status_on(since)}"]
        now = counted.mark(each.recommendation.ref, "Now")
        notes = "\n".join(saying.note for saying in each.latest.values() if saying.note)
        advice = each.recommendation
        rows.append(
            [
                f"{advice.ref}\n{', '.join(each.districts)}",
                f"{mark_recommendation(advice)}\n({advice.addressee})",
                then.capitalize(),
                texts("moved-differ", status=now) if each.disputed else now,
                counted.mark(advice.ref, "said") or texts["moved-nobody"],
                notes,
            ]
        )
    moved = sum(each.status != each.status_on(since) for each in found)
    held = texts.say.day(datetime.date.fromisoformat(since))
    counts = {"moved": sentence(texts.say.number(moved)), "all": texts.say.number(len(found))}
    paper = Paper(
        title=title,
        lead=texts("moved-lead", day=held, **counts),
        header=texts.lines("moved-heads"),
        rows=rows,
        widths=(2.4, 8.8, 2.2, 2.6, 5.0, 5.5),
        example=example,
        language=texts.language,
    )
    write_paper(out, paper, project=project, template=templates(TABLE_TEMPLATE), date=date)

"""Papers for the meeting a year later: a page to fill in, and what has moved since the conference."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bsb.dialogue.followup_page import HEADS, SIDES, mark_of_page
from bsb.dialogue.followups import STATUS_NAMES, Progress
from bsb.formats.word_table import add_table
from bsb.reports.counted import of_followups
from bsb.reports.fill_in import TEMPLATE, boxes, write_sheet
from bsb.reports.norwegian import day
from bsb.reports.source_marks import mark_recommendation
from bsb.reports.table_paper import TEMPLATE as TABLE_TEMPLATE
from bsb.reports.table_paper import Paper, write_paper

if TYPE_CHECKING:
    from docx.document import Document


def write_followup_page(
    out: Path,
    found: Sequence[Progress],
    *,
    district: str,
    mark: str,
    project: str,
    templates: Callable[[str], Path],
    date: datetime.date,
    example: bool = False,
) -> None:
    """Write the page on which users and service mark, each by themselves, what they see now.

    ``mark`` is the project's; with the district it brings the page home.

    Raises BsbError for a template that cannot be filled in, or if it cannot be written there.
    """
    from docx.shared import Pt

    counted = of_followups(found)

    def fill(document: Document, place: Any) -> None:
        rows = [
            [
                each.recommendation.ref,
                f"{mark_recommendation(each.recommendation)}\n({each.recommendation.addressee}; sist: "
                f"{counted.mark(each.recommendation.ref, 'now')})",
                *("", "", ""),
            ]
            for each in found
        ]
        table = add_table(
            document, HEADS, rows, (1.1, 5.3, 2.7, 2.7, 4.2), caption=f"Anbefalingene i {district}, og hva som skjer"
        )
        for row in table.rows[1:]:
            for cell in row.cells[2:4]:
                boxes(cell, list(STATUS_NAMES.values()))
            lines = row.cells[4]
            for number, label in enumerate(SIDES.values()):
                paragraph = lines.add_paragraph(style=lines.paragraphs[0].style) if number else lines.paragraphs[0]
                paragraph.add_run(label).font.size = Pt(8)
                lines.add_paragraph(style=lines.paragraphs[0].style)
        place._p.addprevious(table._tbl)

    write_sheet(
        out,
        title=f"Ett år etter: {district}",
        lead="Ark til oppfølgingsmøtet. Brukerne og tjenesten fyller ut hver sin kolonne hver for seg, og "
        "snakker så om det de ser ulikt.",
        steps=(
            "Sett x i én rute i kolonnen deres for hver anbefaling.",
            "Skriv til høyre hva dere ser: Hva er annerledes nå enn da? Skriv ikke navn på noen.",
        ),
        mark=mark_of_page(mark, district),
        project=project,
        template=templates(TEMPLATE),
        date=date,
        example=example,
        fill=fill,
    )


def write_moved(
    out: Path,
    found: Sequence[Progress],
    *,
    since: str,
    title: str,
    project: str,
    templates: Callable[[str], Path],
    date: datetime.date,
    example: bool = False,
) -> None:
    """Write the table of what has moved since a day, as a Word document or workbook, by the ending of ``out``.

    Raises BsbError for another ending, or if it cannot be written there.
    """
    rows = []
    counted = of_followups(found)
    for each in found:
        then = STATUS_NAMES[each.status_on(since)]
        notes = "\n".join(saying.note for saying in each.latest.values() if saying.note)
        advice = each.recommendation
        rows.append(
            [
                f"{advice.ref}\n{', '.join(each.districts)}",
                f"{mark_recommendation(advice)}\n({advice.addressee})",
                then.capitalize(),
                counted.mark(advice.ref, "Now") + (" (de ser det ulikt)" if each.disputed else ""),
                counted.mark(advice.ref, "said") or "Ingen har sagt noe ennå",
                notes,
            ]
        )
    moved = sum(each.status != each.status_on(since) for each in found)
    held = day(datetime.date.fromisoformat(since))
    paper = Paper(
        title=title,
        lead=f"Status for hver anbefaling {held} og nå. {moved} av {len(found)} har fått en annen status. "
        "«Nå» er det som ble sagt sist. Der brukere og tjeneste ser det ulikt, står begge.",
        header=("Nr.", "Anbefaling", "Da", "Nå", "Hvem sier det", "Hva de ser"),
        rows=rows,
        widths=(2.4, 8.8, 2.2, 2.6, 5.0, 5.5),
        example=example,
    )
    write_paper(out, paper, project=project, template=templates(TABLE_TEMPLATE), date=date)

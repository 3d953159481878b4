"""A matrix as a Word table on landscape A4, from a template that carries the page, the heading and the rules."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bsb.analysis.matrix import Line, Matrix
from bsb.analysis.warnings import Caution
from bsb.config import Config
from bsb.errors import BsbError
from bsb.formats.word_table import add_table, shade, slim, tight, upright
from bsb.formats.word_template import render
from bsb.formats.workbook import HEAD_FILL
from bsb.i18n import gettext as _
from bsb.reports.counted import TOTAL as COLUMN_OF_TOTALS
from bsb.reports.counted import of_matrix
from bsb.reports.matrix_cells import (
    TOTAL,
    axis_name,
    greatest,
    has_total,
    key_of,
    label,
    rules_of,
    shade_of,
    weight,
)
from bsb.reports.norwegian import day
from bsb.shipped import shipped

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell

TEMPLATE = "matrise.docx"
MOST_COLUMNS = 16
_MARK = "[[MATRISE]]"
_WIDTH, _HEAD, _TOTAL = 26.5, 4.9, 1.4  # centimetres: the page, the row heads, the sums
_WIDEST = 2.4
_INDENT = 0.35  # centimetres for each step down in the tree


def write_matrix_document(
    matrix: Matrix,
    config: Config,
    out: Path,
    *,
    today: datetime.date,
    template: Path | None = None,
    cautions: Sequence[Caution] = (),
) -> None:
    """Write a matrix as a Word document with a table whose header row repeats on each page, and what to beware of.

    Up to 16 columns stand beside each other; more make several tables. The same matrix and day give the same
    bytes. ``template`` is the shipped ``matrise.docx`` unless another is given.

    Raises BsbError, with nothing written, for a template that cannot be filled in or has no place for the table,
    or a matrix whose cells hold quotes or summaries: these go in a workbook.
    """
    if matrix.definition.cell in ("quotes", "summary"):
        raise BsbError(
            _("Cells with quotes or summaries do not fit in a Word table."), _("Write it as a workbook: -o FILE.xlsx")
        )
    path = template or shipped("templates") / TEMPLATE
    context = {
        "title": matrix.definition.title,
        "note": matrix.definition.note,
        "project": config.name,
        "date": day(today),
        "example": config.example,
        "key": key_of(matrix),
        "rules": list(rules_of(matrix)[1:]),
        "alone": [label(matrix.definition.rows, line) for line in matrix.single_voices()],
        "matrix": _MARK,
    }

    def finish(document: Document) -> None:
        places = [p for p in document.paragraphs if p.text.strip() == _MARK]
        if not places:
            raise BsbError(
                _("The template {file} has no place for the matrix.").format(file=path.name),
                _("Put {{ matrix }} in a paragraph of its own."),
            )
        _fill(document, places[0], matrix)
        _beware(document, cautions)

    render(path, context, out, date=today, title=matrix.definition.title, author=config.publisher, finish=finish)


def _beware(document: Document, cautions: Sequence[Caution]) -> None:
    """List the cautions last; those of one speaker stand in the template's own list, without naming who it is."""
    shown = [caution.text for caution in cautions if caution.kind != "one-speaker"]
    styles = {style.name for style in document.styles}
    if shown:
        document.add_paragraph("Forbehold", style="Heading 2" if "Heading 2" in styles else None)
    for text in shown:
        document.add_paragraph(text, style="List Bullet" if "List Bullet" in styles else None)


def _fill(document: Document, place: Any, matrix: Matrix) -> None:
    """Put the tables where the marker stands."""
    count = -(-len(matrix.columns) // MOST_COLUMNS) or 1
    size = -(-len(matrix.columns) // count) or 1
    blocks = [matrix.columns[at : at + size] for at in range(0, len(matrix.columns), size)] or [()]
    for number, columns in enumerate(blocks, 1):
        if len(blocks) > 1:
            place.insert_paragraph_before(f"Del {number} av {len(blocks)}", style="Caption")
        table = matrix_table(document, matrix, columns, last=number == len(blocks))
        place._p.addprevious(table._tbl)
    place._p.getparent().remove(place._p)


def matrix_table(document: Document, matrix: Matrix, columns: Sequence[Line], *, last: bool) -> Any:
    """Return a table of some of a matrix's columns, added at the end of a document; ``last`` ones get the sums."""
    from docx.shared import Cm

    definition = matrix.definition
    last = last and has_total(matrix)
    room = _WIDTH - _HEAD - (_TOTAL if last else 0)
    width = min(_WIDEST, room / max(1, len(columns)))
    names = [f"{axis_name(definition.rows)} / {axis_name(definition.columns).lower()}"]
    names += [label(definition.columns, column) for column in columns]
    widths = [_HEAD, *(width for _column in columns)]
    if last:
        names.append(TOTAL)
        widths.append(_TOTAL)
    rows = matrix.rows if definition.nested else tuple(row for row in matrix.rows if row.countable)
    table = add_table(
        document,
        names,
        [[label(definition.rows, row), *("" for _name in names[1:])] for row in rows],
        widths,
        caption=definition.title,
    )
    head, *body = table.rows
    most, counted = greatest(matrix), of_matrix(matrix)
    head.cells[0].paragraphs[0].runs[0].text = counted.mark_table(names[0])
    _height(head, 3.3)
    for cell in head.cells[1:]:
        upright(cell)
        tight(cell, 0.5)
    for line, row in zip(rows, body, strict=True):
        cells = row.cells
        slim(cells[0])
        if line.depth:  # of all its lines, if the name takes two
            cells[0].paragraphs[0].paragraph_format.left_indent = Cm(_INDENT * line.depth)
        for column, shown in zip(columns, cells[1:], strict=False):
            _write(shown, counted.mark(line.key, column.key), bold=not line.countable)
            fill = shade_of(weight(matrix, line.key, column.key), most) if line.countable else HEAD_FILL
            if fill:
                shade(shown, fill)
        if last:
            _write(cells[-1], counted.mark(line.key, COLUMN_OF_TOTALS), bold=True)
    return table


def _write(shown: _Cell, figure: str, *, bold: bool = False) -> None:
    """Write a cell: its figure, and under it, smaller, the turns by valence."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    tight(shown, 0.3)
    paragraph = shown.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    slim(shown)
    first, _break, second = figure.partition("\n")
    if first:
        run = paragraph.add_run(first)
        run.bold = bold or None
        run.font.size = Pt(10)
        if second:
            run.add_break()
            small = paragraph.add_run(second)
            small.font.size = Pt(7.5)


def _height(row: Any, centimetres: float) -> None:
    from docx.shared import Cm

    row.height = Cm(centimetres)

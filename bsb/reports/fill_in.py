"""Word sheets that people fill in: boxes to click or put an x in, lines to write on."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bsb.dialogue.fill_words import fill_words
from bsb.formats.bookmarks import unmarked
from bsb.formats.word_table import add_table, shade, style_id
from bsb.formats.word_template import render
from bsb.reports.table_paper import find_mark
from bsb.text.lix import lix

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

TEMPLATE = "ark.docx"
WIDTH = 16.0  # centimetres between the margins
_MARK, _LIX = "[[INNHOLD]]", "[[LIX]]"
_HEAD_FILL = "E6ECF3"
_EMPTY, _CHECKED = "2610", "2612"
_ROOMY = 1.05  # centimetres: from here on a row has a line under its label
_BOX_FONT = "Segoe UI Symbol"
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"


def write_sheet(
    out: Path,
    *,
    title: str,
    lead: str,
    steps: Sequence[str],
    mark: str,
    project: str,
    template: Path,
    date: datetime.date,
    example: bool,
    language: str,
    fill: Callable[[Document, Any], None],
) -> None:
    """Write a sheet in a language. ``fill`` gets the document and the paragraph before which it puts its tables.

    Raises BsbError for a template that cannot be filled in, or if it cannot be written there.
    """

    def finish(document: Document) -> None:
        place = find_mark(document, _MARK, template, "{{ content }}")
        fill(document, place)
        place._p.getparent().remove(place._p)
        _print_lix(document)

    words = fill_words(language)
    context = {
        "title": title,
        "lead": lead,
        "steps": list(steps),
        "mark": mark,
        "project": project,
        "date": f"{words.say.day(date)} · {_LIX}",
        "page": words["page"],
        "of": words["of"],
        "example": example,
        "example_line": words["example-sheet"],
        "content": _MARK,
    }
    render(template, context, out, date=date, title=title, language=language, finish=finish)


def _print_lix(document: Document) -> None:
    """Put how hard the sheet is to read where its date stands."""
    from docx.oxml.ns import qn

    body = document.element.body
    paragraphs = ("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p")))
    found = lix(unmarked("\n".join(paragraphs)))
    # Not by way of sections: filling the template in has put other parts in the place of these.
    edges = [r.target_part for r in document.part.rels.values() if r.reltype.endswith(("/footer", "/header"))]
    parts = [body, *(edge.element for edge in edges)]
    for text in (each for part in parts for each in part.iter(qn("w:t"))):
        if _LIX in (text.text or ""):
            text.text = text.text.replace(_LIX, "" if found is None else f"LIX {found:.0f}").removesuffix(" · ")


def box_table(
    document: Document, place: Any, head: str, boxes: Sequence[str], lines: Sequence[tuple[str, float]]
) -> Table:
    """Add a table before ``place``: a head over all columns, a row of boxes with labels, and rows to write in.

    ``lines`` are (label, height in centimetres) of the rows to write in.
    """
    from docx.shared import Cm, Pt

    count = max(1, len(boxes))
    rows = [[head, *[""] * (count - 1)], list(boxes) or [""]] + [[label, *[""] * (count - 1)] for label, _h in lines]
    if not boxes:
        del rows[1]
    # A box is as wide as its label needs, so that each stands on one line.
    lengths = [len(label) + 9 for label in boxes] or [1]
    widths = [WIDTH * length / sum(lengths) for length in lengths]
    table = add_table(document, [""] * count, rows, widths, row_heads=False, caption=unmarked(head)[:120])
    _grid(table)
    style = style_id(document, "BSB Tabelltekst")
    for number, row in enumerate(table.rows):
        if number == 1 and boxes:
            for cell, label in zip(row.cells, boxes, strict=True):
                cell.text = ""
                _box(cell.paragraphs[0], label)
                _style(cell, style)
            continue
        cell = row.cells[0] if count == 1 else row.cells[0].merge(row.cells[-1])
        text = cell.text.strip()
        cell.text = text
        _style(cell, style)
        if number == 0:
            cell.paragraphs[0].runs[0].bold = True
            shade(cell, _HEAD_FILL)
        else:
            height = lines[number - (2 if boxes else 1)][1]
            row.height = Cm(height)
            for run in cell.paragraphs[0].runs:
                run.bold = True
            if height >= _ROOMY:
                cell.add_paragraph()
            _style(cell, style)
    place._p.addprevious(table._tbl)
    gap = place.insert_paragraph_before("")
    gap.paragraph_format.space_after = Cm(0)
    gap.paragraph_format.line_spacing = Pt(7)
    return table


def _style(cell: _Cell, style: str | None) -> None:
    if style:
        for paragraph in cell.paragraphs:
            paragraph._p.style = style


def boxes(cell: _Cell, labels: Sequence[str]) -> None:
    """Fill an empty cell with boxes, one a line, that can be clicked."""
    for number, label in enumerate(labels):
        _box(cell.add_paragraph(style=cell.paragraphs[0].style) if number else cell.paragraphs[0], label)


def _box(paragraph: Paragraph, label: str) -> None:
    """Put a box that can be clicked before a label; where it cannot, an x beside it does as well."""
    from docx.oxml import parse_xml

    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    font = f'<w:rFonts w:ascii="{_BOX_FONT}" w:hAnsi="{_BOX_FONT}" w:eastAsia="{_BOX_FONT}" w:cs="{_BOX_FONT}"/>'
    paragraph._p.append(
        parse_xml(
            f'<w:sdt xmlns:w="{space}" xmlns:w14="{_W14}"><w:sdtPr><w:alias w:val="{label}"/><w14:checkbox>'
            f'<w14:checked w14:val="0"/><w14:checkedState w14:val="{_CHECKED}" w14:font="{_BOX_FONT}"/>'
            f'<w14:uncheckedState w14:val="{_EMPTY}" w14:font="{_BOX_FONT}"/></w14:checkbox></w:sdtPr>'
            f"<w:sdtContent><w:r><w:rPr>{font}</w:rPr><w:t>\u2610</w:t></w:r></w:sdtContent></w:sdt>"
        )
    )
    paragraph.add_run(f" {label}")


def _grid(table: Table) -> None:
    """Give a table lines all round, so that it is clear where to write."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties: Any = table._tbl.tblPr
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "8A97A8")):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    after = ("shd", "tblLayout", "tblCellMar", "tblLook", "tblCaption", "tblDescription")
    for position, other in enumerate(properties):
        if other.tag.rpartition("}")[2] in after:
            properties.insert(position, borders)
            return
    properties.append(borders)

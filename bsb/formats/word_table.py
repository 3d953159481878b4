"""Tables in Word documents: a real header row that repeats, row heads, rows that stay whole, fixed widths.

The styles ("BSB Tabell", "BSB Tabelltekst", "BSB Tabellhode") are drawn by ``templates/source/look.py``; a
document that lacks them gets Word's plain ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell

#: Some children of a cell's properties, in the order that the schema asks for.
_PROPERTIES = ("tcW", "gridSpan", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "textDirection", "vAlign")


def add_table(
    document: Document,
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    *,
    numbers_from: int | None = None,
    row_heads: bool = True,
    last_row: bool = False,
    caption: str = "",
) -> Table:
    """Add a table with a header row that repeats on each page and rows that do not break.

    ``widths`` are centimetres. Columns from ``numbers_from`` on are set right. With ``row_heads`` the first
    column heads its row, with ``last_row`` the last row holds sums. Cells may hold docxtpl fields, and a row
    whose first cell is ``{%tr for ... %}`` works as docxtpl says. A header of empty texts gives none: for
    pairs of words ("Intervjuer", "4") alone. ``caption`` is read out by screen readers and not printed.
    """
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm

    heads = [list(header)] if any(header) else []
    table: Table = document.add_table(rows=0, cols=len(widths))
    if style := style_id(document, "BSB Tabell"):
        table._tbl.tblStyle_val = style
    _look(table, bool(heads), last_row, row_heads, caption)
    head_style, text_style = style_id(document, "BSB Tabellhode"), style_id(document, "BSB Tabelltekst")
    for number, texts in enumerate([*heads, *map(list, rows)]):
        row = table.add_row()  # type: ignore[no-untyped-call]
        _mark(row._tr.get_or_add_trPr(), "cantSplit")
        head = bool(heads) and number == 0
        if head:
            _mark(row._tr.get_or_add_trPr(), "tblHeader")
        for column, (cell, text, width) in enumerate(zip(row.cells, texts, widths, strict=True)):
            cell.width = Cm(width)
            cell.text = text
            paragraph = cell.paragraphs[0]
            if style := head_style if head else text_style:
                paragraph._p.style = style  # paragraph.style would look every style over for each cell
            if numbers_from is not None and column >= numbers_from:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for table_column, width in zip(table.columns, widths, strict=True):
        table_column.width = Cm(width)
    return table


def style_id(document: Document, name: str) -> str | None:
    """Return the id of the style that the file has under a name; None if it has none."""
    found = document.styles.element.xpath(f'w:style[w:name/@w:val="{name}"]/@w:styleId')
    return str(found[0]) if found else None


def _look(table: Table, heads: bool, last_row: bool, row_heads: bool, caption: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    table.autofit = False
    properties: Any = table._tbl.tblPr
    for old in properties.findall(qn("w:tblLook")):
        properties.remove(old)
    look = OxmlElement("w:tblLook")
    bits = 0x600 | 0x20 * heads | 0x40 * last_row | 0x80 * row_heads
    look.set(qn("w:val"), f"{bits:04X}")
    flags = {"firstRow": heads, "lastRow": last_row, "firstColumn": row_heads}
    for key, on in {**flags, "lastColumn": False, "noHBand": True, "noVBand": True}.items():
        look.set(qn(f"w:{key}"), str(int(on)))
    properties.append(look)
    if caption:
        title = OxmlElement("w:tblCaption")
        title.set(qn("w:val"), caption)
        properties.append(title)


def _mark(properties: Any, name: str) -> None:
    from docx.oxml import OxmlElement

    properties.append(OxmlElement(f"w:{name}"))


def shade(cell: _Cell, fill: str) -> None:
    """Give a cell a ground colour ("DCE6F1")."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shading = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", fill)):
        shading.set(qn(f"w:{key}"), value)
    _set(cell, shading)


def upright(cell: _Cell) -> None:
    """Let the text of a cell run upwards in the middle of the cell, for long words over narrow columns."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for name, value in (("textDirection", "btLr"), ("vAlign", "center")):
        setting = OxmlElement(f"w:{name}")
        setting.set(qn("w:val"), value)
        _set(cell, setting)


def tight(cell: _Cell, millimetres: float) -> None:
    """Set the margin between a cell's text and its left and right edges."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    margins = OxmlElement("w:tcMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(round(millimetres * 56.7)))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    _set(cell, margins)


def slim(cell: _Cell) -> None:
    """Set a cell's lines close, for tables that are to fit on one page."""
    from docx.shared import Pt

    layout = cell.paragraphs[0].paragraph_format
    layout.space_before = layout.space_after = Pt(1)
    layout.line_spacing = 1.0


def _set(cell: _Cell, child: Any) -> None:
    """Put a property where the schema wants it: Word calls a file with properties out of order damaged."""
    properties: Any = cell._tc.get_or_add_tcPr()
    for old in properties.findall(child.tag):
        properties.remove(old)
    name = child.tag.rpartition("}")[2]
    later = _PROPERTIES[_PROPERTIES.index(name) + 1 :]
    for position, other in enumerate(properties):
        if other.tag.rpartition("}")[2] in later:
            properties.insert(position, child)
            return
    properties.append(child)

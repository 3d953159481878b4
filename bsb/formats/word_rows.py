"""Reading the tables of a Word document that comes back from people, row by row and cell by cell."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bsb.formats.limits import LIMITS, Limits, macros, open_zip, parse_xml, read_part
from bsb.text.normal import normalise

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TBL, _TR, _TC, _P, _T = (_W + name for name in ("tbl", "tr", "tc", "p", "t"))
_GONE = (_W + "del", _W + "moveFrom")
_SIGNS = {_W + "tab": " ", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-"}


@dataclass(frozen=True, slots=True)
class WordTables:
    """The tables of a document, each a list of rows, each a list of cells' texts; and the text outside of them."""

    tables: tuple[tuple[tuple[str, ...], ...], ...]
    text: str


def read_tables(path: Path, *, limits: Limits = LIMITS) -> WordTables:
    """Read a .docx file: what was inserted while changes were tracked counts, what was deleted does not.

    Raises BsbError if the file is missing, damaged, beyond the limits, or holds macros.
    """
    with open_zip(path, limits) as archive:
        if any(name.endswith("vbaProject.bin") for name in archive.namelist()):
            raise macros(path)
        root = parse_xml(read_part(path, archive, "word/document.xml", limits), path, limits)
    tables = [table for table in root.iter(_TBL) if not any(up.tag == _TBL for up in table.iterancestors())]
    outside = [_paragraph(p) for p in root.iter(_P) if not any(up.tag == _TBL for up in p.iterancestors())]
    rows = tuple(tuple(_row(row) for row in table.iter(_TR)) for table in tables)
    return WordTables(rows, normalise("\n".join(outside)))


def _row(row: _Element) -> tuple[str, ...]:
    return tuple(normalise("\n".join(_paragraph(p) for p in cell.iter(_P))).strip() for cell in row.iter(_TC))


def _paragraph(paragraph: _Element) -> str:
    parts = []
    for node in paragraph.iter():
        if not isinstance(node.tag, str) or any(up.tag in _GONE for up in node.iterancestors()):
            continue
        if node.tag == _T:
            parts.append(node.text or "")
        elif node.tag in _SIGNS:
            parts.append(_SIGNS[node.tag])
    return "".join(parts)

"""Large print: the same kit in larger type, for those who read badly or sit far from the paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document

#: Type up to SMALL points grows by MORE (13 becomes 17.5), type that is large already by LESS (21 becomes 23).
SMALL, MORE, LESS = 13.0, 1.35, 1.1


def enlarge(document: Document) -> None:
    """Make all type of a document larger, in styles and in runs that have a size of their own.

    Header and footer stay as they are: they are there to sort the sheets, and have one line.
    """
    from docx.oxml.ns import qn

    kept = {document.styles[name].element for name in ("Header", "Footer")}
    for root in (document.styles.element, document.element):
        for size in root.iter(qn("w:sz"), qn("w:szCs")):
            # A paragraph's size stands in half points; table borders have a w:sz of their own and no w:rPr above.
            if size.getparent().tag == qn("w:rPr") and size.getparent().getparent() not in kept:
                points = int(size.get(qn("w:val"))) / 2
                size.set(qn("w:val"), str(round(2 * max(min(points, SMALL) * MORE, points * LESS))))

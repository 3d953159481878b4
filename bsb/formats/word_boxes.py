"""Quote boxes in Word documents: paragraphs of the styles "BSB Boks", "BSB Sitat" and "BSB Kilde"."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document


def keep_boxes_whole(document: Document) -> None:
    """Keep the quotes of a box on one page: after a source that another quote follows, no page begins."""
    names = {style.style_id: style.name or "" for style in document.styles}
    styled = [(paragraph, names.get(paragraph._p.style or "", "")) for paragraph in document.paragraphs]
    for (source, own), (_quote, below) in pairwise(styled):
        if own.startswith("BSB Kilde") and below.startswith("BSB Sitat"):
            source.paragraph_format.keep_with_next = True

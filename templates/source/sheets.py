"""Draws ``tabell.docx`` (a table on landscape A4) and ``ark.docx`` (a sheet to fill in, portrait A4).

Their fields come from ``bsb/reports/table_paper.py`` and ``bsb/reports/fill_in.py``.
"""

from __future__ import annotations

from docx.document import Document
from docx.shared import Cm, Pt
from look import furnish, in_any_language, new_document, save


def draw() -> Document:
    """Return the template of a table as a document."""
    document = new_document(landscape=True)
    furnish(document, header="{{ title }}", footer="{{ project }} · {{ date }}")
    in_any_language(document)
    _paragraphs(
        document,
        ("Heading 1", "{{ title }}"),
        ("BSB Brødtekst", "{{ lead }}"),
        ("Normal", "{%p if example %}"),
        ("BSB Merknad", "{{ example_line }}"),
        ("Normal", "{%p endif %}"),
        ("Normal", "{{ table }}"),
        ("BSB Liten", "{%p for note in notes %}"),
        ("BSB Liten", "{{ note }}"),
        ("BSB Liten", "{%p endfor %}"),
    )
    return document


def draw_sheet() -> Document:
    """Return the template of a sheet to fill in as a document."""
    document = new_document()
    section = document.sections[0]
    section.top_margin, section.bottom_margin = (
        Cm(1.9),
        Cm(1.6),
    )  # what is to be filled in should not need a second page
    furnish(document, header="{{ title }}", footer="{{ project }} · {{ date }}")
    in_any_language(document)
    _paragraphs(
        document,
        ("Heading 1", "{{ title }}"),
        ("BSB Brødtekst", "{{ lead }}"),
        ("Normal", "{%p if example %}"),
        ("BSB Merknad", "{{ example_line }}"),
        ("Normal", "{%p endif %}"),
        ("List Bullet", "{%p for step in steps %}"),
        ("List Bullet", "{{ step }}"),
        ("List Bullet", "{%p endfor %}"),
        ("Normal", "{{ content }}"),
        ("BSB Liten", "{%p if mark %}"),
        ("BSB Liten", "{{ mark }}"),
        ("BSB Liten", "{%p endif %}"),
    )
    return document


def _paragraphs(document: Document, *parts: tuple[str, str]) -> None:
    for style, text in parts:
        document.add_paragraph(text, style=style)
    document.paragraphs[0].paragraph_format.space_before = Pt(0)


if __name__ == "__main__":
    save(draw(), "tabell.docx", "Mal for tabell")
    save(draw_sheet(), "ark.docx", "Mal for ark")

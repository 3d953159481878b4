"""Draws ``matrise.docx``, the page that a matrix is put on. Its fields come from ``bsb/reports/matrix_word.py``."""

from __future__ import annotations

from docx.document import Document
from docx.shared import Pt
from look import furnish, new_document, save


def draw() -> Document:
    """Return the template as a document."""
    document = new_document(landscape=True)
    furnish(document, header="{{ title }}", footer="{{ project }} · {{ date }}")
    for style, text in (
        ("Heading 1", "{{ title }}"),
        ("Normal", "{%p if example %}"),
        ("BSB Merknad", "Dette er et eksempel. Alt i tabellen er oppdiktet."),
        ("Normal", "{%p endif %}"),
        ("BSB Liten", "{{ key }}"),
        ("Normal", "{{ matrix }}"),
        ("BSB Liten", "{%p for rule in rules %}"),
        ("BSB Liten", "{{ rule }}"),
        ("BSB Liten", "{%p endfor %}"),
        ("Normal", "{%p if alone %}"),
        ("Heading 2", "Bare én person snakket om dette"),
        ("Normal", "{%p for name in alone %}"),
        ("List Bullet", "{{ name }}"),
        ("Normal", "{%p endfor %}"),
        ("Normal", "{%p endif %}"),
    ):
        document.add_paragraph(text, style=style)
    document.paragraphs[0].paragraph_format.space_before = Pt(0)
    return document


if __name__ == "__main__":
    save(draw(), "matrise.docx", "Mal for matrise")

"""Draws ``notater.docx``, all memos of a project in one paper.

    python templates/source/memos.py

Its fields come from ``bsb/reports/memo_paper.py``.
"""

from __future__ import annotations

from docx.document import Document
from look import furnish, in_any_language, new_document, save


def draw() -> Document:
    """Return the template as a document."""
    document = new_document()
    furnish(document, header="{{ header }}", footer="{{ project }}")
    in_any_language(document)
    for style, text in (
        ("Title", "{{ title }}"),
        ("Subtitle", "{{ project }}"),
        ("BSB Liten", "{{ date }} · {{ number }}"),
        ("BSB Merknad", "{%p if example %}"),
        ("BSB Merknad", "{{ example }}"),
        ("BSB Merknad", "{%p endif %}"),
        ("BSB Brødtekst", "{{ lead }}"),
        ("Normal", "{%p for kind in kinds %}"),
        ("Heading 1", "{{ kind.name }}"),
        ("Normal", "{%p for group in kind.groups %}"),
        ("Normal", "{%p if group.name %}"),
        ("Heading 2", "{{ group.name }}"),
        ("Normal", "{%p endif %}"),
        ("Normal", "{%p for memo in group.memos %}"),
        ("Normal", "{%p if group.name %}"),
        ("Heading 3", "{{ memo.heading }}"),
        ("Normal", "{%p else %}"),
        ("Heading 2", "{{ memo.heading }}"),
        ("Normal", "{%p endif %}"),
        ("BSB Liten", "{{ memo.about }}"),
        ("Normal", "{%p if memo.words %}"),
        ("BSB Merknad", "«{{ memo.words }}»"),
        ("Normal", "{%p endif %}"),
        ("Normal", "{%p for line in memo.lines %}"),
        ("BSB Brødtekst", "{{ line }}"),
        ("Normal", "{%p endfor %}"),
        ("Normal", "{%p endfor %}"),
        ("Normal", "{%p endfor %}"),
        ("Normal", "{%p endfor %}"),
    ):
        paragraph = document.add_paragraph(text, style=style)
        # What a memo is about, and the words it is on, stand with the memo.
        paragraph.paragraph_format.keep_with_next = True if "memo.about" in text or "memo.words }" in text else None
    return document


if __name__ == "__main__":
    save(draw(), "notater.docx", "Mal for alle notater")

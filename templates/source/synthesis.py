"""Draws ``syntese.docx`` (a theme across evaluations) and ``syntesetabell.docx`` (a table on landscape A4).

    python templates/source/synthesis.py

Their fields come from ``bsb/synthesis/theme_paper.py`` and ``bsb/synthesis/table_papers.py``.
"""

from __future__ import annotations

from docx.document import Document
from docx.shared import Pt
from look import add_table, furnish, in_any_language, new_document, save

_WHO = ("evaluation", "codes", "speakers", "interviews", "valence", "conference")
_FINDINGS = ("evaluation", "finding", "conference")


def draw() -> Document:
    """Return the template of a theme paper as a document."""
    document = new_document()
    furnish(document, header="{{ words.header }}", footer="{{ project }}")
    in_any_language(document)
    _lines(
        document,
        ("Title", "{{ title }}"),
        ("Subtitle", "{{ project }}"),
        ("BSB Liten", "{{ date }} · {{ number }}"),
        ("BSB Ingress", "{%p if definition %}"),
        ("BSB Ingress", "{{ definition }}"),
        ("BSB Ingress", "{%p endif %}"),
        ("Heading 1", "{{ words.who_head }}"),
        ("BSB Brødtekst", "{{ who }}"),
    )
    _table(document, _WHO, "who_rows", (4.0, 3.2, 2.5, 2.1, 1.7, 2.5))
    _lines(
        document,
        ("BSB Liten", "{{ words.who_note }}"),
        ("Heading 1", "{{ words.quotes_head }}"),
        ("BSB Brødtekst", "{{ words.quotes_lead }}"),
        ("Normal", "{%p for box in boxes %}"),
    )
    for test, suffix in (("if box.good", " god"), ("elif box.hard", " utfordring"), ("else", "")):
        _lines(
            document,
            ("Normal", f"{{%p {test} %}}"),
            (f"BSB Boks{suffix}", "{{ box.label }}"),
            ("Normal", "{%p for quote in box.quotes %}"),
            (f"BSB Sitat{suffix}", "«{{ quote.text }}»"),
            (f"BSB Kilde{suffix}", "{{ quote.source }}"),
            ("Normal", "{%p endfor %}"),
        )
    _lines(
        document,
        ("Normal", "{%p endif %}"),
        ("Normal", "{%p endfor %}"),
        *_each("BSB Tillegg", "missing"),
        ("Heading 1", "{{ words.findings_head }}"),
        ("Normal", "{%p if findings %}"),
    )
    _table(document, _FINDINGS, "findings", (4.0, 9.4, 2.6))
    _lines(
        document,
        ("Normal", "{%p else %}"),
        ("BSB Brødtekst", "{{ words.findings_none }}"),
        ("Normal", "{%p endif %}"),
        ("Normal", "{%p if advice %}"),
        ("Heading 1", "{{ words.advice_head }}"),
        *_each("List Bullet", "advice"),
        ("Normal", "{%p endif %}"),
        ("Normal", "{%p if thin %}"),
        ("Heading 1", "{{ words.thin_head }}"),
        *_each("List Bullet", "thin"),
        ("Normal", "{%p endif %}"),
        ("Heading 1", "{{ words.how_head }}"),
        *_each("BSB Brødtekst", "how"),
    )
    return document


def draw_table() -> Document:
    """Return the template of a table as a document."""
    document = new_document(landscape=True)
    furnish(document, header="{{ title }}", footer="{{ project }} · {{ date }}")
    in_any_language(document)
    _lines(
        document,
        ("Heading 1", "{{ title }}"),
        ("BSB Brødtekst", "{{ lead }}"),
        ("Normal", "{{ table }}"),
        *_each("BSB Liten", "notes"),
    )
    document.paragraphs[0].paragraph_format.space_before = Pt(0)
    return document


def _table(document: Document, columns: tuple[str, ...], rows: str, widths: tuple[float, ...]) -> None:
    blank = [""] * (len(columns) - 1)
    add_table(
        document,
        [f"{{{{ words.{name} }}}}" for name in columns],
        [
            [f"{{%tr for row in {rows} %}}", *blank],
            [f"{{{{ row.{name} }}}}" for name in columns],
            ["{%tr endfor %}", *blank],
        ],
        widths,
    )


def _each(style: str, name: str) -> tuple[tuple[str, str], ...]:
    return ((style, f"{{%p for line in {name} %}}"), (style, "{{ line }}"), (style, "{%p endfor %}"))


def _lines(document: Document, *parts: tuple[str, str]) -> None:
    for style, text in parts:
        document.add_paragraph(text, style=style)


if __name__ == "__main__":
    save(draw(), "syntese.docx", "Mal for et tema på tvers av evalueringer")
    save(draw_table(), "syntesetabell.docx", "Mal for en tabell på tvers av evalueringer")

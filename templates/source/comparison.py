"""Draws ``sammenligning.docx``, districts beside one another. Its fields: ``bsb/reports/comparison_paper.py``."""

from __future__ import annotations

from docx.document import Document
from docx.shared import Pt
from look import add_table, furnish, new_document, save

from bsb.formats.word_table import slim

_GROUP = ["{{ group.name }}", "{{ group.n }}", "{{ group.districts }}"]


def draw() -> Document:
    """Return the template as a document."""
    document = new_document(landscape=True)
    furnish(document, header="{{ title }}", footer="{{ project }} · {{ date }}")
    for style, text in (
        ("Heading 1", "{{ title }}"),
        ("BSB Liten", "{{ project }} · {{ date }}"),
        ("Normal", "{%p if example %}"),
        ("BSB Merknad", "Dette er et eksempel. Det folk sier er oppdiktet."),
        ("Normal", "{%p endif %}"),
        ("Normal", "{%p if note %}"),
        ("BSB Brødtekst", "{{ note }}"),
        ("Normal", "{%p endif %}"),
        ("Normal", "{%p if small %}"),
        ("BSB Merknad", "{{ small }}"),
        ("Normal", "{%p endif %}"),
        ("Normal", "{{ table }}"),
        ("BSB Liten", "En tom rute er ukjent. 0 betyr at ingen sa det."),
        ("Normal", "{%p if pairs %}"),
        ("Heading 2", "Det som går sammen"),
        ("Normal", "{%p for pair in pairs %}"),
        ("Heading 3", "{{ pair.heading }}"),
        ("BSB Brødtekst", "{{ pair.text }} {{ pair.contrast }}"),
        ("Normal", "{%p if pair.meanings %}"),
        ("BSB Liten", "{{ pair.meanings }}"),
        ("Normal", "{%p endif %}"),
    ):
        document.add_paragraph(text, style=style)
    # A pair stands on one page, from its heading to its figures.
    for paragraph in document.paragraphs[-6:]:
        paragraph.paragraph_format.keep_with_next = True
    table = add_table(
        document,
        ["Har", "Antall", "Bydeler"],
        [["{%tr for group in pair.groups %}", "", ""], _GROUP, ["{%tr endfor %}", "", ""]],
        [4.2, 2.0, 20.0],
    )
    for cell in (cell for row in table.rows for cell in row.cells):
        cell.paragraphs[0].paragraph_format.keep_with_next = True
        slim(cell)
    for style, text in (
        ("BSB Liten", "{{ pair.shares }}"),
        ("Normal", "{%p if pair.caution %}"),
        ("BSB Merknad", "{{ pair.caution }}"),
        ("Normal", "{%p endif %}"),
        ("Normal", "{%p endfor %}"),
        ("Heading 2", "Slik leses dette"),
        (
            "BSB Brødtekst",
            "At to ting går sammen, betyr ikke at det ene fører til det andre. Se om setningen er en annen for "
            "bydelene uten det første; først da sier sammentreffet noe. Femten bydeler er for få til å regne ut "
            "sannsynligheter, og det er ikke gjort.",
        ),
        (
            "BSB Brødtekst",
            "Konsistens er andelen av bydelene med det første som også har det andre. Dekning er andelen av "
            "bydelene med det andre som også har det første. Begge går fra 0 til 1. Bydeler der det "
            "ene eller det andre er ukjent, er holdt utenfor.",
        ),
        (
            "BSB Liten",
            "Målene: C. C. Ragin: Set relations in social research, Political Analysis 14(3), 2006, s. 291–310.",
        ),
        ("Normal", "{%p endif %}"),
    ):
        document.add_paragraph(text, style=style)
    document.paragraphs[0].paragraph_format.space_before = Pt(0)
    return document


if __name__ == "__main__":
    save(draw(), "sammenligning.docx", "Mal for sammenligning av bydeler")

"""Draws ``oversikt.docx``, the overview of all districts. Its fields come from ``bsb/reports/overview.py``."""

from __future__ import annotations

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Cm
from look import furnish, new_document, save
from process import lines


def _chapter(document: Document, heading: str) -> None:
    """Begin a chapter on a new page."""
    document.add_paragraph(heading, style="Heading 1").paragraph_format.page_break_before = True


def draw() -> Document:
    """Return the template as a document."""
    document = new_document(landscape=True)
    listed = document.styles.add_style("table of figures", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    listed.base_style = document.styles["BSB Brødtekst"]
    listed.paragraph_format.tab_stops.add_tab_stop(Cm(16), WD_TAB_ALIGNMENT.RIGHT)
    furnish(document, header="{{ title }}", footer="{{ project }}")
    lines(
        document,
        ("Title", "{{ title }}"),
        ("Subtitle", "Hvem som deltok, og hva de snakket om"),
        ("BSB Liten", "{{ project }} · {{ date }}"),
        ("BSB Merknad", "{%p if example %}"),
        ("BSB Merknad", "Dette er et eksempel. Alt i det er oppdiktet, også tallene."),
        ("BSB Merknad", "{%p endif %}"),
        (
            "BSB Brødtekst",
            "Oversikten setter bydelene ved siden av hverandre. Det folk har sagt, står i prosessdokumentet og "
            "delrapporten for hver bydel.",
        ),
        ("Heading 1", "Tabeller og figurer"),
        ("table of figures", "{{ lists }}"),
    )
    _chapter(document, "Intervjuer og dialogkonferanser")
    lines(
        document,
        ("BSB Brødtekst", "{{ counts }}"),
        ("Normal", "{%p if without %}"),
        ("BSB Tillegg", "Disse bydelene har verken intervjuer eller konferanse: {{ without }}."),
        ("Normal", "{%p endif %}"),
        ("Normal", "{%p if matrix %}"),
    )
    _chapter(document, "Temaene i bydelene")
    lines(
        document,
        ("BSB Brødtekst", "{{ matrix }}"),
        ("BSB Liten", "{{ key }}"),
        ("Normal", "{%p for rule in rules %}"),
        ("BSB Liten", "{{ rule }}"),
        ("Normal", "{%p endfor %}"),
        ("Normal", "{%p endif %}"),
        ("Normal", "{%p if figures %}"),
    )
    _chapter(document, "Figurer")
    lines(
        document,
        ("BSB Brødtekst", "{{ figures }}"),
        ("Normal", "{%p endif %}"),
    )
    return document


if __name__ == "__main__":
    save(draw(), "oversikt.docx", "Mal for oversikt over bydelene")

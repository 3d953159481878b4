"""Draws ``uenigheter.docx``, the paper for a meeting of coders.

Its fields come from ``bsb/reports/agreement_paper.py``.
"""

from __future__ import annotations

from docx.document import Document
from look import add_table, furnish, new_document, save

_NUMBERS = ["{{ row.percent }}", "{{ row.kappa }}", "{{ row.alpha }}", "{{ row.text }}"]


def draw() -> Document:
    """Return the template as a document."""
    document = new_document()
    furnish(document, header="{{ title }} · internt arbeidspapir", footer="{{ project }}")
    for style, text in (
        ("Title", "{{ title }}"),
        ("Subtitle", "Til samtale mellom {{ coders }}"),
        ("BSB Liten", "{{ project }} · {{ date }}"),
        ("BSB Merknad", "{%p if example %}"),
        ("BSB Merknad", "Dette er et eksempel. Alt i papiret er oppdiktet, også det folk sier."),
        ("BSB Merknad", "{%p endif %}"),
        (
            "BSB Brødtekst",
            "Her står de stedene der dere har kodet ulikt. Snakk om hvert av dem. Målet er ikke å finne ut hvem "
            "som har rett, men hva kodene betyr. Skriv ned hva dere kom fram til, og rett i kodeboka om en "
            "definisjon var uklar.",
        ),
        ("BSB Brødtekst", "Papiret gjengir deltakernes ord. Det skal ikke ut av prosjektet."),
        ("List Bullet", "{%p for line in kinds %}"),
        ("List Bullet", "{{ line }}"),
        ("List Bullet", "{%p endfor %}"),
        ("Normal", "{%p for interview in interviews %}"),
        ("Heading 1", "{{ interview.name }}"),
        ("Normal", "{%p for case in interview.cases %}"),
        ("Heading 2", "{{ case.heading }}"),
        ("Normal", "{%p if case.before %}"),
        ("BSB Liten", "{{ case.before }}"),
        ("Normal", "{%p endif %}"),
        ("BSB Brødtekst", "{{ case.text }}"),
        ("Normal", "{%p if case.after %}"),
        ("BSB Liten", "{{ case.after }}"),
        ("Normal", "{%p endif %}"),
        ("List Bullet", "{%p for mark in case.marks %}"),
        ("List Bullet", "{{ mark }}"),
        ("List Bullet", "{%p endfor %}"),
        ("BSB Brødtekst", "Vi ble enige om: ______________________________________________"),
        ("Normal", "{%p endfor %}"),
        ("Normal", "{%p endfor %}"),
        ("Normal", "{%p if numbers %}"),
        ("Heading 1", "Samsvar i tall"),
        ("BSB Brødtekst", "{{ universe }}"),
    ):
        document.add_paragraph(text, style=style)
    add_table(
        document,
        ["Kode", "Lik i prosent", "Kappa", "Alfa (95 %)", "Alfa for tekst"],
        [["{%tr for row in numbers %}", *[""] * 4], ["{{ row.name }}", *_NUMBERS], ["{%tr endfor %}", *[""] * 4]],
        [5.4, 2.3, 2.0, 4.0, 2.5],
        numbers_from=1,
        caption="Samsvar mellom koderne, kode for kode",
    )
    for style, text in (
        ("BSB Liten", "{%p for line in explained %}"),
        ("BSB Liten", "{{ line }}"),
        ("BSB Liten", "{%p endfor %}"),
        ("Normal", "{%p endif %}"),
    ):
        document.add_paragraph(text, style=style)
    return document


if __name__ == "__main__":
    save(draw(), "uenigheter.docx", "Mal for samtale om uenigheter")

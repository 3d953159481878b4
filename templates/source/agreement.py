"""Draws ``uenigheter.docx``, the paper for a meeting of coders.

Its fields come from ``bsb/reports/agreement_paper.py``.
"""

from __future__ import annotations

from docx.document import Document
from look import add_table, furnish, new_document, save

_NUMBERS = ["{{ row.cases }}", "{{ row.percent }}", "{{ row.kappa }}", "{{ row.alpha }}", "{{ row.text }}"]


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
            "Her står steder der dere har kodet ulikt, ordnet etter kode. Snakk om hvert av dem. Målet er ikke å "
            "finne ut hvem som har rett, men hva kodene betyr. Skriv ned hva dere kom fram til, og rett i kodeboka "
            "om en definisjon var uklar.",
        ),
        ("BSB Brødtekst", "{%p if some %}"),
        ("BSB Brødtekst", "{{ some }}"),
        ("BSB Brødtekst", "{%p endif %}"),
        ("BSB Brødtekst", "Papiret gjengir deltakernes ord. Det skal ikke ut av prosjektet."),
        ("List Bullet", "{%p for line in kinds %}"),
        ("List Bullet", "{{ line }}"),
        ("List Bullet", "{%p endfor %}"),
        ("Normal", "{%p for code in codes %}"),
        ("Heading 1", "{{ code.name }}"),
        ("BSB Brødtekst", "{%p if code.definition %}"),
        ("BSB Brødtekst", "I kodeboka: {{ code.definition }}"),
        ("BSB Brødtekst", "{%p endif %}"),
        ("BSB Liten", "{{ code.how }}"),
        ("Normal", "{%p for place in code.places %}"),
        ("Heading 2", "{{ place.heading }}"),
        ("Normal", "{%p if place.before %}"),
        ("BSB Liten", "{{ place.before }}"),
        ("Normal", "{%p endif %}"),
        ("BSB Brødtekst", "{{ place.text }}"),
        ("Normal", "{%p if place.after %}"),
        ("BSB Liten", "{{ place.after }}"),
        ("Normal", "{%p endif %}"),
        ("List Bullet", "{%p for mark in place.marks %}"),
        ("List Bullet", "{{ mark }}"),
        ("List Bullet", "{%p endfor %}"),
        ("BSB Brødtekst", "Vi ble enige om: ______________________________________________"),
        ("Normal", "{%p endfor %}"),
        ("Normal", "{%p endfor %}"),
        ("Normal", "{%p if numbers %}"),
        ("Heading 1", "Samsvar i tall"),
        ("BSB Brødtekst", "{{ universe }}"),
    ):
        paragraph = document.add_paragraph(text, style=style)
        if text.startswith(
            ("{{ place", "{{ mark", "I kodeboka", "{{ code")
        ):  # a place stands on one page, with the line for the decision
            paragraph.paragraph_format.keep_with_next = True
            paragraph.paragraph_format.keep_together = True
    add_table(
        document,
        ["Kode", "Kodet ulikt", "Lik i prosent", "Kappa", "Alfa (95 %)", "Alfa for tekst"],
        [["{%tr for row in numbers %}", *[""] * 5], ["{{ row.name }}", *_NUMBERS], ["{%tr endfor %}", *[""] * 5]],
        [4.6, 1.9, 2.0, 1.7, 3.8, 2.2],
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

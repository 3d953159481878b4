"""Draws ``prosessdokument.docx``, the process document. Its fields come from ``bsb/reports/process.py``, its
words from ``prosessdokument.yaml``.

No field holds a text in quotation marks: Norwegian Word turns those into «», and the field would break.
"""

from __future__ import annotations

from docx.document import Document
from look import add_table, furnish, in_any_language, new_document, save

COUNTS = ["{{ row.speakers }}", "{{ row.interviews }}", "{{ row.turns }}", "{{ row.good }}", "{{ row.hard }}"]
HEADS = [f"{{{{ words.head_{name} }}}}" for name in ("speakers", "interviews", "turns", "good", "hard")]
WIDTHS = [5.7, 2.0, 2.0, 1.9, 2.3, 2.3]


def draw() -> Document:
    """Return the template as a document."""
    document = new_document()
    furnish(
        document,
        header="{{ title }} · {{ status }}",
        footer="{{ project }}",
    )
    in_any_language(document)
    _opening(document)
    done(document)
    overview(document)
    themes(document)
    services(document)
    _onwards(document)
    return document


def lines(document: Document, *lines: tuple[str, str]) -> None:
    """Add paragraphs as (style, text)."""
    for style, text in lines:
        document.add_paragraph(text, style=style)


def each(document: Document, style: str, name: str) -> None:
    """Add a paragraph for each line of a text."""
    lines(
        document,
        ("Normal", f"{{%p for line in words.{name} %}}"),
        (style, "{{ line }}"),
        ("Normal", "{%p endfor %}"),
    )


def _opening(document: Document) -> None:
    lines(
        document,
        ("Title", "{{ title }}"),
        ("Subtitle", "{{ words.subtitle }}"),
        ("BSB Liten", "{{ project }} · {{ status }} · {{ date }}"),
        ("BSB Merknad", "{%p if example %}"),
        ("BSB Merknad", "{{ words.example }}"),
        ("BSB Merknad", "{%p endif %}"),
        ("Heading 1", "{{ words.how }}"),
    )
    each(document, "BSB Brødtekst", "how_lines")
    lines(
        document,
        ("BSB Brødtekst", "{%p if planned %}"),
        ("BSB Brødtekst", "{{ words.how_plans }}"),
        ("BSB Brødtekst", "{%p endif %}"),
        ("BSB Brødtekst", "{{ words.how_quotes }}"),
    )


def done(document: Document) -> None:
    lines(
        document,
        ("Heading 1", "{{ words.done }}"),
        ("BSB Brødtekst", "{{ words.done_line }}"),
    )
    add_table(
        document,
        ["{{ words.facts }}", "{{ words.facts_of }}"],
        [["{%tr for fact in facts %}", ""], ["{{ fact.name }}", "{{ fact.value }}"], ["{%tr endfor %}", ""]],
        [5.2, 11.0],
        caption="{{ words.facts_caption }}",
    )
    lines(
        document,
        ("BSB Merknad", "{%p if few %}"),
        ("BSB Merknad", "{{ words.few }}"),
        ("BSB Merknad", "{%p endif %}"),
    )


def overview(document: Document) -> None:
    document.add_paragraph("{{ words.overview }}", style="Heading 1").paragraph_format.page_break_before = True
    lines(
        document,
        ("BSB Brødtekst", "{{ words.overview_lead }}"),
        ("Caption", "{{ words.overview_caption }}"),
    )
    _counts(document, "{{ words.theme }}", "overview", "{{ words.overview_about }}")
    lines(
        document,
        ("BSB Liten", "{{ words.overview_note }}"),
        ("BSB Brødtekst", "{%p if absent %}"),
        ("BSB Brødtekst", "{{ words.absent }}"),
        ("BSB Brødtekst", "{%p endif %}"),
    )


def _counts(document: Document, first: str, rows: str, caption: str) -> None:
    """Add a table of counts, its last row by a loop of its own: it need not be kept with what follows the table."""
    blank = [""] * len(COUNTS)
    add_table(
        document,
        [first, *HEADS],
        [
            line
            for part in ("[:-1]", "[-1:]")
            for line in (
                [f"{{%tr for row in {rows}{part} %}}", *blank],
                ["{{ row.name }}", *COUNTS],
                ["{%tr endfor %}", *blank],
            )
        ],
        WIDTHS,
        numbers_from=1,
        caption=caption,
    )


def themes(document: Document) -> None:
    document.add_paragraph("{{ words.themes }}", style="Heading 1").paragraph_format.page_break_before = True
    lines(
        document,
        ("BSB Innledning", "{{ words.themes_lead }}"),
        ("Normal", "{%p for theme in themes %}"),
        ("Heading 2", "{{ theme.name }}"),
        ("Normal", "{%p if theme.lead %}"),
        ("BSB Innledning", "{{ theme.lead }}"),
        ("Normal", "{%p endif %}"),
        ("Normal", "{%p for point in theme.points %}"),
        ("BSB Innledning", "{{ point }}"),
        ("Normal", "{%p endfor %}"),
        ("Normal", "{%p if theme.warning %}"),
        ("BSB Merknad", "{{ words.note }} {{ theme.warning }}"),
    )
    # No theme begins at the foot of a page with its first box on the next.
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    lines(
        document,
        ("Normal", "{%p endif %}"),
        ("Normal", "{%p for box in theme.boxes %}"),
    )
    for test, suffix in (("if box.good", " god"), ("elif box.hard", " utfordring"), ("else", "")):
        lines(
            document,
            ("Normal", f"{{%p {test} %}}"),
            (f"BSB Boks{suffix}", "{{ words.box }} {{ box.number }}. {{ box.label }}"),
            ("Normal", "{%p for quote in box.quotes %}"),
            (f"BSB Sitat{suffix}", "{{ words.begin }}{{ quote.text }}{{ words.end }}"),
            ("Normal", "{%p if quote.held %}"),
            (f"BSB Kilde{suffix}", "{{ quote.source }}"),
        )
        # What is missing stands under the last quote, not alone on the next page.
        document.paragraphs[-1].paragraph_format.keep_with_next = True
        lines(
            document,
            ("Normal", "{%p else %}"),
            (f"BSB Kilde{suffix}", "{{ quote.source }}"),
            ("Normal", "{%p endif %}"),
            ("Normal", "{%p endfor %}"),
        )
    lines(
        document,
        ("Normal", "{%p endif %}"),
        ("Normal", "{%p endfor %}"),
        ("Normal", "{%p for line in theme.missing %}"),
        ("BSB Tillegg", "{{ line }}"),
        ("Normal", "{%p endfor %}"),
        ("Normal", "{%p if theme.plans %}"),
        ("Heading 3", "{{ words.plans }}"),
        ("Normal", "{%p for plan in theme.plans %}"),
        ("List Bullet", "{{ words.begin }}{{ plan.text }}{{ words.end }}\n{{ plan.source }}"),
        ("Normal", "{%p endfor %}"),
        ("Normal", "{%p endif %}"),
        ("Normal", "{%p if theme.questions %}"),
        ("Heading 3", "{{ words.questions }}"),
        ("Normal", "{%p for question in theme.questions %}"),
        ("Normal", "{%p if loop.last %}"),
        ("List Bullet", "{{ question }}"),
        ("Normal", "{%p else %}"),
        ("BSB Spørsmål", "{{ question }}"),
        ("Normal", "{%p endif %}"),
        ("Normal", "{%p endfor %}"),
        ("Normal", "{%p endif %}"),
        ("Normal", "{%p endfor %}"),
    )


def services(document: Document) -> None:
    lines(
        document,
        ("Normal", "{%p if services %}"),
        ("Heading 1", "{{ words.services }}"),
    )
    document.add_paragraph("{{ words.services_lead }}", style="BSB Brødtekst").paragraph_format.keep_with_next = True
    lines(
        document,
        ("Caption", "{{ words.services_caption }}"),
        ("Normal", "{%p endif %}"),
    )
    _counts(document, "{{ words.service }}", "services", "{{ words.services_about }}")
    for row in document.tables[-1].rows[:-3]:  # short enough to stand on one page
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def _onwards(document: Document) -> None:
    before = len(document.paragraphs)
    lines(document, ("Heading 1", "{{ words.onwards }}"))
    each(document, "BSB Brødtekst", "onwards_lines")
    lines(
        document,
        ("Heading 2", "{{ words.correct }}"),
        ("BSB Brødtekst", "{{ words.correct_line }}"),
        ("BSB Brødtekst", "{{ words.withdraw }}"),
    )
    # Short enough to stand on one page, so that no few lines of it stand on the last.
    for paragraph in document.paragraphs[before:-1]:
        paragraph.paragraph_format.keep_with_next = True


if __name__ == "__main__":
    save(draw(), "prosessdokument.docx", "Mal for prosessdokument")

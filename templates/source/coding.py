"""Draws ``koding.docx``, a transcript to be coded in Word with comments.

    python templates/source/coding.py

Its fields come from ``bsb/reports/coding_word.py``, which also writes the turns after the last heading. The words on
the first page are fields too, since they come in the project's language.
"""

from __future__ import annotations

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Pt
from look import INK, NAVY, _style, add_table, furnish, in_any_language, new_document, save


def draw() -> Document:
    """Return the template as a document."""
    document = new_document()
    _style(document, "BSB Replikk", base="Heading 3", size=9.5, colour=NAVY, before=11, after=1, line=1.1)
    _style(document, "BSB Replikktekst", base="BSB Brødtekst", size=11.5, colour=INK, after=2, line=1.35)
    _style(document, "annotation text", base="Normal", size=10, after=3, line=1.1).element.set(
        "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}styleId", "CommentText"
    )
    reference = document.styles.add_style("annotation reference", WD_STYLE_TYPE.CHARACTER)
    reference.element.set("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}styleId", "CommentReference")
    reference.font.size = Pt(8)
    furnish(document, header="{{ header }}", footer="{{ project }}")
    in_any_language(document)
    for style, text in (
        ("Title", "{{ title }}"),
        ("Subtitle", "{{ subtitle }}"),
        ("BSB Merknad", "{%p if remark %}"),
        ("BSB Merknad", "{{ remark }}"),
        ("BSB Merknad", "{%p endif %}"),
        ("Heading 1", "{{ how }}"),
        ("List Number", "{%p for line in steps %}"),
        ("List Number", "{{ line }}"),
        ("List Number", "{%p endfor %}"),
        ("Heading 2", "{{ examples_title }}"),
    ):
        document.add_paragraph(text, style=style)
    add_table(
        document,
        ["{{ you_write }}", "{{ it_means }}"],
        [["{%tr for row in examples %}", ""], ["{{ row.written }}", "{{ row.means }}"], ["{%tr endfor %}", ""]],
        [7.5, 8.5],
        row_heads=False,
        caption="{{ examples_title }}",
    )
    for style, text in (
        ("BSB Tillegg", "{%p for line in rules %}"),
        ("BSB Tillegg", "{{ line }}"),
        ("BSB Tillegg", "{%p endfor %}"),
        ("Heading 1", "{{ codes_title }}"),
        ("BSB Innledning", "{{ codes_lead }}"),
        ("Normal", "{%p for facet in facets %}"),
        ("Heading 2", "{{ facet.name }}"),
    ):
        document.add_paragraph(text, style=style)
    add_table(
        document,
        ["{{ code_head }}", "{{ short_head }}", "{{ meaning_head }}"],
        [
            ["{%tr for code in facet.codes %}", "", ""],
            ["{{ code.name }}", "{{ code.short }}", "{{ code.definition }}"],
            ["{%tr endfor %}", "", ""],
        ],
        [4.4, 2.8, 8.8],
        caption="{{ facet.name }}",
    )
    document.add_paragraph("{%p endfor %}", style="Normal")
    heading = document.add_paragraph("{{ talk_title }}", style="Heading 1")
    heading.paragraph_format.page_break_before = True
    document.add_paragraph("{{ talk_lead }}", style="BSB Liten")
    return document


if __name__ == "__main__":
    save(draw(), "koding.docx", "Mal for koding i Word")

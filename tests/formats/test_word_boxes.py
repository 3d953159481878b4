from docx import Document
from docx.enum.style import WD_STYLE_TYPE

from bsb.formats.word_boxes import keep_boxes_whole


def test_no_page_begins_within_a_quote_box():
    document = Document()
    for name in ("BSB Boks god", "BSB Sitat god", "BSB Kilde god"):
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    for style in ("Boks", "Sitat", "Kilde", "Sitat", "Kilde"):
        document.add_paragraph(style, style=f"BSB {style} god")
    document.add_paragraph("Etter boksen")
    keep_boxes_whole(document)
    kept = [p.paragraph_format.keep_with_next for p in document.paragraphs]
    assert [bool(each) for each in kept] == [False, False, True, False, False, False]

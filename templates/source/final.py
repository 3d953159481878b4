"""Draws ``sluttrapport.docx``, the final report. Its fields come from ``bsb/reports/final/report.py``.

The chapters are written by the program; the template carries the title page, the places of lists and chapters, the
styles, and the numbering of headings.
"""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from look import furnish, new_document, save
from process import lines

_NUMBERS = 90  # ids in the numbering part that the default template does not use


def draw() -> Document:
    """Return the template as a document."""
    document = new_document()
    _styles(document)
    _number_headings(document)
    furnish(document, header="{{ title }}", footer="{{ project }}")
    document.sections[0].different_first_page_header_footer = True
    _title_page(document)
    _contents(document)
    lines(
        document,
        ("BSB Brødtekst", "{{ report }}"),
        ("BSB Brødtekst", "{{ annexes }}"),
        ("table of figures", "{{ lists }}"),
    )
    return document


def _styles(document: Document) -> None:
    styles = document.styles
    for name, base in (("BSB Unummerert 1", "Heading 1"), ("BSB Unummerert 2", "Heading 2")):
        style: Any = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles[base]
        style.quick_style = True
        style.next_paragraph_style = styles["BSB Brødtekst"]
    for name in ("Heading 1", "BSB Unummerert 1"):
        layout: Any = styles[name].paragraph_format
        layout.page_break_before = True
        layout.space_before = Pt(0)
    # A heading that the table of contents must not list.
    own: Any = styles.add_style("BSB Listetittel", WD_STYLE_TYPE.PARAGRAPH)
    own.base_style = styles["BSB Brødtekst"]
    own.font.size, own.font.bold = Pt(18), True
    own.font.color.rgb = styles["Heading 1"].font.color.rgb
    own.paragraph_format.keep_with_next = True
    own.paragraph_format.space_before, own.paragraph_format.space_after = Pt(14), Pt(8)
    for level, indent, bold in ((1, 0.0, True), (2, 0.6, False)):
        entry: Any = styles.add_style(f"toc {level}", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
        entry.base_style = styles["Normal"]
        entry.font.bold = bold
        layout = entry.paragraph_format
        layout.left_indent = Cm(indent)
        layout.space_before, layout.space_after = Pt(4 if level == 1 else 0), Pt(1)
        layout.line_spacing = 1.05
        layout.tab_stops.add_tab_stop(Cm(indent + (0.6 if level == 1 else 1.1)))
        layout.tab_stops.add_tab_stop(Cm(16), WD_TAB_ALIGNMENT.RIGHT)
    figures: Any = styles.add_style("table of figures", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    figures.base_style = styles["Normal"]
    figures.paragraph_format.space_after = Pt(2)
    figures.paragraph_format.tab_stops.add_tab_stop(Cm(16), WD_TAB_ALIGNMENT.RIGHT)


def _number_headings(document: Document) -> None:
    """Let Word count headings of the first two levels; those of the unnumbered styles are left out."""
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Heading{at + 1}"/>'
        f'<w:suff w:val="space"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="0" w:firstLine="0"/></w:pPr></w:lvl>'
        for at, text in enumerate(("%1", "%1.%2"))
    )
    numbering = document.part.numbering_part.element
    made = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{_NUMBERS}"><w:multiLevelType w:val="multilevel"/>{levels}'
        "</w:abstractNum>"
    )
    numbering.insert(len(numbering.findall(qn("w:abstractNum"))), made)
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="{_NUMBERS}"><w:abstractNumId w:val="{_NUMBERS}"/></w:num>')
    )
    numbered = {"Heading 1": (0, _NUMBERS), "Heading 2": (1, _NUMBERS), "BSB Unummerert 1": (0, 0)}
    for name, (level, number) in (numbered | {"BSB Unummerert 2": (0, 0)}).items():
        properties = document.styles[name].element.get_or_add_pPr()
        own = OxmlElement("w:numPr")
        for tag, value in (("w:ilvl", level), ("w:numId", number)):
            child = OxmlElement(tag)
            child.set(qn("w:val"), str(value))
            own.append(child)
        properties._insert_numPr(own)


def _title_page(document: Document) -> None:
    lines(
        document,
        ("Title", "{{ title }}"),
        ("Subtitle", "Brukere har spurt brukere om tjenestene"),
    )
    document.paragraphs[-2].paragraph_format.space_before = Pt(150)
    lines(
        document,
        ("BSB Ingress", "{{ project }}{% if period %}, {{ period }}{% endif %}"),
        ("Normal", "{%p if authors %}"),
        ("BSB Brødtekst", "Skrevet av {{ authors }}"),
        ("Normal", "{%p endif %}"),
        ("Normal", "{%p if client %}"),
        ("BSB Brødtekst", "På oppdrag fra {{ client }}"),
        ("Normal", "{%p endif %}"),
        ("BSB Brødtekst", "{% if publisher %}{{ publisher }}, {% endif %}{{ date }}"),
        ("BSB Merknad", "{%p if example %}"),
        (
            "BSB Merknad",
            "Dette er et eksempel. Alt i rapporten er oppdiktet, også det folk sier. Utskriftene er bare korte "
            "utdrag av samtalene.",
        ),
        ("BSB Merknad", "{%p endif %}"),
        ("BSB Brødtekst", "{{ gaps }}"),
        ("BSB Brødtekst", "{{ summary }}"),
    )


def _contents(document: Document) -> None:
    document.add_paragraph("Innhold", style="BSB Listetittel").paragraph_format.page_break_before = True
    lines(document, ("toc 1", "{{ contents }}"))


if __name__ == "__main__":
    save(draw(), "sluttrapport.docx", "Mal for sluttrapport")

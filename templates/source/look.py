"""The look that every Word template of bsb shares: page, fonts, styles, tables, header and footer.

The scripts in this folder draw the templates in ``templates/``, which are committed so that a Word user can
change them. Draw them again, where bsb is installed, with::

    python templates/source/process.py

Arial was chosen because every machine has it or a font of the same widths (Liberation Sans), so that pages
break in the same places in Word and in LibreOffice. All text colours have a contrast of 7:1 or more on what
they stand on. Boxes carry words and bars, never colour alone.
"""

from __future__ import annotations

import datetime
import io
import re
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from bsb.formats.stable_zip import stable, write_whole
from bsb.formats.word_table import add_table

__all__ = ["TEMPLATES", "add_table", "furnish", "in_any_language", "new_document", "save"]

TEMPLATES = Path(__file__).resolve().parents[1]

FONT = "Arial"
INK, NAVY, GREY = "1A1A1A", "17365D", "454B54"
GREEN, GREEN_PALE = "1B5E35", "EFF6F1"
RUST, RUST_PALE = "873408", "FBF2EB"
PALE, LINE = "F1F4F8", "8A97A8"
#: The day that stands in the committed templates' properties; their bytes then never change by themselves.
DRAWN = datetime.date(2026, 1, 1)


def new_document(*, landscape: bool = False) -> DocumentObject:
    """Return an empty A4 document with the styles of the look, its language set to Norwegian bokmål.

    Paragraph styles: Title, Subtitle, Heading 1-3, Caption, List Bullet, List Number, "BSB Brødtekst" (running
    text), "BSB Innledning" (the same, kept with what follows), "BSB Tillegg" (the same, after a box), "BSB
    Ingress" (lead), "BSB Stor", "BSB Liten", "BSB Merknad" (a remark with a bar, kept with what follows), "BSB
    Spørsmål" (bullet, kept with the next), "BSB Tabelltekst", "BSB Tabellhode", and the boxes "BSB Boks" (its
    heading), "BSB Sitat" (text in it) and "BSB Kilde" (source line), each also as "... god" and "...
    utfordring". Paragraphs of one box that follow each other join.
    """
    document = Document()
    _page(document, landscape)
    _plain(document)
    _headings(document)
    _texts(document)
    _boxes(document)
    _table_style(document)
    _style(document, "Caption", size=10, colour=NAVY, bold=True, before=12, after=4, line=1.1, keep_next=True)
    return document


def save(document: DocumentObject, name: str, title: str) -> Path:
    """Save a template in ``templates/`` with bytes that depend on what is drawn alone; return its path."""
    drawn = io.BytesIO()
    document.save(drawn)
    path = TEMPLATES / name
    write_whole(path, stable(drawn.getvalue(), date=DRAWN, title=title))
    return path


# --- page -------------------------------------------------------------------------------------------


def _page(document: DocumentObject, landscape: bool) -> None:
    section = document.sections[0]
    width, height = (Cm(29.7), Cm(21)) if landscape else (Cm(21), Cm(29.7))
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = width, height
    side = Cm(1.6) if landscape else Cm(2.5)
    section.left_margin = section.right_margin = side
    section.top_margin = Cm(2.2)
    section.bottom_margin = Cm(2.0)
    section.header_distance = section.footer_distance = Cm(1.0)
    # The default template carries a picture of an empty page; nobody needs it in every document.
    package = document.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            del package.rels[key]


def _plain(document: DocumentObject) -> None:
    styles = document.styles
    defaults = styles.element.find(qn("w:docDefaults"))
    properties = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for name in ("w:rFonts", "w:lang"):
        for old in properties.findall(qn(name)):
            properties.remove(old)
    fonts = OxmlElement("w:rFonts")
    for which in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{which}"), FONT)
    properties.insert(0, fonts)
    language = OxmlElement("w:lang")
    for which, value in (("val", "nb-NO"), ("eastAsia", "nb-NO"), ("bidi", "ar-SA")):
        language.set(qn(f"w:{which}"), value)
    properties.append(language)
    for old in document.settings.element.findall(qn("w:themeFontLang")):
        old.set(qn("w:val"), "nb-NO")
    _style(document, "Normal", size=11, colour=INK, after=6, line=1.15)
    for name in ("Header", "Footer"):
        _style(document, name, size=8.5, colour=GREY, after=0, line=1.0)


def _style(
    document: DocumentObject,
    name: str,
    *,
    base: str | None = None,
    size: float | None = None,
    colour: str | None = None,
    bold: bool | None = None,
    before: float | None = None,
    after: float | None = None,
    line: float | None = None,
    keep_next: bool | None = None,
    keep_together: bool | None = None,
) -> Any:
    styles = document.styles
    style: Any = styles[name] if name in [s.name for s in styles] else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if base:
        style.base_style = styles[base]
        style.quick_style = True
    font = style.font
    fonts = style.element.get_or_add_rPr().find(qn("w:rFonts"))
    if fonts is not None:
        style.element.rPr.remove(fonts)  # the theme's fonts would win over the document's
    font.name = FONT
    font.italic = False if name == "Subtitle" else None
    if size is not None:
        font.size = Pt(size)
    if colour is not None:
        font.color.rgb = RGBColor.from_string(colour)
    if bold is not None:
        font.bold = bold
    layout = style.paragraph_format
    if before is not None:
        layout.space_before = Pt(before)
    if after is not None:
        layout.space_after = Pt(after)
    if line is not None:
        layout.line_spacing = line
    if keep_next is not None:
        layout.keep_with_next = keep_next
    if keep_together is not None:
        layout.keep_together = keep_together
    layout.widow_control = True
    return style


def _headings(document: DocumentObject) -> None:
    title = _style(document, "Title", size=26, colour=NAVY, bold=True, before=0, after=4, line=1.05)
    _borders(title.element.get_or_add_pPr())
    subtitle = _style(document, "Subtitle", size=14, colour=GREY, bold=False, after=14, line=1.1)
    for style in (title, subtitle):
        for tag in ("w:spacing", "w:kern"):
            for old in style.element.rPr.findall(qn(tag)):
                style.element.rPr.remove(old)
    _style(document, "Heading 1", size=18, colour=NAVY, bold=True, before=22, after=8, line=1.1, keep_next=True)
    _style(document, "Heading 2", size=14, colour=NAVY, bold=True, before=18, after=5, line=1.1, keep_next=True)
    _style(document, "Heading 3", size=11.5, colour=NAVY, bold=True, before=10, after=3, line=1.1, keep_next=True)


def _texts(document: DocumentObject) -> None:
    _style(document, "BSB Brødtekst", base="Normal", after=8, line=1.25)
    _style(document, "BSB Innledning", base="BSB Brødtekst", keep_next=True)
    _style(document, "BSB Tillegg", base="BSB Brødtekst", before=9)
    _style(document, "BSB Ingress", base="Normal", size=12.5, colour=INK, after=10, line=1.25)
    _style(document, "BSB Stor", base="Normal", size=14, after=10, line=1.3)
    _style(document, "BSB Liten", base="Normal", size=9, colour=GREY, before=4, after=6, line=1.15)
    remark = _style(
        document, "BSB Merknad", base="Normal", size=10.5, before=6, after=8, line=1.15, keep_together=True
    )
    _bar(remark, NAVY, None)
    for name in ("List Bullet", "List Number"):
        _style(document, name, after=5, line=1.2, keep_together=True)
    _style(document, "BSB Spørsmål", base="List Bullet", keep_next=True)
    _style(document, "BSB Tabelltekst", base="Normal", size=10, before=2, after=2, line=1.1)
    _style(document, "BSB Tabellhode", base="BSB Tabelltekst", size=9.5, colour=NAVY, bold=True)


# --- boxes ------------------------------------------------------------------------------------------


def _boxes(document: DocumentObject) -> None:
    for suffix, dark, pale in (
        ("", NAVY, PALE),
        (" god", GREEN, GREEN_PALE),
        (" utfordring", RUST, RUST_PALE),
    ):
        head = _style(
            document, f"BSB Boks{suffix}", base="Normal", size=10, colour=dark, bold=True, before=10, after=3,
            line=1.15, keep_next=True, keep_together=True,
        )  # fmt: skip
        text = _style(
            document, f"BSB Sitat{suffix}", base="Normal", size=11, before=4, after=1, line=1.25,
            keep_next=True, keep_together=True,
        )  # fmt: skip
        source = _style(
            document, f"BSB Kilde{suffix}", base="Normal", size=9, colour=GREY, before=0, after=5, line=1.1,
            keep_together=True,
        )  # fmt: skip
        for style in (head, text, source):
            _bar(style, dark, pale)


def _bar(style: Any, dark: str, pale: str | None) -> None:
    """Give a style a bar on its left, and a pale ground; the same for all parts of a box, so that they join."""
    properties = style.element.get_or_add_pPr()
    edge = dict.fromkeys(("top", "bottom", "right"), (pale, 4, 4)) if pale else {}
    _borders(properties, left=(dark, 24, 8), **edge)
    if pale:
        shade = OxmlElement("w:shd")
        for key, value in (("val", "clear"), ("color", "auto"), ("fill", pale)):
            shade.set(qn(f"w:{key}"), value)
        _insert(properties, shade)
    style.paragraph_format.left_indent = Cm(0.6)
    style.paragraph_format.right_indent = Cm(0.2)


_ORDER = re.findall(
    r"\w+",
    """pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs
    suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd
    snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment
    textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange""",
)


def _insert(properties: Any, child: Any) -> None:
    """Put a child where the schema wants it; Word calls a file with children out of order damaged."""
    name = child.tag.rpartition("}")[2]
    for old in properties.findall(child.tag):
        properties.remove(old)
    after = {qn(f"w:{n}") for n in _ORDER[_ORDER.index(name) + 1 :]}
    for position, other in enumerate(properties):
        if other.tag in after:
            properties.insert(position, child)
            return
    properties.append(child)


def _borders(properties: Any, **sides: tuple[str, int, int]) -> None:
    """Set a paragraph's borders: side = (colour, width in eighths of a point, distance in points)."""
    borders = OxmlElement("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        if side in sides:
            colour, width, space = sides[side]
            line = OxmlElement(f"w:{side}")
            for key, value in (("val", "single"), ("sz", str(width)), ("space", str(space)), ("color", colour)):
                line.set(qn(f"w:{key}"), value)
            borders.append(line)
    _insert(properties, borders)


# --- tables (the style alone; bsb/formats/word_table.py makes the tables) ----------------------------

_TABLE_STYLE = """
<w:style xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" w:type="table"
         w:customStyle="1" w:styleId="BSBTabell">
  <w:name w:val="BSB Tabell"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:qFormat/>
  <w:tblPr><w:tblBorders>
      <w:top w:val="single" w:sz="8" w:space="0" w:color="{navy}"/>
      <w:bottom w:val="single" w:sz="8" w:space="0" w:color="{navy}"/>
      <w:insideH w:val="single" w:sz="4" w:space="0" w:color="C3CBD6"/></w:tblBorders>
    <w:tblCellMar><w:top w:w="30" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>
      <w:bottom w:w="30" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>
  <w:tblStylePr w:type="firstRow">
    <w:tcPr><w:tcBorders><w:bottom w:val="single" w:sz="8" w:space="0" w:color="{navy}"/></w:tcBorders>
      <w:shd w:val="clear" w:color="auto" w:fill="E6ECF3"/><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>
  <w:tblStylePr w:type="lastRow">
    <w:rPr><w:b/></w:rPr>
    <w:tcPr><w:tcBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="{navy}"/></w:tcBorders></w:tcPr>
  </w:tblStylePr>
  <w:tblStylePr w:type="firstCol"><w:rPr><w:b/></w:rPr></w:tblStylePr>
</w:style>"""


def _table_style(document: DocumentObject) -> None:
    from docx.oxml import parse_xml

    document.styles.element.append(parse_xml(_TABLE_STYLE.format(navy=NAVY)))


# --- header and footer ------------------------------------------------------------------------------


def furnish(
    document: DocumentObject, *, header: str, footer: str = "", page: tuple[str, str] = ("Side", "av")
) -> None:
    """Put a text in the page header, and in the footer a text to the left and "Side X av Y" to the right.

    ``page`` holds the two words of the latter.
    """
    section = document.sections[0]
    section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
    top = section.header.paragraphs[0]
    top.text = header
    _borders(top._p.get_or_add_pPr(), bottom=(LINE, 4, 4))
    foot = section.footer.paragraphs[0]
    edge = section.page_width - section.left_margin - section.right_margin
    for style in ("Header", "Footer"):
        tabs = document.styles[style].element.get_or_add_pPr().find(qn("w:tabs"))
        if tabs is not None:
            tabs.getparent().remove(tabs)
    foot.paragraph_format.tab_stops.add_tab_stop(edge, WD_TAB_ALIGNMENT.RIGHT)
    foot.add_run(f"{footer}\t{page[0]} ")
    _field(foot, "PAGE")
    foot.add_run(f" {page[1]} ")
    _field(foot, "NUMPAGES")


def in_any_language(document: DocumentObject) -> None:
    """Make the words round the page number fields: ``{{ page }}`` and ``{{ of }}``."""
    for run in document.sections[0].footer.paragraphs[0].runs:
        for old, new in (("Side ", "{{ page }} "), (" av ", " {{ of }} ")):
            if old in run.text:  # to set the text of any other run would take its field away
                run.text = run.text.replace(old, new)


def _field(paragraph: Paragraph, instruction: str) -> None:
    for kind, text in (("begin", None), (None, instruction), ("separate", None), (None, "1"), ("end", None)):
        run = paragraph.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        elif text == instruction:
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = f" {instruction} "
            run._r.append(code)
        else:
            run.text = str(text)

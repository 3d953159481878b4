"""Draws ``lysark.pptx``, the slides of a dialogue conference (16:9). They are filled in by ``bsb/reports/slides.py``.

Its layouts, found by name: "Forside" (title, subtitle), "Punkter" (title, points), "Sitat" (title, quote, what the
quote is). A PowerPoint user may change colours, fonts and places in the slide master; the names must stay.
"""

from __future__ import annotations

import io
import re
from typing import Any

from look import DRAWN, FONT, INK, LINE, NAVY, PALE, TEMPLATES
from lxml import etree
from pptx import Presentation
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.text import MSO_ANCHOR
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.util import Cm, Pt

from bsb.formats.stable_zip import stable, write_whole

WIDTH, HEIGHT = Cm(33.867), Cm(19.05)
LEFT, INNER = Cm(2.0), Cm(29.867)
LAYOUTS = {"Title Slide": "Forside", "Title and Content": "Punkter", "Title Only": "Sitat"}
PROMPTS = {"Forside": ("Tittel", "Undertittel"), "Punkter": ("Tittel", "Punkter"), "Sitat": ("Tittel", "Sitatet")}


def draw() -> Deck:
    """Return the template as a presentation without slides."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    for layout in list(deck.slide_layouts):
        if layout.name in LAYOUTS:
            layout.name = LAYOUTS[layout.name]
        else:
            deck.slide_layouts.remove(layout)
    _theme(deck)
    _master(deck.slide_master)
    for layout in deck.slide_layouts:
        _only(layout, ("title", "ctrTitle", "body", "subTitle", "obj", None))
    _lighter(deck)
    layouts = {layout.name: layout for layout in deck.slide_layouts}
    _front(layouts["Forside"])
    _points(layouts["Punkter"])
    _quote(layouts["Sitat"])
    for each in (deck.slide_master, *deck.slide_layouts):
        for properties in each._element.iter(qn("a:rPr"), qn("a:endParaRPr"), qn("a:defRPr")):
            properties.set("lang", "nb-NO")
    return deck


def _lighter(deck: Deck) -> None:
    """Take away what the plain template carries and nobody needs: a thumbnail, somebody's printer."""
    for package in (deck.part.package._rels, deck.part.rels):
        for key, relation in list(package.items()):
            if relation.reltype.endswith(("/thumbnail", "/printerSettings")):
                package.pop(key)


def _theme(deck: Deck) -> None:
    """Put our font and colours in the theme, so that what people add looks alike."""
    part = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    text = part.blob.decode("utf-8")
    text = re.sub(r'<a:latin typeface="Calibri[^"]*"', f'<a:latin typeface="{FONT}"', text)
    colours = {"dk1": INK, "lt1": "FFFFFF", "dk2": NAVY, "lt2": PALE, "accent1": NAVY, "accent2": "1B5E35",
               "accent3": "873408", "hlink": NAVY}  # fmt: skip
    for name, value in colours.items():
        text = re.sub(rf"<a:{name}>.*?</a:{name}>", f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>', text)
    part._blob = text.encode("utf-8")


def _only(each: Any, kinds: tuple[str | None, ...]) -> None:
    """Leave of a layout's or master's placeholders those of some kinds."""
    for shape in list(each.placeholders):
        kind = shape._element.find(f".//{qn('p:ph')}").get("type")
        if kind not in kinds:
            shape._element.getparent().remove(shape._element)


def _master(master: Any) -> None:
    _only(master, ("title", "body"))
    _box(master.placeholders[0], LEFT, Cm(1.2), INNER, Cm(3.2))
    _box(master.placeholders[1], LEFT, Cm(5.0), INNER, Cm(11.8))
    styles = master._element.find(qn("p:txStyles"))
    for level in styles.find(qn("p:titleStyle")).iter(qn("a:lvl1pPr")):
        level.set("algn", "l")
    for properties in styles.find(qn("p:titleStyle")).iter(qn("a:defRPr")):
        properties.set("sz", "3600")
        properties.set("b", "1")
        _colour(properties, "tx2")
    for number, level in enumerate(styles.find(qn("p:bodyStyle")), 1):
        properties = level.find(qn("a:defRPr"))
        if number <= 2 and properties is not None:
            properties.set("sz", "2800" if number == 1 else "2400")
        for spacing in level.findall(qn("a:spcBef")):
            spacing[0].getparent().replace(spacing[0], etree.Element(qn("a:spcPts"), val="1400"))
    bar = _bar(master, 0, 0, Cm(0.55), HEIGHT, NAVY)
    rule = _bar(master, LEFT, Cm(17.35), INNER, Pt(1), LINE)
    number = _text_box(master, LEFT + INNER - Cm(3), Cm(17.5), Cm(3), Cm(1.0))
    _number(number)
    for shape in (bar, rule, number):  # behind what is written
        tree = shape.getparent()
        tree.remove(shape)
        tree.insert(2, shape)


def _front(layout: Any) -> None:
    title, subtitle = layout.placeholders
    _box(title, LEFT, Cm(4.6), INNER, Cm(4.6))
    _box(subtitle, LEFT, Cm(9.6), INNER, Cm(5.6))
    title.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
    _size(title, 48, MSO_THEME_COLOR.TEXT_2)
    _size(subtitle, 28, MSO_THEME_COLOR.TEXT_1)
    _prompts(layout)


def _points(layout: Any) -> None:
    for shape in layout.placeholders:
        _inherit(shape)
    layout.placeholders[1].text_frame.vertical_anchor = MSO_ANCHOR.TOP
    _prompts(layout)


def _quote(layout: Any) -> None:
    """A quote with a bar before it, as in the process document; below its title stands in words what it shows."""
    _inherit(layout.placeholders[0])
    _put(
        layout,
        parse_xml(
            f'<p:sp xmlns:p="{_NS["p"]}" xmlns:a="{_NS["a"]}"><p:nvSpPr><p:cNvPr id="20" name="Sitat"/>'
            '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="body" sz="half" idx="13"/></p:nvPr>'
            '</p:nvSpPr><p:spPr/><p:txBody><a:bodyPr anchor="ctr"><a:normAutofit/></a:bodyPr><a:lstStyle><a:lvl1pPr '
            'marL="0" indent="0"><a:lnSpc><a:spcPct val="110000"/></a:lnSpc><a:buNone/><a:defRPr sz="3600"/>'
            '</a:lvl1pPr></a:lstStyle><a:p><a:r><a:rPr lang="nb-NO"/><a:t/></a:r></a:p></p:txBody></p:sp>'
        ),
    )
    _box(layout.placeholders[1], LEFT + Cm(0.8), Cm(4.8), INNER - Cm(0.8), Cm(11.8))
    bar = _bar(layout, LEFT, Cm(4.8), Cm(0.25), Cm(11.8), NAVY)
    tree = bar.getparent()
    tree.remove(bar)
    tree.insert(2, bar)
    _prompts(layout)


_NS = {
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
}


def _box(shape: Any, left: int, top: int, width: int, height: int) -> None:
    shape.left, shape.top, shape.width, shape.height = left, top, width, height


def _inherit(shape: Any) -> None:
    """Let a placeholder stand where the master has it."""
    for own in shape._element.spPr.findall(qn("a:xfrm")):
        shape._element.spPr.remove(own)


def _size(shape: Any, points: int, colour: MSO_THEME_COLOR) -> None:
    body = shape._element.txBody
    style = body.find(qn("a:lstStyle"))
    for child in list(style):
        style.remove(child)
    level = etree.SubElement(style, qn("a:lvl1pPr"), marL="0", indent="0", algn="l")
    etree.SubElement(level, qn("a:buNone"))
    properties = etree.SubElement(level, qn("a:defRPr"), sz=str(points * 100))
    _colour(properties, "tx2" if colour == MSO_THEME_COLOR.TEXT_2 else "tx1")


def _colour(properties: Any, name: str) -> None:
    for old in properties.findall(qn("a:solidFill")):
        properties.remove(old)
    fill = etree.Element(qn("a:solidFill"))
    etree.SubElement(fill, qn("a:schemeClr"), val=name)
    properties.insert(0, fill)


def _bar(each: Any, left: int, top: int, width: int, height: int, colour: str) -> Any:
    """Add a bar that is there for the eye only: nothing in it is read out."""
    return _put(
        each,
        parse_xml(
            f'<p:sp xmlns:p="{_NS["p"]}" xmlns:a="{_NS["a"]}"><p:nvSpPr><p:cNvPr id="{_next(each)}" name="Strek">'
            '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
            'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
            '</p:cNvPr><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm>'
            f'<a:off x="{int(left)}" y="{int(top)}"/><a:ext cx="{int(width)}" cy="{int(height)}"/></a:xfrm>'
            f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
            "<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
        ),
    )


def _text_box(each: Any, left: int, top: int, width: int, height: int) -> Any:
    return _put(
        each,
        parse_xml(
            f'<p:sp xmlns:p="{_NS["p"]}" xmlns:a="{_NS["a"]}"><p:nvSpPr><p:cNvPr id="{_next(each)}" name="Nummer"/>'
            '<p:cNvSpPr txBox="1"/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm>'
            f'<a:off x="{int(left)}" y="{int(top)}"/><a:ext cx="{int(width)}" cy="{int(height)}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr><p:txBody><a:bodyPr/><a:lstStyle/>'
            '<a:p><a:pPr algn="r"/></a:p></p:txBody></p:sp>'
        ),
    )


def _number(box: Any) -> None:
    paragraph = box.find(f".//{qn('a:p')}")
    paragraph.append(
        parse_xml(
            f'<a:fld xmlns:a="{_NS["a"]}" id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">'
            '<a:rPr lang="nb-NO" sz="1400"/><a:t>‹#›</a:t></a:fld>'
        )
    )


def _put(each: Any, element: Any) -> Any:
    each.shapes._spTree.append(element)
    return element


def _next(each: Any) -> int:
    return max(int(found.get("id")) for found in each._element.iter(qn("p:cNvPr"))) + 1


def _prompts(layout: Any) -> None:
    for shape, prompt in zip(layout.placeholders, PROMPTS[layout.name], strict=True):
        shape.name = prompt
        frame = shape.text_frame
        for paragraph in list(frame.paragraphs)[1:]:
            paragraph._p.getparent().remove(paragraph._p)
        frame.paragraphs[0].text = prompt


def save(deck: Deck, name: str, title: str) -> None:
    """Save the template with bytes that depend on what is drawn alone."""
    drawn = io.BytesIO()
    deck.save(drawn)
    write_whole(TEMPLATES / name, stable(drawn.getvalue(), date=DRAWN, title=title))


if __name__ == "__main__":
    save(draw(), "lysark.pptx", "Mal for lysark")

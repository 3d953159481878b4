"""The look of the interview kit: large styles, and the pieces its pages are put together from."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Any

from docx.document import Document as DocumentObject
from docx.enum.section import WD_SECTION
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.table import Table
from look import INK, LINE, NAVY, PALE, _bar, _style, add_table, new_document

#: A sheet that participants read or hear. bsb measures LIX on what stands under such a heading.
PARTICIPANTS = "BSB Deltakerark"
#: Words either for a group or for one person: {"group": ..., "one": ...}, or the same for both.
Words = str | Mapping[str, str]


def new_kit(language: str) -> DocumentObject:
    """Return an empty document with the kit's styles, in a language such as "nn-NO".

    Everything is larger than in a report: 13 points to read at a table, 16 and more to read while talking.
    """
    document = new_document()
    for mark in document.styles.element.iter(qn("w:lang")):
        mark.set(qn("w:val"), language)
    section = document.sections[0]
    section.left_margin = section.right_margin = Cm(2.2)
    _style(document, "Normal", size=13)
    _style(document, "Title", size=32)
    _style(document, "Subtitle", size=18, after=16)
    _style(document, "Heading 1", size=24, before=0, after=8)
    _style(document, PARTICIPANTS, base="Heading 1")
    _style(document, "Heading 2", size=16, before=14, after=5)
    _style(document, "Heading 3", size=14, before=10, after=3)
    for name in ("Header", "Footer"):
        _style(document, name, size=10)
    _style(document, "BSB Liten", size=12, colour=INK)
    _style(document, "BSB Til dere", base="BSB Liten", size=12, colour=INK, before=0, after=6)
    _style(document, "BSB Merknad", size=13, before=12, after=12)
    _style(document, "BSB Boks", size=14)
    _style(document, "BSB Sitat", size=14, after=3)
    _style(document, "BSB Stor", size=17, after=14, line=1.4)
    _style(document, "BSB Brev", base="Normal", size=15, after=10, line=1.3)
    _style(document, "BSB Brevpunkt", base="List Bullet", size=15, after=8, line=1.2)
    _style(document, "List Bullet", size=13, after=7)
    _style(document, "BSB Klokka", base="Normal", size=16, colour=NAVY, bold=True, after=6, keep_next=True)
    _style(
        document, "BSB Spørsmål", base="Normal", size=21, bold=True, before=16, after=5, line=1.15,
        keep_next=True, keep_together=True,
    )  # fmt: skip
    probe = _style(document, "BSB Følg opp", base="List Bullet", size=17, after=4, line=1.15, keep_together=True)
    probe.paragraph_format.left_indent = Cm(1.3)
    say = _style(document, "BSB Si høyt", base="Normal", size=15, before=2, after=4, line=1.2, keep_together=True)
    _bar(say, NAVY, PALE)
    tick = _style(document, "BSB Kryss", base="Normal", size=13, after=5, line=1.15, keep_together=True)
    tick.paragraph_format.left_indent = Cm(0.9)
    tick.paragraph_format.first_line_indent = Cm(-0.9)
    tick.paragraph_format.tab_stops.add_tab_stop(Cm(0.9))
    _style(document, "BSB Linje", base="Normal", size=13, before=10, after=6, line=1.0)
    _style(document, "BSB Celle", base="Normal", size=12.5, before=2, after=2, line=1.1)
    _style(document, "BSB Brevcelle", base="BSB Celle", size=15, before=5, after=5)
    _style(document, "BSB Cellehode", base="BSB Celle", colour=NAVY, bold=True, keep_next=True)
    return document


def handouts(document: DocumentObject, footer: str) -> None:
    """Begin the sheets that participants are given: no header, and no page number of ours in the footer."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
    section.footer.paragraphs[0].text = footer


def back(document: DocumentObject) -> None:
    """Go back to the sheets of the interviewers, with the header and footer of the first section."""
    first = document.sections[0]
    section = document.add_section(WD_SECTION.NEW_PAGE)
    for mine, theirs in ((section.header, first.header), (section.footer, first.footer)):
        mine.is_linked_to_previous = False
        old = mine.paragraphs[0]._p
        old.addprevious(copy.deepcopy(theirs.paragraphs[0]._p))
        old.getparent().remove(old)


def heading(document: DocumentObject, text: str, *, participants: bool = False, new_page: bool = True) -> None:
    """Add a heading of a sheet, on a new page; ``participants`` read or hear what stands under it."""
    paragraph = document.add_heading(text, 1)
    if participants:
        paragraph.style = document.styles[PARTICIPANTS]
    paragraph.paragraph_format.page_break_before = new_page


def text(document: DocumentObject, words: Words, style: str = "Normal") -> None:
    """Add a paragraph; where a group and one person get different words, the template chooses."""
    document.add_paragraph(inline(words), style=style)


def inline(words: Words) -> str:
    """Return words as they stand within a line of the template."""
    if isinstance(words, str):
        return words
    return f"{{% if group %}}{words['group']}{{% else %}}{words['one']}{{% endif %}}"


def each(document: DocumentObject, loop: str, *lines: tuple[str, str]) -> None:
    """Add paragraphs (text, style) that come again for each round of a loop."""
    text(document, f"{{%p for {loop} %}}")
    for words, style in lines:
        text(document, words, style)
    text(document, "{%p endfor %}")


def table(
    document: DocumentObject,
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    *,
    height: float = 0,
    ruled: bool = False,
    row_heads: bool = True,
    style: str = "BSB Celle",
) -> Table:
    """Add a table of the look in large type; ``height`` (cm) is the least height of rows to write in by hand."""
    made = add_table(document, header, rows, widths, row_heads=row_heads)
    for number, row in enumerate(made.rows):
        is_head = any(header) and number == 0
        for cell in row.cells:
            cell.paragraphs[0].style = document.styles["BSB Cellehode" if is_head else style]
        if row_heads and not is_head:
            for run in row.cells[0].paragraphs[0].runs:
                run.font.bold = True
        if height and not is_head:
            row.height, row.height_rule = Cm(height), WD_ROW_HEIGHT_RULE.AT_LEAST
    if ruled:
        rule(made)
    return made


def rule(made: Table, *, kind: str = "single") -> None:
    """Rule a table on all sides and between, for sheets that are written on or cut up."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", kind), ("sz", "6"), ("space", "0"), ("color", LINE)):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    properties: Any = made._tbl.tblPr
    properties.find(qn("w:tblLayout")).addprevious(borders)


def line_to_write_on(document: DocumentObject, label: str = "") -> None:
    """Add a ruled line to write on by hand, across the page, after a label."""
    paragraph = document.add_paragraph(style="BSB Linje")
    section = document.sections[0]
    edge = section.page_width - section.left_margin - section.right_margin
    paragraph.paragraph_format.tab_stops.add_tab_stop(edge, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)
    paragraph.add_run(f"{label} \t" if label else "\t")

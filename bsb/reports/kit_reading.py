"""How easy the kit's sheets are to read: LIX on what participants read or hear, as it stands in the document.

It is measured on the filled-in document and not on the guide, so that a project's own template counts too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bsb.text.lix import lix
from bsb.text.marks import words

if TYPE_CHECKING:
    from docx.document import Document

#: The style of a heading whose sheet participants read or hear.
PARTICIPANTS = "BSB Deltakerark"
#: Words that interviewers say aloud on a sheet of their own.
_SAID = "BSB Si høyt"
#: What stands on a participants' sheet for the interviewers.
_FOR_INTERVIEWERS = frozenset({"BSB Til dere", "BSB Merknad", "BSB Klokka"})
#: From here on a sheet is no longer easy (Björnsson 1968).
EASY = 40.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that participants read or hear: its heading, LIX, and how many ``words`` it has."""

    name: str
    lix: float
    words: int


def participants_sheets(document: Document) -> list[Sheet]:
    """Return the sheets of a filled-in kit that participants read or hear, in order; last what is said aloud."""
    found: list[tuple[str, list[str]]] = []
    said: list[str] = []
    inside = False
    for style, text in _lines(document):
        if style == PARTICIPANTS:
            inside = True
            found.append((text, []))
        elif style == "Heading 1":
            inside = False
        elif style == _SAID:
            said.append(text.partition(": ")[2] or text)
        elif inside and style not in _FOR_INTERVIEWERS and text:
            found[-1][1].append(text)
    if said:
        found.append((_SAID.removeprefix("BSB "), said))
    return [_sheet(name, lines) for name, lines in found if lines]


def whole(sheets: Sequence[Sheet]) -> float:
    """Return the LIX of all sheets together, each weighing by its words."""
    count = sum(sheet.words for sheet in sheets)
    return round(sum(sheet.lix * sheet.words for sheet in sheets) / count, 1) if count else 0.0


def hard(sheets: Iterable[Sheet]) -> list[Sheet]:
    """Return the sheets that are not easy."""
    return [sheet for sheet in sheets if sheet.lix >= EASY]


def _sheet(name: str, lines: Sequence[str]) -> Sheet:
    text = "\n".join(lines)
    return Sheet(name, round(lix(text) or 0.0, 1), len(words(text)))


def _lines(document: Document) -> Iterator[tuple[str, str]]:
    """Yield the paragraphs of a document in order with the names of their styles, those in tables too."""
    from docx.oxml.ns import qn
    from docx.text.paragraph import Paragraph

    body: Any = document.element.body
    for element in body.iter(qn("w:p")):
        paragraph = Paragraph(element, document._body)
        style = paragraph.style
        yield (style.name or "" if style is not None else "", paragraph.text.strip(" ☐\t"))

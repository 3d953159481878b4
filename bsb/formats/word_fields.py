"""Fields of Word: numbered captions, references to them and to headings, and lists of both, which Word can update.

Each holds what it shows until then, so that the document reads well in programs that never update it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True, slots=True)
class Caption:
    """A caption: its label ("Tabell", "Figur"), its number among those of that label, and its text."""

    label: str
    number: int
    text: str

    @property
    def name(self) -> str:
        """What references call it: "Tabell 2"."""
        return f"{self.label} {self.number}"

    @property
    def bookmark(self) -> str:
        """The bookmark round label and number. Word hides names that begin so."""
        return f"_Ref{self.label}{self.number}"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that can be referred to: level from 1, its number ("3.2", "" for none), its text and bookmark.

    The number is the style's (Word counts headings), so that it is not part of the text.
    """

    level: int
    number: str
    text: str
    bookmark: str


def write_heading(paragraph: Paragraph, heading: Heading) -> None:
    """Write a heading's text into an empty paragraph (whose style is the caller's), in a bookmark of its own."""
    write_marked(paragraph, heading.bookmark, heading.text)


def write_marked(paragraph: Paragraph, bookmark: str, text: str, *, bold: bool = False) -> None:
    """Add a text in a bookmark, for references to it."""
    number = _next(paragraph)
    _bookmark(paragraph, "bookmarkStart", number).set(f"{_W}name", bookmark)
    paragraph.add_run(text).bold = bold or None
    _bookmark(paragraph, "bookmarkEnd", number)


def write_caption(paragraph: Paragraph, caption: Caption) -> None:
    """Write a caption into an empty paragraph, numbered by a SEQ field."""
    number = _next(paragraph)
    _bookmark(paragraph, "bookmarkStart", number).set(f"{_W}name", caption.bookmark)
    paragraph.add_run(f"{caption.label} ")
    write_field(paragraph, f"SEQ {caption.label} \\* ARABIC", str(caption.number))
    _bookmark(paragraph, "bookmarkEnd", number)
    paragraph.add_run(f". {caption.text}")


def write_reference(paragraph: Paragraph, caption: Caption) -> None:
    """Add to a paragraph a reference to a caption: its label and number, which lead there."""
    write_field(paragraph, f"REF {caption.bookmark} \\h", caption.name)


def write_list(place: Paragraph, captions: Sequence[Caption]) -> None:
    """Write the list of captions of one label before a paragraph: it gets page numbers when Word updates it."""
    if captions:
        lines = [(f"{each.name}. {each.text}", each.bookmark, place.style) for each in captions]
        _write_lines(place, f'TOC \\h \\z \\c "{captions[0].label}"', lines)


def write_contents(place: Paragraph, headings: Sequence[Heading]) -> None:
    """Write the table of contents before a paragraph, in the styles "toc 1", "toc 2" ...; it leads to the headings.

    It gets page numbers when Word updates it.
    """
    if headings:
        lowest = max(each.level for each in headings)
        lines = [
            ("\t".join(filter(None, (each.number, each.text))), each.bookmark, f"toc {each.level}")
            for each in headings
        ]
        _write_lines(place, f'TOC \\o "1-{lowest}" \\h \\z \\u', lines)


def _write_lines(place: Paragraph, instruction: str, lines: Sequence[tuple[str, str, Any]]) -> None:
    """Write a field that lists places, a line each: its text, the bookmark it leads to, and its style."""
    paragraphs = [place.insert_paragraph_before(style=style) for _text, _aim, style in lines]
    _run(paragraphs[0], _mark("begin"))
    _run(paragraphs[0], _code(instruction))
    _run(paragraphs[0], _mark("separate"))
    for paragraph, (text, aim, _style) in zip(paragraphs, lines, strict=True):
        link = paragraph._p.makeelement(f"{_W}hyperlink", {f"{_W}anchor": aim, f"{_W}history": "1"})
        link.append(paragraph.add_run(text)._r)
        paragraph._p.append(link)
    _run(paragraphs[-1], _mark("end"))


def write_field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    """Add a field to a paragraph with what it shows until Word updates it."""
    _run(paragraph, _mark("begin"))
    _run(paragraph, _code(instruction))
    _run(paragraph, _mark("separate"))
    paragraph.add_run(shown)
    _run(paragraph, _mark("end"))


def _next(paragraph: Paragraph) -> int:
    """Return a number that no bookmark of the document has."""
    return len(list(paragraph.part.element.iter(f"{_W}bookmarkStart")))


def _run(paragraph: Paragraph, child: Any) -> None:
    paragraph.add_run()._r.append(child)


def _mark(kind: str) -> Any:
    from docx.oxml import OxmlElement

    made = OxmlElement("w:fldChar")
    made.set(f"{_W}fldCharType", kind)
    return made


def _code(instruction: str) -> Any:
    from docx.oxml import OxmlElement

    made = OxmlElement("w:instrText")
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    made.text = f" {instruction} "
    return made


def _bookmark(paragraph: Paragraph, kind: str, number: int) -> Any:
    from docx.oxml import OxmlElement

    made = OxmlElement(f"w:{kind}")
    made.set(f"{_W}id", str(number))
    paragraph._p.append(made)
    return made

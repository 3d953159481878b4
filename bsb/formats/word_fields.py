"""Fields of Word: numbered captions, references to them and to headings, and lists of both with their pages.

Each holds what it shows until it is updated, so that the document reads well in programs that never do so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: Settings that come after ``updateFields``: Word calls a file with settings out of order damaged.
_AFTER_UPDATE = ("hdrShapeDefaults", "footnotePr", "endnotePr", "compat", "docVars", "rsids")


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
    """Write the list of captions of one label before a paragraph, each with the page it stands on."""
    _write_lines(place, [(f"{each.name}. {each.text}", each.bookmark, place.style) for each in captions])


def write_contents(place: Paragraph, headings: Sequence[Heading]) -> None:
    """Write the table of contents before a paragraph, in the styles "toc 1", "toc 2" ..., with pages."""
    _write_lines(
        place,
        [("\t".join(filter(None, (e.number, e.text))), e.bookmark, f"toc {e.level}") for e in headings],
    )


def _write_lines(place: Paragraph, lines: Sequence[tuple[str, str, Any]]) -> None:
    """Write a line for each place: its text, which leads to a bookmark, and after a tab the page of that.

    The pages are fields of their own, not the one field that Word makes of a table of contents: LibreOffice counts
    the pages of the former when it opens the file, and never those of the latter. They show nothing until then,
    since a wrong number is worse than none. Word counts when it is told to, so the file has it ask.
    """
    for text, aim, style in lines:
        paragraph = place.insert_paragraph_before(style=style)
        if "\t" not in text:
            _skip_number(paragraph)
        paragraph.add_run(f"{text}\t")
        write_field(paragraph, f"PAGEREF {aim} \\h", "")
        link = paragraph._p.makeelement(f"{_W}hyperlink", {f"{_W}anchor": aim, f"{_W}history": "1"})
        link.extend(paragraph._p.findall(f"{_W}r"))
        paragraph._p.append(link)
    if lines:
        _let_word_ask(place)


def _skip_number(paragraph: Paragraph) -> None:
    """Take the place after the number away from a line that has none, or a short title would be followed by it."""
    from docx.enum.text import WD_TAB_ALIGNMENT

    for stop in list(paragraph.style.paragraph_format.tab_stops) if paragraph.style else ():
        if stop.alignment == WD_TAB_ALIGNMENT.LEFT:
            paragraph.paragraph_format.tab_stops.add_tab_stop(stop.position, WD_TAB_ALIGNMENT.CLEAR)


def _let_word_ask(paragraph: Paragraph) -> None:
    """Have Word ask at opening whether it may bring fields up to date."""
    from docx.oxml import OxmlElement

    settings: Any = paragraph.part.document.settings.element  # type: ignore[attr-defined]
    if settings.find(f"{_W}updateFields") is None:
        asked = OxmlElement("w:updateFields")
        asked.set(f"{_W}val", "true")
        later = [each for name in _AFTER_UPDATE if (each := settings.find(f"{_W}{name}")) is not None]
        later[0].addprevious(asked) if later else settings.append(asked)


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

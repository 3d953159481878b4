"""Fields of Word: numbered captions, references to them, and lists of them, which Word can update.

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


def write_caption(paragraph: Paragraph, caption: Caption) -> None:
    """Write a caption into an empty paragraph, numbered by a SEQ field."""
    number = len(list(paragraph.part.element.iter(f"{_W}bookmarkStart")))
    start = _bookmark(paragraph, "bookmarkStart", number)
    start.set(f"{_W}name", caption.bookmark)
    paragraph.add_run(f"{caption.label} ")
    write_field(paragraph, f"SEQ {caption.label} \\* ARABIC", str(caption.number))
    _bookmark(paragraph, "bookmarkEnd", number)
    paragraph.add_run(f". {caption.text}")


def write_reference(paragraph: Paragraph, caption: Caption) -> None:
    """Add to a paragraph a reference to a caption: its label and number, which lead there."""
    write_field(paragraph, f"REF {caption.bookmark} \\h", caption.name)


def write_list(place: Paragraph, captions: Sequence[Caption]) -> None:
    """Write the list of captions of one label before a paragraph: it gets page numbers when Word updates it."""
    if not captions:
        return
    paragraphs = [place.insert_paragraph_before(style=place.style) for _caption in captions]
    _run(paragraphs[0], _mark("begin"))
    _run(paragraphs[0], _code(f'TOC \\h \\z \\c "{captions[0].label}"'))
    _run(paragraphs[0], _mark("separate"))
    for paragraph, caption in zip(paragraphs, captions, strict=True):
        paragraph.add_run(f"{caption.name}. {caption.text}")
    _run(paragraphs[-1], _mark("end"))


def write_field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    """Add a field to a paragraph with what it shows until Word updates it."""
    _run(paragraph, _mark("begin"))
    _run(paragraph, _code(instruction))
    _run(paragraph, _mark("separate"))
    paragraph.add_run(shown)
    _run(paragraph, _mark("end"))


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

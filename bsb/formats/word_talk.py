"""Talk in a Word document: a label and a paragraph a turn, bookmarks round the words, comments on characters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document

_INITIALS = 9  # characters, Word's limit


@dataclass(frozen=True, slots=True)
class Spoken:
    """A turn: the line over it, its words, the offset at which they begin, and the bookmark round them.

    Without a bookmark the words are shown and cannot be found again.
    """

    label: str
    words: str
    start: int
    bookmark: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A comment on a passage (offsets as in ``Spoken``): its paragraphs, author and date (UTC, to the second)."""

    start: int
    end: int
    paragraphs: Sequence[str]
    author: str
    at: str


def add_talk(document: Document, turns: Sequence[Spoken], notes: Sequence[Note]) -> None:
    """Add turns with comments at the end of a document; its styles "BSB Replikk" and "BSB Replikktekst" are used."""
    styles = {style.name: style.style_id for style in document.styles}
    label, words = styles.get("BSB Replikk", ""), styles.get("BSB Replikktekst", "")
    ordered = sorted(enumerate(notes), key=lambda pair: (pair[1].start, -pair[1].end, pair[0]))
    numbered = [(number, note) for number, (_at, note) in enumerate(ordered)]
    _add_comments(document, [note for _number, note in numbered])
    body: Any = document.element.body
    section = body.sectPr
    for number, turn in enumerate(turns, 1000):
        head = _paragraph(label)
        _text(head, turn.label)
        said = _paragraph(words)
        _words(said, turn, number, numbered)
        for paragraph in (head, said):
            section.addprevious(paragraph)


def _add_comments(document: Document, notes: Sequence[Note]) -> None:
    """Write the comments; their numbers are their places in the sequence."""
    comments: Any = document.comments
    for note in notes:
        made: Any = comments.add_comment("", author=note.author, initials=note.author[:_INITIALS])
        first = True
        for text in note.paragraphs:
            paragraph = made.paragraphs[0] if first else made.add_paragraph("")
            _text(paragraph._p, text)
            first = False
        made._comment_elm.set(_tag("date"), note.at)


def _words(paragraph: Any, turn: Spoken, number: int, notes: Sequence[tuple[int, Note]]) -> None:
    """Write the words of a turn, with the marks of the comments that begin or end in them."""
    start, end = turn.start, turn.start + len(turn.words)
    begins = [(at, note) for at, note in notes if start <= note.start < end] if turn.bookmark else []
    ends = [(at, note) for at, note in notes if start < note.end <= end] if turn.bookmark else []
    if turn.bookmark:
        _mark(paragraph, "bookmarkStart", id=number, name=turn.bookmark)
    borders = sorted({start, end, *(n.start for _at, n in begins), *(n.end for _at, n in ends)})
    for low, high in zip(borders, [*borders[1:], end], strict=True):
        for at, note in ends:
            if note.end == low:
                _close(paragraph, at)
        for at, note in begins:
            if note.start == low:
                _mark(paragraph, "commentRangeStart", id=at)
        if high > low:
            _text(paragraph, turn.words[low - start : high - start])
    if turn.bookmark:
        _mark(paragraph, "bookmarkEnd", id=number)


def _close(paragraph: Any, number: int) -> None:
    _mark(paragraph, "commentRangeEnd", id=number)
    run = _mark(paragraph, "r")
    _mark(_mark(run, "rPr"), "rStyle", val="CommentReference")
    _mark(run, "commentReference", id=number)


def _paragraph(style: str) -> Any:
    from docx.oxml import OxmlElement

    paragraph = OxmlElement("w:p")
    if style:
        _mark(_mark(paragraph, "pPr"), "pStyle", val=style)
    return paragraph


def _text(paragraph: Any, text: str) -> None:
    """Add a run; line feeds and tabs become Word's own."""
    run = _mark(paragraph, "r")
    for number, line in enumerate(text.split("\n")):
        if number:
            _mark(run, "br")
        for place, part in enumerate(line.split("\t")):
            if place:
                _mark(run, "tab")
            if part:
                words = _mark(run, "t")
                words.text = part
                words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _mark(parent: Any, tag: str, /, **attributes: str | int) -> Any:
    from docx.oxml import OxmlElement

    element = OxmlElement(f"w:{tag}")
    for key, value in attributes.items():
        element.set(_tag(key), str(value))
    parent.append(element)
    return element


def _tag(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(f"w:{name}"))

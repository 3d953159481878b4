"""Bookmarks in Word documents: put round words while a template is filled in, read from files that people edited.

A bookmark goes with its words when they are moved, reworded or copied, in Word and in LibreOffice, and is gone when
they are deleted. What it is to say stands in its name, so that nothing else in the file has to survive.
"""

from __future__ import annotations

import copy
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bsb.errors import BsbError
from bsb.formats.limits import damaged, open_zip
from bsb.text.normal import normalise

if TYPE_CHECKING:
    from docx.document import Document

#: The longest name that Word takes.
LONGEST = 40
# Characters of private use: they pass through any template, in whatever field the text is put.
_OPEN, _NAMED, _CLOSE = "\ue000", "\ue001", "\ue002"
_SIGNS = re.compile(f"({_OPEN}[A-Za-z][A-Za-z0-9_]*{_NAMED}|{_CLOSE})")
_ALL = re.compile(f"[{_OPEN}{_NAMED}{_CLOSE}]")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_LEFT_OUT = (f"{_W}del", f"{_W}moveFrom", f"{_W}txbxContent")
_TEXTS = (f"{_W}t", f"{_W}tab", f"{_W}br")
_HEADING = re.compile(r"(?:heading|overskrift)\s*\d", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A bookmark as it stands in a file: its name, the words in it, and the heading above it ("" for none)."""

    name: str
    text: str
    section: str


def marked(name: str, text: str) -> str:
    """Return a text that ``set_bookmarks`` puts into a bookmark once it stands in a document.

    Several may have one name: all but the first get a number after it, so keep it some characters below ``LONGEST``.

    >>> len(marked("bsb_a", "words")) - len("words")
    8
    """
    return f"{_OPEN}{name}{_NAMED}{_ALL.sub('', text)}{_CLOSE}"


def names_in(text: str) -> list[str]:
    """Return the names of the bookmarks in a text that holds marked texts, in order.

    >>> names_in("«" + marked("bsb_a", "words") + "»")
    ['bsb_a']
    """
    return [sign[1:-1] for sign in _SIGNS.findall(text) if sign != _CLOSE]


def unmarked(text: str) -> str:
    """Return a text without the marks of bookmarks.

    >>> unmarked("«" + marked("bsb_a", "words") + "»")
    '«words»'
    """
    return _SIGNS.sub("", text)


def set_bookmarks(document: Document) -> None:
    """Put bookmarks where marked texts stand in a document's body, in place of the marks."""
    body = document.element.body
    number = max((int(e.get(f"{_W}id") or 0) for e in body.iter(f"{_W}bookmarkStart")), default=-1) + 1
    seen: dict[str, int] = {}
    opened: list[int] = []
    for run in [r for r in body.iter(f"{_W}r") if any(_ALL.search(t.text or "") for t in r.iterfind(f"{_W}t"))]:
        parts: list[Any] = []
        for token in _tokens(run):
            if isinstance(token, str) and token.startswith(_OPEN):
                name = token[1:-1]
                seen[name] = seen.get(name, 0) + 1
                start = run.makeelement(f"{_W}bookmarkStart", {})
                start.set(f"{_W}id", str(number))
                start.set(f"{_W}name", (name if seen[name] == 1 else f"{name}_{seen[name]}")[:LONGEST])
                opened.append(number)
                number += 1
                parts.append(start)
            elif isinstance(token, str):
                if opened:
                    parts.append(run.makeelement(f"{_W}bookmarkEnd", {f"{_W}id": str(opened.pop())}))
            else:
                parts.append(token)
        for part in parts:
            run.addprevious(part)
        run.getparent().remove(run)


def _tokens(run: Any) -> Iterator[Any]:
    """Yield a run's pieces as runs of the same look, and between them the marks as texts."""
    look = run.find(f"{_W}rPr")
    current = None
    for child in run:
        if child is look:
            continue
        pieces = _SIGNS.split(child.text or "") if child.tag == f"{_W}t" else [None]
        for piece in pieces:
            if piece is not None and _SIGNS.fullmatch(piece):
                if current is not None:
                    yield current
                current = None
            if piece == "":
                continue
            if piece is not None and _SIGNS.fullmatch(piece):
                yield piece
                continue
            if current is None:
                current = run.makeelement(run.tag, {})
                if look is not None:
                    current.append(copy.deepcopy(look))
            made = copy.deepcopy(child)
            if piece is not None:
                made.text = _ALL.sub("", piece)
                made.set(_SPACE, "preserve")
            current.append(made)
    if current is not None:
        yield current


def read_bookmarks(path: Path, prefix: str) -> list[Bookmark]:
    """Return the bookmarks of a .docx whose names begin with ``prefix``, in reading order; deleted words left out.

    Raises BsbError for a file that is no Word document, or is damaged or hostile.
    """
    from docx import Document

    open_zip(path).close()
    try:
        document = Document(io.BytesIO(path.read_bytes()))
        headings = {style.style_id for style in document.styles if _is_heading(style)}
        body = document.element.body
        if body is None:
            raise damaged(path)
    except BsbError:
        raise
    except Exception:
        # python-docx raises what lxml and zipfile raise; nothing of the content may be shown.
        raise damaged(path) from None
    return _walk(body, headings, prefix)


def _is_heading(style: Any) -> bool:
    for _step in range(10):
        if style is None or _HEADING.match(style.name or ""):
            break
        style = getattr(style, "base_style", None)
    return style is not None and bool(_HEADING.match(style.name or ""))


def _walk(body: Any, headings: set[str], prefix: str) -> list[Bookmark]:
    made: list[tuple[str, str]] = []
    words: list[list[str]] = []
    opened: dict[str, int] = {}
    section: list[str] = []
    in_heading = False
    for element in body.iter():
        tag = element.tag
        if tag == f"{_W}p":
            style = element.find(f"{_W}pPr/{_W}pStyle")
            in_heading = style is not None and style.get(f"{_W}val") in headings
            section = [] if in_heading else section
            for at in opened.values():
                words[at].append(" ")
        elif tag == f"{_W}bookmarkStart" and str(element.get(f"{_W}name")).startswith(prefix):
            opened[element.get(f"{_W}id")] = len(made)
            made.append((element.get(f"{_W}name"), _line(section)))
            words.append([])
        elif tag == f"{_W}bookmarkEnd":
            opened.pop(element.get(f"{_W}id"), None)
        elif tag in _TEXTS and not any(above.tag in _LEFT_OUT for above in element.iterancestors()):
            text = (element.text or "") if tag == f"{_W}t" else " "
            if in_heading:
                section.append(text)
            for at in opened.values():
                words[at].append(text)
    return [Bookmark(name, _line(own), place) for (name, place), own in zip(made, words, strict=True)]


def _line(parts: list[str]) -> str:
    return " ".join(normalise("".join(parts)).split())

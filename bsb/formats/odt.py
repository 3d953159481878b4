"""OpenDocument text (.odt), read straight from its XML."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bsb.formats import emphasis as style
from bsb.formats import left_out, table
from bsb.formats.limits import LIMITS, Limits, check_blocks, damaged, locked, macros, open_zip, parse_xml, read_part
from bsb.formats.source import Block, Source, clean

if TYPE_CHECKING:
    from lxml.etree import _Element

_NS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_OFFICE, _TEXT, _TABLE, _DRAW, _STYLE = (_NS % name for name in ("office", "text", "table", "drawing", "style"))
_FO = _NS % "xsl-fo-compatible"
_P, _H, _GRID = _TEXT + "p", _TEXT + "h", _TABLE + "table"
_CELLS = (_TABLE + "table-cell", _TABLE + "covered-table-cell")
_ROWS = tuple(_TABLE + name for name in ("table-header-rows", "table-rows", "table-row-group"))
_LIST, _NOTE, _BOX = _TEXT + "list", _TEXT + "note", _DRAW + "text-box"
_SKIP = {_TEXT + name for name in ("tracked-changes", "sequence-decls", "variable-decls", "ruby-text")}
_SKIP |= {_TEXT + name for name in ("table-of-content", "alphabetical-index", "user-index", "bibliography")}
_SKIP |= {_TEXT + name for name in ("illustration-index", "table-index")}
_SKIP |= {_OFFICE + name for name in ("annotation", "annotation-end", "forms")}
_HIDDEN = {_TEXT + "hidden-text", _TEXT + "hidden-paragraph"}
# Blanks in the XML are layout and run together; these stand for the ones that were meant.
_SPACE, _TAB, _BREAK = "\x0e", "\x0f", "\x10"
_MEANT = str.maketrans({_SPACE: " ", _TAB: "\t", _BREAK: "\n"})
_LAYOUT = re.compile(r"[ \t\r\n]+")
_DASHES = ("-", "–", "—")


def read(path: Path, *, emphasis: bool = False, limits: Limits = LIMITS) -> Source:
    """Read an OpenDocument text: paragraphs, lists, tables, text boxes and notes, in the order of the text.

    Tracked insertions are kept; deletions, hidden text, headers and footers are dropped and counted in the
    notices; comments and tables of contents are ignored.

    Raises BsbError if the file is damaged or protected, holds macros, or goes beyond the limits.
    """
    with open_zip(path, limits) as archive:
        names = archive.namelist()
        if any(name.startswith(("Basic/", "Scripts/")) for name in names):
            raise macros(path)
        manifest = "META-INF/manifest.xml"
        if manifest in names and b"encryption-data" in read_part(path, archive, manifest, limits):
            raise locked(path)
        content = parse_xml(read_part(path, archive, "content.xml", limits), path, limits)
        furniture = 0
        if "styles.xml" in names:
            styles = parse_xml(read_part(path, archive, "styles.xml", limits), path, limits)
            for name in ("header", "footer"):
                furniture += sum(map(_has_words, styles.iter(_STYLE + name)))
    scripts = content.find(_OFFICE + "scripts")
    if scripts is not None and len(scripts):
        raise macros(path)
    body = content.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise damaged(path)
    walker = _Walker(path, _styles(content), emphasis, limits)
    walker.counts["deleted"] = sum(
        any(map(_has_words, part.iter(_P, _H))) for part in content.iter(_TEXT + "deletion")
    )
    walker.counts["furniture"] = furniture
    walker.story(body, 0)
    return Source(tuple(walker.blocks), left_out.notices(walker.counts), "odt")


def _has_words(element: _Element) -> bool:
    return any(str(text).strip() for text in element.itertext())


@dataclass(frozen=True, slots=True)
class _Style:
    bold: bool = False
    italic: bool = False
    hidden: bool = False
    title: bool = False
    dash: bool = False


_PLAIN = _Style()


def _styles(content: _Element) -> dict[str, _Style]:
    found: dict[str, _Style] = {}
    for one in content.iter(_STYLE + "style"):
        text = one.find(_STYLE + "text-properties")
        found[one.get(_STYLE + "name", "")] = _Style(
            bold=text is not None and text.get(_FO + "font-weight") in ("bold", "600", "700", "800", "900"),
            italic=text is not None and text.get(_FO + "font-style") in ("italic", "oblique"),
            hidden=text is not None and text.get(_TEXT + "display") == "none",
            title=one.get(_STYLE + "parent-style-name", "") in ("Title", "Subtitle"),
        )
    for one in content.iter(_TEXT + "list-style"):
        bullet = one.find(_TEXT + "list-level-style-bullet")
        dash = bullet is not None and bullet.get(_TEXT + "bullet-char") in _DASHES
        found[one.get(_STYLE + "name", "")] = _Style(dash=dash)
    found["Title"] = found["Subtitle"] = _Style(title=True)
    return found


class _Walker:
    """Walks the text; ``blocks`` and ``counts`` fill as it goes."""

    def __init__(self, path: Path, styles: dict[str, _Style], emphasis: bool, limits: Limits) -> None:
        self.path, self.styles, self.emphasis, self.limits = path, styles, emphasis, limits
        self.blocks: list[Block] = []
        self.counts: Counter[str] = Counter()
        self.tables = table.Tables()
        self.hanging: list[tuple[str, _Element]] = []

    def style(self, element: _Element) -> _Style:
        """Return the style that a paragraph, span or list names."""
        return self.styles.get(element.get(_TEXT + "style-name", ""), _PLAIN)

    def story(self, parent: _Element, depth: int, lead: str = "") -> None:
        """Read the paragraphs, lists and tables in an element; ``lead`` goes before the first paragraph."""
        if depth > self.limits.depth:
            raise damaged(self.path)
        for child in parent:
            tag = child.tag
            if tag in (_P, _H):
                self.paragraph(child, depth, lead)
                lead = ""
            elif tag == _GRID:
                self.table(child, depth)
            elif tag == _LIST:
                dash = "– " if self.style(child).dash else ""
                for item in child:
                    self.story(item, depth + 1, dash)
            elif tag == _DRAW + "frame":
                self.hanging += [("textbox", box) for box in child.iter(_BOX)]
                self.hang(depth)
            elif tag not in _SKIP and len(child):
                self.story(child, depth + 1)

    def paragraph(self, paragraph: _Element, depth: int, lead: str) -> None:
        """Read a paragraph, then the text boxes and notes that hang on it."""
        own = self.style(paragraph)
        kind = "heading" if paragraph.tag == _H or own.title else "paragraph"
        out: list[str] = []
        self.inline(paragraph, out, depth)
        text = _LAYOUT.sub(" ", "".join(out)).strip(" ").translate(_MEANT)
        if own.hidden:
            self.counts["hidden"] += bool(text.strip())
        else:
            self.add(lead + text if text.strip() else "", kind)
        self.hang(depth)

    def add(self, text: str, kind: str) -> None:
        """Add a block if there are words in it."""
        text = clean(style.draw(text) if self.emphasis else text).rstrip()
        if text.strip():
            check_blocks(self.path, len(self.blocks), self.limits)
            self.blocks.append(Block(text.strip() if kind == "note" else text, kind=kind))

    def inline(self, parent: _Element, out: list[str], depth: int) -> None:
        """Collect the text of an element and all that runs within the line."""
        if depth > self.limits.depth:
            raise damaged(self.path)
        out.append(parent.text or "")
        for child in parent:
            self.one(child, out, depth)
            out.append(child.tail or "")

    def one(self, child: _Element, out: list[str], depth: int) -> None:
        """Collect the text of one element within a line."""
        tag = child.tag
        if tag == _TEXT + "s":
            count = child.get(_TEXT + "c", "1")
            out.append(_SPACE * min(int(count) if count.isdecimal() else 1, 100))
        elif tag == _TEXT + "tab":
            out.append(_TAB)
        elif tag == _TEXT + "line-break":
            out.append(_BREAK)
        elif tag == _NOTE:
            body = child.find(_TEXT + "note-body")
            if body is not None:
                self.hanging.append(("note", body))
        elif tag == _DRAW + "frame":
            self.hanging += [("textbox", box) for box in child.iter(_BOX)]
        elif tag in _HIDDEN:
            self.counts["hidden"] += 1
        elif tag == _TEXT + "span":
            self.span(child, out, depth)
        elif tag not in _SKIP:
            self.inline(child, out, depth + 1)

    def span(self, span: _Element, out: list[str], depth: int) -> None:
        """Collect a span, with its style noted, unless it is hidden."""
        own = self.style(span)
        if own.hidden:
            self.counts["hidden"] += 1
            return
        part: list[str] = []
        self.inline(span, part, depth + 1)
        text = "".join(part)
        bold, italic = own.bold and self.emphasis, own.italic and self.emphasis
        out.append(style.wrap(text, bold=bold, italic=italic) if bold or italic else text)

    def hang(self, depth: int) -> None:
        """Read the text boxes and notes met in the paragraph just done."""
        hanging, self.hanging = self.hanging, []
        for kind, element in hanging:
            if kind == "note":
                self.add(self.apart(element, depth + 1), "note")
            else:
                before = len(self.blocks)
                self.story(element, depth + 1)
                self.counts["textbox"] += len(self.blocks) > before

    def apart(self, parent: _Element, depth: int) -> str:
        """Return the text of a cell or note by itself, its paragraphs on lines of their own."""
        blocks, self.blocks = self.blocks, []
        self.story(parent, depth)
        found, self.blocks = self.blocks, blocks
        return "\n".join(f"[{block.text}]" if block.kind == "note" else block.text for block in found)

    def table(self, grid: _Element, depth: int) -> None:
        """Read a table: turns where its columns say so, else one line a row."""
        rows = [[cell for cell in row if cell.tag == _CELLS[0]] for row in _rows(grid, depth, self.limits.depth)]
        if all(len(row) <= 1 for row in rows):  # a frame around text
            for cells in rows:
                for cell in cells:
                    self.story(cell, depth + 1)
            return
        texts = [[table.Cell(self.apart(cell, depth + 1), _span(cell)) for cell in cells] for cells in rows]
        self.blocks += self.tables.blocks(texts)


def _rows(parent: _Element, depth: int, most: int) -> Iterator[_Element]:
    if depth > most:
        return
    for child in parent:
        if child.tag == _TABLE + "table-row":
            yield child
        elif child.tag in _ROWS:
            yield from _rows(child, depth + 1, most)


def _span(cell: _Element) -> int:
    for name in ("number-columns-spanned", "number-columns-repeated"):
        value = cell.get(_TABLE + name, "")
        if value.isdecimal():
            return max(1, min(int(value), 100))
    return 1

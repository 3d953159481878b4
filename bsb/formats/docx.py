"""Word files (.docx), read straight from their XML: quick, and true to tracked changes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from bsb.formats import docx_plain, left_out, table
from bsb.formats import emphasis as style
from bsb.formats.limits import LIMITS, Limits, check_blocks, damaged, macros, open_zip, parse_xml, read_part
from bsb.formats.source import Block, Source, clean

if TYPE_CHECKING:
    import zipfile

    from lxml.etree import _Element

_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_LOOSE = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = "{" + _LOOSE.decode() + "}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_T, _R, _P, _TBL, _RPR, _PPR = (_W + name for name in ("t", "r", "p", "tbl", "rPr", "pPr"))
_TR, _TC, _TEXTBOX, _SECTION = (_W + name for name in ("tr", "tc", "txbxContent", "sectPr"))
_VALUE, _ID, _VANISH, _BOLD, _ITALIC = (_W + name for name in ("val", "id", "vanish", "b", "i"))
_ALTERNATE, _CHOICE, _FALLBACK = (_MC + name for name in ("AlternateContent", "Choice", "Fallback"))
_INSIDE = {_W + name for name in ("ins", "moveTo", "hyperlink", "smartTag", "customXml", "fldSimple")}
_INSIDE |= {_W + name for name in ("sdt", "sdtContent", "bdo", "dir")}
_GONE = {_W + name for name in ("del", "moveFrom")}
_NOTES = {_W + "footnoteReference": "word/footnotes.xml", _W + "endnoteReference": "word/endnotes.xml"}
_FRAMES = {_W + name for name in ("drawing", "pict", "object")}
_SIGNS = {
    **{_W + name: "\t" for name in ("tab", "ptab")},
    **{_W + name: "\n" for name in ("br", "cr")},
    _W + "noBreakHyphen": "-",
}
_HEADING = re.compile(r"(?:heading|overskrift|title|tittel|subtitle|undertittel)\d*", re.IGNORECASE)
_DASHES = ("-", "–", "—", "\uf02d", "\uf0be")  # the last two: dashes of the Symbol font
_OFF = ("0", "false", "off", "none")


def read(path: Path, *, emphasis: bool = False, limits: Limits = LIMITS) -> Source:
    """Read a Word file: paragraphs, tables, text boxes and notes, in the order of the text.

    Tracked insertions are kept; deletions, hidden text, headers and footers are dropped and counted in
    the notices; comments are ignored.

    Raises BsbError if the file is damaged, holds macros, or goes beyond the limits.
    """
    with open_zip(path, limits) as archive:
        names = set(archive.namelist())
        if any(name.endswith("vbaProject.bin") for name in names):
            raise macros(path)
        main = main_part(path, archive, names, limits)
        folder = main[: main.rfind("/") + 1]

        def part(name: str) -> _Element:
            return parsed(read_part(path, archive, folder + name.rpartition("/")[2], limits))

        def parsed(data: bytes) -> _Element:
            walker.styled |= b"vanish" in data or b"\0" in data  # the latter: in UTF-16, which is not looked through
            return _parsed(path, data, limits)

        walker = _Walker(path, part, emphasis, limits)
        walker.lists = f"{folder}numbering.xml" in names
        data = read_part(path, archive, main, limits)
        plain = None if emphasis or len(data) > limits.tags else docx_plain.paragraphs(data)
        if plain is None or len(plain) > limits.blocks:
            walker.story(parsed(data), 0)
        else:
            walker.blocks = [Block(text) for text in plain]
        for name in sorted(names):
            if re.fullmatch(rf"{re.escape(folder)}(?:header|footer)\d*\.xml", name):
                walker.counts["furniture"] += b":t>" in read_part(path, archive, name, limits)
    return Source(tuple(walker.blocks), left_out.notices(walker.counts), "docx")


def main_part(path: Path, archive: zipfile.ZipFile, names: set[str], limits: Limits) -> str:
    """Return the name of the part that holds the text. Raises BsbError if there is none."""
    if "word/document.xml" in names:
        return "word/document.xml"
    if "_rels/.rels" in names:
        for relation in parse_xml(read_part(path, archive, "_rels/.rels", limits), path, limits):
            if relation.get("Type", "").endswith("/officeDocument"):
                return relation.get("Target", "").lstrip("/")
    raise damaged(path)


def xml_part(path: Path, archive: zipfile.ZipFile, name: str, limits: Limits) -> _Element:
    """Return the root of a part, its names those of the loose kind of Word file. Raises BsbError if it is broken."""
    return _parsed(path, read_part(path, archive, name, limits), limits)


def _parsed(path: Path, data: bytes, limits: Limits) -> _Element:
    return parse_xml(data.replace(_STRICT, _LOOSE) if _STRICT in data[:4096] else data, path, limits)


class _Walker:
    """Walks one story of the document; ``blocks`` and ``counts`` fill as it goes."""

    def __init__(self, path: Path, part: Callable[[str], _Element], emphasis: bool, limits: Limits) -> None:
        self.path, self.part, self.emphasis, self.limits = path, part, emphasis, limits
        self.styled = emphasis  # whether anything hangs on how a run looks: emphasis is wanted, or text may be hidden
        self.blocks: list[Block] = []
        self.counts: Counter[str] = Counter()
        self.carried = ""  # the text of a paragraph whose end mark was deleted: it runs into the next
        self.tables = table.Tables()
        self.lists = False  # whether the file defines any
        self.bullets: set[tuple[str, str]] | None = None
        self.boxes: list[_Element] = []
        self.notes: list[tuple[str, str]] = []
        self.note_parts: dict[str, dict[str, _Element]] = {}

    def story(self, parent: _Element, depth: int) -> None:
        """Read the paragraphs and tables in an element."""
        if depth > self.limits.depth:
            raise damaged(self.path)
        for child in parent:
            tag = child.tag
            if tag == _P:
                self.paragraph(child, depth)
            elif tag == _TBL:
                self.table(child, depth)
            elif tag == _ALTERNATE:
                self.story(_choice(child), depth + 1)
            elif tag not in _GONE and tag != _SECTION and len(child):
                self.story(child, depth + 1)

    def paragraph(self, paragraph: _Element, depth: int) -> None:
        """Read a paragraph, then the text boxes and notes that hang on it."""
        out = [self.carried]
        kind, runs_on = "paragraph", False
        read = self.run if self.styled else self.pieces
        for child in paragraph:
            tag = child.tag
            if tag == _R:
                read(child, out, depth)
            elif tag == _PPR:
                kind, runs_on = self.properties(child, out)
            else:
                self.inside(child, tag, out, depth)
        text = "".join(out)
        if text == "– ":  # a bullet with nothing after it
            text = ""
        self.carried = text if runs_on else ""
        if not runs_on:
            self.add(text, kind)
        if self.boxes or self.notes:
            self.hanging(depth)

    def properties(self, properties: _Element, out: list[str]) -> tuple[str, bool]:
        """Return a paragraph's kind, and whether its end mark was deleted; a list's dash goes before its text."""
        kind = "paragraph"
        named = properties.find(_W + "pStyle")
        if named is not None and _HEADING.fullmatch(named.get(_VALUE, "")):
            kind = "heading"
        if (numbered := properties.find(_W + "numPr")) is not None and self.dashed(numbered):
            out.append("– ")
        mark = properties.find(_RPR)
        return kind, mark is not None and any(mark.find(tag) is not None for tag in _GONE)

    def dashed(self, numbered: _Element) -> bool:
        """Tell whether a list's bullet is a dash: Word makes a list of a dialogue typed with dashes."""
        if self.bullets is None:
            self.bullets = _dash_lists(self.part("word/numbering.xml")) if self.lists else set()
        list_id, level = numbered.find(_W + "numId"), numbered.find(_W + "ilvl")
        depth = level.get(_VALUE, "0") if level is not None else "0"
        return list_id is not None and (list_id.get(_VALUE, ""), depth) in self.bullets

    def add(self, text: str, kind: str) -> None:
        """Add a block if there are words in it."""
        text = clean(style.draw(text) if self.emphasis else text).rstrip()
        if text:
            check_blocks(self.path, len(self.blocks), self.limits)
            self.blocks.append(Block(text.strip() if kind == "note" else text, kind=kind))

    def inline(self, parent: _Element, out: list[str], depth: int) -> None:
        """Collect the text of the runs in an element."""
        if depth > self.limits.depth:
            raise damaged(self.path)
        read = self.run if self.styled else self.pieces
        for child in parent:
            tag = child.tag
            if tag == _R:
                read(child, out, depth)
            else:
                self.inside(child, tag, out, depth)

    def inside(self, child: _Element, tag: str, out: list[str], depth: int) -> None:
        """Collect the text of what stands among runs: links, tracked changes and the like."""
        if tag in _INSIDE:
            self.inline(child, out, depth + 1)
        elif tag in _GONE:
            self.counts["deleted"] += any(part.text for part in child.iter(_W + "delText", _T))
        elif tag == _ALTERNATE:
            self.inline(_choice(child), out, depth + 1)

    def run(self, run: _Element, out: list[str], depth: int) -> None:
        """Collect the text of one run, unless it is hidden."""
        bold = italic = False
        for properties in run.iterchildren(_RPR):
            if _on(properties, _VANISH):
                self.counts["hidden"] += 1
                return
            if self.emphasis:
                bold, italic = _on(properties, _BOLD), _on(properties, _ITALIC)
        own: list[str] = []
        self.pieces(run, own, depth)
        text = "".join(own)
        out.append(style.wrap(text, bold=bold, italic=italic) if bold or italic else text)

    def pieces(self, run: _Element, out: list[str], depth: int) -> None:
        """Collect the text in a run, and the text boxes and notes that hang on it."""
        for child in run:
            tag = child.tag
            if tag == _T:
                out.append(child.text or "")
            elif tag == _RPR:
                pass
            elif tag in _SIGNS:
                out.append(_SIGNS[tag])
            elif tag in _FRAMES:
                self.boxes += _outermost(child)
            elif tag in _NOTES:
                self.notes.append((_NOTES[tag], child.get(_ID, "")))
            elif tag == _ALTERNATE:
                self.run(_choice(child), out, depth + 1)

    def hanging(self, depth: int) -> None:
        """Read the text boxes and notes met in the paragraph just done."""
        boxes, self.boxes = self.boxes, []
        notes, self.notes = self.notes, []
        for box in boxes:
            before = len(self.blocks)
            self.story(box, depth + 1)
            self.counts["textbox"] += len(self.blocks) > before
        for part, key in notes:
            if part not in self.note_parts:
                self.note_parts[part] = {note.get(_ID, ""): note for note in self.part(part)}
            if key in self.note_parts[part]:
                text = self.apart(self.note_parts[part][key], depth + 1)
                self.add(text, "note")

    def apart(self, parent: _Element, depth: int) -> str:
        """Return the text of a cell or note by itself, its paragraphs on lines of their own."""
        blocks, self.blocks = self.blocks, []
        self.story(parent, depth)
        found, self.blocks = self.blocks, blocks
        return "\n".join(f"[{block.text}]" if block.kind == "note" else block.text for block in found)

    def table(self, grid: _Element, depth: int) -> None:
        """Read a table: turns where its columns say so, else one line a row."""
        if depth > self.limits.depth:
            raise damaged(self.path)
        rows: list[list[_Element]] = []
        for row in _find(grid, _TR):
            own = row.find(_W + "trPr")
            if own is not None and own.find(_W + "del") is not None:
                self.counts["deleted"] += 1
            else:
                rows.append(list(_find(row, _TC)))
        if all(len(row) <= 1 for row in rows):  # a frame around text
            for cells in rows:
                for cell in cells:
                    self.story(cell, depth + 1)
            return
        texts = [[table.Cell(self.apart(cell, depth + 1), _span(cell)) for cell in cells] for cells in rows]
        self.blocks += self.tables.blocks(texts)


def _dash_lists(numbering: _Element) -> set[tuple[str, str]]:
    """Return the lists (by id and level) whose bullet is a dash."""
    kinds: dict[str, set[str]] = {}
    for abstract in numbering.iter(_W + "abstractNum"):
        dashes = kinds.setdefault(abstract.get(_W + "abstractNumId", ""), set())
        for level in abstract.iter(_W + "lvl"):
            bullet = level.find(_W + "lvlText")
            if bullet is not None and bullet.get(_VALUE) in _DASHES:
                dashes.add(level.get(_W + "ilvl", "0"))
    return {
        (one.get(_W + "numId", ""), level)
        for one in numbering.iter(_W + "num")
        for link in one.iter(_W + "abstractNumId")
        for level in kinds.get(link.get(_VALUE, ""), ())
    }


def _find(parent: _Element, wanted: str) -> Iterator[_Element]:
    """Yield the rows of a table or cells of a row, also inside content controls and tracked insertions."""
    for child in parent:
        if child.tag == wanted:
            yield child
        elif child.tag in _INSIDE:
            yield from _find(child, wanted)


def _span(cell: _Element) -> int:
    found = cell.find(f"{_W}tcPr/{_W}gridSpan")
    value = found.get(_VALUE, "1") if found is not None else "1"
    return max(1, min(int(value), 100)) if value.isdecimal() else 1


def _choice(alternate: _Element) -> _Element:
    """Return the one branch of an AlternateContent to read: the other holds the same text again."""
    found = alternate.find(_CHOICE)
    if found is None:
        found = alternate.find(_FALLBACK)
    return alternate if found is None else found


def _outermost(parent: _Element) -> Iterator[_Element]:
    """Yield the text boxes in a drawing, not those inside another."""
    for child in _choice(parent) if parent.tag == _ALTERNATE else parent:
        if child.tag == _TEXTBOX:
            yield child
        else:
            yield from _outermost(child)


def _on(properties: _Element, name: str) -> bool:
    found = properties.find(name)
    return found is not None and found.get(_VALUE, "1").lower() not in _OFF

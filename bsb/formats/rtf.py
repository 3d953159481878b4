"""Rich Text Format (.rtf), as Word, LibreOffice and TextEdit write it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from bsb.formats import emphasis as style
from bsb.formats import left_out, table
from bsb.formats.limits import LIMITS, Limits, check_blocks, damaged, read_bytes
from bsb.formats.rtf_tokens import CHARSETS, SIGNS, Token, page_code, tokens
from bsb.formats.source import Block, Source, clean

_FURNITURE = frozenset(f"{name}{pages}" for name in ("header", "footer") for pages in ("", "l", "r", "f"))
_ASIDE = _FURNITURE | {
    *("fonttbl", "colortbl", "stylesheet", "info", "pict", "fldinst", "annotation", "atnid", "atnauthor"),
    *("atndate", "atnref", "atnparent", "object", "objdata", "shprslt", "sp", "nonshppict", "themedata"),
    *("datastore", "listtable", "listoverridetable", "revtbl", "rsidtbl", "generator", "xmlnstbl"),
    *("latentstyles", "filetbl", "tc", "xe", "bkmkstart", "bkmkend", "template", "ftnsep", "ftnsepc"),
    *("aftnsep", "aftnsepc"),
}
_APART = {"footnote": "note", "shptxt": "textbox", "listtext": "list", "pntext": "list"}
_DASHES = ("-", "–", "—")
_HEADING = re.compile(r"\s*(?:heading|overskrift|title|tittel|subtitle|undertittel)\b", re.IGNORECASE)
_DEEPEST = 500


def read(path: Path, *, emphasis: bool = False, limits: Limits = LIMITS) -> Source:
    """Read an RTF file: paragraphs, tables, text boxes and notes, in the order of the text.

    Tracked insertions are kept; deletions, hidden text, headers and footers are dropped and counted in the
    notices; comments and field instructions are ignored.

    Raises BsbError if the file is cut short or goes beyond the limits.
    """
    reader = _Reader(path, emphasis, limits)
    for token in tokens(read_bytes(path, 2 * limits.text_bytes)):
        reader.take(token)
    reader.finish()
    return Source(tuple(reader.blocks), left_out.notices(reader.counts), "rtf")


@dataclass(slots=True)
class _Group:
    """What holds from an opening brace to its closing one."""

    skip: str = ""  # the destination whose text is not read
    fallback: int = 1  # how many characters stand in for one \\u character
    code: str = "cp1252"
    bold: bool = False
    italic: bool = False
    hidden: bool = False
    deleted: bool = False
    opens: str = ""  # the destination that this group itself opened


class _Reader:
    """Takes token after token; ``blocks`` and ``counts`` fill as it goes."""

    def __init__(self, path: Path, emphasis: bool, limits: Limits) -> None:
        self.path, self.emphasis, self.limits = path, emphasis, limits
        self.blocks: list[Block] = []
        self.counts: Counter[str] = Counter()
        self.group = _Group()
        self.stack: list[_Group] = []
        self.fonts: dict[int, str] = {}
        self.code = "cp1252"
        self.font = self.style = 0
        self.headings: set[int] = set()
        self.star = False  # the next control word opens a group that may be skipped if unknown
        self.left = 0  # stand-in characters still to pass over
        self.bytes = bytearray()
        self.text: list[str] = []
        self.saved: list[tuple[list[str], list[str]]] = []  # what runs on around a note, box or list mark
        self.cell: list[str] = []
        self.cells: list[str] = []
        self.edges: list[int] = []
        self.rows: list[tuple[list[str], list[int]]] = []
        self.hanging: list[tuple[str, str]] = []
        self.in_table = self.heading = False
        self.tables = table.Tables()

    def take(self, token: Token) -> None:
        """Take one token."""
        if token.kind == "hex":
            self.byte(int(token.value, 16))
            return
        if token.kind == "text":
            self.plain(token.value)
            return
        if token.kind == "word":
            self.word(token.value, token.number)
            return
        self.flush()
        if token.kind == "brace":
            self.open() if token.value == "{" else self.close()
        elif token.value == "*":
            self.star = True
        elif token.value in "\r\n":
            self.paragraph()
        else:
            self.put({"~": "\u00a0", "_": "-", "-": ""}.get(token.value, token.value))

    def open(self) -> None:
        """Open a group."""
        if len(self.stack) > _DEEPEST:
            raise damaged(self.path)
        self.stack.append(self.group)
        self.group = replace(self.group, opens="")
        self.left = 0

    def close(self) -> None:
        """Close a group, and the note, text box or list mark it was."""
        opened = self.group.opens
        self.star = False
        self.left = 0
        if not self.stack:
            return
        if opened in _APART:
            self.end_apart(_APART[opened])
        self.group = self.stack.pop()

    def plain(self, text: str) -> None:
        """Take characters as they stand: bytes of the current code page."""
        self.star = False
        if self.left:
            passed = min(self.left, len(text))
            self.left -= passed
            text = text[passed:]
        if text.isascii():
            self.flush()
            self.put(text)
        else:
            self.bytes += text.encode("latin-1")

    def byte(self, value: int) -> None:
        """Take one byte; bytes are decoded together, as one character may need two."""
        if self.left:
            self.left -= 1
        else:
            self.bytes.append(value)

    def flush(self) -> None:
        """Decode the bytes that have come in."""
        if self.bytes:
            text = self.bytes.decode(self.group.code, "replace")
            self.bytes.clear()
            self.put(text)

    def put(self, text: str) -> None:
        """Add text, unless this group is not read, hidden or deleted."""
        group = self.group
        if not text or group.skip:
            self.passed(group.skip, text)
            return
        for kind in ("hidden", "deleted"):
            if getattr(group, kind):
                self.counts[kind] += bool(text.strip())
                return
        if self.emphasis and (group.bold or group.italic):
            text = style.wrap(text, bold=group.bold, italic=group.italic)
        self.text.append(text)

    def passed(self, destination: str, text: str) -> None:
        """Look at text that is not read: the names of heading styles, and whether page headers hold any."""
        if destination == "stylesheet" and _HEADING.match(text):
            self.headings.add(self.style)
        elif destination in _FURNITURE and text.strip():
            self.counts[f"furniture {destination}"] = 1

    def word(self, word: str, number: int | None) -> None:
        """Take a control word."""
        self.flush()
        star, self.star = self.star, False
        group = self.group
        if word == "u":
            self.unicode(number or 0)
        elif word in _APART and not group.skip:
            self.begin_apart(word)
        elif word in _ASIDE:
            if not group.skip or word == "fonttbl":
                group.skip = word
        elif star and word not in ("shpinst", "shppict"):
            group.skip = group.skip or "unknown"
        elif word == "f" and number is not None:
            self.font = number
            group.code = self.fonts.get(number, self.code)
        elif word == "s" and number is not None:
            self.style = number
            self.heading = number in self.headings and not group.skip
        elif word == "fcharset" and group.skip == "fonttbl":
            if number not in (0, 1, 2, None):
                self.fonts[self.font] = CHARSETS.get(number or 0, self.code)
        elif word in ("ansicpg", "mac", "pc", "pca"):
            self.code = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}.get(word) or page_code(number)
            group.code = self.code
        elif not group.skip:
            self.layout(word, number)

    def layout(self, word: str, number: int | None) -> None:
        """Take a control word that sets characters, paragraphs or tables."""
        group, on = self.group, number != 0
        if word in SIGNS:
            self.put(SIGNS[word])
        elif word in ("par", "sect"):
            self.paragraph()
        elif word in ("b", "i", "v", "deleted"):
            setattr(group, {"b": "bold", "i": "italic", "v": "hidden"}.get(word, word), on)
        elif word == "plain":
            group.bold = group.italic = group.hidden = group.deleted = False
            group.code = self.code
        elif word == "uc":
            group.fallback = max(0, number or 0)
        elif word == "pard" and not self.saved:
            self.in_table = self.heading = False
        elif word == "intbl":
            self.in_table = True
        elif word == "outlinelevel" and number is not None and number < 9:
            self.heading = True
        elif word == "trowd":
            self.edges = []
        elif word == "cellx" and number is not None:
            self.edges.append(number)
        elif word == "cell":
            self.end_cell()
        elif word == "row":
            self.rows.append((self.cells, self.edges))
            self.cells = []

    def unicode(self, number: int) -> None:
        r"""Take a character given by number; the stand-in after it (``\uc``) is passed over."""
        self.put(chr(number % 65536))
        self.left = self.group.fallback

    def begin_apart(self, word: str) -> None:
        """Begin a note, text box or list mark, whose text stands apart from the paragraph."""
        self.saved.append((self.text, self.cell))
        self.text, self.cell = [], []
        self.group.opens = word
        self.group.bold = self.group.italic = False

    def end_apart(self, kind: str) -> None:
        """Take the text of what stood apart to where it belongs."""
        if not self.saved:
            return
        self.cell.append(self.drawn())
        text = "\n".join(part for part in self.cell if part).strip()
        self.text, self.cell = self.saved.pop()
        if kind == "list":
            self.text += ["– "] if text in _DASHES else []
        elif text:
            self.hanging.append((kind, text))

    def drawn(self) -> str:
        """Return the paragraph so far, ready to store, and begin a new one."""
        check_blocks(self.path, len(self.blocks) + len(self.cell), self.limits)
        text = style.draw("".join(self.text))
        self.text = []
        if any("\ud800" <= c <= "\udfff" for c in text):  # halves of characters beyond 65,535
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return clean(text).rstrip()

    def paragraph(self) -> None:
        """End a paragraph."""
        text = self.drawn()
        if self.saved or self.in_table:
            self.cell.append(text)
            return
        self.end_table()
        if text.strip():
            self.blocks.append(Block(text, kind="heading" if self.heading else "paragraph"))
        self.hang()

    def end_cell(self) -> None:
        """End a table cell; the notes in it stand in square brackets."""
        notes = [f"[{text}]" if kind == "note" else text for kind, text in self.hanging]
        self.hanging = []
        parts = [*self.cell, self.drawn(), *notes]
        self.cell = []
        self.cells.append("\n".join(part for part in parts if part.strip()))

    def end_table(self) -> None:
        """Make blocks of the rows met since the last paragraph outside a table."""
        rows, self.rows = self.rows, []
        if not rows:
            return
        if all(len(cells) <= 1 for cells, _edges in rows):  # a frame around text
            self.blocks += [Block(line) for cells, _ in rows for cell in cells for line in cell.split("\n") if line]
            return
        edges = sorted({edge for _cells, row in rows for edge in row})
        self.blocks += self.tables.blocks([_cells(cells, row, edges) for cells, row in rows])

    def hang(self) -> None:
        """Add the notes and text boxes met in the paragraph just done."""
        for kind, text in self.hanging:
            if kind == "note":
                self.blocks.append(Block(text, kind="note"))
            else:
                self.blocks += [Block(line) for line in text.split("\n") if line.strip()]
                self.counts["textbox"] += 1
        self.hanging = []

    def finish(self) -> None:
        """End the file; raises BsbError if groups are still open, for then text is missing."""
        self.flush()
        if self.stack:
            raise damaged(self.path)
        self.in_table = False
        self.paragraph()
        self.end_table()
        self.counts["furniture"] = sum(n for kind, n in self.counts.items() if kind.startswith("furniture "))


def _cells(texts: list[str], own: list[int], edges: list[int]) -> list[table.Cell]:
    """Return the cells of a row, each spanning as many of the table's columns as its edge says."""
    cells = []
    before = 0
    for index, text in enumerate(texts):
        upto = edges.index(own[index]) + 1 if index < len(own) else before + 1
        cells.append(table.Cell(text, max(1, upto - before)))
        before = max(before, upto)
    return cells

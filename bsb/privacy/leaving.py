"""Reading all text out of a file that is about to leave: zipped XML, HTML, plain text, within limits."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from bsb.errors import BsbError
from bsb.formats.limits import MIB, Limits, damaged, open_zip, parse_xml, read_bytes, read_part
from bsb.i18n import gettext as _
from bsb.privacy.leaving_cells import SHEET, STRINGS, cells, without_cells
from bsb.text.normal import normalise

_ZIPPED = frozenset({".docx", ".pptx", ".xlsx", ".qdpx", ".odt", ".dotx", ".xlsm", ".docm"})
_PLAIN = frozenset({".txt", ".md", ".csv", ".tsv", ".json", ".yaml", ".yml", ".xml", ".vtt", ".srt"})
_PAGES = frozenset({".html", ".htm", ".xhtml"})
_PICTURES = frozenset({".svg"})
_PROJECTS = frozenset({".qde", ".qdc"})
_MOST = 200 * MIB
# Wider than for a transcript: a workbook of ours may hold all that was coded.
_LIMITS = Limits(file_bytes=_MOST, part_bytes=_MOST, unpacked_bytes=_MOST, ratio=400, ratio_from=MIB, tags=20_000_000)
_BLOCKS = frozenset(
    [
        "p",
        "tr",
        "si",
        "is",
        "t",
        "row",
        "comment",
        "title",
        "subject",
        "creator",
        "lastModifiedBy",
        "description",
        "keywords",
        "author",
        "text",
        "desc",
        "keyword",
        "oddHeader",
        "oddFooter",
    ]
)
_READ = ("descr", "title", "alt", "author", "initials", "aria-label")
_NAMED = (*_READ, "name", "creatingUser", "modifyingUser", "description")  # in project files of other programs
_DULL = re.compile(
    r"(theme|styles|settings|fontTable|webSettings|numbering|\[Content_Types\]|\.rels$|calcChain|media/|"
    r"slideLayouts/|slideMasters/|notesMasters/|handoutMasters/|presProps|viewProps|tableStyles|printerSettings)",
    re.IGNORECASE,
)
_SILENT = frozenset(
    ("created", "modified", "lastPrinted", "language", "revision", "instrText", "style", "script", "definedName")
)
_APP = frozenset(("Company", "Manager"))  # all that is worth reading in docProps/app.xml
_TOLD = frozenset(("author", "creator", "description", "keywords", "og:title", "og:description"))  # of a page
_MADE_BY = re.compile(
    r"(?:generated (?:by|using) )?(?:python-docx|python-pptx|openpyxl|docxtpl|LibreOffice\S*|bsb)", re.I
)
#: Written by machines: identifiers, digests, our own marks of sources and texts; lists of them too.
_MARK = r"(?:\{?[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\}?|[0-9a-f]{32}|[0-9a-fA-F]{64}|"
_MARK += r"bsb_[a-z](?:_[0-9a-f]{6,12}){1,3}(?:_\d+)?)"
_OWN = re.compile(r"\bbsb_[a-z]_[0-9a-f]{12}_[0-9a-f]{8}_[0-9a-f]{6}(?:_\d+)?\b")
_DIGITS = re.compile(rf"{_MARK}(?: {_MARK})*")
_CORE = "docProps/core.xml"
_OBJECT = re.compile(r"[A-Za-z ]*\d+|[\w -]*\.(?:png|jpe?g|svg|emf)")


def can_be_checked(path: Path) -> bool:
    """Say whether a file is of a kind that ``passages`` reads."""
    return path.suffix.lower() in _ZIPPED | _PAGES | _PICTURES | _PLAIN


def passages(path: Path) -> Iterator[tuple[str, str]]:
    """Yield (where, text) for each paragraph or cell of a file. Raises BsbError as ``check_file`` says.

    Our own marks of sources are blank in it, so that the offsets of the rest hold.
    """
    for where, text in _passages(path):
        yield where, _OWN.sub(lambda mark: " " * len(mark[0]), text)


def _passages(path: Path) -> Iterator[tuple[str, str]]:
    kind = path.suffix.lower()
    if kind in _ZIPPED:
        yield from _zipped(path)
    elif kind in _PAGES:
        yield from _page(path.name, _decode(read_bytes(path, _LIMITS.file_bytes)))
    elif kind in _PICTURES or kind in _PROJECTS:
        yield from _xml(path, path.name, read_bytes(path, _LIMITS.file_bytes))
    elif kind in _PLAIN:
        yield from _plain(path.name, _decode(read_bytes(path, _LIMITS.file_bytes)))
    else:
        raise BsbError(
            _("{name} is of a kind that cannot be checked.").format(name=path.name),
            _("Files that can: .docx, .pptx, .xlsx, .html, .svg, .qdpx and plain text."),
        )


def made_on(path: Path) -> str:
    """Return the ISO date on which an Office file says that it was made, or "". Raises BsbError like ``passages``."""
    if path.suffix.lower() not in _ZIPPED:
        return ""
    with open_zip(path, _LIMITS) as archive:
        if _CORE not in archive.namelist():
            return ""
        root = parse_xml(read_part(path, archive, _CORE, _LIMITS), path, _LIMITS)
    found = next((node.text for node in root if str(node.tag).endswith("}created")), None) or ""
    try:
        return datetime.date.fromisoformat(found.strip()[:10]).isoformat()
    except ValueError:
        return ""


def _zipped(path: Path) -> Iterator[tuple[str, str]]:
    with open_zip(path, _LIMITS) as archive:

        def part(name: str) -> bytes:
            return read_part(path, archive, name, _LIMITS)

        names = list(dict.fromkeys(archive.namelist()))
        if len(names) < len(archive.namelist()):
            raise damaged(
                path
            )  # of two parts of one name, people would be shown the one and this would read the other
        if any(SHEET.fullmatch(name) for name in names):
            found = cells(names, lambda name: parse_xml(part(name), path, _LIMITS))
            yield from ((where, text) for where, text in found if not _DIGITS.fullmatch(text))
        for name in names:
            if not (name.endswith("/") or _DULL.search(name) or name == STRINGS):
                yield from _part(path, name, part(name))


def _part(path: Path, name: str, data: bytes) -> Iterator[tuple[str, str]]:
    kind = Path(name).suffix.lower()
    if kind in (".xml", ".qde", ".vml", ".svg"):
        yield from _xml(path, name, data)
    elif kind in _PAGES:
        yield from _page(name, _decode(data))
    elif kind in _PLAIN:
        yield from _plain(name, _decode(data))


def _xml(path: Path, name: str, data: bytes) -> Iterator[tuple[str, str]]:
    # What is broken is refused and not mended: what was lost in mending it would go unread.
    root = parse_xml(data, path, _LIMITS)
    if SHEET.fullmatch(name):
        root = without_cells(root)
    if "extended-properties" in root.tag:
        root[:] = [node for node in root if str(node.tag).rpartition("}")[2] in _APP]
    project = name.lower().endswith((".qde", ".qdc"))
    attributes = _NAMED if project else _READ
    for number, text in enumerate(_blocks(root, attributes, apart=project), 1):
        yield f"{name} #{number}", text


def _blocks(root: Any, attributes: tuple[str, ...], *, apart: bool) -> Iterator[str]:
    """Yield the text of each paragraph or cell, and of attributes that people or screen readers read.

    With ``apart`` each element's text is a paragraph of its own.
    """
    buffer: list[str] = []
    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        node, closing = stack.pop()
        if not isinstance(node.tag, str):
            continue
        tag = node.tag.rpartition("}")[2]
        if closing:
            if apart or (tag in _BLOCKS and tag != "t") or "properties" in node.tag:
                yield from _flush(buffer)
            if node.tail:
                buffer.append(node.tail)
            continue
        if tag in ("tab", "br", "cr"):
            buffer.append(" ")
        if node.text and tag not in _SILENT:
            buffer.append(node.text)
        for key, value in node.attrib.items():
            if key.rpartition("}")[2] in attributes and value.strip() and not _dull(tag, value):
                yield normalise(value)
        stack.append((node, True))
        stack.extend((child, False) for child in reversed(list(node)))
    yield from _flush(buffer)


def _dull(tag: str, value: str) -> bool:
    """Tell whether an attribute is no text of its own: a passage is called by its words, which its source holds."""
    return bool(_OBJECT.fullmatch(value) or _DIGITS.fullmatch(value) or tag == "PlainTextSelection")


def _flush(buffer: list[str]) -> Iterator[str]:
    text = normalise("".join(buffer)).strip()
    buffer.clear()
    if text and not _MADE_BY.fullmatch(text) and not _DIGITS.fullmatch(text):
        yield text


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = [""]
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style"):
            self._silent += 1
        elif tag not in ("b", "i", "em", "strong", "span", "a", "mark", "q", "u", "small", "sub", "sup"):
            self.parts.append("")
        told = dict(attrs)
        read = ["alt", "title", "aria-label"]
        if tag == "meta" and (told.get("name") or told.get("property") or "").lower() in _TOLD:
            read.append("content")
        self.parts.extend(value for key in read if (value := told.get(key)))
        if self.parts[-1]:
            self.parts.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._silent = max(0, self._silent - 1)
        elif tag in ("p", "td", "th", "li", "div", "h1", "h2", "h3", "h4", "title", "blockquote", "figcaption"):
            self.parts.append("")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts[-1] += data


def _page(name: str, text: str) -> Iterator[tuple[str, str]]:
    reader = _Reader()
    reader.feed(text)
    for number, part in enumerate(reader.parts, 1):
        if part.strip():
            yield f"{name} #{number}", normalise(part).strip()


def _plain(name: str, text: str) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(normalise(text).split("\n"), 1):
        if line.strip():
            yield f"{name}:{number}", line


def _decode(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")

"""Reading a Word document for an audit: styles tell headings, pictures tell their alt text."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bsb.errors import BsbError
from bsb.formats.limits import damaged, open_zip
from bsb.reports.audit.parts import Part, classified

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"(?:heading|overskrift)\s*(\d)", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|inn?h|contents) \d|table of figures|figurliste", re.IGNORECASE)
_TITLES = ("title", "tittel")


def word_parts(path: Path) -> Iterator[Part]:
    """Yield the parts of a .docx in reading order, text boxes and tables included, deleted text left out.

    Raises BsbError for a file that is damaged or hostile.
    """
    from docx import Document

    open_zip(path).close()
    try:
        document = Document(io.BytesIO(path.read_bytes()))
        names = {style.style_id: style for style in document.styles}
        elements = list(document.element.body)
    except BsbError:
        raise
    except Exception:
        # python-docx raises what lxml and zipfile raise; nothing of the content may be shown.
        raise damaged(path) from None
    for element in elements:
        yield from _element(element, names)


def _element(element: Any, styles: dict[str, Any]) -> Iterator[Part]:
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag == f"{_W}p":
        yield from _paragraph(element, styles)
    elif tag == f"{_W}tbl":
        for row in element.iter(f"{_W}tr"):
            cells = ["".join(_texts(cell)).strip() for cell in row.findall(f"{_W}tc")]
            if any(cells):
                yield Part(0, "\t".join(" ".join(cell.split()) for cell in cells), "row")
            yield from _pictures(row)
    elif tag == f"{_W}sdt":
        for below in element.iterfind(f"{_W}sdtContent/*"):
            yield from _element(below, styles)


def _paragraph(paragraph: Any, styles: dict[str, Any]) -> Iterator[Part]:
    if _in_contents(paragraph, styles):
        yield Part(0, "", "list")
        return
    boxes = list(paragraph.iter(f"{_W}txbxContent"))
    text = "".join(_texts(paragraph)).strip()
    if text:
        yield classified(text, level=_level(paragraph, styles))
    yield from _pictures(paragraph)
    # A text box stands twice in its paragraph, once for old programs: the first is enough.
    for box in boxes[:1]:
        for below in box:
            yield from _element(below, styles)


def _in_contents(paragraph: Any, styles: dict[str, Any]) -> bool:
    """Tell whether a paragraph is a line of a list of contents or figures, which says their titles once more."""
    found = paragraph.find(f"{_W}pPr/{_W}pStyle")
    style = styles.get(found.get(f"{_W}val")) if found is not None else None
    return style is not None and bool(_CONTENTS.fullmatch(style.name or ""))


def _texts(element: Any) -> Iterator[str]:
    for node in element:
        tag = node.tag if isinstance(node.tag, str) else ""
        if tag in (f"{_W}del", f"{_W}moveFrom", f"{_W}txbxContent") or tag.endswith("}AlternateContent"):
            continue
        if tag == f"{_W}t":
            yield node.text or ""
        elif tag in (f"{_W}tab", f"{_W}br", f"{_W}cr"):
            yield " "
        else:
            yield from _texts(node)
            if tag == f"{_W}p":
                yield " "


def _level(paragraph: Any, styles: dict[str, Any]) -> int:
    """Return the level of a heading, 0 for other text; a style counts as what it is based on."""
    found = paragraph.find(f"{_W}pPr/{_W}pStyle")
    style = styles.get(found.get(f"{_W}val")) if found is not None else None
    seen = 0
    while style is not None and seen < 10:
        if match := _HEADING.search(style.name or ""):
            return int(match[1])
        style, seen = getattr(style, "base_style", None), seen + 1
    return 0


def _pictures(element: Any) -> Iterator[Part]:
    for node in element.iter():
        if isinstance(node.tag, str) and node.tag.endswith("}docPr"):
            yield Part(0, (node.get("descr") or "").strip(), "picture")

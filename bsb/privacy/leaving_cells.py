"""The cells of a workbook that is about to leave, one by one: shared words once, where they first stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from bsb.text.normal import normalise

SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
STRINGS = "xl/sharedStrings.xml"
_BOOK, _LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_HEADER_CODE = re.compile(r"&(?:[A-Za-z]|\"[^\"]*\"|K?[0-9A-Fa-f]{6}|\d+)")
_LONG_NUMBER = 8  # digits; a cell's shorter number is a count or a sum


def cells(names: list[str], parse: Callable[[str], Any]) -> Iterator[tuple[str, str]]:
    """Yield ("Sheet!B4", text) for the cells of all sheets, then shared words that no cell uses.

    ``names`` are the archive's members; ``parse`` returns a member's XML root, or None.
    """
    words = _shared(parse(STRINGS)) if STRINGS in names else []
    titles = _titles(names, parse)
    used: set[int] = set()
    for name in (n for n in names if SHEET.fullmatch(n)):
        root = parse(name)
        for cell in root.iter("{*}c") if root is not None else ():
            value = cell.findtext("{*}v") or ""
            if cell.get("t") == "s":
                index = int(value) if value.isdigit() else -1
                if index in used or not 0 <= index < len(words):
                    continue
                used.add(index)
                text = words[index]
            else:
                text = "".join(cell.itertext("{*}t")) or (value if len(value) >= _LONG_NUMBER else "")
            text = normalise(text).strip()
            if text:
                yield f"{titles.get(name, name)}!{cell.get('r', '')}", text
    for index, text in enumerate(words):
        if index not in used and text.strip():
            yield f"{STRINGS} #{index + 1}", normalise(text).strip()


def without_cells(root: Any) -> Any:
    """Take the cells out of a sheet's XML, and the codes out of its headers; return what is left to be read."""
    for data in list(root.iter("{*}sheetData")):
        data.clear()
    for line in root.iter("{*}oddHeader", "{*}oddFooter", "{*}evenHeader", "{*}evenFooter", "{*}firstHeader"):
        line.text = _HEADER_CODE.sub(" ", line.text or "")
    return root


def _shared(root: Any) -> list[str]:
    return ["".join(item.itertext("{*}t")) for item in root.iter("{*}si")] if root is not None else []


def _titles(names: list[str], parse: Callable[[str], Any]) -> dict[str, str]:
    book, links = (parse(name) if name in names else None for name in (_BOOK, _LINKS))
    if book is None or links is None:
        return {}
    targets = {link.get("Id"): link.get("Target", "").lstrip("/") for link in links}
    found = {}
    for sheet in book.iter("{*}sheet"):
        key = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), None)
        target = targets.get(key, "")
        found[target if target.startswith("xl/") else f"xl/{target}"] = sheet.get("name", "")
    return found

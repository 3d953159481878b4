"""The lines of a transcript, with line numbers and page furniture taken away."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import NamedTuple

from bsb.formats.source import Block, Source

_NUMBERED = re.compile(r"\s{0,8}(\d{1,5})(?:[.)]?[ \t]+|[.)]|$)")
_PAGE_WORD = re.compile(r"\s*(?:side|page|s\.|p\.)\s*\d+(?:\s*(?:av|of|/)\s*\d+)?\s*", re.IGNORECASE)
_PAGE_DASHED = re.compile(r"\s*[-–—]\s*\d{1,4}\s*[-–—]\s*")
_PAGE_BARE = re.compile(r"\s*(\d{1,4})(?:\s*(?:av|of|/)\s*\d{1,4}|\s*\(\d{1,4}\))?\s*", re.IGNORECASE)


class Line(NamedTuple):
    """One line: its text, the block it stands in, the block's number from 1, and whether it opens the block."""

    text: str
    block: Block
    number: int
    opens: bool


def find_lines(source: Source) -> tuple[list[Line], Counter[str]]:
    """Return the lines with words in them, and how many line numbers and page lines were taken away."""
    lines: list[Line] = []
    for number, block in enumerate(source.blocks, 1):
        if "\n" not in block.text:
            lines.append(Line(block.text, block, number, True))
            continue
        opens = True
        for text in block.text.split("\n"):
            if text and not text.isspace():
                lines.append(Line(text, block, number, opens))
                opens = False
    counts: Counter[str] = Counter()
    lines = _without_numbers(lines, counts)
    return _without_pages(lines, counts), counts


def _free(line: Line) -> bool:
    return line.block.speaker is None and line.block.kind == "paragraph"


def _without_numbers(lines: list[Line], counts: Counter[str]) -> list[Line]:
    """Take away line numbers: one on nearly every line rising by 1, or every fifth line rising by 5."""
    found = [(i, int(m[1])) for i, line in enumerate(lines) if (m := _NUMBERED.match(line.text)) and _free(line)]
    if len(found) < 4:
        return lines
    free = sum(map(_free, lines))
    if not (_rises(found, 1, free) or _rises(found, 5, free)):
        return lines
    counts["number"] = len(found)
    numbered = {i for i, _value in found}
    kept = []
    for i, line in enumerate(lines):
        text = _NUMBERED.sub("", line.text, count=1) if i in numbered else line.text
        if text.strip():
            kept.append(line if text is line.text else Line(text, line.block, line.number, line.opens))
    return kept


def _rises(found: list[tuple[int, int]], step: int, lines: int) -> bool:
    if len(found) * step < 0.8 * lines:
        return False
    pairs = list(pairwise(found))
    good = sum(b[1] == a[1] + step or (b[1] <= step < a[1] and b[1] > 0) for a, b in pairs)
    near = sum(b[0] - a[0] <= step for a, b in pairs)
    return good >= 0.9 * len(pairs) and near >= 0.8 * len(pairs)


def _without_pages(lines: list[Line], counts: Counter[str]) -> list[Line]:
    """Take away page numbers: "Side 3 av 9", "– 3 –", and bare numbers that rise by 1."""
    short = [(i, line) for i, line in enumerate(lines) if len(line.text.strip()) < 30 and line.block.speaker is None]
    bare = [(i, int(m[1])) for i, line in short if _free(line) and (m := _PAGE_BARE.fullmatch(line.text))]
    values = [value for _i, value in bare]
    rising = len(values) > 1 and all(b == a + 1 for a, b in pairwise(values))
    gone = {i for i, _value in bare} if rising else set()
    gone |= {i for i, line in short if _PAGE_WORD.fullmatch(line.text) or _PAGE_DASHED.fullmatch(line.text)}
    counts["page"] = len(gone)
    return [line for i, line in enumerate(lines) if i not in gone] if gone else lines

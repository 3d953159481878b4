"""Pages of lines made into paragraphs: running heads dropped, broken lines and words joined again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

_DIGITS = re.compile(r"\d+")
_OPENS = re.compile(
    r"(?:[\[(#]?\d{1,2}:\d\d|\(?\w[\w .()\-]{0,30}:(?:\s|$)|[–—•▪\uf0b7]|-\s|\d+(?:\.\d+)*\.?\s+[A-ZÆØÅ])"
)
_TURN = re.compile(r"(?:\S+ )?[IiBb]#\W*:|[–—-] ?[^\W\d]")
_BROKEN = re.compile(r"[^\W\d_][\u00ad\u2010-]$")
_SUSPENDED = ("og ", "eller ", "samt ", "til ", "and ", "or ")
_EDGE = 2


def without_furniture(pages: Sequence[list[str]]) -> tuple[list[list[str]], int]:
    """Return the pages without running heads and feet, and how many lines were dropped.

    A line is one if it stands among the first or last two of a page and comes back, but for its numbers, on
    at least three pages and half of all. A turn ("B1: Ja.") is never one.

    >>> without_furniture([["Rapport", word, f"Side {n}"] for n, word in enumerate(("Bolig", "Arbeid", "Fritid"))])
    ([['Bolig'], ['Arbeid'], ['Fritid']], 6)
    """
    edges = [_edges(page) for page in pages]
    counts = Counter(form for page, at in zip(pages, edges, strict=True) for form in {_form(page[i]) for i in at})
    filled = sum(1 for at in edges if at)
    running = {form for form, n in counts.items() if n >= max(3, filled / 2) and not _TURN.match(form)}
    kept = []
    dropped = 0
    for page, at in zip(pages, edges, strict=True):
        gone = _outer({i for i in at if _form(page[i]) in running}, page)
        kept.append([line for i, line in enumerate(page) if i not in gone])
        dropped += len(gone)
    return kept, dropped


def _edges(page: list[str]) -> list[int]:
    filled = [i for i, line in enumerate(page) if line.strip()]
    return list(dict.fromkeys(filled[:_EDGE] + filled[-_EDGE:]))


def _outer(gone: set[int], page: list[str]) -> set[int]:
    """Keep a line that would be dropped although the line outside it stays: it is text."""
    filled = [i for i, line in enumerate(page) if line.strip()]
    outer: set[int] = set()
    for side in (filled, filled[::-1]):
        for i in side:
            if i not in gone:
                break
            outer.add(i)
    return outer


def _form(line: str) -> str:
    return _DIGITS.sub("#", " ".join(line.split()))


def usual_width(lines: Iterable[str]) -> int:
    """Return the length that nine of ten lines keep within: the width of the page in characters."""
    lengths = sorted(len(line.strip()) for line in lines if line.strip())
    return lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0


def paragraphs(lines: Iterable[str], width: int) -> Iterator[str]:
    """Yield paragraphs from the lines of a page of a usual width.

    A blank line, a line well short of the width, or one that begins as a turn, a list item or a numbered
    heading does ends a paragraph. A word broken at a line's end is joined, "bruker- og" is left alone.

    >>> list(paragraphs(["B1: Vi har lenge bedt om medvirk-", "ning i planene.", "B2: Ja."], 34))
    ['B1: Vi har lenge bedt om medvirkning i planene.', 'B2: Ja.']
    """
    text = ""
    ended = True
    for raw in lines:
        line = raw.strip()
        if text and (not line or ended or _OPENS.match(line)):
            yield text
            text = ""
        if not line:
            continue
        text = join(text, line) if text else line
        ended = len(line) < 0.7 * width
    if text:
        yield text


def join(text: str, line: str) -> str:
    """Return a text with the next printed line joined on."""
    if _BROKEN.search(text) and line[:1].islower() and not line.startswith(_SUSPENDED):
        return text[:-1] + line
    return f"{text.removesuffix(chr(0xAD))} {line}"

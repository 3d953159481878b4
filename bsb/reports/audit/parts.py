"""A report as the audit sees it: paragraphs in order, each with its kind, its page and the heading above it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from bsb.formats.limits import LIMITS, check_size
from bsb.formats.pages import paragraphs, usual_width
from bsb.formats.read import read_source
from bsb.formats.source import Block

#: Words that begin a caption, each with what is counted under it.
SERIES = {
    "tekstboks": "box",
    "sitatboks": "box",
    "boks": "box",
    "quote box": "box",
    "box": "box",
    "tabell": "table",
    "table": "table",
    "figur": "figure",
    "figure": "figure",
}
_CAPTION = re.compile(rf"(?P<word>{'|'.join(SERIES)})\s+(?P<number>\d{{1,3}})\b(?P<rest>[ .:–—-].*)?$", re.IGNORECASE)
_NUMBERED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){1,4})\.?\s+(?P<title>[A-ZÆØÅ«”\"].*)")
_CHAPTER = re.compile(r"(?i:kapit+el|chapter)\s+(?P<number>\d{1,2})\.?\s*(?P<title>(?:[A-ZÆØÅ«”\"].*)?)")
_LONGEST_HEADING, _LONGEST_CAPTION = 110, 200  # characters
_LEADER = re.compile(r"[.…_ ]{4,}\d{1,3}$")
_PRINTED = ("txt", "md", "pdf")


@dataclass(frozen=True, slots=True)
class Part:
    """One paragraph: ``number`` counts from 1, ``page`` is None where the file tells of none.

    ``kind`` is heading, caption, row (a table's row, cells apart by tabs), picture, list (a line of a list of
    contents or figures) or text. A heading has a ``level`` from 1 and, if it is numbered, a ``label`` ("3.2"); a
    caption has the label "table 3". ``section`` is the text of the heading above. A picture's text is its alt text;
    a list's is left out, since it says what stands elsewhere.
    """

    number: int
    text: str
    kind: str = "text"
    page: int | None = None
    level: int = 0
    label: str = ""
    title: str = ""
    section: str = ""


def read_parts(path: Path) -> tuple[Part, ...]:
    """Return the paragraphs of a .docx, .odt, .rtf, .pdf, .txt or .md file.

    In a .docx, styles tell what is a heading; elsewhere its form does ("3.2. Informasjon", "Kapittel 3").

    Raises BsbError for a file that cannot be read.
    """
    check_size(path, LIMITS.file_bytes)
    if path.suffix.lower() == ".docx":
        from bsb.reports.audit.word_parts import word_parts

        return placed(word_parts(path))
    source = read_source(path)
    blocks = _reflowed(source.blocks) if source.format in _PRINTED else source.blocks
    found = (_part(block) for block in blocks if block.text.strip())
    return placed(found)


def placed(found: Iterable[Part]) -> tuple[Part, ...]:
    """Number the parts and say under which heading each stands. Lines of a table of contents are left out."""
    section = ""
    parts: list[Part] = []
    for part in found:
        if part.kind == "heading" and _LEADER.search(part.text):
            continue
        if part.kind == "heading":
            section = part.text
        parts.append(replace(part, number=len(parts) + 1, section=section))
    return tuple(parts)


def classified(text: str, *, page: int | None = None, kind: str = "text", level: int = 0) -> Part:
    """Return a part with what the form of its text tells: a numbered heading, a chapter, a caption."""
    text = " ".join(text.split())
    if kind == "row":
        return Part(0, text, kind, page)
    caption = _CAPTION.fullmatch(text)
    if caption and len(text) <= _LONGEST_CAPTION and not level and _closed(caption["rest"] or ""):
        label = f"{SERIES[caption['word'].lower()]} {int(caption['number'])}"
        return Part(0, text, "caption", page, label=label, title=(caption["rest"] or "").strip(" .:–—-"))
    numbered = _NUMBERED.fullmatch(text)
    chapter = _CHAPTER.fullmatch(text)
    headed = bool(level) or kind == "heading"
    if numbered and (headed or _looks_like_heading(text)):
        return Part(
            0,
            text,
            "heading",
            page,
            level or numbered["number"].count(".") + 1,
            numbered["number"],
            numbered["title"],
        )
    if chapter and (headed or _looks_like_heading(text)):
        return Part(0, text, "heading", page, level or 1, chapter["number"], chapter["title"])
    if headed:
        return Part(0, text, "heading", page, level or 1, title=text)
    return Part(0, text, "text", page)


def _closed(rest: str) -> bool:
    """Tell whether what follows a number can be a title: running text goes on with a small letter or ends later."""
    text = rest.strip(" .:–—-")
    return not text or not re.match(r"(?:[a-zæøå]+ )?(?:er|viser|gir|har|og|i|under|over)\b", text)


def _looks_like_heading(text: str) -> bool:
    return len(text) <= _LONGEST_HEADING and not text.rstrip().endswith((",", ";")) and text.count(". ") <= 2


def _part(block: Block) -> Part:
    return classified(block.text, page=block.page, kind={"row": "row", "heading": "heading"}.get(block.kind, "text"))


def _reflowed(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Yield paragraphs for printed lines; captions and numbered headings stay lines of their own."""
    width = usual_width(block.text for block in blocks)
    waiting: list[str] = []
    page: int | None = None

    def flush() -> Iterator[Block]:
        for text in paragraphs(waiting, width):
            yield Block(text, page=page)
        waiting.clear()

    for block in blocks:
        line = block.text.strip()
        alone = classified(line).kind != "text" and not line.endswith("-")
        if block.page != page:
            yield from flush()
            page = block.page
        if alone:
            yield from flush()
            yield Block(line, page=block.page)
        else:
            waiting.append(line)
    yield from flush()

"""Plain text and Markdown in the encodings that Norwegian transcripts come in."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from pathlib import Path

from bsb.errors import BsbError
from bsb.formats import left_out
from bsb.formats.limits import LIMITS, Limits, check_blocks, check_line, read_bytes
from bsb.formats.pages import without_furniture
from bsb.formats.source import Block, Source, clean
from bsb.i18n import gettext as _

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_EIGHT_BIT = ("cp1252", "mac_roman", "cp865")
_LETTERS = frozenset("æøåÆØÅ")
_LIKELY = frozenset("éèêëüöäòôóíáàçñÉÈÜÖÄ«»–—…’‘“”•·°§½\u00a0")
_BREAKS = str.maketrans({"\x0b": "\n", "\x85": "\n", "\x1c": "\n", "\x1d": "\n", "\x1e": "\n"})
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x7f]")
_EMPHASIS = re.compile(r"(\*{1,2}|_{1,2})(?=\S)(?P<words>[^*_\n]*[^\s*_])\1(?!\w)")


def read(path: Path, *, emphasis: bool = False, limits: Limits = LIMITS) -> Source:
    """Read a text or Markdown file, one block a line, blank lines left out.

    A form feed begins a new page: only files with one have pages. Markdown's stars are kept if emphasis is
    asked for; its headings become headings.

    Raises BsbError if the file is not text, or a line or the whole is beyond the limits.
    """
    text, counts = load(path, limits)
    check_blocks(path, text.count("\n") + text.count("\r"), limits)
    markdown = path.suffix.lower() in (".md", ".markdown")
    pages = [clean(page).split("\n") for page in text.split("\f")]
    paged = len(pages) > 1
    if paged:
        pages, counts["furniture"] = without_furniture(pages)
    blocks = []
    for number, page in enumerate(pages, 1):
        for line in page:
            line = line.rstrip()
            if not line:
                continue
            check_line(path, len(line), limits)
            kind = "paragraph"
            if markdown:
                kind, line = _markdown(line, emphasis)
            blocks.append(Block(line, page=number if paged else None, kind=kind))
    return Source(tuple(blocks), left_out.notices(counts), "md" if markdown else "txt")


def _markdown(line: str, emphasis: bool) -> tuple[str, str]:
    heading = re.match(r"#{1,6}\s+", line)
    line = line[heading.end() :] if heading else line
    if not emphasis:
        line = _EMPHASIS.sub(r"\g<words>", _EMPHASIS.sub(r"\g<words>", line))
    return ("heading" if heading else "paragraph"), line


def load(path: Path, limits: Limits = LIMITS) -> tuple[str, Counter[str]]:
    """Return the text of a file, form feeds kept, and how many characters could not be read.

    Raises BsbError if the bytes are no text in any known encoding.
    """
    text = decode(read_bytes(path, limits.text_bytes))
    if text is None:
        raise BsbError(
            _("{file} is not a text file.").format(file=path.name),
            _("Open it in the program that made it, and save it as .docx or .txt."),
        )
    return text.translate(_BREAKS), Counter(undecoded=text.count("\ufffd"))


def decode(data: bytes) -> str | None:
    r"""Return text from bytes, or None if they are no text.

    A byte order mark decides; else strict UTF-8; else zero bytes that show UTF-16; else whichever of cp1252,
    Mac Roman and cp865 gives most of æ, ø and å.

    >>> decode("blåbær".encode("mac_roman")), decode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    ('blåbær', None)
    """
    text = _decode(data)
    odd = len(_CONTROL.findall(text[:100_000]))
    if odd > max(2, len(text[:100_000]) // 200) or "\0" in text:
        return None
    return text


def _decode(data: bytes) -> str:
    for mark, code in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(code, "replace")
    head = data[:4096]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) > 0.2 * len(head) and min(even, odd) < 0.05 * len(head):
        return data.decode("utf-16-le" if odd > even else "utf-16-be", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    mostly = data.decode("utf-8", "replace")
    broken = mostly.count("\ufffd")
    if sum(letter in _LETTERS for letter in mostly) > 10 * broken:
        return mostly
    sample = bytes(byte for byte in data[:1_000_000] if byte > 127)
    best = max(_EIGHT_BIT, key=lambda code: _score(sample.decode(code, "replace")))
    return data.decode(best, "replace")


def _score(text: str) -> int:
    return sum(3 if c in _LETTERS else 1 if c in _LIKELY else -2 for c in text)

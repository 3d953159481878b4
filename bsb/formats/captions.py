"""Captions (.vtt and .srt): a tolerant reader, for what programs and people really write."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

from bsb.formats import emphasis as style
from bsb.formats import left_out
from bsb.formats.limits import LIMITS, Limits, check_blocks, check_line
from bsb.formats.plain import load
from bsb.formats.source import Block, Source, clean
from bsb.formats.times import TIME, parse_time

_TIMING = re.compile(rf"\s*({TIME})\s*-+>\s*({TIME})(?:\s.*)?")
_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,60})?\s+([^<>]{0,200})>", re.IGNORECASE)
_STYLE = re.compile(r"<(/?)([bi])(?:\.[^\s<>]{0,60})?>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z0-9][^<>\n]{0,200}>|\{\\[^{}\n]{0,200}\}")


def read(path: Path, *, emphasis: bool = False, limits: Limits = LIMITS) -> Source:
    """Read captions, one block a caption, or one a voice where a caption has several.

    Numbers, cue names, settings, notes and style blocks are skipped, tags other than bold and italic
    dropped. A caption needs no voice tag, no colon, no blank line before it.

    Raises BsbError if the file is not text, or a line or the whole is beyond the limits.
    """
    text, counts = load(path, limits)
    check_blocks(path, text.count("\n") + text.count("\r"), limits)
    lines = clean(text).split("\n")
    for line in lines:
        check_line(path, len(line), limits)
    blocks = [
        Block(words, voice, start, kind="caption")
        for start, body in _cues(lines)
        for voice, words in _voices(body, emphasis)
    ]
    kind = "vtt" if lines[0].startswith("WEBVTT") else "srt"
    return Source(tuple(blocks), left_out.notices(counts), kind)


def _cues(lines: list[str]) -> Iterator[tuple[int | None, str]]:
    """Yield the start (milliseconds) and the lines of each caption."""
    start: int | None = None
    body: list[str] = []
    inside = False
    for index, line in enumerate(lines):
        match = _TIMING.fullmatch(line)
        if match:
            if inside:
                yield start, "\n".join(body)
            start, body, inside = parse_time(match[1]), [], True
        elif not line.strip():
            if inside:
                yield start, "\n".join(body)
            inside = False
        elif inside and not _is_cue_name(lines, index):
            body.append(line.strip())
    if inside:
        yield start, "\n".join(body)


def _is_cue_name(lines: list[str], index: int) -> bool:
    """A number right above a timing line belongs to the next caption even with no blank line between."""
    return (
        lines[index].strip().isdecimal()
        and index + 1 < len(lines)
        and _TIMING.fullmatch(lines[index + 1]) is not None
    )


def _voices(body: str, emphasis: bool) -> Iterator[tuple[str | None, str]]:
    parts = _VOICE.split(body)
    for voice, words in zip([None, *parts[1::2]], parts[::2], strict=True):
        text = _plain(words, emphasis)
        if text:
            yield (_plain(voice, False) or None if voice else None), text


def _plain(text: str, emphasis: bool) -> str:
    if emphasis:
        signs = {"b": "\x01", "/b": "\x02", "i": "\x03", "/i": "\x04"}
        text = _STYLE.sub(lambda match: signs[(match[1] + match[2]).lower()], text)
        return html.unescape(style.draw(_TAG.sub("", text))).strip()
    return html.unescape(_TAG.sub("", text)).strip()

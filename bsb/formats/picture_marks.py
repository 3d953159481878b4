"""Marks in pictures, and in pages that hold pictures: a text chunk of a .png, the metadata of an .svg."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from bsb.formats.bookmarks import Bookmark
from bsb.formats.limits import LIMITS, Limits, damaged, read_bytes
from bsb.formats.picture import KEYWORD, SIGNATURE

_TITLED = re.compile(r"<title[^>]*>([^<]{0,500})</title>(?:(?!<title)[\s\S]){0,4000}?<metadata>([A-Za-z0-9_]{1,60})<")


def read_picture_marks(path: Path, prefix: str, *, limits: Limits = LIMITS) -> list[Bookmark]:
    """Return the marks of a .png, an .svg or an .html page whose names begin with ``prefix``, with the title of each.

    A picture that somebody saved anew may have lost them, and then there are none.

    Raises BsbError if the file is missing, too large, or no picture or page.
    """
    data = read_bytes(path, limits.file_bytes)
    if path.suffix.lower() == ".png":
        if not data.startswith(SIGNATURE):
            raise damaged(path)
        texts = dict(_chunks(data))
        found = [(texts.get("Title", ""), texts.get(KEYWORD, ""))]
    else:
        found = [(unescape(title), name) for title, name in _TITLED.findall(data.decode("utf-8", errors="replace"))]
    return [Bookmark(name, title, "") for title, name in found if name.startswith(prefix)]


def _chunks(data: bytes) -> Iterator[tuple[str, str]]:
    """Yield the international text chunks of a PNG as (keyword, text), as far as it is whole."""
    at = len(SIGNATURE)
    while at + 12 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        body = data[at + 8 : at + 8 + size]
        if kind == b"iTXt" and (keyword := body.partition(b"\0")[0]):
            # After the keyword: two flags, a language and a translated keyword, each of these ended by a nought.
            rest = body[len(keyword) + 3 :].split(b"\0", 2)
            if len(rest) == 3:
                yield keyword.decode("latin-1"), rest[2].decode("utf-8", errors="replace")
        at += 12 + size

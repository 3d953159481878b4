"""Reading ``lemmas.bin``: 700,000 Norwegian word forms with their base forms, opened block by block.

``models/build_lemmas.py`` makes the file and tells where its words come from.
"""

from __future__ import annotations

import struct
import zlib
from bisect import bisect_right
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("lemmas.bin")
MAGIC = b"BSBLEM1\n"


class Section:
    """Sorted lines "word edit edit" in compressed blocks; an edit is "2e": cut two letters, add "e".

    A block that has been looked into stays unpacked: a word takes some 40 µs the first time, 2 µs after that.
    All blocks together take 13 MB.
    """

    def __init__(self, data: memoryview, head: bytes) -> None:
        self._firsts: list[str] = []
        self._packed: list[memoryview | None] = []
        self._open: list[bytes] = []
        at = 0
        for line in zlib.decompress(head).decode("utf-8").split("\n"):
            first, _space, length = line.partition(" ")
            self._firsts.append(first)
            self._packed.append(data[at : at + int(length)])
            at += int(length)
        self._open = [b""] * len(self._firsts)

    def words(self, word: str) -> list[str]:
        """Return the words that the edits of a word make, in order; empty if the word is not there."""
        edits = self._line(word)
        return [_edited(word, edit) for edit in edits.split(" ")] if edits else []

    def __contains__(self, word: str) -> bool:
        return bool(self._line(word))

    def _line(self, word: str) -> str:
        number = bisect_right(self._firsts, word) - 1
        if number < 0:
            return ""
        packed = self._packed[number]
        if packed is not None:
            self._open[number] = zlib.decompress(packed)
            self._packed[number] = None
        block = self._open[number]
        key = f"\n{word} ".encode()
        at = block.find(key)
        return "" if at < 0 else block[at + len(key) : block.index(b"\n", at + 1)].decode("utf-8")


def _edited(word: str, edit: str) -> str:
    cut = 2 if edit[1:2].isdecimal() else 1
    length = len(word) - int(edit[:cut])
    return word[:length] + edit[cut:]


@cache
def sections() -> tuple[Section, Section]:
    """Return the two sections: form to base forms, and base form to forms."""
    data = memoryview(FILE.read_bytes())
    if bytes(data[: len(MAGIC)]) != MAGIC:
        raise ValueError(f"{FILE.name} is not the table that models/build_lemmas.py makes")
    found = []
    at = len(MAGIC)
    for _number in range(2):
        head, body = struct.unpack_from(">II", data, at)
        start = at + 8
        found.append(Section(data[start + head : start + body], bytes(data[start : start + head])))
        at = start + body
    return found[0], found[1]

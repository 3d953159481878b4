"""The tokens of Rich Text Format, and the bytes behind its characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?"
    r"|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z])|(?P<brace>[{}])|[\r\n]+|(?P<text>[^\\{}\r\n]+)",
    re.DOTALL,
)

CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "cp936", 136: "cp950", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
SIGNS = {
    "tab": "\t", "line": "\n", "softline": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " ",
    "nestcell": "\t", "nestrow": "\n",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """One token: ``kind`` is word, hex, sign, brace or text; ``number`` is a control word's, if it has one."""

    kind: str
    value: str
    number: int | None = None


def tokens(data: bytes) -> Iterator[Token]:
    r"""Yield the tokens of a file; the bytes after ``\bin`` are stepped over.

    >>> [t.value for t in tokens(b"{\\b ja\\'e5}")]
    ['{', 'b', 'ja', 'e5', '}']
    """
    text = data.decode("latin-1")
    at = 0
    while match := _TOKEN.match(text, at):
        at = match.end()
        kind = match.lastgroup
        if kind is None:
            continue
        if word := match["word"]:
            number = int(match["number"]) if match["number"] else None
            if word == "bin":
                at += max(0, number or 0)
            else:
                yield Token("word", word, number)
        else:
            yield Token(kind, match[kind])


def page_code(number: int | None) -> str:
    """Return Python's name of a Windows code page; cp1252 for one that it does not know.

    >>> page_code(10000), page_code(1252)
    ('mac_roman', 'cp1252')
    """
    if number == 10000:
        return "mac_roman"
    if number == 65001:
        return "utf-8"
    try:
        "".encode(f"cp{number}")
    except LookupError:
        return "cp1252"
    return f"cp{number}"

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsb.errors import BsbError
from bsb.formats.limits import Limits
from bsb.formats.plain import decode, read
from bsb.formats.source import Block

TALK = "I1: Hva får dere ut av å være her på huset?\nB1: Å, det er så mye – «gode» venner, blåbærsyltetøy …\n"


@pytest.mark.parametrize("code", ["utf-8", "cp1252", "mac_roman"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(tmp_path: Path, code: str, ends: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TALK.replace("\n", ends).encode(code))
    assert "\n".join(block.text for block in read(path).blocks) == TALK.strip()


@pytest.mark.parametrize(
    ("mark", "code"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (b"", "cp865"),
    ],
)
def test_byte_order_marks_and_their_absence(mark: bytes, code: str) -> None:
    talk = TALK if code != "cp865" else TALK.replace("–", "-").replace("…", "...").replace("«", '"').replace("»", '"')
    assert decode(mark + talk.encode(code)) == talk


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1))
def test_utf8_is_never_mistaken(text: str) -> None:
    assert decode(text.encode()) == text.removeprefix("\ufeff")


def test_mostly_utf8_with_a_broken_byte_is_read_with_a_notice(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes((TALK * 3).encode() + b"B2: n\xe5\n")
    source = read(path)
    assert source.blocks[-1].text == "B2: n\ufffd"
    assert len(source.notices) == 1


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", bytes(range(256)) * 8, b"a\0b" * 9])
def test_binary_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(BsbError, match=r"a\.txt is not a text file"):
        read(path)


def test_form_feeds_make_pages_without_running_heads(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    pages = [f"Temaplan\nLinje {word}\nSide {n}" for n, word in enumerate(("en", "to", "tre"), 1)]
    path.write_text("\f".join(pages), encoding="utf-8")
    source = read(path)
    assert source.blocks == tuple(Block(f"Linje {word}", page=n) for n, word in enumerate(("en", "to", "tre"), 1))
    assert source.notices == ("6 page headers or footers were left out.",)


def test_markdown_headings_and_emphasis(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# Gruppe\n\n**B1:** Det er *der* 2*3*4 snake_case_name\n", encoding="utf-8")
    assert read(path).blocks == (Block("Gruppe", kind="heading"), Block("B1: Det er der 2*3*4 snake_case_name"))
    assert read(path, emphasis=True).blocks[1].text == "**B1:** Det er *der* 2*3*4 snake_case_name"


def test_a_line_beyond_reason_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("B1: " + "a" * 200, encoding="utf-8")
    with pytest.raises(BsbError, match="100"):
        read(path, limits=Limits(line_chars=100))

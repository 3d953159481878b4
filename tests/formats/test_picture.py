from __future__ import annotations

import struct
import sys
import zlib

import pytest

from bsb.errors import BsbError
from bsb.formats import picture
from bsb.formats.picture import png
from bsb.formats.svg import Canvas


def svg(text: str = "", width: float = 60) -> str:
    canvas = Canvas("a", width, 20)
    if text:
        canvas.text(3, 15, text)
    return canvas.to_svg(title="T", description="D")


def chunks(data: bytes) -> list[tuple[str, bytes]]:
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    found, at = [], 8
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        (check,) = struct.unpack(">I", data[at + 8 + length : at + 12 + length])
        assert check == zlib.crc32(kind + body)
        found.append((kind.decode(), body))
        at += 12 + length
    return found


def test_size_resolution_and_texts() -> None:
    found = dict(chunks(png(svg("hei"), title="Tittel", description="Søyler på rad")))
    assert struct.unpack(">II", found["IHDR"][:8]) == (120, 40)
    assert struct.unpack(">IIB", found["pHYs"]) == (7559, 7559, 1)
    assert found["iTXt"].startswith(b"Description\0\0\0nb\0\0") and "Søyler på rad".encode() in found["iTXt"]


def test_equal_pictures_are_equal_bytes() -> None:
    assert png(svg("hei"), description="x") == png(svg("hei"), description="x")
    assert png(svg("hei")) != png(svg("nei"))


@pytest.mark.parametrize("letter", "æøåÆØÅ†−–→«")
def test_every_letter_that_pictures_use_is_drawn_and_none_as_a_box(letter: str) -> None:
    drawn = {png(svg(char, 30)) for char in (letter, "", "\u4e2d")}
    assert len(drawn) == 3


def test_a_fault_repeats_nothing_of_the_picture() -> None:
    with pytest.raises(BsbError) as caught:
        png("<svg><text>hemmelig")
    assert "hemmelig" not in caught.value.message + caught.value.hint


def test_a_missing_library_is_said_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(BsbError, match="resvg-py is not installed"):
        png(svg())


def test_the_fonts_come_with_their_licence() -> None:
    assert {path.name for path in picture._FONTS.iterdir()} >= {"BSBSans-Regular.ttf", "BSBSans-Bold.ttf", "OFL.txt"}
    assert "Reserved Font Name Liberation" in (picture._FONTS / "OFL.txt").read_text("utf-8")

"""SVG to PNG, with the font that is shipped, so that every machine draws the same without a network."""

from __future__ import annotations

import struct
import zlib
from functools import cache
from pathlib import Path

from bsb.errors import BsbError
from bsb.i18n import gettext as _

_FONTS = Path(__file__).parent / "fonts"
SIGNATURE = b"\x89PNG\r\n\x1a\n"
#: The text chunk that says where a picture comes from.
KEYWORD = "Source"
#: CSS has 96 px to the inch; PNG counts dots to the metre.
_PER_METRE = 96 / 0.0254


def png(svg: str, *, scale: float = 2, title: str = "", description: str = "", source: str = "") -> bytes:
    """Return an SVG drawn as a PNG of ``scale`` dots to the px; the same SVG gives the same bytes.

    Texts are drawn in BSB Sans (Liberation Sans cut down), the fonts of the machine are not looked at. The picture
    says how large it is meant to be, so that Word places it at the size of the SVG, and holds ``title``,
    ``description`` and ``source`` as its text chunks.

    Raises BsbError if the drawing library is not installed or finds a fault in the SVG.
    """
    try:
        import resvg_py
    except ImportError:
        raise BsbError(
            _("Pictures cannot be drawn: the library resvg-py is not installed."), _("pip install resvg-py")
        ) from None
    try:
        data = resvg_py.svg_to_bytes(
            svg_string=svg,
            zoom=scale,
            skip_system_fonts=True,
            font_files=_font_files(),
            font_family="BSB Sans",
            sans_serif_family="BSB Sans",
        )
    except ValueError as error:
        # Nothing of the SVG is repeated: it may hold a participant's words.
        raise BsbError(_("A picture could not be drawn ({why}).").format(why=type(error).__name__)) from None
    return _described(bytes(data), scale, {"Title": title, "Description": description, KEYWORD: source})


@cache
def _font_files() -> list[str]:
    return [str(path) for path in sorted(_FONTS.glob("*.ttf"))]


def _described(data: bytes, scale: float, texts: dict[str, str]) -> bytes:
    """Add size and texts behind the header chunk, which always comes first and is 25 bytes long."""
    head = len(SIGNATURE) + 25
    dots = round(_PER_METRE * scale)
    chunks = [_chunk(b"pHYs", struct.pack(">IIB", dots, dots, 1))]
    for name, text in texts.items():
        if text:
            chunks.append(_chunk(b"iTXt", name.encode("latin-1") + b"\0\0\0nb\0\0" + text.encode()))
    return data[:head] + b"".join(chunks) + data[head:]


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

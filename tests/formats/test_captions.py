from __future__ import annotations

from pathlib import Path

from bsb.formats.captions import read
from bsb.formats.source import Block

VTT = """\ufeffWEBVTT - Gruppe

STYLE
::cue { color: red }

NOTE
Laget av et program

1
00:00:01.000 --> 00:00:04.000 align:start
<v Kari Li>Det er så
mye &amp; rart</v>

00:05.500 --> 00:07.000
<v.loud Ola><c.yellow>Ja.</c></v><v Kari Li>Nei</v>

uten-kolon
01:00:00,000 --> 01:00:01,000
Ingen vet hvem
"""

SRT = """1
00:00:01,000 --> 00:00:02,500
I1: Hvordan <i>er</i> det?
2
00:00:03,000 --> 00:00:04,000
- Bra.
- Sånn passe.

3
00:00:05,000 --> 00:00:06,000

4
00:00:07,000 --> 00:00:08,000
{\\an8}12
"""


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_voices_times_and_captions_without_a_colon(tmp_path: Path) -> None:
    source = read(write(tmp_path / "a.vtt", VTT))
    assert source.format == "vtt"
    assert source.blocks == (
        Block("Det er så\nmye & rart", "Kari Li", 1000, kind="caption"),
        Block("Ja.", "Ola", 5500, kind="caption"),
        Block("Nei", "Kari Li", 5500, kind="caption"),
        Block("Ingen vet hvem", None, 3_600_000, kind="caption"),
    )


def test_a_sloppy_srt(tmp_path: Path) -> None:
    source = read(write(tmp_path / "a.srt", SRT))
    assert source.format == "srt"
    assert [(block.text, block.time) for block in source.blocks] == [
        ("I1: Hvordan er det?", 1000),
        ("- Bra.\n- Sånn passe.", 3000),
        ("12", 7000),
    ]


def test_emphasis_is_marked_only_when_asked_for(tmp_path: Path) -> None:
    path = write(tmp_path / "a.srt", SRT)
    assert read(path, emphasis=True).blocks[0].text == "I1: Hvordan *er* det?"

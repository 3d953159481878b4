from __future__ import annotations

from pathlib import Path

import pytest

from bsb.errors import BsbError
from bsb.formats.rtf import read
from bsb.formats.source import Block

HEAD = r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fnil\fcharset0 Arial;}{\f1\fnil\fcharset77 Geneva;}}"


def rtf(path: Path, body: str) -> Path:
    path.write_bytes((HEAD + body + "}").encode("latin-1"))
    return path


def texts(path: Path, *, emphasis: bool = False) -> list[str]:
    return [block.text for block in read(path, emphasis=emphasis).blocks]


def test_letters_in_every_way_they_are_written(tmp_path: Path) -> None:
    body = (
        r"B1: bl\'e5b\'e6r \u8211\'96 s\u248 ?t \u-10179?\u-8704? \ldblquote ja\rdblquote\~nei \emdash  a\_b x\-y\par"
        r"{\uc0\u229}{\f1 \'be}\'e6 \{\\\}\par"
    )
    assert texts(rtf(tmp_path / "a.rtf", body)) == ["B1: blåbær – søt 😀 “ja”\u00a0nei — a-b xy", "åææ {\\}"]


def test_paragraphs_lines_and_what_is_not_text(tmp_path: Path) -> None:
    body = (
        r"{\info{\author Kari}}{\*\generator X;}{\stylesheet{\s1 heading 1;}{\s0 Normal;}}{\header Fortrolig\par}"
        r"{\pict\bin3 }}}}\pard\s1 Tittel\par\pard\s0 B1: en\line to\tab tre\par"
        "\nB2: {\\field{\\*\\fldinst HYPERLINK x}{\\fldrslt lenke}}\\\nB1: ny"
    )
    source = read(rtf(tmp_path / "a.rtf", body))
    assert source.blocks == (
        Block("Tittel", kind="heading"),
        Block("B1: en\nto\ttre"),
        Block("B2: lenke"),
        Block("B1: ny"),
    )
    assert source.notices == ("1 page header or footer was left out.",)


def test_changes_hidden_text_notes_and_comments(tmp_path: Path) -> None:
    body = (
        r"B1: Vi har {\revised ikke }{\deleted aldri }noe{\v hemmelig}{\*\annotation Kommentar}"
        r"{\footnote\pard En fotnote.} sted.\par B2: Ja.\par"
    )
    source = read(rtf(tmp_path / "a.rtf", body))
    assert source.blocks == (Block("B1: Vi har ikke noe sted."), Block("En fotnote.", kind="note"), Block("B2: Ja."))
    assert len(source.notices) == 2


def test_tables_and_merged_rows(tmp_path: Path) -> None:
    row = r"\trowd\cellx100\cellx200\pard\intbl {}\cell {}\cell\row".replace("{}", "%s")
    body = (
        row % ("Navn", "Replikk") + row % ("Kari", r"Hei.\par Du.") + r"\trowd\cellx200\pard\intbl [pause]\cell\row"
    )
    body += r"\pard B1: Etter.\par"
    assert read(rtf(tmp_path / "a.rtf", body)).blocks == (
        Block("Hei.\nDu.", "Kari", kind="row"),
        Block("[pause]", kind="note"),
        Block("B1: Etter."),
    )


def test_a_dash_list_and_a_text_box(tmp_path: Path) -> None:
    body = (
        r"\pard{\listtext\pard\endash\tab}Ja.\par\pard{\listtext 1.\tab}Nei{\shp{\*\shpinst{\sp{\sn a}{\sv 1}}"
        r"{\shptxt \pard I boksen\par}}{\shprslt I boksen}}.\par"
    )
    assert texts(rtf(tmp_path / "a.rtf", body)) == ["– Ja.", "Nei.", "I boksen"]


def test_emphasis_is_marked_only_when_asked_for(tmp_path: Path) -> None:
    path = rtf(tmp_path / "a.rtf", r"B1: Er {\b DEN} \i der\i0  og \b\u-10179?\u-8704?\plain !\par")
    assert texts(path) == ["B1: Er DEN der og 😀!"]
    assert texts(path, emphasis=True) == ["B1: Er **DEN** *der* og **😀**!"]


def test_a_file_cut_short_or_nested_beyond_reason_is_refused(tmp_path: Path) -> None:
    for data in (HEAD.encode() + b"B1: Hei", HEAD.encode() + b"{" * 2000 + b"}" * 2001):
        path = tmp_path / "a.rtf"
        path.write_bytes(data)
        with pytest.raises(BsbError, match="damaged"):
            read(path)

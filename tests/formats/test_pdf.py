from __future__ import annotations

from pathlib import Path

import pytest

from bsb.errors import BsbError
from bsb.formats.limits import Limits
from bsb.formats.pdf import read
from bsb.formats.source import Block
from tests.formats.transcript_files import pdf

BODY = [
    "{} pasienter har bedt om medvirk-",
    "ning lenge, og bruker- og",
    "pårørendemøter også.",
    "I1: Når var det, da?",
    "B1: Ja.",
]


def test_pages_paragraphs_broken_words_and_running_heads(tmp_path: Path) -> None:
    pages = [
        ["Temaplan 2021", *(line.format(["Ti", "sju", "to"][n - 1]) for line in BODY), f"Side {n} av 3"]
        for n in (1, 2, 3)
    ]
    source = read(pdf(tmp_path / "a.pdf", pages))
    assert source.blocks[:2] == (
        Block("Ti pasienter har bedt om medvirkning lenge, og bruker- og pårørendemøter også.", page=1),
        Block("I1: Når var det, da?", page=1),
    )
    assert [block.page for block in source.blocks] == [1, 1, 1, 2, 2, 2, 3, 3, 3]
    assert source.notices == ("6 page headers or footers were left out.",)


def test_a_page_without_text_is_told_of(tmp_path: Path) -> None:
    source = read(pdf(tmp_path / "a.pdf", [["B1: Hei."], []]))
    assert len(source.notices) == 1


def test_broken_files_and_too_many_pages_are_refused(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", [["x"], ["y"]])
    with pytest.raises(BsbError, match="pages"):
        read(path, limits=Limits(pages=1))
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(BsbError, match="damaged"):
        read(path)


def test_a_protected_file_is_refused(tmp_path: Path) -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(pdf(tmp_path / "a.pdf", [["hemmelig"]])))
    writer.encrypt("passord", algorithm="RC4-128")
    writer.write(tmp_path / "b.pdf")
    with pytest.raises(BsbError, match="password"):
        read(tmp_path / "b.pdf")

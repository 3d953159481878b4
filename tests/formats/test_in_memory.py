from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document

from bsb.errors import BsbError
from bsb.formats.in_memory import InMemory
from bsb.formats.limits import Limits
from bsb.formats.read import read_source
from tests.conftest import TALK


def test_a_document_is_read_as_from_the_disk(tmp_path: Path) -> None:
    document = Document()
    for line in TALK.splitlines():
        document.add_paragraph(line)
    document.save(str(tmp_path / "a.docx"))
    data = (tmp_path / "a.docx").read_bytes()
    assert read_source(InMemory("a.docx", data)) == read_source(tmp_path / "a.docx")


def test_a_pdf_is_read_as_from_the_disk() -> None:
    from pypdf import PdfWriter

    out = io.BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(out)
    with pytest.raises(BsbError, match="holds no text"):
        read_source(InMemory("a.pdf", out.getvalue()))


@pytest.mark.parametrize("name", ["", "..", "/etc/passwd", "C:\\x\\passwd", "a/../../b.txt"])
def test_its_name_leads_nowhere(name: str) -> None:
    file = InMemory(name, b"x")
    assert "/" not in file.name.replace("..", "")
    assert file.read_bytes() == b"x"
    with pytest.raises(TypeError, match="not on the disk"):
        open(file)  # noqa: PTH123, SIM115


def test_limits_hold_for_it_too() -> None:
    with pytest.raises(BsbError, match="larger than"):
        read_source(InMemory("a.txt", b"x" * 100), limits=Limits(file_bytes=10))
    with pytest.raises(BsbError, match="empty"):
        read_source(InMemory("a.txt", b""))

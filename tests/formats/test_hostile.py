"""Whatever the bytes: a file is read, or refused with a message. Each fault that broken files have shown, once."""

from __future__ import annotations

import contextlib
import datetime
import io
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsb.analysis.definitions import load_definition
from bsb.analysis.reference import read_reference
from bsb.coding.book_files import read_book
from bsb.config import read_config
from bsb.errors import BsbError
from bsb.formats.bookmarks import read_bookmarks
from bsb.formats.limits import LIMITS
from bsb.formats.qda.read import read_qdc, read_qdpx
from bsb.formats.read import SUFFIXES, read_source
from bsb.formats.table_file import Sheet, read_table_file, write_sheets
from bsb.formats.workbook_read import opened
from bsb.formats.yaml_file import read_yaml
from bsb.guide.model import load_guide
from bsb.privacy.check_output import check_file
from bsb.privacy.register import Register
from bsb.privacy.scan import Scanner
from bsb.reports.programme import read_parts
from bsb.upkeep.backup_file import look

DAY = datetime.date(2026, 5, 20)
HEADS = (b"", b"PK\x03\x04", b"%PDF-1.4\n", b"{\\rtf1 ", b"WEBVTT\n\n", b"codes:\n", b"name = ", b"<?xml?>")
_SIGNS = "abæ \t\n:;,.-–#*[]{}<>&\"'\\|/=()0123456789\u2028\ufeff"
BYTES = st.tuples(st.sampled_from(HEADS), st.binary(max_size=200) | st.text(_SIGNS).map(str.encode)).map(b"".join)
OTHERS = {
    ".toml": read_config,
    ".qdpx": read_qdpx,
    ".qdc": read_qdc,
    ".csv": read_table_file,
    ".xlsx": read_table_file,
    ".bsbbackup": look,
    ".txt": Register.load,
    ".html": lambda path: check_file(path, scanner=Scanner(model=False)),
    ".docx": lambda path: check_file(path, scanner=Scanner(model=False)),
    ".svg": lambda path: check_file(path, scanner=Scanner(model=False)),
}


@given(data=BYTES)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        readers = [(suffix, read_source) for suffix in SUFFIXES]
        readers += [(".yaml", each) for each in (read_yaml, read_book, load_guide, load_definition, read_parts)]
        for suffix, read in (*readers, *OTHERS.items()):
            path = Path(folder, f"fil{suffix}")
            path.write_bytes(data)
            with contextlib.suppress(BsbError):
                read(path)


@pytest.mark.parametrize("key", ["1", "true", "2026-01-01", "~", "1.5", "[1, 2]"])
def test_a_key_that_is_no_text_is_an_unknown_key(tmp_path: Path, key: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(f"title: T\nrows: theme\n? {key}\n: x\n", encoding="utf-8")
    with pytest.raises(BsbError):
        load_definition(path)


@pytest.mark.parametrize("data", [b"", b"\n", b"a,b\n\xff\xfe\x00\xff,\x00", b'a,b\n"x', b"a\n" + b"x" * 200_000])
def test_a_reference_table_that_is_none(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "t.csv").write_bytes(data)
    (tmp_path / "t.yaml").write_text("title: T\nreference: t.csv\n", encoding="utf-8")
    with pytest.raises(BsbError):
        read_reference(load_definition(tmp_path / "t.yaml"))


def test_a_word_file_without_a_body(tmp_path: Path) -> None:
    from docx import Document

    out = io.BytesIO()
    Document().save(out)
    with zipfile.ZipFile(out) as archive, zipfile.ZipFile(tmp_path / "a.docx", "w") as made:
        for info in archive.infolist():
            data = archive.read(info)
            made.writestr(
                info.filename, data.replace(b"w:body>", b"w:x>") if "document.xml" in info.filename else data
            )
    with pytest.raises(BsbError, match="damaged"):
        read_bookmarks(tmp_path / "a.docx", "x")


def test_nothing_of_a_strange_workbook_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet = Sheet("a", ("x",), [("tekst",)])
    write_sheets(tmp_path / "a.xlsx", [sheet], date=DAY, title="t")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as made:
        for info in archive.infolist():
            data = archive.read(info)
            made.writestr(info.filename, data.replace(b'xfId="0"', b'xfId="99"'))
    with contextlib.suppress(BsbError), opened(tmp_path / "b.xlsx", LIMITS, values=True) as book:
        print("lest inni")  # what our own code prints meanwhile is nobody's either
        assert book.worksheets
    assert capsys.readouterr().out == ""


def test_sheets_that_are_being_written_lie_beside_their_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "not there"))
    write_sheets(tmp_path / "a.xlsx", [Sheet("a", ("x",), [("det noen sa",)])], date=DAY, title="t")
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]
    with pytest.raises(BsbError, match="cannot be written"):
        write_sheets(tmp_path / "a.xlsx" / "b.xlsx", [Sheet("a", ("x",), [])], date=DAY, title="t")

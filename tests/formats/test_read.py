from __future__ import annotations

import os
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from bsb.corpus.turns import find_turns
from bsb.errors import BsbError
from bsb.formats.limits import LIMITS, MIB, Limits
from bsb.formats.read import SUFFIXES, read_source
from tests.formats.transcript_files import docx, odt, p, pack, pdf, r, w

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def refused(path: Path, limits: Limits = LIMITS) -> BsbError:
    """Read a file that must be refused; the error is one line with a hint, and hardly any memory is used."""
    tracemalloc.start()
    try:
        with pytest.raises(BsbError) as caught:
            read_source(path, limits=limits)
        assert tracemalloc.get_traced_memory()[1] < 60 * MIB
    finally:
        tracemalloc.stop()
    assert path.name in caught.value.message
    assert caught.value.hint
    assert "\n" not in caught.value.message
    assert "hemmelig" not in str(caught.value)
    return caught.value


def test_every_known_suffix_finds_its_reader(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["Hvem", "Tekst"])
    book.active.append(["B1", "Hei"])
    book.save(tmp_path / "a.xlsx")
    docx(tmp_path / "a.docx", p("B1: Hei"))
    odt(tmp_path / "a.odt", "<text:p>B1: Hei</text:p>")
    pdf(tmp_path / "a.pdf", [["B1: Hei"]])
    plain = {
        "rtf": "{\\rtf1 B1: Hei}",
        "vtt": "WEBVTT\n\n0:01.0 --> 0:02.0\n<v B1>Hei",
        "tsv": "Hvem\tTekst\nB1\tHei\n",
    }
    plain |= {"srt": "1\n00:00:01,0 --> 00:00:02,0\nB1: Hei", "csv": "Hvem;Tekst\nB1;Hei\n", "markdown": "B1: Hei"}
    plain |= {"tsv": "Hvem\tTekst\nB1\tHei\n", "txt": "B1: Hei", "md": "B1: Hei"}
    for suffix, text in plain.items():
        (tmp_path / f"a.{suffix}").write_text(text, encoding="utf-8")
    for suffix, kind in SUFFIXES.items():
        source = read_source(tmp_path / f"a{suffix}")
        assert (source.format, source.notices, len(source.blocks)) == (kind, (), 1)
        assert source.blocks[0].text.endswith("Hei")


@pytest.mark.parametrize("name", ["a.txt", "a.pdf", "a.odt", "a", "a.csv"])
def test_content_decides_over_the_name_and_the_notice_says_so(tmp_path: Path, name: str) -> None:
    source = read_source(docx(tmp_path / name, p("B1: Hei")))
    assert source.format == "docx"
    assert len(source.notices) == 1
    assert ".docx" in source.notices[0]


def test_text_named_docx_is_read_as_text(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_text("B1: Hei på deg\n", encoding="utf-8")
    source = read_source(path)
    assert (source.format, source.blocks[0].text, len(source.notices)) == ("txt", "B1: Hei på deg", 1)


def test_a_missing_or_empty_file_a_folder_and_a_pipe(tmp_path: Path) -> None:
    refused(tmp_path / "nei.txt")
    (tmp_path / "tom.docx").touch()
    assert "empty" in refused(tmp_path / "tom.docx").message
    refused(tmp_path)
    os.mkfifo(tmp_path / "rør.txt")
    refused(tmp_path / "rør.txt")


def test_unknown_kinds(tmp_path: Path) -> None:
    for name, data in {
        "a.mp3": b"ID3\x03\0\0\0" + bytes(range(256)),
        "b.exe": b"MZ\x90\0hemmelig",
        "c.ukjent": b"hemmelig tekst",
        "d.doc": OLE + "WordDocument".encode("utf-16-le"),
        "e.docx": b"\x00\x01\x02hemmelig",
        "f.txt": b"\x7fELF\x02\x01\0hemmelig" + bytes(range(256)),
    }.items():
        (tmp_path / name).write_bytes(data)
        refused(tmp_path / name)
    refused(pack(tmp_path / "g.zip", {"hemmelig.txt": "hemmelig"}))
    refused(pack(tmp_path / "h.ods", {"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}))


def test_a_truncated_word_file(tmp_path: Path) -> None:
    path = docx(tmp_path / "a.docx", p(*(f"hemmelig {n}" for n in range(300))))
    whole = path.read_bytes()
    for part in (0.3, 0.7, 0.95):
        path.write_bytes(whole[: int(part * len(whole))])
        assert "damaged" in refused(path).message


def test_a_word_file_with_a_flipped_byte_never_gives_a_traceback(tmp_path: Path) -> None:
    path = docx(tmp_path / "a.docx", p("B1: " + "hemmelig " * 30))
    whole = path.read_bytes()
    for at in range(0, len(whole), 3):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        try:
            read_source(path)
        except BsbError as error:
            assert "hemmelig" not in error.message


def test_a_password_protected_word_file(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(OLE + "EncryptedPackage".encode("utf-16-le") + b"\0" * 99)
    assert "password" in refused(path).message


def test_zip_bombs(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as file:
        for _ in range(40):
            file.write(b" " * MIB)
    assert "unpack" in refused(path).message
    pack(path, {f"word/{n}.xml": "x" for n in range(5000)})
    assert "unpack" in refused(path).message
    body = w("document", p(r("hemmelig")))
    refused(pack(path, {"word/document.xml": body}), Limits(part_bytes=10))


def test_an_archive_member_that_leads_out_of_it(tmp_path: Path) -> None:
    for name in ("../../ut.xml", "/etc/ut", "..\\ut", "C:/ut"):
        refused(pack(tmp_path / "a.docx", {"word/document.xml": w("document", ""), name: "hemmelig"}))


@pytest.mark.parametrize("code", ["utf-8", "utf-16"])
def test_xml_entities(tmp_path: Path, code: str) -> None:
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    xml = f'<?xml version="1.0" encoding="{code}"?><!DOCTYPE x [<!ENTITY l0 "hemmelig">{lol}]>'
    xml += w("document", "<w:body><w:p><w:r><w:t>&l11;</w:t></w:r></w:p></w:body>").split("?>")[1]
    assert "entities" in refused(pack(tmp_path / "a.docx", {"word/document.xml": xml.encode(code)})).message
    outside = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
    kind = "application/vnd.oasis.opendocument.text"
    assert "entities" in refused(pack(tmp_path / "a.odt", {"mimetype": kind, "content.xml": outside})).message


def test_a_line_of_100_megabytes(tmp_path: Path) -> None:
    for name in ("a.txt", "a.csv", "a.vtt", "a.rtf"):
        path = tmp_path / name
        with path.open("wb") as file:
            file.write(b"{\\rtf1 " if name == "a.rtf" else b"B1: ")
            file.truncate(100 * MIB)
        refused(path)
    path = tmp_path / "b.txt"
    path.write_bytes(b"a" * (2 * MIB))
    refused(path)
    assert "characters" in refused(docx(tmp_path / "b.docx", p("a" * 2 * MIB))).message


def test_more_lines_or_tags_than_any_transcript_has(tmp_path: Path) -> None:
    few = Limits(blocks=9, tags=60)
    (tmp_path / "a.txt").write_text("B1: hei\n" * 10, encoding="utf-8")
    (tmp_path / "a.csv").write_text("Hvem;Tekst\n" + "B1;hei\n" * 10, encoding="utf-8")
    (tmp_path / "a.rtf").write_text("{\\rtf1 " + "B1: hei\\par " * 12 + "}", encoding="utf-8")
    (tmp_path / "a.vtt").write_text("WEBVTT\n\n" + "0:01.0 --> 0:02.0\nhei\n\n" * 9, encoding="utf-8")
    for name in ("a.txt", "a.csv", "a.rtf", "a.vtt"):
        refused(tmp_path / name, few)
    refused(docx(tmp_path / "a.docx", p("hei") * 12), Limits(blocks=9))
    refused(docx(tmp_path / "a.docx", p("hei") * 12), few)
    refused(odt(tmp_path / "a.odt", "<text:p>hei</text:p>" * 12), Limits(blocks=9))


def test_lines_made_to_take_long_do_not(tmp_path: Path) -> None:
    # A pattern that goes back over the line again and again would take hours here.
    n = 50_000
    lines = ["(a" * n, "[00:" * n, "1" * n, " " * n + "x", "\t" * n + "x", "- " + "-" * n, "*a " * n]
    lines += ["<v a" * n, "{\\" * n]
    for suffix, top in ((".md", "B1: hei\n"), (".vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n")):
        path = tmp_path / f"a{suffix}"
        path.write_text(top + "\n".join(lines), encoding="utf-8")
        found = find_turns(read_source(path))
        assert len(found.turns) == 1
        assert len(found.turns[0].text) > 5 * n


def test_no_text_at_all(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("\ufeff \n\n\t\n", encoding="utf-8")
    for path in (tmp_path / "a.txt", docx(tmp_path / "a.docx", p()), pdf(tmp_path / "a.pdf", [[], []])):
        assert "no text" in refused(path).message


def test_reading_never_writes_anything(tmp_path: Path) -> None:
    docx(tmp_path / "a.docx", p("B1: Hei"))
    read_source(tmp_path / "a.docx")
    assert [path.name for path in tmp_path.iterdir()] == ["a.docx"]

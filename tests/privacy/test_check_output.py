from __future__ import annotations

import datetime
import zipfile
from pathlib import Path

import pytest

from bsb.errors import BsbError
from bsb.privacy.check_output import check_file, check_text
from bsb.privacy.register import Register
from bsb.privacy.scan import Scanner

SECRET = "Torunn Brekke"


def kinds(path: Path, **options: object) -> list[str]:
    leaks = check_file(path, **options)  # type: ignore[arg-type]
    for leak in leaks:
        assert "Torunn" not in repr(leak)
    return [leak.kind for leak in leaks if not leak.weak]


def test_text_gives_offsets_and_kinds_only() -> None:
    leaks = check_text("Ring 22 33 44 55 og spør", scanner=Scanner(model=False))
    assert [(leak.kind, leak.start, leak.end) for leak in leaks] == [("phone", 5, 16)]


def test_word_is_read_where_people_forget_to_look(tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    document.add_paragraph("Alt er bra her.")
    document.add_table(1, 1).cell(0, 0).text = "Ring 22 33 44 55"
    document.sections[0].header.paragraphs[0].text = f"Møte med {SECRET}"
    split = document.add_paragraph()
    split.add_run("skriv til lise@")
    split.add_run("eksempel.no").bold = True
    document.core_properties.comments = "konto 8601 11 17947"
    path = tmp_path / "a.docx"
    document.save(str(path))
    assert sorted(kinds(path)) == ["account", "email", "person", "phone"]


def test_the_day_on_which_a_paper_was_made_gives_nobody_away(tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    document.add_paragraph("Utkast, 31. mars 2026")
    document.add_paragraph("Jeg ble lagt inn 30. mars 2026.")
    for day, found in ((30, 1), (31, 1), (29, 2)):
        document.core_properties.created = datetime.datetime(2026, 3, day, 9, 0, 0)
        document.save(str(tmp_path / "a.docx"))
        assert kinds(tmp_path / "a.docx") == ["date"] * found


def test_slides_with_notes(tmp_path: Path) -> None:
    pptx = pytest.importorskip("pptx")
    deck = pptx.Presentation()
    deck.core_properties.author = deck.core_properties.title = deck.core_properties.last_modified_by = ""
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Funn"
    slide.notes_slide.notes_text_frame.text = f"Sagt av {SECRET}"
    path = tmp_path / "a.pptx"
    deck.save(str(path))
    assert kinds(path) == ["person"]


def test_sheet_page_and_project(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["ja", f"jeg møtte {SECRET}"])  # type: ignore[union-attr]
    sheet = tmp_path / "a.xlsx"
    book.save(sheet)
    page = tmp_path / "a.html"
    page.write_text(
        f"<p>ring <b>22 33</b> 44 55</p><img alt='bilde av {SECRET}'><script>1</script>", encoding="utf-8"
    )
    project = tmp_path / "a.qdpx"
    with zipfile.ZipFile(project, "w") as archive:
        archive.writestr("project.qde", f"<Project><Users><User name='{SECRET}'/></Users></Project>")
        archive.writestr("sources/1.txt", "Kastanjeveien 12")
    assert kinds(sheet) == ["person"]
    assert sorted(kinds(page)) == ["person", "phone"]
    assert sorted(kinds(project)) == ["address", "person"]


def test_cells_are_read_one_by_one_with_their_place(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Tall"
    for row in ((36437, 1112, 120), (22334455, "Alt er bra", SECRET)):
        sheet.append(row)
    sheet.oddFooter.center.text = "Side &P av &N"
    path = tmp_path / "a.xlsx"
    book.save(path)
    assert [(leak.where, leak.kind) for leak in check_file(path)] == [("Tall!A2", "phone"), ("Tall!C2", "person")]


def test_pictures_are_read_as_people_read_them(tmp_path: Path) -> None:
    path = tmp_path / "a.svg"
    path.write_text(
        "<svg xmlns='http://www.w3.org/2000/svg' font-family='Arial'><title>Figur</title>"
        f"<rect x='22334455'/><text x='3'>Sagt av {SECRET}</text><text>Husleie</text></svg>",
        encoding="utf-8",
    )
    assert kinds(path) == ["person"]


def test_the_register_is_heeded(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("vi kan spørre tulla", encoding="utf-8")
    assert kinds(path, register=Register.parse("Tulla")) == ["person"]


def test_broken_and_strange_files_are_users_errors(tmp_path: Path) -> None:
    broken = tmp_path / "a.docx"
    broken.write_bytes(b"PK\x03\x04 not a zip")
    strange = tmp_path / "a.exe"
    strange.write_bytes(b"MZ")
    bomb = tmp_path / "b.docx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 20_000_000)
    for path in (broken, strange, bomb, tmp_path / "none.docx"):
        with pytest.raises(BsbError):
            check_file(path)


def test_entities_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.qdpx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "project.qde", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a><p>&x; hei</p></a>'
        )
    with pytest.raises(BsbError, match="entities"):
        check_file(path)


def broken(path: Path, data: bytes) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", data)
    return path


def test_what_is_broken_is_not_called_clean(tmp_path: Path) -> None:
    whole = b"<w:p xmlns:w='w'><w:t>Ring 22 33 44 55</w:t></w:p>"
    assert kinds(broken(tmp_path / "a.docx", whole)) == ["phone"]
    with pytest.raises(BsbError, match="damaged"):
        check_file(broken(tmp_path / "b.docx", whole[:30]))
    data = broken(tmp_path / "c.docx", whole).read_bytes()
    (tmp_path / "c.docx").write_bytes(data[:40] + b"\xff" * 8 + data[48:])
    with pytest.raises(BsbError):
        check_file(tmp_path / "c.docx")


def test_marks_of_sources_are_read_as_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.svg"
    path.write_text(
        "<svg xmlns='http://www.w3.org/2000/svg'><desc>bsb_d_990711bc7919_17485511_912345 Torunn Brekke</desc></svg>",
        encoding="utf-8",
    )
    (leak,) = [each for each in check_file(path) if not each.weak]
    assert (leak.kind, leak.start) == ("person", 35)

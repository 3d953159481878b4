import datetime
import io
import zipfile
from pathlib import Path

import pytest
from docx import Document

from bsb.errors import BsbError
from bsb.formats.stable_zip import stable, write_whole

DAY = datetime.date(2026, 5, 20)


def document(*, author: str = "", paragraphs: tuple[str, ...] = ("Hei",)) -> bytes:
    made = Document()
    made.core_properties.author = author
    for text in paragraphs:
        made.add_paragraph(text)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_equal_contents_give_equal_bytes_whoever_made_them_and_when():
    one = stable(document(author="Kari"), date=DAY, title="T")
    other = stable(document(author="Ola"), date=DAY, title="T")
    assert one == other
    assert stable(document(paragraphs=("Hå",)), date=DAY, title="T") != one


def test_the_properties_hold_what_was_given_and_nothing_else():
    packed = stable(document(author="Kari"), date=DAY, title="A & B <c>", author="Laget")
    found = Document(io.BytesIO(packed)).core_properties
    assert (found.title, found.author, found.last_modified_by, found.revision) == ("A & B <c>", "Laget", "Laget", 1)
    assert found.created == found.modified == datetime.datetime(2026, 5, 20, 12, tzinfo=datetime.UTC)
    assert found.language == "nb-NO"


def test_every_member_carries_the_day_and_the_content_types_come_first():
    with zipfile.ZipFile(io.BytesIO(stable(document(), date=DAY, title="T"))) as archive:
        members = archive.infolist()
    assert {m.date_time for m in members} == {(2026, 5, 20, 0, 0, 0)}
    assert [m.filename for m in members[:2]] == ["[Content_Types].xml", "_rels/.rels"]
    assert len({m.filename for m in members}) == len(members)


def test_packing_twice_changes_nothing():
    once = stable(document(), date=DAY, title="T")
    assert stable(once, date=DAY, title="T") == once


def test_a_day_before_zip_files_still_packs():
    stable(document(), date=datetime.date(1970, 1, 1), title="T")


def test_writing_makes_the_folder_and_leaves_no_other_file(tmp_path: Path):
    out = tmp_path / "ny" / "a.docx"
    write_whole(out, b"x")
    write_whole(out, b"y")
    assert out.read_bytes() == b"y"
    assert list(out.parent.iterdir()) == [out]


def test_what_cannot_be_written_leaves_what_stood_there(tmp_path: Path):
    out = tmp_path / "a.docx"
    out.mkdir()
    (out / "her").write_text("x")
    with pytest.raises(BsbError) as error:
        write_whole(out, b"y")
    assert error.value.hint
    assert [p.name for p in tmp_path.iterdir()] == ["a.docx"]

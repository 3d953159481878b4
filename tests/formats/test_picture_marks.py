"""Tests of ``bsb.formats.picture_marks``."""

from pathlib import Path

import pytest

from bsb.errors import BsbError
from bsb.formats.picture import png
from bsb.formats.picture_marks import read_picture_marks
from bsb.formats.svg import Canvas

NAME = "bsb_d_0123456789ab_01234567_012345"


def svg(source: str = NAME, title: str = "Ord & tall") -> str:
    canvas = Canvas("a", 100, 40)
    canvas.text(5, 20, "Hei", size=12)
    return canvas.to_svg(title=title, description="Ett ord.", source=source)


def test_a_picture_tells_its_source_and_title(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text(svg(), encoding="utf-8")
    (tmp_path / "a.png").write_bytes(png(svg(), title="Ord & tall", source=NAME))
    for path in tmp_path.iterdir():
        ((name, text, section),) = [(m.name, m.text, m.section) for m in read_picture_marks(path, "bsb_")]
        assert (name, text, section) == (NAME, "Ord & tall", ""), path.name


def test_a_page_tells_those_of_all_its_pictures(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text(f"<title>Side</title>{svg()}{svg('')}{svg(title='Den andre')}", encoding="utf-8")
    assert [mark.text for mark in read_picture_marks(page, "bsb_")] == ["Ord & tall", "Den andre"]


def test_other_pictures_have_none_and_what_is_no_picture_is_refused(tmp_path: Path) -> None:
    plain, cut, text = tmp_path / "a.png", tmp_path / "b.png", tmp_path / "c.png"
    plain.write_bytes(png(svg(), title="Ord"))
    cut.write_bytes(png(svg(), title="Ord", source=NAME)[:90])
    text.write_bytes(b"hei")
    assert read_picture_marks(plain, "bsb_") == read_picture_marks(cut, "bsb_") == []
    with pytest.raises(BsbError):
        read_picture_marks(text, "bsb_")
    with pytest.raises(BsbError):
        read_picture_marks(tmp_path / "borte.svg", "bsb_")

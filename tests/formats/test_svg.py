from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsb.formats.svg import Canvas, contrast, number
from bsb.formats.text_width import shorten, text_width, wrap

SVG = "{http://www.w3.org/2000/svg}"
texts = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=40)


def drawn(canvas: Canvas, **options: object) -> ET.Element:
    return ET.fromstring(canvas.to_svg(title="T & <b>", description='Sier "hva"', **options))  # type: ignore[arg-type]


@given(texts)
def test_any_text_comes_out_as_it_went_in(text: str) -> None:
    canvas = Canvas("a", 100, 50)
    canvas.text(5, 20, text)
    (found,) = drawn(canvas).iter(f"{SVG}text")
    assert (found.text or "") == text


def test_what_xml_cannot_hold_is_left_out() -> None:
    canvas = Canvas("a", 100, 50)
    canvas.text(5, 20, "a\x0bb\ud800\uffff")
    (found,) = drawn(canvas).iter(f"{SVG}text")
    assert found.text == "ab"


def test_it_says_what_it_is_and_stands_on_white() -> None:
    root = drawn(Canvas("kart", 100, 50))
    assert root.get("role") == "img" and root.get("aria-labelledby") == "kart-title kart-desc"
    assert [(e.get("id"), e.text) for e in root[:2]] == [("kart-title", "T & <b>"), ("kart-desc", 'Sier "hva"')]
    assert root[2].get("fill") == "#ffffff" and root[2].get("width") == "100"


def test_links_are_there_only_where_somebody_knows_their_target() -> None:
    canvas = Canvas("a", 100, 50)
    with canvas.link(("x", 1), "Celle <1>"):
        canvas.rect(0, 0, 10, 10)
    assert not list(drawn(canvas).iter(f"{SVG}a"))
    assert not list(drawn(canvas, links=lambda _key: None).iter(f"{SVG}a"))
    root = drawn(canvas, links={("x", 1): "#s1"}.get)
    (link,) = root.iter(f"{SVG}a")
    assert (link.get("href"), link.get("aria-label"), root.get("role")) == ("#s1", "Celle <1>", "group")
    assert canvas.keys == {("x", 1): "Celle <1>"}


def test_ids_keep_pictures_on_one_page_apart() -> None:
    canvas = Canvas("a", 100, 50)
    canvas.rect(0, 0, 5, 5, fill=canvas.hatch("#b4531a"))
    root = drawn(canvas)
    (pattern,) = root.iter(f"{SVG}pattern")
    assert str(pattern.get("id")).startswith("a-") and f"url(#{pattern.get('id')})" in {e.get("fill") for e in root}


def test_the_title_can_be_left_out() -> None:
    canvas = Canvas("a", 100, 50)
    canvas.head = 20
    assert drawn(canvas, headless=True).get("viewBox") == "0 20 100 30"
    assert drawn(canvas).get("viewBox") == "0 0 100 50"


@pytest.mark.parametrize("options", [{"size": 10}, {"fill": "#aaaaaa"}, {"on": "#1f5f99"}])
def test_text_that_not_all_can_read_is_refused(options: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="cannot be read by all"):
        Canvas("a", 9).text(0, 0, "x", **options)  # type: ignore[arg-type]


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@given(st.floats(-1e5, 1e5))
def test_numbers_are_short(value: float) -> None:
    assert abs(float(number(value)) - value) <= 0.051 and len(number(value)) <= 8


@given(st.text(st.sampled_from("aiWø -g"), min_size=1, max_size=60), st.integers(30, 200))
def test_wrapping_keeps_every_letter_and_the_width(text: str, width: int) -> None:
    text = " ".join(text.split()).replace("-", "x")
    lines = wrap(text, width, 12)
    assert "".join(line.removesuffix("-") for line in lines).replace(" ", "") == text.replace(" ", "")
    short = [line for line in lines if len(line) > 6]
    assert all(text_width(line, 12) <= width for line in short)
    assert text_width(shorten(text, width, 12), 12) <= width


def test_widths_are_those_of_the_shipped_font() -> None:
    pillow = pytest.importorskip("PIL.ImageFont")
    from bsb.formats import picture

    for file, bold in (("BSBSans-Regular.ttf", False), ("BSBSans-Bold.ttf", True)):
        font = pillow.truetype(str(picture._FONTS / file), 1000)
        for text in ("Søndre Nordstrand", "Grünerløkka 12 %", "«Æ» – (+3 −5)", "Å, hvor lenge?"):
            assert text_width(text, 1000, bold=bold) == pytest.approx(font.getlength(text), rel=0.04)

import datetime
from pathlib import Path

import pytest
from pptx import Presentation

from bsb.errors import BsbError
from bsb.formats.slide_file import FRONT, POINTS, QUOTE, Slide, write_slides
from bsb.shipped import shipped

TEMPLATE = shipped("templates") / "lysark.pptx"
DAY = datetime.date(2026, 5, 20)
SLIDES = [
    Slide(FRONT, "Velkommen", ("Bydel Alna",)),
    Slide(POINTS, "Funn", ("Ett & to", "<tre>")),
    Slide(QUOTE, "Sitat", ("«Hei»",), "Intervju 1, replikk 2", 32),
]


def test_slides_come_out_in_order_with_notes_and_language(tmp_path: Path):
    out = tmp_path / "a" / "lysark.pptx"
    write_slides(out, SLIDES, template=TEMPLATE, date=DAY, title="Lysark", language="nb")
    deck = Presentation(str(out))
    assert deck.slide_width * 9 == pytest.approx(deck.slide_height * 16, rel=1e-3)
    assert [slide.shapes.title.text for slide in deck.slides] == [slide.title for slide in SLIDES]
    made = deck.slides[1].placeholders
    assert [p.text for p in made[1].text_frame.paragraphs] == ["Ett & to", "<tre>"]
    assert deck.slides[2].notes_slide.notes_text_frame.text == "Intervju 1, replikk 2"
    assert not deck.slides[0].has_notes_slide
    runs = [r for s in deck.slides for shape in s.placeholders for p in shape.text_frame.paragraphs for r in p.runs]
    assert runs and all(run._r.rPr.get("lang") == "nb-NO" for run in runs)


def test_equal_slides_give_equal_bytes(tmp_path: Path):
    for name in ("a.pptx", "b.pptx"):
        write_slides(tmp_path / name, SLIDES, template=TEMPLATE, date=DAY, title="Lysark", language="nb")
    assert (tmp_path / "a.pptx").read_bytes() == (tmp_path / "b.pptx").read_bytes()


def test_a_template_that_will_not_do_is_refused_and_nothing_written(tmp_path: Path):
    out = tmp_path / "ut.pptx"
    strange = tmp_path / "mal.pptx"
    Presentation().save(str(strange))
    with pytest.raises(BsbError, match="Forside"):
        write_slides(out, SLIDES, template=strange, date=DAY, title="x", language="nb")
    for wrong in (shipped("templates") / "ark.docx", shipped("templates") / "bsb.toml"):
        with pytest.raises(BsbError):
            write_slides(out, SLIDES, template=wrong, date=DAY, title="x", language="nb")
    assert not out.exists()

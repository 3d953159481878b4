import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from pptx import Presentation

from bsb.corpus.conferences import Conference
from bsb.dialogue.finding import Finding
from bsb.dialogue.group_sheet import Group
from bsb.formats.texts import read_texts
from bsb.reports.conference_papers import TEXTS
from bsb.reports.process import Material, read_district
from bsb.reports.slides import TEMPLATE, SlidesReport, write_deck
from bsb.shipped import shipped

DAY = datetime.date(2026, 5, 20)
MAL = shipped("templates")
CONFERENCE = Conference(1, "Alna", "2026-06-03", "biblioteket", 0, {})


def finding(number: int, theme: str, statement: str) -> Finding:
    return Finding(
        number, f"{number:032}", statement, "challenge", (theme,), (), ("Alna",), (), "", (), 2, 1, None, "", "", ""
    )


GROUP = Group("Gruppe 1", "Respekt", (finding(1, "respekt", "Nye blir stående alene."),))


def write(material: Material, path: Path, groups: tuple[Group, ...] = (GROUP,)) -> tuple[SlidesReport, list[object]]:
    spoken = read_district(material, "Alna")
    texts = read_texts(TEXTS, "nb", lambda name: MAL / name)
    made = write_deck(material, spoken, CONFERENCE, groups, path, texts=texts, template=MAL / TEMPLATE, today=DAY)
    return made, list(Presentation(str(path)).slides)


def words(slide: object) -> list[str]:
    return [p.text for shape in slide.placeholders for p in shape.text_frame.paragraphs]  # type: ignore[attr-defined]


def test_a_deck_tells_what_was_done_found_said_and_asked(material: Material, out: Path):
    made, slides = write(material, out / "l.pptx")
    text = [words(slide) for slide in slides]
    assert text[0][:3] == [
        "Hva brukerne forteller",
        "Dialogkonferanse i Bydel Alna",
        "onsdag 3. juni 2026, biblioteket",
    ]
    assert "Ett intervju i bydelen, med fem deltakere." in text[1]
    assert ["Respekt", "Utfordring: Nye blir stående alene."] in text
    assert [lines[0] for lines in text if lines[1].startswith("«")] == [
        "Respekt: gode erfaringer",
        "Respekt: utfordringer",
    ]
    (asked,) = (lines for lines in text if lines[0] == "Gruppe 1: Respekt")
    assert asked[1:] == [
        "Hva skal til for respekt?",
        "Hvem kan gjøre noe med respekt?",
        "Hva kan vi gjøre noe med først, og hvem gjør det?",
    ]
    assert (made.slides, made.quotes) == (len(slides), 2)
    assert made.lix is not None and made.lix < 40


def test_a_quote_is_large_and_its_notes_say_where_it_is_from(material: Material, out: Path):
    _made, slides = write(material, out / "l.pptx")
    quoted = [slide for slide in slides if words(slide)[1].startswith("«")]
    for slide in quoted:
        sizes = [r.font.size.pt for p in list(slide.placeholders)[1].text_frame.paragraphs for r in p.runs]  # type: ignore[attr-defined]
        assert sizes and min(sizes) >= 28
        notes = slide.notes_slide.notes_text_frame.text  # type: ignore[attr-defined]
        assert "Kilde: Intervju 1 (gruppe), replikk" in notes
        assert "sitatboks" in notes
        assert "alna-fg1" not in notes


def test_without_findings_it_shows_what_most_people_spoke_of(material: Material, out: Path):
    _made, slides = write(material, out / "l.pptx", ())
    assert ["Dette snakker vi om i dag", "Respekt", "Åpningstid", "Penger"] in [words(slide) for slide in slides]


def test_equal_material_gives_equal_bytes(material: Material, out: Path):
    write(material, out / "a.pptx")
    write(material, out / "b.pptx")
    assert (out / "a.pptx").read_bytes() == (out / "b.pptx").read_bytes()


def test_the_example_is_said_to_be_one(material: Material, out: Path, change: Callable[..., Material]):
    _made, slides = write(change(config_example=True), out / "l.pptx")
    assert any("oppdiktet" in line for line in words(slides[0]))


@pytest.mark.parametrize("name", ["invitation-lines", "run-before-lines", "form-questions"])
def test_texts_of_the_papers_are_there(name: str):
    assert read_texts(TEXTS, "nb", lambda file: MAL / file).lines(name)

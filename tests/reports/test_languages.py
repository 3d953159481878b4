"""The papers of a district and its conference in each language: all of them, and no word of another language."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from pptx import Presentation

from bsb.formats.docx import read as read_word
from bsb.project import Project
from bsb.text.language import LANGUAGES, language_of
from tests.conftest import TALK
from tests.dialogue.conftest import NICE, RENT, conference, found  # noqa: F401  fixtures
from tests.formats.test_texts import BOKMAAL, ENGLISH, NORWEGIAN

#: What people wrote and said in the project: it stays as it is.
CONTENT = (
    *(
        "Bruker Spør Bruker",
        "Regn på økonomien sammen med folk.",
        "Hold boligene ved like.",
        "Brukarane skreiv dette.",
    ),
    *("Prøve", "Penger", "Faste folk", "Bolig", "Økonomi", "Utvalget", "biblioteket", "biblioteket.", RENT, NICE),
    *(line.split(": ", 1)[1] for line in TALK.strip().splitlines()),
    *("Husleia er høy … og trappa er mørk.", "Men husleia er høy, altså."),
)
STAKEHOLDERS = ("brukere", "pårørende", "ansatte", "ledere", "brukerorganisasjoner", "politikere")


@pytest.fixture
def papers(found: Project) -> Callable[[str], dict[str, Path]]:  # noqa: F811
    """Make the papers of Alna in a language; they come by what they are."""

    def made(language: str) -> dict[str, Path]:
        settings = found.root / "bsb.toml"
        text = re.sub(r'(?m)^language = "\w\w"', f'language = "{language}"', settings.read_text(encoding="utf-8"))
        settings.write_text(text, encoding="utf-8")
        found.close()
        project = Project.open(found.root)
        if not project.conferences.all():
            project.conferences.add("Alna", held_on="2026-05-20", by_role={"brukere": 6, "ledere": 5})
        met = project.conferences.get("Alna")
        out = found.root / "ut" / language
        kit = project.conference_kit.kit(met, folder=out, groups=1)
        names = ("invitation", "programme", "list", "names", "run", "form", "sheet", "slides", "process")
        paths = dict(zip(names, [each.path for each in kit], strict=True))
        if not project.verdicts.groups(met):
            project.verdicts.enter(met, "1", "F1", "nuanced", wording="Husleia er høy.", comment="Det var sant.")
            project.followups.set("R1", "begun", by="ledere", on="2027-05-01", note="Vi ser på det.")
        paths["before-after"] = project.conference_papers.before_after(met, out=out / "ba.docx")
        paths["year"] = project.conference_papers.followup_page("Alna", out=out / "year.docx")
        paths["moved"] = project.conference_papers.moved(since="2026-05-20", district="Alna", out=out / "moved.docx")
        paths["district"] = project.reports.district("Alna", out=out / "district.docx").path
        project.close()
        return paths

    return made


def lines(path: Path) -> list[str]:
    """Return what stands on a paper, headers, footers and notes too, without what people wrote in the project."""
    if path.suffix == ".pptx":
        slides = list(Presentation(str(path)).slides)
        shapes = [shape for slide in slides for shape in slide.placeholders]
        found = [p.text for shape in shapes for p in shape.text_frame.paragraphs]
        found += [slide.notes_slide.notes_text_frame.text for slide in slides if slide.has_notes_slide]
    else:
        document = Document(str(path))
        section = document.sections[0]
        found = [block.text for block in read_word(path).blocks]
        found += [p.text for edge in (section.header, section.footer) for p in edge.paragraphs]
    for content in sorted((*CONTENT, *STAKEHOLDERS, *map(str.capitalize, STAKEHOLDERS)), key=len, reverse=True):
        found = [line.replace(content, "") for line in found]
    return [line for line in ("".join(each).strip() for each in found) if line]


@pytest.mark.parametrize("language", ["nn", "en"])
def test_every_paper_is_in_the_language_alone(papers: Callable[[str], dict[str, Path]], language: str):
    wrong = NORWEGIAN if language == "en" else re.compile(f"{BOKMAAL.pattern}|{ENGLISH.pattern}", re.IGNORECASE)
    said = ("Husleia er høy.", "Det var sant.", "Vi ser på det.")
    for name, path in papers(language).items():
        text = [line for line in lines(path) if not any(words in line for words in said)]
        assert len(text) > 4, name
        assert [line for line in text if wrong.search(line)] == [], name
        assert not any("{" in line for line in text), name


def test_papers_say_which_language_they_are_in(papers: Callable[[str], dict[str, Path]]):
    for language in LANGUAGES:
        tag = language_of(language).tag
        for name, path in papers(language).items():
            if path.suffix == ".docx":
                document = Document(str(path))
                assert document.core_properties.language == tag, name
                assert f'w:val="{tag}"' in document.styles.element.xml, name


def test_facts_dates_and_counts_are_put_as_the_language_does(papers: Callable[[str], dict[str, Path]]):
    wanted = {
        "nb": ("Ett gruppeintervju", "20. mai 2026", "onsdag 20. mai 2026", "klokka 10.00–14.00", "og"),
        "nn": ("Eitt gruppeintervju", "20. mai 2026", "onsdag 20. mai 2026", "klokka 10.00–14.00", "og"),
        "en": ("One group interview", "20 May 2026", "Wednesday 20 May 2026", "10:00–14:00", "and"),
    }
    for language, (interviews, day, weekday, time, joined) in wanted.items():
        made = papers(language)
        process = "\n".join(lines(made["process"]))
        invited = "\n".join(block.text for block in read_word(made["invitation"]).blocks)
        assert interviews in process and day in process
        assert weekday in invited and time in invited
        assert f"brukerorganisasjoner {joined} politikere" in invited


def test_quotes_stand_in_the_marks_of_the_language(papers: Callable[[str], dict[str, Path]]):
    for language in LANGUAGES:
        begin, end = language_of(language).quotes
        for name in ("process", "sheet", "district"):
            text = "\n".join(block.text for block in read_word(papers(language)[name]).blocks)
            assert f"{begin}Husleia er høy … og trappa er mørk.{end}" in text, (language, name)


def test_papers_in_another_language_are_traced_even_when_the_project_changes_it(
    papers: Callable[[str], dict[str, Path]],
):
    made = papers("en")
    papers("nn")
    project = Project.open(made["process"].parents[2])
    for name in ("process", "district", "slides", "moved", "year"):
        trace = project.tracing.trace(made[name])
        counts = [each for each in trace.passages if each.kind == "count"]
        assert counts and all(each.state == "same" for each in counts), name
    project.close()

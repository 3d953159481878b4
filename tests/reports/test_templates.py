"""The committed templates are what the scripts in templates/source draw, and their look keeps its promises."""

import re
import runpy
import sys
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from bsb.shipped import shipped

TEMPLATES = shipped("templates")
SOURCE = TEMPLATES / "source"
PARTS = ("word/document.xml", "word/styles.xml", "word/header1.xml", "word/footer1.xml")
DRAWN = {
    "process.py": "prosessdokument.docx",
    "district.py": "delrapport.docx",
    "overview.py": "oversikt.docx",
    "matrix.py": "matrise.docx",
    "agreement.py": "uenigheter.docx",
    "coding.py": "koding.docx",
    "memos.py": "notater.docx",
    "comparison.py": "sammenligning.docx",
    "final.py": "sluttrapport.docx",
    "synthesis.py": "syntese.docx",
}


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast of two colours."""

    def light(colour: str) -> float:
        parts = [int(colour[n : n + 2], 16) / 255 for n in (0, 2, 4)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_committed_slides_are_what_their_script_draws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(str(SOURCE))
    try:
        drawn = runpy.run_path(str(SOURCE / "slides.py"))["draw"]()
    finally:
        sys.modules.pop("look", None)
    drawn.save(str(tmp_path / "ny.pptx"))
    with zipfile.ZipFile(tmp_path / "ny.pptx") as new, zipfile.ZipFile(TEMPLATES / "lysark.pptx") as committed:
        parts = [name for name in committed.namelist() if name != "docProps/core.xml"]
        assert {*parts} == {*new.namelist()} - {"docProps/core.xml"}
        for part in parts:
            assert new.read(part) == committed.read(part), "draw it again: python templates/source/slides.py"


@pytest.mark.parametrize("script", DRAWN)
def test_a_committed_template_is_what_its_script_draws(script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(str(SOURCE))
    try:
        drawn = runpy.run_path(str(SOURCE / script))["draw"]()
    finally:
        for module in ("look", "kit_look", "kit_talk", "kit_sheets"):
            sys.modules.pop(module, None)
        sys.modules.pop("process", None)
    drawn.save(str(tmp_path / "ny.docx"))
    with zipfile.ZipFile(tmp_path / "ny.docx") as new, zipfile.ZipFile(TEMPLATES / DRAWN[script]) as committed:
        for part in PARTS:
            assert new.read(part) == committed.read(part), f"draw it again: python templates/source/{script}"


@pytest.mark.parametrize("name", DRAWN.values())
def test_every_text_style_stands_out_from_its_ground(name: str):
    for style in Document(str(TEMPLATES / name)).styles:
        if style.type == 1 and style.name.startswith(
            ("BSB", "Heading 1", "Heading 2", "Heading 3", "Title", "Normal")
        ):
            shade = style.element.find(f".//{qn('w:shd')}")
            ground = "FFFFFF" if shade is None else shade.get(qn("w:fill"))
            colour = style.element.find(f".//{qn('w:rPr')}/{qn('w:color')}")
            assert contrast(colour.get(qn("w:val")) if colour is not None else "1A1A1A", ground) >= 7, style.name


@pytest.mark.parametrize("name", DRAWN.values())
def test_templates_are_a4_in_norwegian_and_hold_no_quotation_marks_in_fields(name: str):
    document = Document(str(TEMPLATES / name))
    section = document.sections[0]
    assert sorted((round(section.page_width.cm, 1), round(section.page_height.cm, 1))) == [21.0, 29.7]
    language = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    assert language.get(qn("w:val")) == "nb-NO"
    # Norwegian Word turns quotation marks into «», which would break a field that someone edits.
    fields = re.findall(r"\{[{%].*?[}%]\}", "\n".join(p.text for p in document.paragraphs))
    assert fields
    assert not any('"' in field or "'" in field for field in fields)
    with zipfile.ZipFile(TEMPLATES / name) as archive:
        assert not any("thumbnail" in member for member in archive.namelist())

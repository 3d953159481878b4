"""The committed templates of the kit and the training are what their scripts draw, in all languages alike."""

import runpy
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from docx import Document

from bsb.reports.kit import TEMPLATES
from bsb.reports.kit_reading import PARTICIPANTS
from bsb.shipped import shipped

FOLDER = shipped("templates")
SOURCE = FOLDER / "source"
PARTS = ("word/document.xml", "word/styles.xml")


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], dict[str, Any]]]:
    monkeypatch.syspath_prepend(str(SOURCE))
    yield lambda name: runpy.run_path(str(SOURCE / name))
    for module in ("look", "kit_look", "kit_talk", "kit_sheets"):
        sys.modules.pop(module, None)


def same(drawn: Any, committed: str, tmp_path: Path) -> None:
    drawn.save(str(tmp_path / "ny.docx"))
    with zipfile.ZipFile(tmp_path / "ny.docx") as new, zipfile.ZipFile(FOLDER / committed) as old:
        for part in PARTS:
            assert new.read(part) == old.read(part), "draw it again: python templates/source/kit.py or training.py"


@pytest.mark.parametrize("language", TEMPLATES)
def test_a_kit_is_what_its_script_draws(script: Callable[[str], dict[str, Any]], language: str, tmp_path: Path):
    same(script("kit.py")["draw"](language), TEMPLATES[language], tmp_path)


def test_the_training_is_what_its_script_draws(script: Callable[[str], dict[str, Any]], tmp_path: Path):
    drawn = script("training.py")
    same(drawn["exercises"](), "opplaering.docx", tmp_path)
    same(drawn["guide"](), "opplaering-veileder.docx", tmp_path)


def shape(value: Any) -> Any:
    """The keys of nested mappings, and how many items lists have."""
    if isinstance(value, dict):
        return {key: shape(inner) for key, inner in value.items()}
    return [shape(item) for item in value] if isinstance(value, list) else str


def test_all_languages_have_the_same_words_to_fill_in():
    words = [yaml.safe_load((SOURCE / f"kit-{tongue}.yaml").read_text(encoding="utf-8")) for tongue in TEMPLATES]
    assert shape(words[0]) == shape(words[1]) == shape(words[2])


@pytest.mark.parametrize("name", TEMPLATES.values())
def test_the_same_sheets_are_marked_as_those_that_participants_meet(name: str):
    marked = [p for p in Document(str(FOLDER / name)).paragraphs if p.style.name == PARTICIPANTS]
    assert len(marked) == 6

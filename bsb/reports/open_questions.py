"""The open questions that a process document puts to the conference, theme by theme (``dialogsporsmal.yaml``)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bsb.formats.yaml_entries import open_section


@dataclass(frozen=True, slots=True)
class OpenQuestions:
    """One theme: a sentence that says what it is about, and questions that have no given answer."""

    lead: str
    questions: tuple[str, ...]


def read_open_questions(path: Path, language: str = "nb") -> dict[str, OpenQuestions]:
    """Read the questions in a language by the themes' keys in the codebook.

    Raises BsbError (file, line, what to do) for a theme without a lead or questions, or an unknown field.
    """
    book = open_section(path, language)
    found = {}
    for key in book.value:
        theme = book.under(key)
        theme.allow(required=("lead", "questions"))
        found[str(key)] = OpenQuestions(theme.text("lead"), theme.texts("questions"))
    return found

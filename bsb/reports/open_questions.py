"""The open questions that a process document puts to the conference, theme by theme (``dialogsporsmal.yaml``)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bsb.errors import BsbError
from bsb.formats.yaml_file import read_yaml
from bsb.i18n import gettext as _


@dataclass(frozen=True, slots=True)
class OpenQuestions:
    """One theme: a sentence that says what it is about, and questions that have no given answer."""

    lead: str
    questions: tuple[str, ...]


def read_open_questions(path: Path) -> dict[str, OpenQuestions]:
    """Read the questions by the themes' keys in the codebook.

    Raises BsbError (file, theme, what to write) for an entry without a lead or a list of questions, an unknown
    field, or anything that ``read_yaml`` refuses.
    """
    found = {}
    for key, entry in read_yaml(path).items():
        match entry:
            case {"lead": str(lead), "questions": [*questions]} if len(entry) == 2 and lead.strip() and questions:
                texts = [q.strip() for q in questions if isinstance(q, str)]
                if len(texts) == len(questions):
                    found[str(key)] = OpenQuestions(lead.strip(), tuple(texts))
        if str(key) not in found:
            raise BsbError(
                _("{file}: the theme “{key}” is not written as it should be.").format(file=path.name, key=key),
                _("Each theme has “lead:” with one sentence, and “questions:” with a list of questions, as text."),
            )
    return found

"""Draws the kit that interviewers carry to one interview, in bokmål, nynorsk and English.

    python templates/source/kit.py

The readers are often little used to papers like this: one thing a page, big type, and the pages in the order in
which they are used on the day. The words stand in kit-nb.yaml, kit-nn.yaml and kit-en.yaml, the look in kit_look.py,
the pages in kit_talk.py (what participants read or hear) and kit_sheets.py (the rest). What is in braces is filled in
by ``bsb guide kit``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from docx.document import Document as DocumentObject
from kit_look import back, handouts, new_kit
from kit_sheets import afterwards, checklist, factors, front, notes, plan, seats
from kit_talk import aloud, cards, consent, invitation, slips
from look import furnish, save

LANGUAGES = ("nb", "nn", "en")


def words_of(language: str) -> dict[str, Any]:
    """Return the words of the kit in a language."""
    path = Path(__file__).with_name(f"kit-{language}.yaml")
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def draw(language: str = "nb") -> DocumentObject:
    """Draw the template of a language."""
    words = words_of(language)
    document = new_kit(words["language"])
    furnish(document, header=words["header"], footer=words["footer"], page=tuple(words["page"]))
    front(document, words["title"], words["front"])
    checklist(document, words["checklist"])
    plan(document, words["plan"])
    handouts(document, "{{ interview }} · {{ district }}")
    invitation(document, words["invitation"])
    consent(document, words["consent"])
    slips(document, words["slips"])
    back(document)
    aloud(document, words["opening"], "intro", new_page=False)
    cards(document, words["card"])
    aloud(document, words["closing"], "closing")
    factors(document, words["factors"])
    seats(document, words["seats"])
    notes(document, words["notes"])
    afterwards(document, words["after"])
    return document


if __name__ == "__main__":
    for language in LANGUAGES:
        words = words_of(language)
        print(save(draw(language), words["file"], words["title"]))

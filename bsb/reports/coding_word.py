"""A transcript as a Word file that people code in with comments."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from bsb.coding.code_names import CodeNames
from bsb.coding.codes import FACETS, Code
from bsb.coding.codings import Coding
from bsb.coding.round_trip.anchor import BOOKMARK
from bsb.coding.round_trip.record import Record, state_of
from bsb.coding.values import SIGNS, written
from bsb.config import Config
from bsb.corpus.transcripts import StoredTurn, Transcript
from bsb.formats.properties import put_in_word
from bsb.formats.texts import Texts
from bsb.formats.word_talk import Note, Spoken, add_talk
from bsb.formats.word_template import render
from bsb.reports.coding_texts import examples

if TYPE_CHECKING:
    from docx.document import Document

TEMPLATE = "koding.docx"


def write_coding_document(
    transcript: Transcript,
    codings: Sequence[Coding],
    codes: Sequence[Code],
    record: Record,
    config: Config,
    texts: Texts,
    out: Path,
    *,
    district: str,
    template: Path,
    today: datetime.date,
) -> None:
    """Write a transcript as a Word file: how to code, the codes, and the turns with the codings as comments.

    The words come in the project's language. Equal contents and day give equal bytes.

    Raises BsbError, with nothing written, if the template cannot be filled in or the file not written.
    """
    names = CodeNames(codes)
    title = texts("title", interview=transcript.interview)
    about = {"interview": transcript.interview, "district": district, "version": transcript.version}
    subtitle = texts("subtitle", turns=len(transcript.turns), **about)
    if record.coder:
        subtitle += " · " + texts("coder", coder=record.coder)
    usable = [code for code in codes if code.codable and code.status == "active"]
    labels = [names.label(code) for code in usable]
    context: dict[str, object] = {
        "title": title,
        "subtitle": subtitle,
        "header": texts("header", **about),
        "project": config.name,
        "remark": texts["example"] if config.example else "",
        "steps": texts.lines("steps"),
        "rules": texts.lines("rules"),
        "examples": examples(texts, _shortest(usable, names) or labels),
        "facets": _facets(texts, usable),
        "page": texts["page"],
        "of": texts["of"],
        "how": texts["how"],
        "examples_title": texts["examples"],
        "you_write": texts["you_write"],
        "it_means": texts["it_means"],
        "codes_title": texts["codes"],
        "codes_lead": texts["codes_lead"],
        "code_head": texts["code"],
        "short_head": texts["short"],
        "meaning_head": texts["meaning"],
        "talk_title": texts["talk"],
        "talk_lead": texts["talk_lead"],
    }

    def finish(document: Document) -> None:
        add_talk(document, [_spoken(turn, texts) for turn in transcript.turns], notes(codings, names, texts.language))
        put_in_word(document, record.properties())

    render(
        template,
        context,
        out,
        date=today,
        title=title,
        author=config.publisher,
        language=texts.language,
        finish=finish,
    )


def notes(codings: Sequence[Coding], names: CodeNames, language: str) -> list[Note]:
    """Return the comments for codings: one for the codings of a coder on the same words, a paragraph each."""

    def passage(coding: Coding) -> tuple[int, int, str]:
        state = state_of(coding)
        return state.start, state.end, state.coder

    found = []
    for (start, end, coder), group in groupby(sorted(codings, key=passage), key=passage):
        own = list(group)
        lines = [in_a_line(coding, names, language) for coding in own]
        found.append(Note(start, end, lines, coder, max(coding.at for coding in own)))
    return found


def in_a_line(coding: Coding, names: CodeNames, language: str) -> str:
    """Return a coding as a coder would write it."""
    sign = "" if coding.valence == "neutral" else SIGNS[coding.valence][0]
    values = (sign, written("level", coding.level, language), written("phase", coding.phase, language))
    line = " ".join(filter(None, (names.label(names.codes[coding.code]), *values)))
    return f"{line}; {coding.memo.strip()}" if coding.memo.strip() else line


def _spoken(turn: StoredTurn, texts: Texts) -> Spoken:
    label = f"{turn.number} · {turn.speaker} · {texts[turn.role]}"
    if turn.removed:
        return Spoken(label, texts["withdrawn"], turn.start)
    return Spoken(label, turn.text, turn.start, f"{BOOKMARK}{turn.number}")


def _shortest(codes: Sequence[Code], names: CodeNames) -> list[str]:
    """Return labels for the examples: of one word, a theme first, since those are said to be good or bad."""
    short = [names.label(code) for code in sorted(codes, key=lambda c: FACETS.index(c.facet) != 1)]
    return [label for label in short if " " not in label]


def _facets(texts: Texts, codes: Sequence[Code]) -> list[dict[str, object]]:
    return [
        {
            "name": texts[facet],
            "codes": [
                {"name": code.name, "short": code.short, "definition": " ".join(code.definition.split())}
                for code in codes
                if code.facet == facet
            ],
        }
        for facet in FACETS
        if any(code.facet == facet for code in codes)
    ]

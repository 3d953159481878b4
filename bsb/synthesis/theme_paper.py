"""A theme across evaluations as a Word document: who said something, quotes from all, findings, recommendations."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bsb.formats.texts import Texts
from bsb.formats.word_template import render
from bsb.synthesis.codes import Theme
from bsb.synthesis.findings import Pooled
from bsb.synthesis.folder import Listed, Settings
from bsb.synthesis.marks import put
from bsb.synthesis.matrix import NO_CODE, SILENT, Said, thin
from bsb.synthesis.quotes import VALENCES, Chosen
from bsb.synthesis.telling import codes_told, figures, thin_told, verdict_name, verdicts_told, who_told
from bsb.text.normal import digest

if TYPE_CHECKING:
    from bsb.synthesis.synthesis import Gathered

TEMPLATE = "syntese.docx"


def write_theme(
    theme: Theme,
    read: Gathered,
    settings: Settings,
    texts: Texts,
    out: Path,
    *,
    template: Path,
    today: datetime.date,
) -> None:
    """Write the paper of a theme. The same projects and day give the same bytes.

    Raises BsbError, with nothing written, if the template cannot be filled in.
    """
    labels = {each.name: each.label for each in read.matrix.projects}
    findings = [each for each in read.findings if each.theme == theme.key]
    quotes = read.quotes.get(theme.key, ())
    marks = {name: book.mark for name, book in read.books.items()}
    n = len(read.matrix.projects)
    boxes = [box for valence in VALENCES if (box := _box(valence, quotes, labels, marks, texts))]
    context: dict[str, object] = {
        "words": {name: text for name, text in texts.own.items() if isinstance(text, str)},
        "page": texts["page"],
        "of": texts["of"],
        "title": theme.name,
        "project": settings.name,
        "date": date_told(today, texts),
        "number": texts["one"] if n == 1 else texts("many", n=n),
        "definition": theme.definition,
        "who": who_told(read.matrix, theme.key, texts),
        "who_rows": [_who(theme, each, read, findings, texts) for each in read.matrix.projects],
        "boxes": boxes,
        "missing": [
            texts[f"no_{valence}"]
            for valence in ("positive", "critical")
            if not any(quote.valence == valence for quote in quotes)
        ],
        "findings": [_finding(each, labels, marks, texts) for each in findings],
        "advice": _advice(findings, labels, texts),
        "thin": thin_told([each for each in thin(read.matrix) if each.theme == theme.key], texts),
        "how": how_told(read, texts),
    }

    render(template, context, out, date=today, title=theme.name, author=settings.publisher, language=texts.language)


def date_told(date: datetime.date, texts: Texts) -> str:
    """Return a date in words, in the paper's language."""
    return texts.say.day(date)


def figures_marked(theme: str, project: str, cell: Said, texts: Texts) -> str:
    """Return the number of participants in a cell, marked with its theme, its project's mark and all its figures."""
    shown = figures(cell, texts)
    return put("figures", project, figures_mark(theme), "|".join(shown), shown=shown[0])


def figures_mark(theme: str) -> str:
    """Return what the figures of a theme are known by in marks."""
    return digest(theme)


def _who(theme: Theme, listed: Listed, read: Gathered, findings: Sequence[Pooled], texts: Texts) -> dict[str, str]:
    cell = read.matrix.cell(theme.key, listed.name)
    shown = figures(cell, texts)
    book = read.books[listed.name]
    told = {NO_CODE: texts["no_code"], SILENT: texts["silent"]}.get(cell.state, "")
    codes = codes_told(theme, listed.name, book.codes)
    return {
        "evaluation": listed.label,
        "codes": f"{codes} ({told})" if codes and told else codes or told,
        "speakers": figures_marked(theme.key, book.mark, cell, texts),
        "interviews": shown[1],
        "valence": shown[2],
        "conference": verdicts_told([each for each in findings if each.project == listed.name], texts),
    }


def _box(
    valence: str, quotes: Sequence[Chosen], labels: Mapping[str, str], marks: Mapping[str, str], texts: Texts
) -> dict[str, object]:
    own = [quote for quote in quotes if quote.valence == valence]
    if not own:
        return {}
    return {
        "label": texts[valence],
        "good": valence == "positive",
        "hard": valence == "critical",
        "quotes": [
            {
                "text": put("quote", marks[q.project], q.uid, q.printed, q.theme, q.valence),
                "source": labels[q.project],
            }
            for q in own
        ],
    }


def _finding(each: Pooled, labels: Mapping[str, str], marks: Mapping[str, str], texts: Texts) -> dict[str, str]:
    text = put("finding", marks[each.project], each.uid, each.text, each.theme, each.verdict)
    return {
        "evaluation": labels[each.project],
        "finding": f"{texts[each.kind]}: {text}",
        "conference": verdict_name(each.verdict, texts),
    }


def _advice(findings: Sequence[Pooled], labels: Mapping[str, str], texts: Texts) -> list[str]:
    """Return the recommendations, each once with all evaluations that give it."""
    given: dict[tuple[str, str], dict[str, None]] = {}
    for finding in findings:
        for each in finding.recommendations:
            given.setdefault((each.text, each.addressee), {})[labels[finding.project]] = None
    return [
        texts("advice", text=text, addressee=addressee, evaluations="; ".join(names))
        for (text, addressee), names in given.items()
    ]


def how_told(read: Gathered, texts: Texts) -> list[str]:
    """Return how the paper came about, and who is not in it."""
    smallest = max(each.smallest for each in read.counted.values())
    hidden = [each.label for each in read.matrix.projects if read.counted[each.name].hidden]
    told = [texts["how_codes"], texts["how_people"], texts("how_small", smallest=smallest), texts["how_withdrawn"]]
    told += [texts("without", names=", ".join(read.left_out))] if read.left_out else []
    return told + ([texts("hidden", names=", ".join(hidden))] if hidden else [])

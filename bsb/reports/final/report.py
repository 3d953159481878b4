"""The final report as a Word file: template, chapters, lists, and the page that tells what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bsb.dialogue.chosen_quotes import Quote
from bsb.formats.word_fields import write_contents, write_list
from bsb.formats.word_template import render
from bsb.i18n import speaking
from bsb.reports.final.annexes import write_annexes
from bsb.reports.final.conclusions import (
    write_assessment,
    write_comparison,
    write_conferences,
    write_recommendations,
)
from bsb.reports.final.material import FinalMaterial
from bsb.reports.final.method import write_method
from bsb.reports.final.opening import write_background, write_summary
from bsb.reports.final.quotes import Chosen, choose_quotes
from bsb.reports.final.themes import write_services, write_themes
from bsb.reports.final.writing import BOX, FIGURE, TABLE, Gap, Writer
from bsb.reports.norwegian import count, day, sentence
from bsb.reports.table_paper import find_mark

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

TEMPLATE = "sluttrapport.docx"
#: The fields of the template that stand in a paragraph of their own, and the marks they are filled with.
_PLACES = {name: f"[[{name.upper()}]]" for name in ("gaps", "summary", "contents", "report", "annexes", "lists")}


@dataclass(frozen=True, slots=True)
class FinalReport:
    """What was written: how many quote boxes, tables, figures and findings, and what is missing in it.

    ``chosen`` are the approved quotes in it; ``skipped`` are (display, reason) of those that could not be drawn.
    """

    path: Path
    boxes: int
    tables: int
    figures: int
    findings: int
    gaps: tuple[Gap, ...]
    chosen: tuple[Quote, ...]
    skipped: tuple[tuple[str, str], ...] = ()


def write_final_report(material: FinalMaterial, out: Path, *, template: Path) -> FinalReport:
    """Write the report; equal material gives equal bytes.

    Raises BsbError, with nothing written, for a template that cannot be filled in or lacks a place.
    """
    config, texts = material.config, material.texts
    title = texts["title"] or f"Sluttrapport: {config.name}"
    chosen = choose_quotes(material)
    made: list[Writer] = []
    context = {
        "title": title,
        "project": config.name,
        "period": config.period,
        "publisher": config.publisher,
        "client": texts["client"],
        "authors": texts["authors"],
        "date": texts["date"] or day(material.today),
        "example": config.example,
        "contact": config.contact,
        **_PLACES,
    }

    def finish(document: Document) -> None:
        places = {name: find_mark(document, mark, template, f"{{{{ {name} }}}}") for name, mark in _PLACES.items()}
        writer = Writer(document, places["summary"])
        made.append(writer)
        with speaking("nb"):
            _write(writer, material, chosen, places)
        for place in places.values():
            _drop(place)

    render(template, context, out, date=material.today, title=title, author=config.publisher, finish=finish)
    (writer,) = made
    return FinalReport(
        out,
        len(writer.captions[BOX]),
        len(writer.captions[TABLE]),
        len(writer.captions[FIGURE]),
        len(material.findings),
        tuple(writer.gaps),
        tuple(quote for each in chosen.values() for quote in each.quotes),
    )


def _write(
    writer: Writer, material: FinalMaterial, chosen: Mapping[str, Chosen], places: Mapping[str, Paragraph]
) -> None:
    """Write all there is to write: the lists last, when it is known what they list."""
    write_summary(writer, material)
    writer.place = places["report"]
    write_background(writer, material)
    write_method(writer, material)
    write_themes(writer, material, chosen)
    write_services(writer, material, chosen)
    write_comparison(writer, material)
    write_conferences(writer, material)
    write_assessment(writer, material)
    write_recommendations(writer, material)
    writer.place = places["annexes"]
    write_annexes(writer, material)
    writer.place = places["lists"]
    writer.unnumbered("Tabeller, figurer og sitatbokser")
    for label, title in ((TABLE, "Tabeller"), (FIGURE, "Figurer"), (BOX, "Sitatbokser")):
        if writer.captions[label]:
            writer.say(title, style="BSB Listetittel")
            write_list(places["lists"], writer.captions[label])
    write_contents(places["contents"], writer.headings)
    _gaps(writer, places["gaps"])


def _gaps(writer: Writer, place: Paragraph) -> None:
    """Write what is missing before a paragraph; nothing where nothing is."""
    if not writer.gaps:
        return
    writer.place = place
    writer.unlisted("Dette mangler")
    n = len(writer.gaps)
    writer.say(
        f"Dette er et utkast. {sentence(count(n, 'ting', 'ting'))} mangler i rapporten. Tekst skrives i fila "
        "report/final.yaml, i feltet som står i parentes. Står det en kommando i parentes, er det den som hjelper. "
        "Siden blir borte av seg selv når ingenting mangler.",
        style="BSB Merknad",
    )
    writer.bullets([f"{sentence(gap.text)} ({gap.how})" for gap in writer.gaps])


def _drop(place: Paragraph) -> None:
    parent = place._p.getparent()
    assert parent is not None  # noqa: S101  it stands in the document's body
    parent.remove(place._p)

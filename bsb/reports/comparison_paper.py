"""A comparison of districts on paper: the table, what coincides in words, and how far it carries."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bsb.analysis.coincidence import Coincidence
from bsb.analysis.compare import Comparison
from bsb.analysis.comparison_definitions import ComparisonDefinition
from bsb.config import Config
from bsb.errors import BsbError
from bsb.formats.word_table import add_table, slim
from bsb.formats.word_template import render
from bsb.i18n import gettext as _
from bsb.i18n import speaking
from bsb.reports.counted import Counted, of_comparison
from bsb.reports.norwegian import count, day
from bsb.shipped import shipped

if TYPE_CHECKING:
    from docx.document import Document

TEMPLATE = "sammenligning.docx"
_MARK = "[[TABELL]]"
_WIDTH, _HEAD, _WIDEST = 26.5, 4.2, 4.6  # centimetres
GROUPS = (
    ("both", "Begge"),
    ("only_one", "Bare det første"),
    ("only_other", "Bare det andre"),
    ("neither", "Ingen av dem"),
    ("unknown", "Vet ikke"),
)


def write_comparison_document(
    definition: ComparisonDefinition,
    found: Comparison,
    coincidences: Sequence[Coincidence],
    meanings: Sequence[tuple[str, str]],
    config: Config,
    out: Path,
    *,
    today: datetime.date,
    template: Path | None = None,
) -> None:
    """Write a comparison as a Word document in bokmål, on landscape A4. Equal contents and day give equal bytes.

    Raises BsbError, with nothing written, for a template that cannot be filled in or has no place for the table.
    """
    path = template or shipped("templates") / TEMPLATE
    smallest = config.privacy.smallest_cell
    small = found.small_cells(smallest)
    counted = of_comparison(definition, found, coincidences)
    with speaking("nb"):
        context = {
            "title": definition.title,
            "note": definition.note,
            "project": config.name,
            "date": day(today),
            "example": config.example,
            "table": _MARK,
            "small": (
                f"{count(small, 'rute', 'ruter', 'én').capitalize()} i tabellen bygger på færre enn {smallest} "
                "personer. De det gjelder, kan bli kjent igjen. Ikke del ut tabellen slik den er."
                if small
                else ""
            ),
            "pairs": [_pair(each, f"#{n}", counted, dict(meanings)) for n, each in enumerate(coincidences, 1)],
        }
        labels = [subject.label for subject in found.subjects]

    def finish(document: Document) -> None:
        places = [p for p in document.paragraphs if p.text.strip() == _MARK]
        if not places:
            raise BsbError(
                _("The template {file} has no place for the table.").format(file=path.name),
                _("Put {{ table }} in a paragraph of its own."),
            )
        _fill(document, places[0], definition.title, labels, found, counted)

    render(path, context, out, date=today, title=definition.title, author=config.publisher, finish=finish)


def _pair(found: Coincidence, number: str, counted: Counted, meanings: Mapping[str, str]) -> dict[str, Any]:
    shares = {"Konsistens": counted.mark(number, "consistency"), "Dekning": counted.mark(number, "coverage")}
    return {
        "heading": f"{found.one[:1].upper()}{found.one[1:]}, og {found.other}",
        "meanings": " ".join(
            f"Med «{name}» mener vi: {meanings[name]}." for name in (found.one, found.other) if name in meanings
        ),
        "text": found.text,
        "contrast": found.contrast,
        "caution": found.caution,
        "shares": " · ".join(f"{name} {share}" for name, share in shares.items() if share),
        "groups": [
            {"name": name, "n": counted.mark(number, key), "districts": ", ".join(getattr(found, key)) or "–"}
            for key, name in GROUPS
        ],
    }


def _fill(document: Document, place: Any, title: str, labels: list[str], found: Comparison, counted: Counted) -> None:
    width = min(_WIDEST, (_WIDTH - _HEAD) / max(1, len(labels)))
    table = add_table(
        document,
        ["Bydel", *(label[:1].upper() + label[1:] for label in labels)],
        [
            [district, *(counted.mark(district, str(at)) for at, _label in enumerate(labels, 1))]
            for district in found.districts
        ],
        [_HEAD, *(width for _label in labels)],
        numbers_from=1,
        caption=title,
    )
    for row in table.rows[1:]:
        for cell in row.cells:
            slim(cell)
    place._p.addprevious(table._tbl)
    place._p.getparent().remove(place._p)

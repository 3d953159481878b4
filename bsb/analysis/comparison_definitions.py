"""Comparison definitions: YAML files in ``matrices/comparisons/``, the project's own first, then the shipped ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bsb.analysis.definitions import find_definitions
from bsb.formats.yaml_entries import Entry, open_entry
from bsb.i18n import gettext as _

FOLDER = "comparisons"


@dataclass(frozen=True, slots=True)
class Stated:
    """A condition as ``bsb.analysis.conditions`` reads it, and what people call it (empty: by the condition)."""

    condition: str
    called: str = ""


@dataclass(frozen=True, slots=True)
class ComparisonDefinition:
    """What to put side by side: subjects (see ``bsb.analysis.conditions``) and pairs of conditions.

    ``example`` marks those that are about the shipped example and are of no use elsewhere.
    """

    name: str
    title: str
    note: str
    example: bool
    columns: tuple[str, ...]
    conditions: tuple[tuple[Stated, Stated], ...]
    order: str = ""


def load_comparison(path: Path) -> ComparisonDefinition:
    """Read one definition.

    Raises BsbError (file, line, suggestion) for an unknown key, no columns, or conditions that are no pairs.
    """
    top = open_entry(path)
    top.allow(required=("title", "columns"), optional=("note", "example", "order", "conditions"))
    columns = top.texts("columns")
    if not columns:
        top.under("columns").fail(_("a list is wanted here."), _("Begin each line of it with “- ”."))
    return ComparisonDefinition(
        path.stem,
        top.text("title"),
        top.text("note", ""),
        top.flag("example", False),
        columns,
        tuple(_pair(item) for item in top.items("conditions")),
        top.text("order", ""),
    )


def find_comparisons(folders: Sequence[Path]) -> dict[str, Path]:
    """Return name -> file of the definitions in ``comparisons`` under the folders; the first that has a name wins."""
    return find_definitions([folder / FOLDER for folder in folders])


def _pair(item: Entry) -> tuple[Stated, Stated]:
    if not isinstance(item.value, list) or len(item.value) != 2:
        item.fail(_("two conditions are wanted here."), _('Write them as ["Prisnivå <= 5", "Respekt >= 2"].'))
    one, other = (_stated(Entry(item.path, value, (*item.trail, n))) for n, value in enumerate(item.value))
    return one, other


def _stated(item: Entry) -> Stated:
    if isinstance(item.value, str):
        return Stated(" ".join(item.as_text().split()))
    item.allow(required=("condition", "called"))
    return Stated(" ".join(item.text("condition").split()), item.text("called"))

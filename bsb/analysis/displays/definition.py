"""Display definitions: YAML files in ``matrices/displays/``, the project's own first, then the shipped ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bsb.analysis.definitions import find_definitions
from bsb.formats.yaml_entries import Entry, open_entry
from bsb.i18n import gettext as _
from bsb.text.match import suggest

FOLDER = "displays"
FACETS = ("theme", "service", "free")
#: kind -> the keys that a definition of that kind must have, and may have, beside title and note.
KINDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "four-field": ((), ("facet",)),
    "profile": ((), ("facet", "counted", "table", "value")),
    "heat-map": ((), ("facet", "columns")),
    "tile-map": (("show",), ("grid",)),
    "meta-matrix": (("columns",), ("order",)),
    "network": ((), ("facets", "least", "most")),
    "causal": (("boxes", "arrows"), ()),
    "conference": ((), ()),
    "interaction": ((), ("least",)),
    "saturation": ((), ("facet",)),
}
_NAMES = ("title", "kind")
_FREE = ("note", "example")
_EVIDENCE = re.compile(r"k[0-9a-f]{4,32}|(?P<interview>\S+):(?P<turn>\d+)")


@dataclass(frozen=True, slots=True)
class Drawn:
    """An arrow as it was written: ``evidence`` are "interview:turn" or ids of codings (k3f9a2b1)."""

    one: str
    other: str
    sign: str
    evidence: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class DisplayDefinition:
    """What a display shows; which fields mean something depends on ``kind`` (see ``KINDS``).

    ``example`` marks those that are about the shipped example and are of no use elsewhere. ``places`` gives boxes of
    a causal network their column and row, if all of them have one.
    """

    name: str
    kind: str
    title: str
    note: str = ""
    example: bool = False
    facet: str = "theme"
    facets: tuple[str, ...] = ("theme",)
    counted: str = "districts"
    table: str = ""
    value: str = ""
    show: str = ""
    grid: tuple[tuple[str, ...], ...] = ()
    columns: tuple[str, ...] = ()
    order: str = ""
    least: int = 2
    most: int = 26
    boxes: tuple[tuple[str, str], ...] = ()
    places: tuple[tuple[str, int, int], ...] = ()
    arrows: tuple[Drawn, ...] = ()


def load_display(path: Path) -> DisplayDefinition:
    """Read one definition.

    Raises BsbError (file, line, suggestion) for an unknown key or value, an arrow to a box that is not there, or
    evidence that is neither a turn nor the id of a coding.
    """
    top = open_entry(path)
    kind = top.choice("kind", tuple(KINDS)) if isinstance(top.value, dict) and "kind" in top.value else ""
    required, optional = KINDS.get(kind, ((), ()))
    top.allow(required=(*_NAMES, *required), optional=(*_FREE, *optional))
    made = DisplayDefinition(path.stem, kind, top.text("title"), top.text("note", ""), top.flag("example", False))
    if kind == "causal":
        return _causal(top, made)
    if kind == "profile" and ("table" in top.value) != ("value" in top.value):
        top.fail(_("“table” and “value” belong together."), _("Write both, or neither of them."))
    return replace(
        made,
        facet=top.choice("facet", FACETS, "theme"),
        facets=_facets(top),
        counted=top.choice("counted", ("districts", "turns", "speakers"), "districts"),
        table=top.text("table", ""),
        value=top.text("value", ""),
        show=top.text("show", ""),
        grid=tuple(_names(row) for row in top.items("grid")),
        columns=_columns(top, kind),
        order=top.text("order", ""),
        least=top.number("least", 2),
        most=top.number("most", 26),
    )


def find_displays(folders: Sequence[Path]) -> dict[str, Path]:
    """Return name -> file of the definitions in ``displays`` under the folders; the first that has a name wins."""
    return find_definitions([folder / FOLDER for folder in folders])


def _facets(top: Entry) -> tuple[str, ...]:
    found = top.texts("facets") or ("theme",)
    for item, facet in zip(top.items("facets"), found, strict=False):
        if facet not in FACETS:
            item.fail(_("“{value}” is not one of {allowed}.").format(value=facet, allowed=", ".join(FACETS)))
    return found


def _columns(top: Entry, kind: str) -> tuple[str, ...]:
    if kind == "heat-map":
        return (top.choice("columns", ("district", "interview"), "district"),)
    return top.texts("columns")


def _names(row: Entry) -> tuple[str, ...]:
    if not isinstance(row.value, list) or not all(isinstance(name, str) for name in row.value):
        row.fail(_("a list of districts is wanted here."), _("Write “-” in quotation marks where there is none."))
    return tuple("" if name.strip("-– ") == "" else name for name in row.value)


def _causal(top: Entry, made: DisplayDefinition) -> DisplayDefinition:
    boxes: dict[str, str] = {}
    places: list[tuple[str, int, int]] = []
    for item in top.items("boxes"):
        item.allow(required=("key", "text"), optional=("column", "row"))
        key = item.text("key")
        if key in boxes:
            item.under("key").fail(
                _("there are two boxes “{key}”.").format(key=key), _("Give each a key of its own.")
            )
        boxes[key] = item.text("text")
        if "column" in item.value or "row" in item.value:
            places.append((key, item.number("column", least=0), item.number("row", least=0)))
    if not boxes:
        top.under("boxes").fail(_("there are no boxes."), _("Look at a shipped file for the form."))
    if places and len(places) != len(boxes):
        top.under("boxes").fail(_("some boxes have a place and some have none."), _("Place all of them, or none."))
    arrows: dict[tuple[str, str], Drawn] = {}
    for item in top.items("arrows"):
        item.allow(required=("from", "to", "sign"), optional=("evidence", "note"))
        ends = [item.text(end) for end in ("from", "to")]
        for end, key in zip(("from", "to"), ends, strict=True):
            if key not in boxes:
                item.under(end).fail(_("there is no box “{key}”.").format(key=key), suggest(key, boxes))
        if ends[0] == ends[1] or (ends[0], ends[1]) in arrows:
            item.fail(_("an arrow leads from one box to another, and once."))
        sign = item.choice("sign", ("+", "-", "−")).replace("−", "-")
        evidence = tuple(_checked(each) for each in item.items("evidence"))
        arrows[ends[0], ends[1]] = Drawn(ends[0], ends[1], sign, evidence, item.text("note", ""))
    return replace(made, boxes=tuple(boxes.items()), places=tuple(places), arrows=tuple(arrows.values()))


def _checked(item: Entry) -> str:
    found = item.as_text()
    if not _EVIDENCE.fullmatch(found):
        item.fail(
            _("“{value}” is neither a turn nor the id of a coding.").format(value=found),
            _("Write for example alna-fg1:12, or k3f9a2b1."),
        )
    return found

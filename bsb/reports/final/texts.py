"""What people write for the final report: ``report/final.yaml``, read strictly, made with empty fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bsb.coding.codes import Code
from bsb.errors import BsbError
from bsb.formats.stable_zip import write_whole
from bsb.formats.yaml_entries import Entry, open_entry
from bsb.i18n import gettext as _
from bsb.reports.coreq import ITEMS, Item
from bsb.text.match import slug

#: Where it lies in a project, and the template that it is made from.
FOLDER, FILE = "report", "final.yaml"
BLANK = "sluttrapport.yaml"
#: The fields that are texts.
FIELDS = (
    *("title", "date", "client", "authors", "foreword", "summary", "background", "purpose", "organisation"),
    *("recruitment", "limitations", "comparison", "conferences", "assessment", "onwards"),
)
_MAPS = ("themes", "services", "coreq")


@dataclass(frozen=True, slots=True)
class FinalTexts:
    """The texts by field ("" where nothing is written), by theme and service (keys), and by number of COREQ item."""

    own: Mapping[str, str] = field(default_factory=dict)
    themes: Mapping[str, str] = field(default_factory=dict)
    services: Mapping[str, str] = field(default_factory=dict)
    coreq: Mapping[int, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        return self.own.get(name, "")


def coreq_keys() -> dict[str, int]:
    """Return by what name each item of the COREQ checklist is called in the file.

    >>> coreq_keys()["utdanning"]
    2
    """
    return {slug(name): number for number, (_domain, name, _question) in enumerate(ITEMS, 1)}


def read_final_texts(path: Path, codes: Sequence[Code]) -> FinalTexts:
    """Read the file; nothing is written where there is none.

    Raises BsbError (file, line, what to do) for text that is not YAML, and for a field, theme, service or item that
    nobody knows.
    """
    if not path.exists():
        return FinalTexts()
    top = open_entry(path)
    top.allow(required=(), optional=(*FIELDS, *_MAPS))
    keys = {facet: [code.key for code in codes if code.facet == facet] for facet in ("theme", "service")}
    items = coreq_keys()
    return FinalTexts(
        _written(top, FIELDS),
        _below(top, "themes", keys["theme"]),
        _below(top, "services", keys["service"]),
        {items[name]: text for name, text in _below(top, "coreq", list(items)).items()},
    )


def _below(top: Entry, name: str, allowed: Sequence[str]) -> dict[str, str]:
    if not top.value.get(name):
        return {}
    entry = top.under(name)
    entry.allow(required=(), optional=allowed)
    return _written(entry, allowed)


def _written(entry: Entry, names: Sequence[str]) -> dict[str, str]:
    """Return the texts that are there; a field that is left empty is as good as none."""
    filled = [name for name in names if str(entry.value.get(name) or "").strip()]
    return {name: entry.text(name) for name in filled}


def start_final_texts(path: Path, blank: Path, codes: Sequence[Code], items: Sequence[Item]) -> None:
    """Make the file with empty fields, explained: one for each theme and service, and for what COREQ wants to know.

    Raises BsbError, with nothing changed, if there is one already.
    """
    if path.exists():
        raise BsbError(
            _("There is already a {file}.").format(file=f"{FOLDER}/{FILE}"),
            _("Write in that one; bsb report final takes it in."),
        )
    text = blank.read_text(encoding="utf-8-sig")
    for name, facet in (("themes", "theme"), ("services", "service")):
        lines = [_line(c.key, c.name) for c in codes if c.facet == facet and c.codable and c.status == "active"]
        text = _filled(text, name, lines)
    asked = [_line(slug(item.name), f"{item.number}. {item.question}") for item in items if item.state != "known"]
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, _filled(text, "coreq", asked).encode())


def _line(key: str, about: str) -> str:
    return f'  # {about}\n  {key}: ""'


def _filled(text: str, name: str, lines: Sequence[str]) -> str:
    return text.replace(f"\n{name}: {{}}\n", "\n" + "\n".join([f"{name}:", *lines]) + "\n") if lines else text

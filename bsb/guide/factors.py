"""The critical factors of an interview: what one notices, what one can say, what prevents it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bsb.formats.yaml_entries import open_entry
from bsb.i18n import gettext as _

FILE = "faktorer.yaml"


@dataclass(frozen=True, slots=True)
class Factor:
    """One factor: its ``sign``, words to ``say`` aloud, and how to ``prevent`` it."""

    key: str
    name: str
    sign: str
    say: str
    prevent: str


def load_factors(path: Path) -> tuple[Factor, ...]:
    """Read the factors from a file.

    Raises BsbError with file and line for an unknown, missing or mistyped key, or a file with no factors.
    """
    top = open_entry(path)
    top.allow(required=("factors",))
    found = []
    for entry in top.items("factors"):
        entry.allow(required=("key", "name", "sign", "say", "prevent"))
        found.append(Factor(*(entry.text(name) for name in ("key", "name", "sign", "say", "prevent"))))
    if not found:
        top.under("factors").fail(_("there are no factors here."), _("Write at least one."))
    return tuple(found)

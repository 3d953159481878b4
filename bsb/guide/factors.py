"""The critical factors of an interview: what one notices, what one can say, what prevents it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bsb.formats.yaml_entries import open_entry
from bsb.i18n import gettext as _

#: The file for each language that guides are written in.
FILES = {"nb": "faktorer.yaml", "nn": "faktorer-nynorsk.yaml", "en": "faktorer-english.yaml"}
_TO_ONE = ("sign_to_one", "say_to_one", "prevent_to_one")


@dataclass(frozen=True, slots=True)
class Factor:
    """One factor: its ``sign``, words to ``say`` aloud, and how to ``prevent`` it.

    ``group``: only a group can have it. ``sign_to_one``, ``say_to_one`` and ``prevent_to_one`` stand where one person
    is interviewed, by one or two ("" = the same as in a group).
    """

    key: str
    name: str
    sign: str
    say: str
    prevent: str
    group: bool = False
    sign_to_one: str = ""
    say_to_one: str = ""
    prevent_to_one: str = ""


def load_factors(path: Path) -> tuple[Factor, ...]:
    """Read the factors from a file.

    Raises BsbError with file and line for an unknown, missing or mistyped key, or a file with no factors.
    """
    top = open_entry(path)
    top.allow(required=("factors",))
    found = []
    for entry in top.items("factors"):
        entry.allow(required=("key", "name", "sign", "say", "prevent"), optional=("group", *_TO_ONE))
        found.append(
            Factor(
                key=entry.text("key"),
                name=entry.text("name"),
                sign=entry.text("sign"),
                say=entry.text("say"),
                prevent=entry.text("prevent"),
                group=entry.flag("group", False),
                **{name: entry.text(name, "") for name in _TO_ONE},
            )
        )
    if not found:
        top.under("factors").fail(_("there are no factors here."), _("Write at least one."))
    return tuple(found)

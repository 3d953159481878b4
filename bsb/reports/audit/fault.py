"""What an audit reports."""

from __future__ import annotations

from dataclasses import dataclass

from bsb.i18n import gettext as _
from bsb.reports.audit.parts import Part

#: How sure a fault is, surest first: read off the document; hard to read otherwise; worth a look.
SURE = ("certain", "likely", "look")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to look at: its ``kind``, how ``sure`` it is, where (parts), and what stands there in words.

    ``readings`` are the two or more things that do not go together, as they stand or in short.
    """

    kind: str
    sure: str
    message: str
    parts: tuple[Part, ...] = ()
    readings: tuple[str, ...] = ()

    @property
    def places(self) -> tuple[str, ...]:
        """Where to look, for people."""
        return tuple(dict.fromkeys(place(part) for part in self.parts))


def place(part: Part) -> str:
    """Return where a part stands: its page or its paragraph's number, and the heading above it."""
    where = _("page {n}").format(n=part.page) if part.page is not None else _("paragraph {n}").format(n=part.number)
    section = shortened(part.section, 60)
    return f"{where} ({section})" if section and part.kind != "heading" else where


def shortened(text: str, most: int = 90) -> str:
    """Return a text on one line, cut at a word."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"

"""Auditing a report, ours or anyone's: what a careful reader would stumble on, with the place and both readings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bsb.config import Config
from bsb.i18n import gettext as _
from bsb.privacy.kinds import kind_name
from bsb.privacy.scan import Scanner
from bsb.reports.audit.counted import beside_lists, between_places, sums
from bsb.reports.audit.districts import spellings
from bsb.reports.audit.fault import SURE, Fault
from bsb.reports.audit.numbering import headings, numbering
from bsb.reports.audit.parts import Part, read_parts
from bsb.reports.audit.quoted import quotes, repeated
from bsb.reports.audit.references import references
from bsb.reports.audit.sources import sources


@dataclass(frozen=True, slots=True)
class Audit:
    """What an audit found in a file of so many paragraphs, headings, captions and quotes; surest first."""

    file: str
    paragraphs: int
    headings: int
    captions: int
    quotes: int
    faults: tuple[Fault, ...]


def audit_file(path: Path, config: Config, *, scanner: Scanner | None = None) -> Audit:
    """Audit a .docx, .odt, .rtf, .pdf, .txt or .md file. The districts are those of ``config``.

    Without headings and captions that can be told from the text, there is little to hold references against: a
    PDF or plain text gives less than a Word document with styles. Quotes are looked through for what points to
    people only where a ``scanner`` is given.

    Raises BsbError for a file that cannot be read.
    """
    parts = read_parts(path)
    return Audit(
        path.name,
        len(parts),
        sum(part.kind == "heading" for part in parts),
        sum(part.kind == "caption" for part in parts),
        len(quotes(parts)),
        tuple(faults(parts, config, scanner=scanner)),
    )


def faults(parts: Sequence[Part], config: Config, *, scanner: Scanner | None = None) -> list[Fault]:
    """Return the faults of a document, surest first, then in reading order."""
    found = [
        *repeated(parts),
        *numbering(parts),
        *headings(parts),
        *references(parts),
        *beside_lists(parts, config),
        *sums(parts),
        *between_places(parts),
        *spellings(parts, config),
        *sources(parts),
        *_pictures(parts),
        *(_people(parts, scanner) if scanner else ()),
    ]
    return sorted(found, key=lambda f: (SURE.index(f.sure), f.parts[0].number if f.parts else 0))


def _pictures(parts: Sequence[Part]) -> Iterator[Fault]:
    for part in parts:
        if part.kind == "picture" and not part.text:
            yield Fault("alt-text", "certain", _("A picture has no alt text."), (part,))


def _people(parts: Sequence[Part], scanner: Scanner) -> Iterator[Fault]:
    """Yield quotes that may point to a person: by kind, never by the words themselves."""
    found = quotes(parts)
    kinds: dict[int, dict[str, None]] = {}
    for hit in scanner.scan([("", quote.text) for quote in found]):
        if not hit.weak:
            kinds.setdefault(hit.turn, {})[kind_name(hit.kind)] = None
    for at, names in kinds.items():
        message = _("A quote may point to a person ({kinds}).").format(kinds=", ".join(names))
        yield Fault("person", "look", message, (found[at].part,))

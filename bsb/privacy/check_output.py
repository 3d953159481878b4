"""A last scan of what is about to leave: where something may point to a person, and of what kind; never the words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.privacy.leaving import made_on, passages
from bsb.privacy.register import Register
from bsb.privacy.scan import Scanner
from bsb.text.language import days


@dataclass(frozen=True, slots=True)
class Leak:
    """One suspicion: where (a part of the file: "slide 2", "Sheet1!B4"), offsets in that part's text, and kind.

    ``start`` and ``end`` are code points, half-open. The words are left out by design: this may be logged.
    """

    where: str
    start: int
    end: int
    kind: str
    score: float
    source: str
    weak: bool = False


def check_text(text: str, *, where: str = "", scanner: Scanner | None = None) -> list[Leak]:
    """Return what a text may give away.

    >>> [(leak.kind, leak.start) for leak in check_text("Ring 22 33 44 55", scanner=Scanner(model=False))]
    [('phone', 5)]
    """
    return list(_check([(where, text)], scanner or Scanner()))


def check_file(path: str | Path, *, scanner: Scanner | None = None, register: Register | None = None) -> list[Leak]:
    """Return what a .docx, .pptx, .xlsx, .html, .qdpx or text file may give away, hidden parts included.

    Comments, notes, headers, document properties and attributes for screen readers are read too.
    Raises BsbError if the file is not of these kinds, is broken, or unpacks beyond the limits.
    """
    file = Path(path)
    if not file.is_file():
        raise BsbError(_("There is no file {name}.").format(name=file.name), _("Check the path."))
    # The day on which a file was made stands in its properties, for everyone who gets it.
    made = frozenset(days([day] if (day := made_on(file)) else []))
    return list(_check(list(passages(file)), scanner or Scanner(register=register), made))


def _check(parts: Sequence[tuple[str, str]], scanner: Scanner, made: frozenset[str] = frozenset()) -> Iterator[Leak]:
    for hit in scanner.scan([("", text) for _where, text in parts]):
        where, text = parts[hit.turn]
        if not (hit.kind == "date" and " ".join(text[hit.start : hit.end].split()) in made):
            yield Leak(where, hit.start, hit.end, hit.kind, hit.score, hit.source, hit.weak)

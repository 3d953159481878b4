"""What can be compared over districts, and conditions on it, written as people say them.

A *subject* is a column of a reference table ("Prisnivå", "tabell-4: Boligtilbud") or a code, with what to count
and of which valence ("Respekt", "Respekt kritiske personer", "nav turns"). A *condition* is a subject, a sign and
a value: "Prisnivå <= 5", "Boligtilbud = Profilert", "Respekt positive personer >= 2". A code alone is a
condition too: somebody spoke of it.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from bsb.analysis.cells import Cell, read_number
from bsb.errors import BsbError
from bsb.i18n import N_
from bsb.i18n import gettext as _
from bsb.text.match import choose, fold, suggest

REFERENCE = "reference"
COUNTED = {
    "speakers": ("speakers", "persons", "people", "personer", "deltakere", "deltakarar"),
    "interviews": ("interviews", "intervjuer", "intervju"),
    "turns": ("turns", "replikker", "replikkar"),
}
VALENCE = {
    "positive": ("positive", "positiv", "positivt"),
    "critical": ("critical", "kritisk", "kritiske"),
    "mixed": ("mixed", "blandet", "blandede", "blanda"),
    "neutral": ("neutral", "nøytral", "nøytrale", "nøytralt"),
}
_WORDS = {word: (kind, key) for kind in (COUNTED, VALENCE) for key, words in kind.items() for word in words}
_SIGNS = {"≤": "<=", "≥": ">=", "≠": "!=", "==": "=", "=<": "<=", "=>": ">="}
_SIGN = re.compile(r"<=|>=|!=|==|=<|=>|[≤≥≠<>=]")
_SHOWN = {"<=": "≤", ">=": "≥", "!=": "≠"}
_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
}


@dataclass(frozen=True, slots=True)
class Subject:
    """What is compared: ``source`` is "reference" with a ``table``, or a facet; ``key`` the column or the code.

    ``counted`` is speakers, interviews or turns, all distinct; ``valence`` limits what is counted.
    """

    source: str
    key: str
    name: str
    table: str = ""
    counted: str = ""
    valence: str = ""

    @property
    def label(self) -> str:
        """What people read, in the current language."""
        if self.source == REFERENCE:
            return self.name
        what = counted_name(self.counted)
        if self.valence:
            what = _("{people} with {experiences}").format(people=what, experiences=experiences(self.valence))
        return f"{self.name}: {what}"


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition on a subject: ``sign`` is one of <= >= < > = != and ``value`` a number or a text."""

    subject: Subject
    sign: str
    value: str

    @property
    def label(self) -> str:
        """What people read, in the current language."""
        return f"{self.subject.label} {_SHOWN.get(self.sign, self.sign)} {self.value}"

    @property
    def words(self) -> str:
        """The condition without signs, for those who do not read them, in the current language.

        >>> Condition(Subject("reference", "Pris", "Pris"), "<=", "5").words
        'Pris: at most 5'
        """
        said = {
            "<=": _("at most {value}"),
            ">=": _("at least {value}"),
            "<": _("less than {value}"),
            ">": _("more than {value}"),
            "=": _("“{value}”"),
            "!=": _("anything but “{value}”"),
        }[self.sign].format(value=self.value)
        # What is counted has a colon in its name already.
        return f"{self.subject.label}{':' if self.subject.source == REFERENCE else ','} {said}"

    def holds(self, cell: Cell) -> bool | None:
        """Tell whether a cell meets the condition; None where that cannot be known.

        Unknown are blanks, words where a number is asked for, and a range of which only a part would do. Texts are
        compared without regard to case, blanks and signs.

        >>> price = Condition(Subject("reference", "Pris", "Pris"), "<=", "5")
        >>> [price.holds(cell) for cell in (Cell("3", 3, 3), Cell("4-6", 4, 6), Cell("dyrt"), Cell(""))]
        [True, None, None, None]
        """
        if not cell.text:
            return None
        wanted = read_number(self.value)
        if wanted is None:
            return (fold(cell.text) == fold(self.value)) == (self.sign == "=")
        if cell.low is None or cell.high is None:
            return None
        if self.sign in ("=", "!="):
            if cell.low == cell.high == wanted:
                return self.sign == "="
            return None if cell.low <= wanted <= cell.high else self.sign == "!="
        ends = {_COMPARE[self.sign](end, wanted) for end in (cell.low, cell.high)}
        return ends.pop() if len(ends) == 1 else None


def counted_name(counted: str) -> str:
    """Return what people read for what is counted."""
    return {"speakers": _("people"), "interviews": _("interviews"), "turns": _("turns")}[counted]


def experiences(valence: str) -> str:
    """Return what people read for what is counted of one valence."""
    return {
        "positive": _("good experiences"),
        "critical": _("challenges"),
        "mixed": _("mixed experiences"),
        "neutral": _("neutral words"),
    }[valence]


def read_subject(text: str, known: Mapping[str, tuple[Subject, Iterable[str]]]) -> Subject:
    """Return the subject that a text names. ``known`` maps a full name to a subject and its other names.

    Raises BsbError ("did you mean") if none or several fit, or a column is to be counted like a code.
    """
    words = text.split()
    names = {key: others for key, (_subject, others) in known.items()}
    marks: dict[str, str] = {}
    while True:
        try:
            found = known[choose(" ".join(words), names, N_("column or code"))][0]
            break
        except BsbError:
            kind, key = _WORDS.get(words[-1].casefold(), (None, "")) if len(words) > 1 else (None, "")
            if kind is None:
                raise
            marks["counted" if kind is COUNTED else "valence"] = key
            words.pop()
    if found.source != REFERENCE:
        return replace(found, counted=marks.get("counted", "speakers"), valence=marks.get("valence", ""))
    if marks:
        raise BsbError(
            _("“{name}” is a column of figures; only codes are counted.").format(name=found.name),
            _("Leave out: {words}.").format(words=" ".join(text.split()[len(words) :])),
        )
    return found


def read_condition(text: str, known: Mapping[str, tuple[Subject, Iterable[str]]]) -> Condition:
    """Return the condition that a text states, see the top of this file.

    Raises BsbError for a subject that is not known, a column without a sign and value, or a value that is no
    number where one is needed.
    """
    signs = list(_SIGN.finditer(text))
    if not signs:
        subject = read_subject(text, known)
        if subject.source == REFERENCE:
            raise BsbError(
                _("“{text}” is no condition: it lacks a sign and a value.").format(text=text),
                _("Write for example “{name} <= 5” or “{name} = …”.").format(name=subject.name),
            )
        return Condition(subject, ">=", "1")
    # The last sign counts: a column may be called "Prisnivå 1–15 (1 = dyrest)".
    last = signs[-1]
    sign, value = _SIGNS.get(last[0], last[0]), text[last.end() :].strip()
    subject = read_subject(text[: last.start()], known)
    if not value or (read_number(value) is None and (sign in _COMPARE or subject.source != REFERENCE)):
        raise BsbError(
            _("“{text}”: a number must stand after {sign}.").format(text=text, sign=sign),
            _("Write for example “{name} {sign} 5”.").format(name=subject.name, sign=sign),
        )
    return Condition(subject, sign, value)


def check_condition(condition: Condition, cells: Iterable[Cell]) -> Condition:
    """Return a condition, its text written as in the cells, if it can be met at all: a slip of the pen is no "no".

    Raises BsbError if a text is asked for that stands in no cell, or a number where no cell holds one.
    """
    cells = list(cells)
    texts = sorted({cell.text for cell in cells if cell.text})
    if read_number(condition.value) is None:
        meant = [text for text in texts if fold(text) == fold(condition.value)]
        if not meant:
            raise BsbError(
                _("No cell of “{name}” says “{value}”.").format(name=condition.subject.name, value=condition.value),
                suggest(condition.value, texts),
            )
        return replace(condition, value=meant[0])
    if texts and all(cell.low is None for cell in cells):
        raise BsbError(
            _("“{name}” holds no numbers.").format(name=condition.subject.name),
            _("Its cells say: {values}.").format(values=", ".join(texts[:8])),
        )
    return condition

"""What an exported file knows of itself: which transcript, which codings, and how each of these was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bsb.coding.codings import Coding
from bsb.errors import BsbError
from bsb.formats.properties import cut, joined
from bsb.i18n import gettext as _
from bsb.text.normal import digest, normalise

FORM = "bsb-coding-1"
_FIELDS = ("interview", "version", "sha256", "coder", "export")
_CODINGS, _CODE, _CODER = "bsb codings", "bsb code ", "bsb by "


@dataclass(frozen=True, slots=True)
class State:
    """How a coding is: its passage (code points, half-open, without blanks at its ends), its code and its values."""

    start: int
    end: int
    code: str
    coder: str
    valence: str = "neutral"
    level: str | None = None
    phase: str | None = None
    memo: str = ""

    @property
    def identity(self) -> tuple[int, int, str, str]:
        """What makes it one of its kind."""
        return self.start, self.end, self.code, self.coder

    @property
    def mark(self) -> str:
        """A digest that tells it from any other state."""
        values = (self.start, self.end, self.code, self.coder, self.valence, self.level or "", self.phase or "")
        return digest("\x1f".join(map(str, (*values, self.memo.strip()))))[:10]


def state_of(coding: Coding) -> State:
    """Return the state of a coding in the project."""
    start, end = trimmed(coding.quote, coding.start, coding.end)
    # What comes back from a file is in NFC; a memo may be kept as it was typed.
    memo = normalise(coding.memo)
    return State(start, end, coding.code, coding.coder, coding.valence, coding.level, coding.phase, memo)


def trimmed(words: str, start: int, end: int) -> tuple[int, int]:
    """Return a passage without the blanks at its ends; one of blanks alone stays.

    >>> trimmed(" leia ", 10, 16)
    (11, 15)
    """
    bare = words.strip()
    if not bare:
        return start, end
    start += len(words) - len(words.lstrip())
    return start, start + len(bare)


@dataclass(frozen=True, slots=True)
class Record:
    """What a file carries: interview, version and SHA-256 of its transcript, whose codings it holds ("" for all).

    ``export`` tells one export from another; ``codings`` are the marks of the codings in it by uid, ``names`` the
    names that codes had by key, ``coders`` those whose codings they are.
    """

    interview: str
    version: str
    sha256: str
    coder: str = ""
    export: str = ""
    codings: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    coders: tuple[str, ...] = ()

    def properties(self) -> dict[str, str]:
        """Return what it is as the custom properties of a file."""
        own = {"bsb form": FORM} | {f"bsb {name}": str(getattr(self, name)) for name in _FIELDS}
        own |= cut(_CODINGS, [f"{uid}:{mark}" for uid, mark in self.codings.items()])
        own |= {f"{_CODER}{number}": name for number, name in enumerate(self.coders, 1)}
        return own | {f"{_CODE}{key}": name for key, name in self.names.items()}


def new_record(
    interview: str, version: int, sha256: str, coder: str, codings: Iterable[Coding], names: Mapping[str, str]
) -> Record:
    """Return the record of an export of these codings."""
    own = list(codings)
    marks = {coding.uid: state_of(coding).mark for coding in own}
    by = tuple(sorted({coding.coder for coding in own}))
    export = digest("\n".join((sha256, coder, *(f"{uid}:{mark}" for uid, mark in marks.items()))))[:8]
    return Record(interview, str(version), sha256, coder, export, marks, dict(names), by)


def read_record(name: str, properties: Mapping[str, str]) -> Record | None:
    """Return the record that a file carries, None if it carries none.

    Raises BsbError for one that a later bsb has written.
    """
    form = properties.get("bsb form", "")
    if not form:
        return None
    if form != FORM:
        raise BsbError(
            _("{file} was exported by another version of bsb.").format(file=name), _("Export the transcript again.")
        )
    pairs = [word.partition(":") for word in joined(_CODINGS, properties)]
    interview, version, sha256, coder, export = (properties.get(f"bsb {name}", "") for name in _FIELDS)
    return Record(
        interview,
        version,
        sha256,
        coder,
        export,
        codings={uid: mark for uid, colon, mark in pairs if colon},
        names={key[len(_CODE) :]: text for key, text in properties.items() if key.startswith(_CODE)},
        coders=tuple(text for key, text in properties.items() if key.startswith(_CODER)),
    )

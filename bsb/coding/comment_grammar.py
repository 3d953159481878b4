"""What someone writes to code a passage, such as ``Husleie -`` or ``aktivitetshus, medvirkning +; et notat``.

- A line names one or more codes, parted by commas, by name, short name or key, in any case.
- After a code may stand what is thought of it: a sign (+ - ± 0) or a word (positiv, kritisk, blandet, nøytral), a
  level (individ, organisasjon) and a phase (planlegging, gjennomføring). It counts for the codes before it on the
  line that have none of their own.
- What follows a semicolon is a memo, to the end of the paragraph. A paragraph in which no code stands goes on with
  the memo before it; where no paragraph holds a code, the whole is a remark.

Words that are nearly a code, or stand beside codes and are none, are handed back to be asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from bsb.coding.code_names import CodeNames
from bsb.coding.codes import Code
from bsb.coding.values import sign_value, word_value

_LONGEST = 4000  # characters: what is longer names no codes
_SIGN = re.compile(r"[\s(/]*(\+/-|-/\+|\+-|[+±0−–-])\)?$")
_WORD = re.compile(r"[\s(/]+(\w+)\)?$")


@dataclass(frozen=True, slots=True)
class Meant:
    """A code that was named, and what was said of it; None is what was not said."""

    code: Code
    valence: str | None = None
    level: str | None = None
    phase: str | None = None
    memo: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Words that may be a code: as they were written, and the codes they are nearest to."""

    text: str
    near: tuple[Code, ...] = ()


@dataclass(frozen=True, slots=True)
class Read:
    """What was read: codes, or a remark alone; with doubts, nothing is certain."""

    meant: tuple[Meant, ...] = ()
    remark: str = ""
    doubts: tuple[Doubt, ...] = ()
    conflicts: tuple[str, ...] = ()  # words with two values of one kind


@dataclass(slots=True)
class _Piece:
    """One thing between commas: its words without the values at their end."""

    text: str
    code: Code | None = None
    values: dict[str, str] = field(default_factory=dict)
    twice: bool = False
    rest: str = ""


def read_comment(paragraphs: Sequence[str], names: CodeNames) -> Read:
    """Read the paragraphs of a comment; a line break within a paragraph is a line feed.

    >>> names = CodeNames([Code("leie", "theme", "Husleie"), Code("bolig", "service", "Bolig")])
    >>> [(m.code.key, m.valence, m.memo) for m in read_comment(["husleie, BOLIG -; for dyrt"], names).meant]
    [('leie', 'critical', 'for dyrt'), ('bolig', 'critical', 'for dyrt')]
    >>> read_comment(["Spør mer om dette"], names).remark
    'Spør mer om dette'
    """
    groups: list[list[Meant]] = []
    before: list[str] = []
    doubts: list[Doubt] = []
    conflicts: list[str] = []
    for paragraph in paragraphs:
        head, memo = _parted(paragraph, names)
        lines = head.split("\n") if len(head) <= _LONGEST else []
        pieces = [piece for line in lines for piece in _line(line, names)]
        known = [piece for piece in pieces if piece.code]
        unsure = [] if known else [d for piece in pieces if (d := _doubt(piece, names)).near or names.gone(d.text)]
        if not known and not unsure:
            _go_on(groups, before, paragraph.strip().removeprefix(";").strip())
            continue
        if known:
            unsure = [_doubt(p, names) for p in pieces if not p.code and not names.refused(p.text)]
            refused = [p.text for p in pieces if not p.code and names.refused(p.text)]
            memo = "\n".join(filter(None, [*refused, *(p.rest for p in known), memo]))
        doubts += unsure
        conflicts += [piece.text for piece in pieces if piece.twice]
        groups.append([Meant(p.code, **p.values, memo=memo) for p in known if p.code])
    meant = [m for group in groups for m in group]
    if not meant and not doubts:
        return Read(remark="\n".join(before))
    if before:
        head = "\n".join(before)
        meant = [replace(m, memo=f"{head}\n{m.memo}".strip()) for m in meant]
    return Read(tuple(meant), "", tuple(doubts), tuple(conflicts))


def _go_on(groups: list[list[Meant]], before: list[str], text: str) -> None:
    """Let a paragraph without a code go on with the memo of the codes before it."""
    if not text:
        return
    if not groups or not groups[-1]:
        before.append(text)
        return
    groups[-1] = [replace(m, memo=f"{m.memo}\n{text}".strip()) for m in groups[-1]]


def _parted(paragraph: str, names: CodeNames) -> tuple[str, str]:
    """Return what stands before the first semicolon, and the memo after it."""
    if names.exact(paragraph):
        return paragraph, ""
    head, _semicolon, memo = paragraph.partition(";")
    return head, memo.strip()


def _line(line: str, names: CodeNames) -> Iterator[_Piece]:
    """Yield the pieces of a line; a name that holds commas is one piece. Values go to the pieces before them too."""
    parts = line.split(",")
    pieces: list[_Piece] = []
    at = 0
    while at < len(parts):
        for end in range(min(len(parts), at + 1 + names.commas), at, -1):
            piece = _piece(",".join(parts[at:end]), names)
            if piece.code or end == at + 1:
                break
        at = end
        if piece.text:
            pieces.append(piece)
    later: dict[str, str] = {}
    for piece in reversed(pieces):
        later = later | piece.values
        piece.values = later
    yield from pieces


def _piece(text: str, names: CodeNames) -> _Piece:
    """Return one piece: its code, looked for before and after each value is taken from its end."""
    piece = _Piece(" ".join(text.split()).rstrip(".:").strip())
    while True:
        piece.code = names.exact(piece.text)
        if piece.code:
            own = (piece.code.name, piece.code.short) if names.answered(piece.text) else ()
            if any(names.rest(piece.text, name) for name in own if name):
                piece.rest = piece.text  # words that only begin with a code: none of them is lost
            return piece
        found = _last(piece.text)
        if found is None:
            return piece
        piece.text, kind, value = found
        piece.twice |= piece.values.get(kind, value) != value
        piece.values.setdefault(kind, value)


def _last(text: str) -> tuple[str, str, str] | None:
    """Return a text without the value at its end, and that value's kind and name."""
    sign = _SIGN.search(text)
    if sign and sign.start() and (value := sign_value(sign[1])):
        return text[: sign.start()].rstrip(), "valence", value
    word = _WORD.search(text)
    if word and word.start() and (pair := word_value(word[1])):
        return text[: word.start()].rstrip(), *pair
    return None


def _doubt(piece: _Piece, names: CodeNames) -> Doubt:
    return Doubt(piece.text, tuple(names.near(piece.text)))

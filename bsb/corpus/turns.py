"""Turns: who says what, found in the blocks of a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from bsb.corpus.judge import labels_that_count
from bsb.corpus.labels import Label, dash, end_stamp, find_label, led_by_time, only_time
from bsb.corpus.lines import Line, find_lines
from bsb.corpus.notices import notices
from bsb.corpus.speakers import NOBODY, UNKNOWN, is_header, key, propose, role
from bsb.errors import BsbError
from bsb.formats.pages import join
from bsb.formats.source import Source
from bsb.i18n import gettext as _

_ENDS = (".", "!", "?", "…", ":", "”", "»", '"', ")", "]")


class Turn(NamedTuple):
    """One turn. ``number`` counts from 1; ``speaker`` is I1 ..., B1 ... or ``?``.

    ``role`` is facilitator, participant or unknown. ``text`` is in NFC with LF; a new paragraph within the
    turn is a new line. ``time`` is milliseconds from the start, ``page`` counts from 1; None where unknown.
    """

    number: int
    speaker: str
    role: str
    text: str
    time: int | None = None
    page: int | None = None


@dataclass(frozen=True)
class Found:
    """The turns of a file, and what a person should confirm before they are stored.

    ``names`` maps each name as found to its number of turns, in order of appearance; ``mapping`` maps it to
    its code, a proposal unless it was given. A turn that nobody is named for has the speaker ``?`` and stands
    in neither. ``blocks`` are the numbers (from 1) of the blocks that each line of each turn stood in.
    """

    turns: tuple[Turn, ...]
    names: dict[str, int]
    notices: tuple[str, ...]
    mapping: dict[str, str]
    blocks: tuple[tuple[int, ...], ...] = ()


@dataclass(slots=True)
class _Running:
    """A turn while its lines come in; ``name`` is None where nobody is named."""

    name: str | None
    time: int | None
    page: int | None
    caption: bool
    last_page: int | None
    lines: list[str] = field(default_factory=list)
    blocks: list[int] = field(default_factory=list)


def find_turns(source: Source, *, speakers: Mapping[str, str] | None = None, pattern: str | None = None) -> Found:
    """Return the turns of a file, with a proposal for who is who.

    ``speakers`` maps names as found to I1 ..., B1 ..., ``?`` (nobody known) or ``-`` (no speaker: the words
    are text), once a person has confirmed them. A name counts if it stands there, is a code (I1, B2) or a word
    for a role ("Møteleder"), or is used at least twice; where speakers have names and nearly every line is
    labelled, once is enough. "Dato:" and words that belong to a sentence never count. ``pattern`` is a regular
    expression with the groups speaker and text (and time), to be used in place of the rules.

    Raises BsbError if there are no turns, or if ``speakers`` or ``pattern`` cannot be used.

    >>> from bsb.formats.source import Block, Source
    >>> blocks = (Block("I1: Hvordan er det her?"), Block("Kari: Jo, fint."), Block("Kari: Og du?"))
    >>> [(t.speaker, t.text) for t in find_turns(Source(blocks, (), "txt")).turns]
    [('I1', 'Hvordan er det her?'), ('B1', 'Jo, fint.'), ('B1', 'Og du?')]
    """
    confirmed = dict(speakers or {})
    lines, counts = find_lines(source)
    labels, doubtful = labels_that_count(lines, confirmed, pattern)
    maker = _Maker(counts, confirmed, named=any(labels) or any(b.speaker for b in source.blocks), own=bool(pattern))
    for line, label in zip(lines, labels, strict=True):
        maker.take(line, label)
    running = [turn for turn in maker.turns if turn.lines]
    counts["empty"] = len(maker.turns) - len(running)
    if not running:
        raise BsbError(
            _("No turns were found."),
            _("Begin each turn with who speaks and a colon: “I1: …”, “B1: …”, “[00:03:12] B2: …” or “– …”."),
        )
    shown: dict[str, str] = {}
    written = Counter(turn.name for turn in running)  # in order of appearance
    for name in written:
        if name is not None:
            shown.setdefault(key(name), name)
    mapping = propose(shown.values(), confirmed)
    tally: Counter[str] = Counter()
    who: dict[str | None, tuple[str, str]] = {None: (UNKNOWN, role(UNKNOWN))}
    for name, uses in written.items():
        if name is not None:
            same = shown[key(name)]
            tally[same] += uses
            who[name] = mapping[same], role(mapping[same])
    turns = [
        Turn(number, *who[turn.name], (" " if turn.caption else "\n").join(turn.lines), turn.time, turn.page)
        for number, turn in enumerate(running, 1)
    ]
    counts["unknown"] = written[None]
    wanted = {key(name) for name, value in confirmed.items() if value.strip() != NOBODY}
    counts["absent"] = len(wanted - shown.keys())
    counts["speakers"] = len(set(mapping.values()))
    blocks = tuple(tuple(turn.blocks) for turn in running)
    names = {name: tally[name] for name in shown.values()}
    return Found(tuple(turns), names, notices(counts, doubtful), mapping, blocks)


class _Maker:
    """Takes line after line and makes turns of them."""

    def __init__(self, counts: Counter[str], confirmed: Mapping[str, str], *, named: bool, own: bool) -> None:
        self.turns: list[_Running] = []
        self.counts, self.named, self.own = counts, named, own
        self.known = {key(name) for name in confirmed}
        self.waiting: int | None = None  # a time stamp on a line of its own, for the turn to come

    def take(self, line: Line, label: Label | None) -> None:
        """Take one line."""
        block = line.block
        if block.speaker is not None:
            self.from_format(line)
        elif label:
            self.begin(label.name, label.text, line, label.time)
        elif block.kind == "note":
            self.note(line)
        elif self.own:
            self.go_on(line.text, line)
        elif (opening := dash(line.text)) is not None:
            self.begin(None, opening, line, None)
        elif (when := only_time(line.text)) is not None:
            self.waiting = when
            self.counts["stamp"] += 1
        elif self.is_header(line):
            self.counts["inside" if self.turns else "before"] += 1
        elif not self.named and block.kind in ("row", "caption"):
            self.begin(None, line.text, line, None) if line.opens else self.go_on(line.text, line)
        elif not self.named and (timed := led_by_time(line.text)):
            self.begin(None, timed.text, line, timed.time)
        else:
            self.go_on(line.text, line)

    def is_header(self, line: Line) -> bool:
        """Tell whether a line without a label is a heading or a line such as "Dato: 3. mai"."""
        if line.block.kind == "heading":
            return True
        label = find_label(line.text) if ":" in line.text[:60] else None
        return label is not None and len(line.text) < 120 and is_header(label.name)

    def from_format(self, line: Line) -> None:
        """Take a line whose speaker the format itself names."""
        speaker = line.block.speaker or ""
        if is_header(speaker) and key(speaker) not in self.known:
            self.counts["inside" if self.turns else "before"] += 1
        elif line.opens:
            self.begin(speaker, line.text, line, None)
        else:
            self.go_on(line.text, line)

    def begin(self, name: str | None, text: str, line: Line, when: int | None) -> None:
        """Begin a turn, or go on with it where a caption has the same speaker as the one before."""
        caption = line.block.kind == "caption"
        last = self.turns[-1] if self.turns else None
        if caption and last and name and last.name and key(last.name) == key(name):
            self.go_on(text, line)
            return
        when = line.block.time if when is None else when
        when = self.waiting if when is None else when
        self.waiting = None
        self.turns.append(_Running(name, when, line.block.page, caption, line.block.page))
        self.go_on(text, line)

    def go_on(self, text: str, line: Line) -> None:
        """Add a line to the running turn; what comes before the first turn is a header."""
        if not self.turns:
            self.counts["before"] += 1
            return
        text, when = end_stamp(text.strip())
        if when is not None:
            self.waiting = when
            self.counts["stamp"] += 1
        if text:
            turn = self.turns[-1]
            if turn.lines and turn.last_page != line.block.page and not turn.lines[-1].endswith(_ENDS):
                turn.lines[-1] = join(turn.lines[-1], text)  # a sentence that runs on over the page
            else:
                turn.lines.append(text)
                turn.blocks.append(line.number)
            turn.last_page = line.block.page

    def note(self, line: Line) -> None:
        """Add a footnote or merged row in square brackets: it was not said, but belongs here."""
        text = line.text.strip()
        self.go_on(text if text.startswith("[") else f"[{text}]", line)
        self.counts["note"] += bool(self.turns)

"""What a revision does to codings: where each one goes, and what people should look at. Nothing is stored here."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from bsb.text.align import Alignment, Placed, align, cuts_word
from bsb.text.normal import digest

Kind = Literal["changed", "moved", "cut", "speaker", "unplaced"]
_ORDER = ("same", "moved", "changed", "uncertain")


@dataclass(frozen=True, slots=True)
class Span:
    """A turn as a plan needs it: number, speaker, and its place in the text (code points, half-open)."""

    number: int
    speaker: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a transcript: its text and its turns in order."""

    text: str
    turns: tuple[Span, ...]

    def turn_at(self, offset: int) -> Span:
        """Return the turn in which an offset stands; the line feed after a turn belongs to it."""
        index = bisect_right(self.turns, offset, key=lambda turn: turn.start) - 1
        return self.turns[max(0, index)]

    def labels(self) -> dict[int, str]:
        """Return who speaks after each line feed between turns, which tells one "Mm." from another."""
        return {turn.start - 1: turn.speaker for turn in self.turns if turn.start}


@dataclass(frozen=True, slots=True)
class Listed:
    """A coding that a person should look at after a revision.

    ``kind``: "changed" (its words were corrected), "moved" (they stand elsewhere), "cut" (a border now stands
    inside a word), "speaker" (another speaks them) or "unplaced". ``before`` and ``after`` are its words then
    and now; for an unplaced one, ``after`` are the words nearest to its place, and ``new_turn`` their turn.
    They are a participant's words: to be shown, never logged or stored.
    """

    uid: str
    code: str
    coder: str
    kind: Kind
    turn: int
    speaker: str
    before: str
    new_turn: int
    new_speaker: str
    after: str


@dataclass
class Plan:
    """Where every coding goes: ``moves`` and ``lost`` are (row of the coding, place in the new text)."""

    alignment: Alignment
    moves: list[tuple[Mapping[str, Any], Placed]] = field(default_factory=list)
    lost: list[tuple[Mapping[str, Any], Placed]] = field(default_factory=list)
    listed: list[Listed] = field(default_factory=list)

    @property
    def kept(self) -> float:
        """The share of the longer version's characters that both have."""
        longest = max(len(self.alignment.old), len(self.alignment.new), 1)
        return sum(block.length for block in self.alignment.blocks) / longest


def lay_beside(old: Version, new: Version) -> Alignment:
    """Align two versions; the same words of another speaker are not taken for the same if that can be helped."""
    return align(old.text, new.text, old_labels=old.labels(), new_labels=new.labels())


def plan(old: Version, new: Version, codings: Sequence[Mapping[str, Any]], names: Mapping[int, str]) -> Plan:
    """Place every coding of the old version in the new one, or say that it has no certain place.

    ``codings`` are rows of the store; ``names`` gives the name of a code by id. Two codings by one coder with one
    code that come to stand on the same words cannot both: the one that was changed more is left without a place.
    """
    made = Plan(lay_beside(old, new))
    places = [(row, _place(made.alignment, row)) for row in codings]
    taken: set[tuple[int, int, int, str]] = set()
    kept: set[int] = set()
    for row, placed in sorted(places, key=lambda pair: _ORDER.index(pair[1].certainty)):
        identity = (placed.start, placed.end, row["code_id"], row["coder"])
        if placed.certainty != "uncertain" and identity not in taken:
            taken.add(identity)
            kept.add(row["id"])
    for row, placed in places:
        (made.moves if row["id"] in kept else made.lost).append((row, placed))
        kind = _kind(old, new, row, placed) if row["id"] in kept else "unplaced"
        if kind:
            made.listed.append(_listed(old, new, row, placed, kind, names))
    return made


def _place(alignment: Alignment, row: Mapping[str, Any]) -> Placed:
    placed = alignment.map_span(row["start"], row["end"])
    if digest(alignment.old[row["start"] : row["end"]]) != row["sha256"]:
        return Placed(placed.start, placed.end, "uncertain")  # it did not stand on its words before either
    return placed


def _kind(old: Version, new: Version, row: Mapping[str, Any], placed: Placed) -> Kind | None:
    if placed.certainty in ("changed", "moved"):
        return "moved" if placed.certainty == "moved" else "changed"
    if old.turn_at(row["start"]).speaker != new.turn_at(placed.start).speaker:
        return "speaker"
    was_cut = cuts_word(old.text, row["start"], row["end"])
    return "cut" if cuts_word(new.text, placed.start, placed.end) and not was_cut else None


def _listed(
    old: Version, new: Version, row: Mapping[str, Any], placed: Placed, kind: Kind, names: Mapping[int, str]
) -> Listed:
    was, now = old.turn_at(row["start"]), new.turn_at(placed.start)
    return Listed(
        uid=row["uid"],
        code=names.get(row["code_id"], ""),
        coder=row["coder"],
        kind=kind,
        turn=was.number,
        speaker=was.speaker,
        before=old.text[row["start"] : row["end"]],
        new_turn=now.number,
        new_speaker=now.speaker,
        after=new.text[placed.start : placed.end],
    )


def turn_changes(alignment: Alignment, old: Version, new: Version) -> Iterator[tuple[Span, Span]]:
    """Yield the turns of the old version, each with the turn in which its words now begin, where that is certain."""
    for turn in old.turns:
        if turn.end > turn.start:
            placed = alignment.map_span(turn.start, turn.end)
            if placed.certainty != "uncertain":
                yield turn, new.turn_at(placed.start)


def find_again(text: str, length: int, sha256: str) -> int | None:
    """Return where the only passage of that length and hash stands in a text, or None.

    >>> find_again("Det er fint her.", 4, digest("fint"))
    7
    """
    found = [at for at in range(len(text) - length + 1) if digest(text[at : at + length]) == sha256]
    return found[0] if len(found) == 1 else None

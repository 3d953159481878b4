"""A transcript as a text that other programs show: each turn with who speaks, and offsets there and back.

Our texts hold no labels; the text that leaves has them: ``[00:03:12] B1: ...``, and later lines of a turn begin with
a tab. A text of that form is read back exactly, turn for turn.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bsb.corpus.speakers import role
from bsb.corpus.turns import Turn

_LABEL = re.compile(r"(?:\[(\d{2,}):([0-5]\d):([0-5]\d)(?:\.(\d{3}))?\] )?([IB]\d{1,3}|\?):(?: |$)")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A turn to be written: its span in the transcript's text, who speaks, and when (milliseconds)."""

    start: int
    end: int
    speaker: str
    time: int | None = None


class Places:
    """Which stretches of one text stand where in another: (start there, end there, start here), in order."""

    def __init__(self, pieces: Sequence[tuple[int, int, int]]) -> None:
        self._pieces = pieces
        self._ends = [end for _start, end, _to in pieces]
        self._starts = [start for start, _end, _to in pieces]

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where a passage stands here: what of it has a place; None if nothing has.

        >>> Places([(4, 8, 0), (12, 15, 5)]).span(0, 13)
        (0, 6)
        """
        first = bisect_right(self._ends, start)
        last = bisect_right(self._starts, end - 1) - 1
        if start >= end or first > last:
            return None
        begin, _stop, to = self._pieces[first]
        low = to + max(0, start - begin)
        begin, stop, to = self._pieces[last]
        high = to + min(end, stop) - begin
        return (low, high) if low < high else None


def write_speech(text: str, turns: Iterable[Spoken]) -> tuple[str, Places]:
    """Return a transcript's text with labels, and where its passages stand in it."""
    out: list[str] = []
    pieces: list[tuple[int, int, int]] = []
    at = 0
    for turn in turns:
        place = turn.start
        for number, line in enumerate(text[turn.start : turn.end].split("\n")):
            before = "\t" if number else f"{_stamp(turn.time)}{turn.speaker}:" + (" " if line else "")
            out.append(before + line)
            at += len(before)
            pieces.append((place, place + len(line) + 1, at))
            place += len(line) + 1
            at += len(line) + 1
    return "\n".join(out), Places(pieces)


def _stamp(time: int | None) -> str:
    if time is None:
        return ""
    seconds, part = divmod(time, 1000)
    clock = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return f"[{clock}.{part:03}] " if part else f"[{clock}] "


def read_speech(text: str) -> tuple[tuple[Turn, ...], Places] | None:
    r"""Return the turns of a text that ``write_speech`` wrote, and where its passages stand in the turns joined.

    None if the text is not wholly of that form.

    >>> turns, places = read_speech("I1: Hei.\nB1: Ja,\n\tnettopp.")
    >>> [turn.text for turn in turns], places.span(9, 25)
    (['Hei.', 'Ja,\nnettopp.'], (5, 17))
    """
    turns: list[tuple[str, int | None, list[str]]] = []
    pieces: list[tuple[int, int, int]] = []
    at = to = 0
    for line in text.split("\n"):
        if line.startswith("\t") and turns:
            skip = 1
            turns[-1][2].append(line[1:])
        elif match := _LABEL.match(line):
            skip = match.end()
            turns.append((match[5], _time(match), [line[skip:]]))
        else:
            return None
        pieces.append((at + skip, at + len(line) + 1, to))
        to += len(line) - skip + 1
        at += len(line) + 1
    if not turns:
        return None
    made = tuple(
        Turn(number, speaker, role(speaker), "\n".join(lines), time)
        for number, (speaker, time, lines) in enumerate(turns, 1)
    )
    return made, Places(pieces)


def _time(match: re.Match[str]) -> int | None:
    if match[1] is None:
        return None
    return ((int(match[1]) * 60 + int(match[2])) * 60 + int(match[3])) * 1000 + int(match[4] or 0)

"""Where in the transcript a passage of a Word file stands, whatever was done to the file in between."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from bsb.coding.passages import TurnSpan, find_words
from bsb.coding.round_trip.record import trimmed
from bsb.formats.word_comments import Commented
from bsb.text.align import align

#: What the bookmark round the words of a turn is called, before its number.
BOOKMARK = "bsb_replikk_"
_TURN = re.compile(BOOKMARK + r"(\d{1,6})")
_FIND = 8  # characters: a shorter turn is not looked for by its words

Kind = Literal["exact", "moved", "changed", "uncertain", "point", "outside", "torn"]


@dataclass(frozen=True, slots=True)
class Anchored:
    """Where a passage of a file stands in the transcript (code points, half-open), and how certain that is.

    "point": no words were marked, and ``start`` is where in the transcript that was. "outside": the words are none
    of the transcript's. "torn": the file has its turns in another order, so that the words are no one passage.
    ``words`` are those of the file.
    """

    kind: Kind
    start: int
    end: int
    words: str


class Anchors:
    """Lays a Word file beside the transcript that it was exported from.

    The words of a turn are found by the bookmark round them, so that turns may be moved; those of a turn that lost
    it by themselves. What tracked changes put in is left out and what they took away is kept, so that the words are
    as they were exported; where they were changed for good, the versions are aligned.
    """

    def __init__(self, document: Commented, text: str, turns: Sequence[TurnSpan], *, same: bool) -> None:
        self._document, self._text = document, text
        self._where = array("l", [-1]) * (len(document.text) + 1)
        spans = self._regions(turns, same)
        self._labels = {start - 1: start for _number, start, end in spans if end > start}
        parts: list[str] = []
        labels: dict[int, str] = {}
        at = 0
        self._said: dict[int, str] = {}
        for number, start, end in spans or [(0, 0, len(document.text))]:
            labels[at] = str(number)
            first = len(parts)
            for offset in self._untracked(start, end):
                if self._where[offset] < 0:
                    self._where[offset] = at
                    parts.append(document.text[offset])
                    at += 1
            self._said[number] = "".join(parts[first:])
            parts.append("\n")
            at += 1
        self.words = "".join(parts)[:-1]
        known = {span.start: str(span.number) for span in turns} if spans and same else {}
        self._alignment = align(self.words, text, old_labels=labels if known else {}, new_labels=known)
        self.unchanged = self.words == text

    def _regions(self, turns: Sequence[TurnSpan], same: bool) -> list[tuple[int, int, int]]:
        """Return (turn number, start, end in the file) of the words of each turn, in the order of their numbers."""
        found = self._marked()
        if not found or not same:
            return [(number, *span) for number, span in sorted(found.items())]
        spans = []
        for turn in turns:
            words = self._text[turn.start : turn.end]
            span = found.get(turn.number)
            if (span is None or span[0] == span[1]) and len(words) >= _FIND:
                span = self._lost(words)
            spans.append((turn.number, *(span or (0, 0))))
        return spans

    def _marked(self) -> dict[int, tuple[int, int]]:
        """Return the span of each turn that has its bookmark, widened to its paragraphs.

        LibreOffice shifts the ends of bookmarks by a character for each comment in the paragraph.
        """
        text = self._document.text
        named = [
            (span, int(match[1]))
            for name, span in self._document.bookmarks.items()
            if (match := _TURN.fullmatch(name)) and span[1] > span[0]
        ]
        found: dict[int, tuple[int, int]] = {}
        before = 0
        named.sort()
        for (start, end), after, number in (
            (span, named[n + 1][0][0] if n + 1 < len(named) else len(text), number)
            for n, (span, number) in enumerate(named)
        ):
            low = max(text.rfind("\n", 0, start) + 1, min(before, start))
            high = text.find("\n", end)
            before = max(end, min(len(text) if high < 0 else high, max(after, end)))
            found[number] = low, before
        return found

    def _lost(self, words: str) -> tuple[int, int] | None:
        """Return where the words of a turn stand that has no bookmark any more, if they stand in one place."""
        at = self._document.text.find(words)
        if at < 0 or self._document.text.find(words, at + 1) >= 0:
            return None
        return at, at + len(words)

    def _untracked(self, start: int, end: int) -> Iterator[int]:
        for low, high in self._document.untracked():
            yield from range(max(low, start), min(high, end))

    def edited(self, turns: Sequence[TurnSpan]) -> list[int]:
        """Return the numbers of the turns whose words the file has otherwise, or not at all."""
        if 0 in self._said:
            return [t.number for t in turns if self._met(t.start, t.end) < t.end - t.start]
        return [t.number for t in turns if self._said.get(t.number) != self._text[t.start : t.end]]

    def _met(self, start: int, end: int) -> int:
        """Return how many characters of a passage of the transcript the file has in their place."""
        return sum(
            max(0, min(block.new + block.length, end) - max(block.new, start)) for block in self._alignment.blocks
        )

    def absent(self, start: int, end: int) -> bool:
        """Tell whether most of a passage of the transcript is no longer in the file."""
        return 2 * self._met(start, end) < end - start

    def place(self, start: int, end: int) -> Anchored:
        """Return where a passage of the file stands in the transcript."""
        shown = self._document.text[start:end].strip()
        at = [self._where[offset] for offset in self._untracked(start, end) if self._where[offset] >= 0]
        at = [each for each in sorted(at) if not self.words[each].isspace()]
        if not at:
            return self._without(start, end, shown)
        low, high = at[0], at[-1] + 1
        if len(at) != sum(not letter.isspace() for letter in self.words[low:high]):
            return Anchored("torn", 0, 0, shown)
        words = self.words[low:high]
        if self.unchanged:
            return Anchored("exact", low, high, words)
        placed = self._alignment.map_span(low, high)
        first, last = trimmed(self._text[placed.start : placed.end], placed.start, placed.end)
        if placed.certainty == "same":
            return Anchored("exact", first, last, words)
        if placed.certainty == "uncertain" and (there := self._only(words)):
            return Anchored("moved", *there, words)
        return Anchored(placed.certainty, first, last, words)

    def _without(self, start: int, end: int, shown: str) -> Anchored:
        """Return the place of a passage that holds none of the words that were exported."""
        if shown and (there := self._only(shown)):
            return Anchored("moved", *there, shown)
        near = self._beside(start)
        if near is None:
            return Anchored("outside", 0, 0, shown)
        at = self._alignment.map_near(near, near)[0]
        return Anchored("point", at, at, "")

    def _beside(self, offset: int) -> int | None:
        """Return where the words of the transcript begin in the paragraph of an offset, or in the one it heads."""
        text = self._document.text
        low = text.rfind("\n", 0, offset) + 1
        high = text.find("\n", offset)
        high = len(text) if high < 0 else high
        first = next((self._where[o] for o in range(low, high) if self._where[o] >= 0), None)
        if first is None and high in self._labels:
            return self._where[self._labels[high]]
        return first

    def _only(self, words: str) -> tuple[int, int] | None:
        """Return the one place of words in the transcript, if they stand there exactly once."""
        spans, exact = find_words(self._text, words)
        return spans[0] if exact and len(spans) == 1 and len(words) >= _FIND else None

"""Where a passage of one version of a text stands in the next one, and how certain that is.

The rule, stated once:

- A border that stands at a character both versions share goes with it; what is typed in just outside a passage
  stays outside. A border where a stretch was replaced or taken away goes with that stretch if it stands at the
  stretch's own border, or if word was put for word; anything else is a guess.
- A passage whose words are all there is **same**, unless they stand among changed ones and could as well be other
  words that look alike. It is **moved** if its place was lost, but its words (24 or more characters) stand once
  in each version.
- It is **changed** if both borders are sure, its words as they were stand fewer times than before (so that this
  is not another passage), and it kept at least ``KEPT`` of its letters: 2 x letters kept / (letters before +
  letters after), as in Dice (1945).
- Anything else is **uncertain**; the place given is then the nearest, for a person to judge.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from bsb.text.blocks import Block, equal_blocks

Certainty = Literal["same", "moved", "changed", "uncertain"]

KEPT = 0.6
#: So many equal characters in a row are taken as the same passage, not as words met by coincidence.
_FIRM = 12
_LONG = 24
_WORDS = 12  # the longest stretch replaced word for word


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a passage stands now (code points, half-open), and how certain that is.

    ``start`` may equal ``end`` if the certainty is "uncertain": the passage stood there and is gone.
    """

    start: int
    end: int
    certainty: Certainty


class Alignment:
    """Two versions of a text beside each other.

    >>> alignment = align("Hu bor i gata. Det er fint.", "Hun bor her i gata. Det er veldig fint.")
    >>> alignment.map_span(15, 27)
    Placed(start=20, end=39, certainty='changed')
    >>> alignment.map_span(7, 13)
    Placed(start=12, end=18, certainty='same')
    """

    def __init__(self, old: str, new: str, blocks: list[Block]) -> None:
        self.old = old
        self.new = new
        self.blocks = blocks
        self._starts = [block.old for block in blocks]

    def inverse(self) -> Alignment:
        """Return the alignment that leads from the new version to the old one."""
        return Alignment(self.new, self.old, [Block(b.new, b.old, b.length) for b in self.blocks])

    def map_span(self, start: int, end: int) -> Placed:
        """Return where the passage ``old[start:end]`` stands in the new version; see the rule above.

        Raises ValueError for an empty passage or one outside the text.
        """
        if not 0 <= start < end <= len(self.old):
            raise ValueError("no passage of the text")
        words = self.old[start:end]
        first, sure_first = self._start(start)
        last, sure_last = self._end(end)
        last = max(first, last)
        if self.new[first:last] == words:
            doubt = self._isolated(start, end) and not self._only_one(start, end, first, last)
            return Placed(first, last, "uncertain" if doubt else "same")
        near = self._intact(start, end, first, last)
        if len(near) == 1 and self._only_one_before(start, end) and not self._claimed(near[0], start, end):
            return Placed(near[0], near[0] + len(words), "same")
        whole = self._whole(first, last) if first < last else (first, last)
        before, after = self.old.count(words), self.new.count(words)
        sure = sure_first and sure_last and not near and after < before
        if sure and self._kept(start, end, *whole) >= KEPT:
            return Placed(*whole, "changed")
        if len(words) >= _LONG and before == after == 1:
            found = self.new.index(words)
            return Placed(found, found + len(words), "moved")
        return Placed(*whole, "uncertain")

    def _around(self, at: int) -> tuple[int, int, int, int] | Block:
        """Return the block that holds an offset, or the gap it stands in: old start and end, new start and end."""
        index = bisect_right(self._starts, at) - 1
        before = self.blocks[index] if index >= 0 else Block(0, 0, 0)
        if index >= 0 and at < before.old + before.length:
            return before
        after = self.blocks[index + 1] if index + 1 < len(self.blocks) else Block(len(self.old), len(self.new), 0)
        return before.old + before.length, after.old, before.new + before.length, after.new

    def _start(self, at: int) -> tuple[int, bool]:
        around = self._around(at)
        if isinstance(around, Block):
            return around.new + at - around.old, True
        old, _old_end, new, new_end = around
        if at == old or new == new_end:
            return new, True
        if spans := self._word_for_word(around):
            return next(((b[0], True) for a, b in spans if a[0] >= at), (new_end, False))
        return new_end, False

    def _end(self, at: int) -> tuple[int, bool]:
        around = self._around(at - 1)
        if isinstance(around, Block):
            return around.new + at - around.old, True
        _old, old_end, new, new_end = around
        if at == old_end or new == new_end:
            return new_end, True
        if spans := self._word_for_word(around):
            return next(((b[1], True) for a, b in reversed(spans) if a[1] <= at), (new, False))
        return new, False

    def _word_for_word(self, gap: tuple[int, int, int, int]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
        """Return the words of a replaced stretch beside those put for them, if there are as many; else nothing."""
        old, old_end, new, new_end = gap
        before, after = list(_words(self.old, old, old_end)), list(_words(self.new, new, new_end))
        return list(zip(before, after, strict=True)) if len(before) == len(after) <= _WORDS else []

    def _isolated(self, start: int, end: int) -> bool:
        """Tell whether a passage is matched by a few characters alone, among changed ones."""
        around = self._around(start)
        if not isinstance(around, Block):
            return True
        at_start = around.old == around.new == 0
        at_end = (around.old + around.length, around.new + around.length) == (len(self.old), len(self.new))
        return around.length < _FIRM and end <= around.old + around.length and not at_start and not at_end

    def _window(self, start: int, end: int) -> tuple[int, int, int, int]:
        """Return the region round a passage, old and new, that lies between passages surely the same."""
        old = new = 0
        for block in reversed(self.blocks[: bisect_right(self._starts, start)]):
            reach = min(block.length, start - block.old)
            if reach >= _FIRM or (block.old == block.new == 0 and reach):
                old, new = block.old + reach, block.new + reach
                break
        old_end, new_end = len(self.old), len(self.new)
        first = max(0, bisect_right(self._starts, end) - 1)
        for block in self.blocks[first:]:
            skip = max(0, end - block.old)
            if block.length - skip >= _FIRM:
                old_end, new_end = block.old + skip, block.new + skip
                break
        return old, old_end, new, new_end

    def _only_one_before(self, start: int, end: int) -> bool:
        """Tell whether the words stood once in the region round a passage."""
        old, old_end, _new, _new_end = self._window(start, end)
        return len(list(_places(self.old[start:end], self.old, old, old_end))) <= 1

    def _claimed(self, at: int, start: int, end: int) -> bool:
        """Tell whether most of the new text at an offset is matched with old text outside a passage."""
        others = 0
        for block in self.blocks:  # in order in the new version too
            if block.new >= at + end - start:
                break
            shift = block.old - block.new
            low, high = max(block.new, at), min(block.new + block.length, at + end - start)
            inside = max(0, min(high + shift, end) - max(low + shift, start))
            others += max(0, high - low) - min(inside, max(0, high - low))
        return 2 * others > end - start

    def _only_one(self, start: int, end: int, first: int, last: int) -> bool:
        """Tell whether the words stand once in the region round a passage, before and after."""
        _old, _old_end, new, new_end = self._window(start, end)
        found = _places(self.old[start:end], self.new, min(new, first), max(new_end, last))
        return self._only_one_before(start, end) and len(list(found)) <= 1

    def _intact(self, start: int, end: int, first: int, last: int) -> list[int]:
        """Return where near a passage its words stand as they were: as whole words, where they do so at all.

        Near is between passages surely the same, or mostly within the span that the borders lead to.
        """
        words, length = self.old[start:end], end - start
        _old, _old_end, new, new_end = self._window(start, end)
        found = [
            at
            for at in _places(words, self.new, max(0, min(new, first - length)), max(new_end, last + length))
            if (new <= at and at + length <= new_end) or 2 * (min(last, at + length) - max(first, at)) > length
        ]
        if cuts_word(self.old, start, end):
            return found
        return [at for at in found if not cuts_word(self.new, at, at + length)] or found

    def _whole(self, first: int, last: int) -> tuple[int, int]:
        """Return a span widened to whole words, without blanks at its ends."""
        while _cuts(self.new, first):
            first -= 1
        while _cuts(self.new, last):
            last += 1
        passage = self.new[first:last]
        if not passage.strip():
            return first, first
        return first + len(passage) - len(passage.lstrip()), last - len(passage) + len(passage.rstrip())

    def _kept(self, start: int, end: int, first: int, last: int) -> float:
        kept = 0
        for block in self.blocks[max(0, bisect_right(self._starts, start) - 1) :]:
            if block.old >= end:
                break
            low = max(block.old, start, block.old + first - block.new)
            high = min(block.old + block.length, end, block.old + last - block.new)
            kept += max(0, high - low)
        return 2 * kept / (end - start + last - first) if last > first else 0.0

    def map_near(self, start: int, end: int) -> tuple[int, int]:
        """Return the place in the new version nearest to ``old[start:end]``, which may be empty; certain or not."""
        first = self._start(start)[0] if start < len(self.old) else len(self.new)
        last = self._end(end)[0] if end > start else first
        return first, max(first, last)


def align(
    old: str, new: str, *, old_labels: Mapping[int, str] | None = None, new_labels: Mapping[int, str] | None = None
) -> Alignment:
    """Lay two versions of a text beside each other; for the labels see ``bsb.text.blocks.equal_blocks``.

    >>> align("abc", "abc").map_span(1, 2)
    Placed(start=1, end=2, certainty='same')
    """
    return Alignment(old, new, equal_blocks(old, new, old_labels=old_labels, new_labels=new_labels))


def cuts_word(text: str, start: int, end: int) -> bool:
    """Tell whether a border of a span stands inside a word.

    >>> cuts_word("husleia", 0, 3), cuts_word("husleia er", 0, 7)
    (True, False)
    """
    return _cuts(text, start) or _cuts(text, end)


def _cuts(text: str, at: int) -> bool:
    return 0 < at < len(text) and _letter(text[at - 1]) and _letter(text[at])


def _letter(character: str) -> bool:
    return character.isalnum() or character == "_"


def _words(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    while at < end:
        begin = at
        while at < end and _letter(text[at]):
            at += 1
        if at > begin:
            yield begin, at
        else:
            at += 1


def _places(words: str, text: str, start: int, end: int) -> Iterator[int]:
    at = text.find(words, start, end)
    while at >= 0:
        yield at
        at = text.find(words, at + 1, end)

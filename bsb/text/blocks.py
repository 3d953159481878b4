"""What two versions of a text have in common: runs of equal characters, found by words first and letters last.

Long texts are cut at passages that stand once in each (patience, after Cohen), which takes time in proportion to
their length; only the short stretches that remain between are compared cell by cell.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

_TOKEN = re.compile(r"\w+|\n|[^\S\n]+|[^\w\s]")
_WIDTHS = (16, 8, 4, 2, 1)  # tokens in a passage that may serve as an anchor
_CELLS = 40_000  # the largest comparison cell by cell: tokens or characters of one side times those of the other
_CHANCE = 24  # a longer run of equal characters between two replaced stretches is no coincidence
_LIKE = 0.4  # how alike two stretches must be before their letters are compared one by one


class Block(NamedTuple):
    """``length`` equal characters, from ``old`` in the one text and ``new`` in the other."""

    old: int
    new: int
    length: int


def equal_blocks(
    old: str, new: str, *, old_labels: Mapping[int, str] | None = None, new_labels: Mapping[int, str] | None = None
) -> list[Block]:
    """Return the runs of characters that two texts have in common, in order, none overlapping or touching.

    ``old_labels`` and ``new_labels`` tell apart tokens that look alike: the label of the token that begins at an
    offset (who speaks after a line feed). They guide the search only.

    >>> equal_blocks("Hu bor her nå.", "Hun bor her igjen nå.")
    [Block(old=0, new=0, length=2), Block(old=2, new=3, length=8), Block(old=10, new=17, length=4)]
    """
    if old == new:
        return [Block(0, 0, len(old))] if old else []
    known: dict[tuple[str, str], int] = {}
    a, starts_a = _tokens(old, old_labels or {}, known)
    b, starts_b = _tokens(new, new_labels or {}, known)
    rough = [
        Block(starts_a[i], starts_b[j], starts_a[i + n] - starts_a[i]) for i, j, n in _merge(_common(a, b), (0, 0))
    ]
    kept = _without_chance(rough, len(old), len(new))
    fine = [block for gap in _gaps(kept, len(old), len(new)) for block in _letters(old, new, gap)]
    return [Block(*block) for block in _merge([*kept, *fine], (0, 0))]


def _tokens(text: str, labels: Mapping[int, str], known: dict[tuple[str, str], int]) -> tuple[list[int], list[int]]:
    numbers, starts = [], []
    for match in _TOKEN.finditer(text):
        at = match.start()
        numbers.append(known.setdefault((match[0], labels.get(at, "")), len(known)))
        starts.append(at)
    return numbers, [*starts, len(text)]


def _common(a: Sequence[int], b: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Yield runs of equal tokens, in no order."""
    todo = [(0, len(a), 0, len(b))]
    while todo:
        a0, a1, b0, b1 = todo.pop()
        head = 0
        while a0 + head < a1 and b0 + head < b1 and a[a0 + head] == b[b0 + head]:
            head += 1
        yield a0, b0, head
        a0, b0 = a0 + head, b0 + head
        tail = 0
        while a0 < a1 - tail and b0 < b1 - tail and a[a1 - tail - 1] == b[b1 - tail - 1]:
            tail += 1
        yield a1 - tail, b1 - tail, tail
        a1, b1 = a1 - tail, b1 - tail
        if a0 == a1 or b0 == b1:
            continue
        if anchors := _anchors(a[a0:a1], b[b0:b1]):
            at_a, at_b = a0, b0
            for i, j, n in anchors:
                yield a0 + i, b0 + j, n
                todo.append((at_a, a0 + i, at_b, b0 + j))
                at_a, at_b = a0 + i + n, b0 + j + n
            todo.append((at_a, a1, at_b, b1))
        elif (a1 - a0) * (b1 - b0) <= _CELLS:
            for i, j, n in SequenceMatcher(None, a[a0:a1], b[b0:b1], autojunk=False).get_matching_blocks():
                yield a0 + i, b0 + j, n


def _anchors(a: Sequence[int], b: Sequence[int]) -> list[tuple[int, int, int]]:
    """Return the longest chain of passages that stand once in each: the widest passages there are."""
    for width in _WIDTHS:
        once_b = _once(b, width)
        pairs = [(i, once_b[gram]) for gram, i in _once(a, width).items() if gram in once_b]
        if pairs:
            chain = _rising(pairs)
            return list(_merge(((i, j, width) for i, j in chain), (0, 0)))
    return []


def _once(tokens: Sequence[int], width: int) -> dict[tuple[int, ...], int]:
    found: dict[tuple[int, ...], int] = {}
    for at, gram in enumerate(zip(*(tokens[k:] for k in range(width)), strict=False)):
        found[gram] = -1 if gram in found else at
    return {gram: at for gram, at in found.items() if at >= 0}


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest run of pairs in which both numbers rise (patience sorting); the first ones rise already."""
    tops: list[int] = []
    piles: list[int] = []  # the index of the pair on top of each pile
    before: list[int] = []
    for index, (_i, j) in enumerate(pairs):
        pile = bisect_left(tops, j)
        before.append(piles[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(j)
            piles.append(index)
        else:
            tops[pile], piles[pile] = j, index
    chain, at = [], piles[-1]
    while at >= 0:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]


def _merge(
    runs: Iterator[tuple[int, int, int]] | Sequence[tuple[int, int, int]], start: tuple[int, int]
) -> Iterator[tuple[int, int, int]]:
    """Yield runs in order, those that touch joined and those that overlap cut."""
    end_a, end_b = start
    run: tuple[int, int, int] | None = None
    for i, j, n in sorted(runs):
        cut = max(end_a - i, end_b - j, 0)
        if cut >= n:
            continue
        i, j, n = i + cut, j + cut, n - cut
        if run and (i, j) == (end_a, end_b):
            run = run[0], run[1], run[2] + n
        else:
            if run:
                yield run
            run = i, j, n
        end_a, end_b = i + n, j + n
    if run:
        yield run


class _Gap(NamedTuple):
    old: int
    old_end: int
    new: int
    new_end: int


def _gaps(blocks: Sequence[Block], old_length: int, new_length: int) -> Iterator[_Gap]:
    """Yield what lies before, between and after blocks; one more than there are blocks."""
    at_old = at_new = 0
    for block in [*blocks, Block(old_length, new_length, 0)]:
        yield _Gap(at_old, block.old, at_new, block.new)
        at_old, at_new = block.old + block.length, block.new + block.length


def _without_chance(blocks: list[Block], old_length: int, new_length: int) -> list[Block]:
    """Leave out short runs between two replaced stretches that are longer: words met by coincidence."""
    kept: list[Block] = []
    todo = blocks[::-1]
    while todo:
        block = todo.pop()
        before = kept[-1] if kept else Block(0, 0, 0)
        after = todo[-1] if todo else Block(old_length, new_length, 0)
        left = min(block.old - before.old - before.length, block.new - before.new - before.length)
        right = min(after.old - block.old - block.length, after.new - block.new - block.length)
        if block.length < _CHANCE and block.length <= left and block.length <= right:
            if kept:  # the stretch on its right has grown
                todo.append(kept.pop())
        else:
            kept.append(block)
    return kept


def _letters(old: str, new: str, gap: _Gap) -> Iterator[Block]:
    """Yield the letters that a replaced stretch kept ("husleia" -> "husleien"), if it is a correction at all."""
    a, b = old[gap.old : gap.old_end], new[gap.new : gap.new_end]
    if not a or not b or len(a) * len(b) > _CELLS:
        return
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    if matcher.quick_ratio() < _LIKE or matcher.ratio() < _LIKE:
        return
    for i, j, n in matcher.get_matching_blocks():
        if n:
            yield Block(gap.old + i, gap.new + j, n)

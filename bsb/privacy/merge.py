"""Making one list without overlaps out of what several recognisers found; nothing found is uncovered again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bsb.privacy.hits import Found

_ORDER = (
    "register",
    "contact",
    "numbers",
    "addresses",
    "dates",
    "institutions",
    "places",
    "names",
    "model",
    "capitals",
    "propagation",
    "ages",
    "pointers",
    "unknown",
)
_RANK = {source: rank for rank, source in enumerate(_ORDER)}


def merge(findings: Iterable[Found], text: str, protected: Sequence[tuple[int, int]] = ()) -> list[Found]:
    """Return findings sorted by start, none overlapping, every character covered that was covered before.

    The stronger source keeps its label; a weaker finding that reaches further is cut to what is left of it, or
    joined to the stronger one where both are names of one kind. What touches ``protected`` spans is left out; marks
    without a letter or digit, such as a break inside a number or at its end, only do not belong to it.

    >>> a = Found(0, 4, "person", .9, "names", "")
    >>> b = Found(0, 13, "person", .8, "model", "")
    >>> [(f.start, f.end, f.source) for f in merge([b, a], "Kari Nordmann")]
    [(0, 13, 'names')]
    """
    kept: list[Found] = []
    for item in sorted(findings, key=lambda f: (f.weak, _RANK.get(f.source, 99), -(f.end - f.start), -f.score)):
        free = _free(item, text, protected)
        if free is not None:
            kept = _place(kept, free, text)
    return sorted(kept, key=lambda f: f.start)


def _free(item: Found, text: str, protected: Sequence[tuple[int, int]]) -> Found | None:
    """Return a finding without the marks at its ends; None if it touches words that are no hits."""
    start, end = item.start, item.end
    for a, b in protected:
        if start >= b or a >= end:
            continue
        if any(c.isalnum() for c in text[a:b]):
            return None
        start, end = (b if a <= start else start), (a if end <= b else end)
    end -= len(text[start:end]) - len(text[start:end].rstrip()) if (start, end) != (item.start, item.end) else 0
    return replace(item, start=start, end=end) if start < end else None


def _place(kept: list[Found], item: Found, text: str) -> list[Found]:
    touching = [k for k in kept if item.start < k.end and k.start < item.end]
    if not touching:
        return [*kept, item]
    rest = [k for k in kept if k not in touching]
    low, high = min(k.start for k in touching), max(k.end for k in touching)
    if low <= item.start and item.end <= high and len(touching) == 1:
        return kept
    if all(k.kind == item.kind and k.source != "register" for k in touching):
        best = min(touching, key=lambda k: k.weak)  # a strong one stays strong
        return [
            *rest,
            replace(best, start=min(low, item.start), end=max(high, item.end), placeholder=best.placeholder),
        ]
    return [*kept, *_left_over(item, touching, text)]


def _left_over(item: Found, touching: list[Found], text: str) -> list[Found]:
    """Return the parts of an item that stronger findings leave bare, if they hold a word."""
    parts, at = [], item.start
    for k in sorted(touching, key=lambda f: f.start):
        parts.append((at, k.start))
        at = max(at, k.end)
    parts.append((at, item.end))
    found = []
    for start, end in parts:
        piece = text[start:end] if end > start else ""
        if any(c.isalnum() for c in piece):
            start += len(piece) - len(piece.lstrip(" ,.-–"))
            end -= len(piece) - len(piece.rstrip(" ,.-–"))
            found.append(replace(item, start=start, end=end))
    return found

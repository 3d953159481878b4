"""A transcript without some of its words: what its text becomes, and where passages then stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bsb.corpus.transcripts import join_turns

Turn = Mapping[Any, Any]


def without(text: str, turns: Sequence[Turn], gone: Sequence[bool]) -> tuple[str, list[tuple[int, int]]]:
    r"""Return a text whose ``gone`` turns are empty, and the spans of its turns. A turn is a row with start and end.

    >>> turns = [{"start": 0, "end": 2}, {"start": 3, "end": 5}]
    >>> without("Ja\nMm", turns, [True, False])
    ('\nMm', [(0, 0), (1, 3)])
    """
    return join_turns(["" if out else text[t["start"] : t["end"]] for t, out in zip(turns, gone, strict=True)])


def carry(
    start: int, end: int, turns: Sequence[Turn], spans: Sequence[tuple[int, int]], text: str
) -> tuple[int, int] | None:
    r"""Return where what is left of a passage stands in the new text; None if all its words are gone.

    >>> carry(0, 5, [{"start": 0, "end": 2}, {"start": 3, "end": 5}], [(0, 0), (1, 3)], "\nMm")
    (1, 3)
    """
    first, last = _moved(start, turns, spans), _moved(end, turns, spans)
    # A border that stood in an erased turn comes to rest on the line feeds beside it.
    passage = text[first:last]
    first += len(passage) - len(passage.lstrip("\n"))
    last -= len(passage) - len(passage.rstrip("\n"))
    return (first, last) if first < last else None


def _moved(at: int, turns: Sequence[Turn], spans: Sequence[tuple[int, int]]) -> int:
    for row, (start, end) in zip(turns, spans, strict=True):
        if row["start"] <= at <= row["end"]:
            moved: int = min(start + at - row["start"], end)
            return moved
    raise ValueError("an offset outside every turn")

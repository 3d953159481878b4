"""Coded passages and those who said them, as the page's scripts show them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bsb.coding.codings import Coding, InContext


def passages(found: Sequence[InContext]) -> list[dict[str, Any]]:
    """Return passages in reading order, each once: with everyone who coded it, and how they judged it."""
    merged: dict[tuple[str, int, int], dict[str, Any]] = {}
    for each in found:
        coding = each.coding
        passage = merged.setdefault(
            (coding.interview, coding.start, coding.end),
            {
                "interview": coding.interview,
                "turn": coding.turn,
                "speaker": coding.speaker,
                "before": each.before,
                "words": each.words,
                "after": each.after,
                "coders": [],
                "valences": [],
            },
        )
        for name, value in (("coders", coding.coder), ("valences", coding.valence)):
            if value not in passage[name]:
                passage[name].append(value)
    return list(merged.values())


def voices(codings: Sequence[Coding]) -> list[dict[str, Any]]:
    """Return who speaks in these codings, and in how many turns, the most talkative first."""
    turns: dict[tuple[str, str], set[int]] = {}
    for coding in codings:
        turns.setdefault((coding.interview, coding.speaker), set()).add(coding.turn)
    found = sorted(turns.items(), key=lambda item: (-len(item[1]), item[0]))
    return [
        {"interview": interview, "speaker": speaker, "turns": len(numbers)} for (interview, speaker), numbers in found
    ]

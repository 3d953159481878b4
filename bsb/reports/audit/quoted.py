"""Quotes that stand twice, nearly twice, or one within another."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from bsb.i18n import gettext as _
from bsb.reports.audit.fault import Fault, shortened
from bsb.reports.audit.parts import Part

_QUOTED = re.compile(r"[«“”\"]([^«»“”\"]{30,})[»”\"]?")
_WORD = re.compile(r"[^\W\d_]+")
_LEAST = 8  # words: shorter ones are sayings and titles
_RUN = 5
_NEAR = 0.5  # of the shorter one's runs


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote with the paragraph it stands in; ``words`` as they are compared."""

    part: Part
    text: str
    words: tuple[str, ...]


def quotes(parts: Sequence[Part]) -> list[Quoted]:
    """Return the quotes of a document: what stands in quotation marks, and what stands in quote boxes.

    A box goes from its caption to the first paragraph that neither opens nor follows within quotation marks; where a
    box has none, its first paragraph counts.
    """
    found: list[Quoted] = []
    box = False
    for part in parts:
        if part.kind == "caption":
            box = part.label.startswith("box")
            continue
        if part.kind not in ("text", "row"):
            continue
        inside = [match[1] for match in _QUOTED.finditer(part.text)]
        for text in inside or ([part.text] if box else []):
            words = tuple(word.lower() for word in _WORD.findall(text))
            if len(words) >= _LEAST:
                found.append(Quoted(part, text.strip(), words))
        box = False
    return found


def repeated(parts: Sequence[Part]) -> Iterator[Fault]:
    """Yield pairs of quotes that share half or more of the shorter one's runs of five words."""
    found = quotes(parts)
    runs = [_runs(quote.words) for quote in found]
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for number, own in enumerate(runs):
        for run in own:
            for earlier in holders[run]:
                shared[earlier, number] += 1
            holders[run].append(number)
    for (one, other), common in sorted(shared.items()):
        least = min(len(runs[one]), len(runs[other]))
        if common < _NEAR * least:
            continue
        first, second = found[one], found[other]
        same = first.words == second.words
        if same:
            message, sure = _("The same quote stands twice."), "certain"
        elif common >= 0.9 * least:
            message, sure = _("One quote stands within another."), "certain"
        else:
            message, sure = _("Two quotes are nearly the same."), "likely"
        readings = (_shared(first, second), shortened(first.text), shortened(second.text))
        yield Fault("quote-repeated", sure, message, (first.part, second.part), readings)


def _shared(one: Quoted, other: Quoted) -> str:
    """Return the longest run of words that two quotes share."""
    match = SequenceMatcher(None, one.words, other.words, autojunk=False).find_longest_match()
    return shortened(" ".join(one.words[match.a : match.a + match.size]), 120)


def _runs(words: tuple[str, ...]) -> set[tuple[str, ...]]:
    return {words[at : at + _RUN] for at in range(len(words) - _RUN + 1)}

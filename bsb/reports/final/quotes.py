"""The quotes of the final report: those that people approved, balanced over districts, and none of them twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bsb.analysis.matrix import Line
from bsb.coding.codings import Coding
from bsb.dialogue.chosen_quotes import Quote
from bsb.dialogue.quotes import Passage, Picked, pick
from bsb.reports.final.material import FinalMaterial
from bsb.reports.process_themes import VALENCES

#: How many of each valence a theme and a service are given.
THEME_QUOTES, SERVICE_QUOTES = 3, 2


@dataclass(frozen=True, slots=True)
class Chosen:
    """The quotes under one theme or service. ``unapproved`` are the valences that the program had to pick for."""

    picked: tuple[Picked, ...]
    quotes: tuple[Quote, ...]
    unapproved: tuple[str, ...]

    def of(self, valence: str) -> list[Picked]:
        """Return the quotes of a valence."""
        return [each for each in self.picked if each.valence == valence]


def choose_quotes(material: FinalMaterial) -> dict[str, Chosen]:
    """Return by code the quotes of the report: approved ones first, spread over districts, then those picked.

    Themes with few codings choose first, or those with many would take what they share. What people rejected is
    not taken.
    """
    used: set[Passage] = {quote.passage for quote in material.quotes if quote.state == "rejected"}
    by_code: dict[str, list[Coding]] = {}
    for coding in material.codings:
        by_code.setdefault(coding.code, []).append(coding)
    lines = [(line, THEME_QUOTES) for line in material.spoken_themes]
    lines += [(line, SERVICE_QUOTES) for line in material.spoken_services]
    found: dict[str, Chosen] = {}
    approved = {line.key: _approved(material.quotes, line, n, used) for line, n in lines}
    for line, n in sorted(lines, key=lambda pair: len(by_code.get(pair[0].key, ()))):
        found[line.key] = _filled(approved[line.key], by_code.get(line.key, []), n, used)
    return found


def _approved(quotes: Sequence[Quote], line: Line, n: int, used: set[Passage]) -> list[Quote]:
    """Return at most ``n`` approved quotes of each valence: voices and districts not heard yet come first."""
    waiting = [q for q in quotes if q.state == "approved" and q.theme == line.key and q.valence in VALENCES]
    taken: list[Quote] = []
    while waiting:
        districts = Counter(quote.district for quote in taken)
        voices = Counter((quote.coding.interview, quote.coding.speaker) for quote in taken)
        best = min(waiting, key=lambda q: (voices[q.coding.interview, q.coding.speaker], districts[q.district]))
        waiting.remove(best)
        full = sum(quote.valence == best.valence for quote in taken) >= n
        if not full and not any(best.passage.repeats(other) for other in used):
            taken.append(best)
            used.add(best.passage)
    return taken


def _filled(own: list[Quote], codings: Sequence[Coding], n: int, used: set[Passage]) -> Chosen:
    chosen = [quote.as_picked() for quote in own]
    lacking = [side for side in ("positive", "critical") if not any(q.valence == side for q in own)]
    more = pick(
        codings,
        positive=n if "positive" in lacking else 0,
        critical=n if "critical" in lacking else 0,
        used=used,
        chosen=chosen,
    )
    if not chosen and not more:
        more = pick(codings, positive=0, critical=0, mixed=n, used=used)
    return Chosen((*chosen, *more), tuple(own), tuple(dict.fromkeys(each.valence for each in more)))

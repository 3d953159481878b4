"""Review: what a person decided about each hit, and the text that comes out of it, in one pass over spans."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.i18n import ngettext
from bsb.privacy.forms import bases
from bsb.privacy.hits import Hit

Tally = tuple[str, str]
Action = Literal["accept", "replace", "keep"]
ACTIONS: Final = ("accept", "replace", "keep")
_ENDING = re.compile(r"\)('?s|')$")
_PROFILE = frozenset(("age", "date", "place", "district", "institution", "job", "health", "family"))


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do with one hit: take the proposal, put something else there, or keep the words.

    ``always`` goes with "keep": the form need not be asked about again in the project, see ``bsb.privacy.kept``.

    Raises BsbError for another action, or for "replace" without a replacement.
    """

    action: Action
    replacement: str = ""
    reason: str = ""
    always: bool = False

    def __post_init__(self) -> None:
        if self.action not in ACTIONS:
            raise BsbError(
                _("“{action}” is no decision.").format(action=self.action), _("Use accept, replace or keep.")
            )
        if self.action == "replace" and not self.replacement.strip():
            raise BsbError(_("A replacement is missing."), _("Write what shall stand instead, such as (navn 1)."))


@dataclass(frozen=True, slots=True)
class Group:
    """All hits of one surface form (lower case, without genitive) and kind, for one decision about all of them.

    ``contexts`` are (left, words, right) for each hit. They hold transcript text: show them, never log them.
    """

    form: str
    kind: str
    weak: bool
    hits: tuple[Hit, ...]
    contexts: tuple[tuple[str, str, str], ...]


def apply(turns: Sequence[str], hits: Iterable[Hit], decisions: Mapping[Hit, Decision]) -> list[str]:
    """Return the texts of the turns with every decision carried out.

    One pass over spans from left to right: a replacement is never searched again. A genitive ending that the
    proposal kept is kept by a replacement of the reviewer's too. Weak hits without a decision stand.

    Raises BsbError if a hit that is not weak has no decision, or if hits overlap or lie outside their turn.

    >>> hit = Hit(0, 0, 5, "person", 0.9, "names", "", "(navn 1)s")
    >>> apply(["Karis mor"], [hit], {hit: Decision("replace", "(venninnen)")})
    ['(venninnen)s mor']
    """
    hits = sorted(hits, key=lambda h: (h.turn, h.start))
    missing = unreviewed(hits, decisions)
    if missing:
        raise BsbError(
            ngettext(
                "{n} suggestion has not been reviewed.", "{n} suggestions have not been reviewed.", len(missing)
            ).format(n=len(missing)),
            _("Decide on each of them: accept, replace or keep."),
        )
    if not hits:
        return list(turns)
    parts: list[list[str]] = [[] for _turn in turns]
    at = [0] * len(turns)
    for hit in hits:
        if not (0 <= hit.turn < len(turns)) or hit.start < at[hit.turn] or hit.end > len(turns[hit.turn]):
            raise BsbError(_("The suggestions do not fit the text."), _("Scan the text again."))
        decision = decisions.get(hit)
        if decision is None or decision.action == "keep":
            continue
        text = turns[hit.turn]
        parts[hit.turn] += [text[at[hit.turn] : hit.start], new_words(hit, decision)]
        at[hit.turn] = hit.end
    return ["".join([*done, text[start:]]) for done, start, text in zip(parts, at, turns, strict=True)]


def new_words(hit: Hit, decision: Decision) -> str:
    """Return what a decision puts in the place of a hit."""
    if decision.action == "accept":
        return hit.replacement
    ending = _ENDING.search(hit.replacement)
    given = decision.replacement
    return given + ending.group(1) if ending and given.endswith(")") else given


def unreviewed(hits: Iterable[Hit], decisions: Mapping[Hit, Decision]) -> list[Hit]:
    """Return the hits that stop an import: not weak, and not decided on."""
    return [hit for hit in hits if not hit.weak and hit not in decisions]


def tally(hits: Iterable[Hit], decisions: Mapping[Hit, Decision], approved: Container[Hit]) -> dict[Tally, int]:
    """Return how many hits of each kind were decided on how: what can be told later, without the words.

    The decisions are "accept", "replace" and "keep"; "stood" for hits that an earlier decision covers, and "open"
    for weak signs that nobody decided on.
    """
    counts: Counter[Tally] = Counter()
    for hit in hits:
        decision = decisions.get(hit)
        word = decision.action if decision else "stood" if hit in approved else "open"
        counts[(hit.kind, word)] += 1
    return dict(counts)


def accept_all(hits: Iterable[Hit], *, weak: bool = False) -> dict[Hit, Decision]:
    """Return a decision to take every proposal; weak hits only if asked for."""
    return {hit: Decision("accept") for hit in hits if weak or not hit.weak}


def group(turns: Sequence[str], hits: Iterable[Hit], *, width: int = 40) -> list[Group]:
    """Return hits grouped by form and kind, the main list first, the most frequent first within it.

    The forms of one person's name follow each other: who decides on "Kari Nes" sees "kari" beside it. ``width`` is
    how many code points of context stand on either side.
    """
    rows: dict[tuple[str, str, bool], list[Hit]] = {}
    for hit in hits:
        form = bases(turns[hit.turn][hit.start : hit.end].lower())[0 if not _ENDING.search(hit.replacement) else -1]
        rows.setdefault((form, hit.kind, hit.weak), []).append(hit)
    groups = [
        Group(form, kind, weak, tuple(found), tuple(_context(turns[h.turn], h, width) for h in found))
        for (form, kind, weak), found in rows.items()
    ]
    same: dict[str, tuple[int, int, int]] = {}  # each person's forms together: how many, and where the first stands
    for g in groups:
        count, turn, start = same.get(_same(g), (0, g.hits[0].turn, g.hits[0].start))
        same[_same(g)] = (count - len(g.hits), *min((turn, start), (g.hits[0].turn, g.hits[0].start)))
    return sorted(groups, key=lambda g: (g.weak, *same[_same(g)], -len(g.hits), g.hits[0].turn, g.hits[0].start))


def _same(g: Group) -> str:
    """Return what groups have in common that belong side by side: a person's number; else nothing."""
    if g.kind == "person" and not g.weak:
        return _ENDING.sub(")", g.hits[0].replacement)
    return f"{g.kind} {g.weak} {g.form}"


def _context(text: str, hit: Hit, width: int) -> tuple[str, str, str]:
    left = text[max(0, hit.start - width) : hit.start].replace("\n", " ")
    return left, text[hit.start : hit.end], text[hit.end : hit.end + width].replace("\n", " ")


def profiles(speakers: Sequence[str], turns: Sequence[str], hits: Iterable[Hit]) -> dict[str, dict[str, list[str]]]:
    """Return what was found about each speaker, by kind: age, place, work, illness, kin.

    No recogniser finds a person who is pointed out by several harmless things together; a reader of this table may.
    ``speakers`` has one name a turn. Words in lower case, each once, in the order said. It holds transcript text.

    >>> profiles(["B1"], ["jeg er 47 år"], [Hit(0, 7, 12, "age", 0.4, "ages", "", "(alder)", True)])
    {'B1': {'age': ['47 år']}}
    """
    table: dict[str, dict[str, list[str]]] = {}
    for hit in hits:
        if hit.kind in _PROFILE:
            words = turns[hit.turn][hit.start : hit.end].lower()
            row = table.setdefault(speakers[hit.turn], {}).setdefault(hit.kind, [])
            if words not in row:
                row.append(words)
    return table

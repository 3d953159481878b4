"""What a group at a conference gets to talk about: quotes on its themes, and questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from bsb.coding.codings import Coding
from bsb.dialogue.chosen_quotes import Quote
from bsb.dialogue.group_sheet import Group
from bsb.dialogue.quotes import Passage, Picked, pick
from bsb.reports.open_questions import OpenQuestions
from bsb.reports.process import Spoken
from bsb.reports.process_themes import Theme
from bsb.reports.source_marks import mark_quote

EACH = 2  # quotes of each kind on a sheet
SIDES = ("positive", "critical")
QUESTIONS = 3


@dataclass(frozen=True, slots=True)
class Talk:
    """A group's quotes, ``good`` and ``hard`` as (marked words, source), its questions; ``chosen`` are approved."""

    good: tuple[tuple[str, str], ...] = ()
    hard: tuple[tuple[str, str], ...] = ()
    questions: tuple[str, ...] = ()
    chosen: tuple[Quote, ...] = ()


def theme_keys(group: Group) -> list[str]:
    """Return the main themes of a group's findings, each once, in the findings' order."""
    return list(dict.fromkeys(finding.themes[0] for finding in group.findings if finding.themes))


def topics(groups: Sequence[Group]) -> list[str]:
    """Return each group with what it talks about: “Gruppe 1: Respekt”."""
    return [f"{group.name}: {group.topic}" if group.topic else group.name for group in groups]


def questions_of(group: Group, asked: Mapping[str, OpenQuestions], last: str) -> tuple[str, ...]:
    """Return a group's questions: the first of each of its themes, then the second, and ``last`` at the end."""
    own = [asked[key].questions for key in theme_keys(group) if key in asked]
    turned = [question for row in zip_longest(*own) for question in row if question]
    return (*turned[: QUESTIONS - 1], last)


def talks_of(
    groups: Sequence[Group],
    spoken: Spoken | None,
    asked: Mapping[str, OpenQuestions],
    quotes: Sequence[Quote],
    *,
    last: str,
) -> list[Talk]:
    """Return what each group talks about. Quotes are those of the process document first, then others on the same.

    No quote is given to two groups, unless one would have none at all on a side that others have quotes of.
    ``quotes`` are those that people approved or rejected; a rejected one is not taken.
    """
    questions = [questions_of(group, asked, last) for group in groups]
    if spoken is None:
        return [Talk(questions=own) for own in questions]
    rejected = {quote.passage for quote in quotes if quote.state == "rejected"}
    shares = _share(groups, spoken, rejected)
    return [_talk(own, spoken, asks) for own, asks in zip(shares, questions, strict=True)]


@dataclass(frozen=True, slots=True)
class _Share:
    """A group's themes, its main ones in the order of its findings, and the quotes it has got so far."""

    themes: Sequence[Theme]
    codings: Sequence[Coding]
    picked: list[Picked]

    def of(self, valence: str) -> list[Picked]:
        """Its quotes of one valence."""
        return [each for each in self.picked if each.valence == valence]


def _share(groups: Sequence[Group], spoken: Spoken, rejected: set[Passage]) -> list[_Share]:
    """Give the groups their quotes: in turn, so that groups with the same theme share what there is on it."""
    by_key = {theme.line.key: theme for theme in spoken.themes}
    shares = []
    for group in groups:
        codes = {key for finding in group.findings for key in (*finding.themes, *finding.services)}
        themes = [by_key[key] for key in theme_keys(group) if key in by_key]
        shares.append(_Share(themes, [coding for coding in spoken.codings if coding.code in codes], []))
    used: set[Passage] = set()
    for valence in SIDES:
        for number in range(EACH):
            for share in shares:
                turned = [*share.themes[number:], *share.themes[:number]]
                if free := _first(turned, valence, used):
                    share.picked.append(free)
                    used.add(free.passage)
    used |= rejected
    for share in shares:
        good, hard = (EACH - len(share.of(valence)) for valence in SIDES)
        share.picked.extend(pick(share.codings, positive=good, critical=hard, used=used, chosen=share.picked))
    for share in shares:
        for valence in SIDES:
            if not share.of(valence) and (shared := _first(share.themes, valence, set())):
                share.picked.append(shared)
    return shares


def _first(themes: Sequence[Theme], valence: str, used: set[Passage]) -> Picked | None:
    """The first quote of the themes that says nothing that is used already."""
    own = (each for theme in themes for each in theme.picked if each.valence == valence)
    return next((each for each in own if not any(map(each.passage.repeats, used))), None)


def _talk(share: _Share, spoken: Spoken, questions: tuple[str, ...]) -> Talk:
    printed = {(p.interview, p.start, p.end) for p in share.picked}
    approved = [quote for theme in share.themes for quote in theme.chosen]

    def source(each: Picked) -> str:
        return spoken.texts("turn", source=spoken.sources[each.interview], turn=each.turn)

    def side(valence: str) -> tuple[tuple[str, str], ...]:
        return tuple((mark_quote(each, spoken.codings, read=True), source(each)) for each in share.of(valence))

    chosen = tuple(q for q in approved if (q.passage.interview, q.passage.start, q.passage.end) in printed)
    good, hard = (side(valence) for valence in SIDES)
    return Talk(good, hard, questions, chosen)

"""What a group at a conference gets to talk about: quotes on its themes, and questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from bsb.dialogue.chosen_quotes import Quote
from bsb.dialogue.group_sheet import Group
from bsb.dialogue.quotes import Picked, pick
from bsb.reports.open_questions import OpenQuestions
from bsb.reports.process import Spoken
from bsb.reports.source_marks import mark_quote

EACH = 2  # quotes of each kind on a sheet
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


def talk_of(
    group: Group, spoken: Spoken | None, asked: Mapping[str, OpenQuestions], quotes: Sequence[Quote], *, last: str
) -> Talk:
    """Return what a group talks about. Quotes are those of the process document first, then others on the same.

    ``quotes`` are those that people approved or rejected; a rejected one is not taken.
    """
    questions = questions_of(group, asked, last)
    if spoken is None:
        return Talk(questions=questions)
    keys = {key for finding in group.findings for key in (*finding.themes, *finding.services)}
    mains = theme_keys(group)
    themes = sorted(
        (theme for theme in spoken.themes if theme.line.key in mains), key=lambda t: mains.index(t.line.key)
    )
    picked: list[Picked] = []
    for valence in ("positive", "critical"):
        turned = zip_longest(*([p for p in theme.picked if p.valence == valence] for theme in themes))
        picked += [each for row in turned for each in row if each][:EACH]
    used = {quote.passage for quote in quotes if quote.state == "rejected"} | {each.passage for each in picked}
    picked += pick(
        [coding for coding in spoken.codings if coding.code in keys],
        positive=EACH - sum(each.valence == "positive" for each in picked),
        critical=EACH - sum(each.valence == "critical" for each in picked),
        used=used,
        chosen=picked,
    )
    printed = {(p.interview, p.start, p.end) for p in picked}
    approved = [quote for theme in themes for quote in theme.chosen]

    def source(each: Picked) -> str:
        return spoken.texts("turn", source=spoken.sources[each.interview], turn=each.turn)

    def side(valence: str) -> tuple[tuple[str, str], ...]:
        return tuple((mark_quote(each, spoken.codings), source(each)) for each in picked if each.valence == valence)

    chosen = tuple(q for q in approved if (q.passage.interview, q.passage.start, q.passage.end) in printed)
    return Talk(side("positive"), side("critical"), questions, chosen)

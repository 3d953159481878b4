"""The figures of the final report, counted from the store, and how to count them again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bsb.analysis.matrix import Line, Matrix
from bsb.coding.codings import Coding
from bsb.corpus.interviews import InterviewTable
from bsb.dialogue.before_after import Outcome
from bsb.dialogue.finding import GOOD, Finding
from bsb.reports.conference_figures import Held
from bsb.reports.counted import Counted, Place
from bsb.reports.norwegian import count, number, sentence
from bsb.reports.process import by_district
from bsb.reports.voices import count_voices

if TYPE_CHECKING:
    from bsb.reports.reports import Reports

#: What stands for the way in which the report counts.
WAY = "final"
#: The outcomes of findings in the order of the tables; "" is a finding that nobody discussed.
OUTCOMES = ("confirmed", "nuanced", "disputed", "new", "")
ALL = "="


@dataclass(frozen=True)
class Figures:
    """What is counted. ``codings`` are of participants' words; ``themes`` and ``services`` are by district.

    The matrices are None where nothing is coded.
    """

    table: InterviewTable
    codings: Sequence[Coding]
    themes: Matrix | None
    services: Matrix | None
    findings: Sequence[Finding]
    held: Sequence[Held]

    @property
    def outcomes(self) -> dict[int, tuple[Outcome, Held]]:
        """What the last conference that discussed a finding made of it, by the finding's id."""
        latest = sorted(self.held, key=lambda held: held.conference.held_on)
        return {o.finding.id: (o, held) for held in latest for o in held.outcomes if o.verdict}

    def by_theme(self) -> dict[str, list[Finding]]:
        """Return the findings by their first theme, "" for those without; and all of them under ``ALL``."""
        groups: dict[str, list[Finding]] = {ALL: list(self.findings)}
        for finding in self.findings:
            groups.setdefault(finding.themes[0] if finding.themes else "", []).append(finding)
        return groups


def gather_figures(reports: Reports) -> Figures:
    """Count what the report counts."""
    coded = bool(reports.codings.coders())
    made = [reports.matrices.make(by_district(facet)) if coded else None for facet in ("theme", "service")]
    themes, services = (each if isinstance(each, Matrix) else None for each in made)
    return Figures(
        table=reports.interviews.table(),
        codings=[coding for coding in reports.codings.all() if coding.role == "participant"],
        themes=themes,
        services=services,
        findings=reports.findings.all(),
        held=[reports.held(each) for each in reports.conferences.all() if reports.verdicts.groups(each)],
    )


def of_final(figures: Figures) -> Counted:
    """Return the figures as the report prints them.

    By ("participation",), (code, "told"), (code, "total"), ("conference", ref, outcome), ("findings", theme, column);
    the sums of the two last stand under ``ALL``.
    """

    def made() -> dict[Place, str]:
        found: dict[Place, str] = {("participation",): in_figures(figures)}
        for matrix in filter(None, (figures.themes, figures.services)):
            for line in most_spoken(matrix):
                found[line.key, "told"] = told_of(figures, matrix, line)
                found[line.key, "total"] = str(matrix.total(line.key).speakers)
        sums: Counter[str] = Counter()
        for held in figures.held:
            own = Counter(outcome.verdict for outcome in held.outcomes)
            sums.update(own)
            found |= {("conference", held.conference.ref, verdict): str(own[verdict]) for verdict in OUTCOMES}
        found |= {("conference", ALL, verdict): str(sums[verdict]) for verdict in OUTCOMES}
        for theme, findings in figures.by_theme().items():
            good = sum(finding.kind == GOOD for finding in findings)
            became = Counter(figures.outcomes[f.id][0].verdict if f.id in figures.outcomes else "" for f in findings)
            found["findings", theme, "good"] = str(good)
            found["findings", theme, "challenge"] = str(len(findings) - good)
            found |= {("findings", theme, verdict): str(became[verdict]) for verdict in OUTCOMES}
        return found

    return Counted("Sluttrapporten", WAY, made)


def most_spoken(matrix: Matrix | None) -> list[Line]:
    """Return the rows of a matrix that hold something, those with most participants first."""
    if matrix is None:
        return []
    rows = [row for row in matrix.rows if row.countable and matrix.total(row.key).speakers]
    return sorted(rows, key=lambda row: (-matrix.total(row.key).speakers, -matrix.total(row.key).turns))


def in_figures(figures: Figures) -> str:
    """Return in a sentence or two who took part."""
    interviews, people, met = figures.table.sums
    districts = sum(bool(row[1]) for row in figures.table.rows)
    text = (
        f"{sentence(count(people, 'deltaker', 'deltakere'))} fra {count(districts, 'bydel', 'bydeler')} har vært med "
        f"i {count(interviews, 'intervju', 'intervjuer', 'ett')}."
    )
    if figures.held:
        text += (
            f" {sentence(count(met, 'person', 'personer'))} har vært med på "
            f"{count(len(figures.held), 'dialogkonferanse', 'dialogkonferanser')} og sagt hva de mener om funnene."
        )
    return text


def told_of(figures: Figures, matrix: Matrix, line: Line) -> str:
    """Return how many spoke of a theme or service, where, and how many of what."""
    total = matrix.total(line.key)
    people = figures.table.sums[1]
    where = sum(bool(matrix.cell(line.key, column.key).speakers) for column in matrix.columns)
    of = sum(bool(row[1]) for row in figures.table.rows)
    place = "i alle bydelene" if 1 < of == where else f"i {number(where)} av {of} bydeler"
    if total.single_voice:
        return "Bare én deltaker snakket om dette. Vi vet ikke om flere har det på samme måte."
    first = f"{sentence(number(total.speakers))} av de {people} deltakerne snakket om dette, {place}."
    own = [coding for coding in figures.codings if coding.code == line.key]
    voices = count_voices(own, total=total.speakers, interviews=total.interviews)
    good, hard = voices.good, voices.hard
    if good and hard:
        return f"{first} {sentence(number(good))} fortalte om gode erfaringer og {number(hard)} om utfordringer."
    if good or hard:
        told = good or hard
        who = number(told) if told < total.speakers else "begge" if told == 2 else "alle"
        return f"{first} {sentence(who)} fortalte om {'gode erfaringer' if good else 'utfordringer'}."
    return first

"""What the final report is made from: counts, quotes, findings with what conferences made of them, texts."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bsb.analysis.matrix import Line, Matrix
from bsb.analysis.saturation import Saturation
from bsb.coding.agreement.results import AgreementReport
from bsb.coding.codes import Code
from bsb.coding.codings import Coding
from bsb.config import Config
from bsb.corpus.interviews import Interview, InterviewTable, Participant
from bsb.corpus.keydoc_codings import DocCoding
from bsb.corpus.keydocs import KeyDoc
from bsb.dialogue.before_after import Outcome
from bsb.dialogue.chosen_quotes import Quote
from bsb.dialogue.finding import Finding
from bsb.guide.library import Used
from bsb.reports.comparisons import Compared
from bsb.reports.conference_figures import Held
from bsb.reports.coreq import Item
from bsb.reports.drawing.frame import Drawing
from bsb.reports.final.texts import FinalTexts
from bsb.reports.norwegian import count, listed
from bsb.reports.open_questions import OpenQuestions
from bsb.store.journal import Entry


@dataclass(frozen=True)
class FinalMaterial:
    """All of it. ``codings`` are of participants' words, ``drawings`` by name of the display.

    ``themes`` and ``services`` are counts by district, ``pairs`` of services by themes; None where nothing is coded.
    ``quotes`` are those that people approved or rejected, ``summaries`` texts by (theme, district).
    """

    config: Config
    today: datetime.date
    texts: FinalTexts
    interviews: Sequence[Interview]
    participants: Sequence[Participant]
    table: InterviewTable
    codes: Sequence[Code]
    codings: Sequence[Coding]
    coders: Sequence[tuple[str, int, int]]
    agreement: AgreementReport | None
    saturation: Saturation
    themes: Matrix | None
    services: Matrix | None
    pairs: Matrix | None
    summaries: Mapping[tuple[str, str], str]
    questions: Mapping[str, OpenQuestions]
    quotes: Sequence[Quote]
    plans: Sequence[DocCoding]
    keydocs: Sequence[KeyDoc]
    findings: Sequence[Finding]
    held: Sequence[Held]
    guides: Sequence[Used]
    drawings: Mapping[str, Drawing]
    compared: Sequence[Compared]
    coreq: Sequence[Item]
    journal: Sequence[Entry]

    @property
    def spoken_themes(self) -> list[Line]:
        """The themes that somebody spoke of, those that most spoke of first."""
        return most_spoken(self.themes)

    @property
    def spoken_services(self) -> list[Line]:
        """The services that somebody spoke of, those that most spoke of first."""
        return most_spoken(self.services)

    @property
    def sources(self) -> dict[str, str]:
        """Each interview as readers see it: its district, and its number there; never its name."""
        kinds = {"focus_group": "gruppeintervju", "individual": "individuelt intervju"}
        found = {}
        for interview in self.interviews:
            own = [each for each in self.interviews if each.district == interview.district]
            number = f" {own.index(interview) + 1}" if len(own) > 1 else ""
            found[interview.name] = f"Bydel {interview.district}, {kinds[interview.kind]}{number}"
        return found

    @property
    def outcomes(self) -> dict[int, tuple[Outcome, Held]]:
        """What the last conference that discussed a finding made of it, by the finding's id."""
        latest = sorted(self.held, key=lambda held: held.conference.held_on)
        return {o.finding.id: (o, held) for held in latest for o in held.outcomes if o.verdict}

    def name(self, key: str) -> str:
        """Return the name of a code by its key."""
        return next((code.name for code in self.codes if code.key == key), key)


def most_spoken(matrix: Matrix | None) -> list[Line]:
    """Return the rows of a matrix that hold something, those with most participants first."""
    if matrix is None:
        return []
    rows = [row for row in matrix.rows if row.countable and matrix.total(row.key).speakers]
    return sorted(rows, key=lambda row: (-matrix.total(row.key).speakers, -matrix.total(row.key).turns))


def kinds_of(interviews: Sequence[Interview]) -> str:
    """Return in words how many interviews there are of each kind."""
    groups = sum(each.kind == "focus_group" for each in interviews)
    kinds = (
        (groups, "gruppeintervju", "gruppeintervjuer"),
        (len(interviews) - groups, "individuelt intervju", "individuelle intervjuer"),
    )
    return listed([count(n, one, many, "ett") for n, one, many in kinds if n])

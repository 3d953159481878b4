"""What the final report is made from: counts, quotes, findings with what conferences made of them, texts."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bsb.analysis.matrix import Line, Matrix
from bsb.analysis.saturation import Saturation
from bsb.coding.agreement.results import AgreementReport
from bsb.coding.codes import Code
from bsb.coding.summaries import Summary
from bsb.config import Config
from bsb.corpus.interviews import Interview, Participant
from bsb.corpus.keydoc_codings import DocCoding
from bsb.corpus.keydocs import KeyDoc
from bsb.dialogue.chosen_quotes import Quote
from bsb.guide.library import Used
from bsb.reports.comparisons import Compared
from bsb.reports.coreq import Item
from bsb.reports.counted import Counted
from bsb.reports.drawing.frame import Drawing
from bsb.reports.final.figures import Figures, most_spoken, of_final
from bsb.reports.final.texts import FinalTexts
from bsb.reports.norwegian import count, listed
from bsb.reports.open_questions import OpenQuestions
from bsb.store.journal import Entry


@dataclass(frozen=True)
class FinalMaterial(Figures):
    """All of it, over the figures: ``pairs`` counts services by themes, ``drawings`` are by name of the display.

    ``quotes`` are those that people approved or rejected, ``summaries`` by (theme, district).
    """

    config: Config
    today: datetime.date
    texts: FinalTexts
    interviews: Sequence[Interview]
    participants: Sequence[Participant]
    codes: Sequence[Code]
    coders: Sequence[tuple[str, int, int]]
    agreement: AgreementReport | None
    saturation: Saturation
    pairs: Matrix | None
    summaries: Mapping[tuple[str, str], Summary]
    questions: Mapping[str, OpenQuestions]
    quotes: Sequence[Quote]
    plans: Sequence[DocCoding]
    keydocs: Sequence[KeyDoc]
    guides: Sequence[Used]
    drawings: Mapping[str, Drawing]
    compared: Sequence[Compared]
    coreq: Sequence[Item]
    journal: Sequence[Entry]

    @cached_property
    def counted(self) -> Counted:
        """The figures as they are printed."""
        return of_final(self)

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
        """Each interview as readers see it: its district, and its number there; never its name.

        The number is that of the district's own papers.
        """
        kinds = {"focus_group": ("gruppeintervju", "gruppe"), "individual": ("individuelt intervju", "individuelt")}
        found = {}
        for interview in self.interviews:
            own = [each for each in self.interviews if each.district == interview.district]
            alone, kind = kinds[interview.kind]
            which = f"intervju {own.index(interview) + 1} ({kind})" if len(own) > 1 else alone
            found[interview.name] = f"Bydel {interview.district}, {which}"
        return found

    @property
    def addressees(self) -> list[str]:
        """Those whom recommendations are for, in the order of the stakeholders."""
        named = {each.addressee for finding in self.findings for each in finding.recommendations}
        known = self.config.stakeholders
        return [*(who for who in known if who in named), *sorted(named - set(known))]

    def name(self, key: str) -> str:
        """Return the name of a code by its key."""
        return next((code.name for code in self.codes if code.key == key), key)


def kinds_of(interviews: Sequence[Interview]) -> str:
    """Return in words how many interviews there are of each kind."""
    groups = sum(each.kind == "focus_group" for each in interviews)
    kinds = (
        (groups, "gruppeintervju", "gruppeintervjuer"),
        (len(interviews) - groups, "individuelt intervju", "individuelle intervjuer"),
    )
    return listed([count(n, one, many, "ett") for n, one, many in kinds if n])

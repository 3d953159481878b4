"""All that is made before a dialogue conference, in one folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bsb.corpus.conferences import Conference
from bsb.dialogue.group_sheet import Group
from bsb.errors import BsbError
from bsb.formats.docx import read as read_word
from bsb.i18n import gettext as _
from bsb.reports.conference_papers import FOLDER, ConferencePapers
from bsb.reports.conference_plan import Plan, write_plan
from bsb.reports.fill_in import TEMPLATE as SHEET
from bsb.reports.process import Material, Spoken
from bsb.reports.programme import FILE, Item, programme, read_parts
from bsb.reports.reports import Reports
from bsb.reports.slides import TEMPLATE, SlidesReport, write_deck
from bsb.text.lix import lix

#: LIX of what people at the tables read; from here on it is too hard to take in at a conference.
EASY = 40


@dataclass(frozen=True, slots=True)
class PaperMade:
    """A paper and its LIX; ``hard`` if people at the tables should not be asked to read it."""

    path: Path
    lix: float | None

    @property
    def hard(self) -> bool:
        """Whether its LIX is 40 or more."""
        return (self.lix or 0) >= EASY


@dataclass(frozen=True)
class ConferenceKit:
    """Makes these papers, from those of the conference and of the district."""

    papers: ConferencePapers
    reports: Reports

    def folder(self, conference: Conference) -> Path:
        """Return where the papers of a conference go unless told otherwise."""
        return self.papers.output / FOLDER / conference.ref

    def slides(
        self, conference: Conference, *, groups: Sequence[Group] | None = None, out: Path | None = None
    ) -> SlidesReport:
        """Write the slides of a conference, for groups that have been divided (by default four).

        Raises BsbError for another ending than .pptx, or if nothing is coded in the district.
        """
        path = out or self.folder(conference) / self.papers.file("slides", ".pptx")
        if path.suffix.lower() != ".pptx":
            raise BsbError(
                _("{file} does not end in {ending}.").format(file=path.name, ending=".pptx"), _("Name it so.")
            )
        material = self.reports.material(conference.district)
        made = write_deck(
            material,
            self._spoken(conference, material),
            conference,
            self.papers.groups(conference) if groups is None else groups,
            path,
            texts=self.papers.texts,
            template=self.papers.template(TEMPLATE),
            today=self.papers.today,
        )
        self.reports.quotes.record_use(made.chosen, self.reports.paper_name(path))
        return made

    def _spoken(self, conference: Conference, material: Material) -> Spoken:
        spoken = self.papers.spoken(conference, material)
        if spoken is None:
            raise BsbError(
                _("Nothing is coded in {district} yet, so there is nothing to put before the conference.").format(
                    district=conference.district
                ),
                _("Code a transcript, or import codings: bsb code import FILE"),
            )
        return spoken

    def _items(self, start: str, minutes: int) -> tuple[Item, ...]:
        parts = read_parts(self.papers.template(FILE), self.papers.config.language)
        return programme(parts, start=start, minutes=minutes)

    def plan(
        self,
        conference: Conference,
        *,
        start: str = "10:00",
        minutes: int = 240,
        groups: Sequence[Group] | None = None,
        folder: Path | None = None,
    ) -> list[PaperMade]:
        """Write invitation, programme, list of roles, run sheet and evaluation form, for groups (by default four).

        Raises BsbError for a start that is no time, or a length that cannot be planned.
        """
        plan = Plan(
            config=self.papers.config,
            conference=conference,
            items=self._items(start, minutes),
            groups=self.papers.groups(conference) if groups is None else groups,
            texts=self.papers.texts,
            template=self.papers.template(SHEET),
            today=self.papers.today,
        )
        return [measured(path) for path in write_plan(plan, folder or self.folder(conference))]

    def kit(
        self,
        conference: Conference,
        *,
        start: str = "10:00",
        minutes: int = 240,
        groups: int = 4,
        folder: Path | None = None,
    ) -> list[PaperMade]:
        """Write all papers before a conference in one folder: the plan, group sheets, slides, process document.

        Raises BsbError as ``plan``, ``slides`` and ``sheets`` do.
        """
        where = folder or self.folder(conference)
        # What cannot be made is refused before anything is written.
        self._items(start, minutes)
        material = self.reports.material(conference.district)
        self._spoken(conference, material)
        own = self.papers.groups(conference, groups=groups)
        sheets = self.papers.sheets(conference, groups=own, folder=where)
        slides = self.slides(conference, groups=own, out=where / self.papers.file("slides", ".pptx"))
        made = self.plan(conference, start=start, minutes=minutes, groups=own, folder=where)
        name = self.reports.process_name(conference.district, material)
        document = self.reports.process(conference.district, out=where / name)
        return [
            *made,
            *map(measured, sheets),
            PaperMade(slides.path, slides.lix),
            PaperMade(document.path, document.lix),
        ]


def measured(path: Path) -> PaperMade:
    """Return a Word paper with the LIX of all that stands on it."""
    if path.suffix.lower() != ".docx":
        return PaperMade(path, None)
    return PaperMade(path, lix("\n".join(block.text for block in read_word(path).blocks)))

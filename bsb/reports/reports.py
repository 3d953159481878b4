"""The papers of a project: each method makes one from the rooms and says where it lies."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bsb.analysis.matrices import Matrices
from bsb.coding.codebook import Codebook
from bsb.coding.codings import Codings
from bsb.coding.summaries import Summaries
from bsb.config import Config
from bsb.corpus.conferences import Conferences
from bsb.corpus.interviews import Interviews
from bsb.dialogue.chosen_quotes import Quotes
from bsb.errors import BsbError
from bsb.guide.library import FOR_ONE, FULL, Guides, Used
from bsb.i18n import gettext as _
from bsb.shipped import shipped
from bsb.store.engine import Store
from bsb.text.match import slug

if TYPE_CHECKING:
    from bsb.coding.memos import Memo
    from bsb.reports.kit import KitReport
    from bsb.reports.matrix_export import MatrixPapers
    from bsb.reports.process import ProcessReport

#: The matrix whose cells the process document takes its written summaries from.
SUMMARIES_FROM = "temaer-bydeler"
MATRIX_TEMPLATE = "matrise.docx"
OPEN_QUESTIONS = "dialogsporsmal.yaml"


@dataclass(frozen=True)
class Reports:
    """Makes papers. ``template`` finds a template by name; ``output`` is where papers go unless told otherwise."""

    config: Config
    store: Store
    interviews: Interviews
    codebook: Codebook
    codings: Codings
    summaries: Summaries
    quotes: Quotes
    conferences: Conferences
    matrices: Matrices
    guides: Guides
    template: Callable[[str], Path]
    output: Path
    today: datetime.date

    def kit(
        self,
        interview: str,
        *,
        guide: str = "",
        services: Sequence[str] = (),
        start: str = "18:00",
        large_print: bool = False,
        out: Path | None = None,
    ) -> KitReport:
        """Write the kit for an interview: from the guide given, else the version of the guide that it records, else
        the full one (for one person: the one for one person), in the guide's language.

        Raises BsbError for an unknown interview, guide or service, or topics that need more time than there is.
        """
        from bsb.reports.kit import TEMPLATES, write_kit

        found = self.interviews.get(interview)
        group = found.kind != "individual"
        if guide:
            used = Used(self.guides.get(guide))
        elif found.guide:
            used = self.guides.used(found.guide, found.guide_hash)
        else:
            used = Used(self.guides.get(FULL if group else FOR_ONE))
        path = out or self.output / "intervjupakker" / f"intervjupakke-{slug(found.name)}.docx"
        path.parent.mkdir(parents=True, exist_ok=True)
        made = write_kit(
            used.guide,
            path,
            interview=found.name,
            district=found.district,
            date=found.held_on,
            start=start,
            services=[self.codebook.get(s, facet="service").key for s in services],
            service_names={code.key: code.name for code in self.codebook.all("service")},
            contact=self.config.contact,
            facilitators=found.facilitators,
            place=found.setting,
            seats=found.participants or 6,
            group=group,
            large_print=large_print,
            factors=self.guides.factors(used.guide.language),
            template=self.template(TEMPLATES[used.guide.language]),
            today=self.today,
        )
        return replace(made, guide_changed=used.changed)

    def training(self, *, out: Path | None = None) -> list[Path]:
        """Write the exercises for new interviewers, and the leader's paper, to a folder; return where they lie.

        The passages come from the example that is shipped, not from this project. Raises BsbError for exercises
        that are not sound, or that quote what the example no longer has.
        """
        from bsb.reports.training import PAPERS, load_exercises, write_training

        factors = self.guides.factors()
        return write_training(
            load_exercises(self.guides.exercises(), [factor.key for factor in factors]),
            out or self.output / "opplaering",
            corpus=shipped("corpora") / "eksempel",
            factors=factors,
            templates={name: self.template(name) for name in PAPERS.values()},
            today=self.today,
        )

    def process(self, district: str, *, out: Path | None = None) -> ProcessReport:
        """Write the process document of a district.

        Raises BsbError for an unknown district, or one in which nothing is coded.
        """
        from bsb.reports.open_questions import read_open_questions
        from bsb.reports.process import TEMPLATE, Material, write_process_document

        name = self.config.district(district).name
        path = out or self.output / "prosessdokumenter" / f"prosessdokument-{slug(name)}.docx"
        path.parent.mkdir(parents=True, exist_ok=True)
        texts = {cell: summary.text for cell, summary in self.summaries.of(SUMMARIES_FROM).items()}
        material = Material(
            config=self.config,
            store=self.store,
            interviews=self.interviews,
            codebook=self.codebook,
            codings=self.codings,
            summaries=texts,
            questions=read_open_questions(self.template(OPEN_QUESTIONS)),
            conferences=self.conferences.all(),
            quotes=self.quotes.all(districts=[name], states=("approved", "rejected")),
        )
        made = write_process_document(material, name, path, template=self.template(TEMPLATE), today=self.today)
        self.quotes.record_use(made.chosen, self._paper(path))
        return made

    def _paper(self, path: Path) -> str:
        """Return what a paper is called where quotes' uses are recorded: its path below ``output``, or its name."""
        inside = path.resolve().is_relative_to(self.output.resolve())
        return path.resolve().relative_to(self.output.resolve()).as_posix() if inside else path.name

    def memos(self, memos: Sequence[Memo], *, out: Path | None = None) -> Path:
        """Write memos as one Word document; return where it lies.

        Raises BsbError if there are none, or ``out`` has another ending.
        """
        from bsb.reports.memo_paper import FILE, TEMPLATE, write_memos
        from bsb.reports.texts import read_texts

        path = out or self.output / "notater.docx"
        if path.suffix.lower() != ".docx":
            raise BsbError(
                _("{file} does not end in {ending}.").format(file=path.name, ending=".docx"), _("Name it so.")
            )
        wanted = {memo.coding for memo in memos}
        write_memos(
            memos,
            self.config,
            read_texts(FILE, self.config.language, self.template),
            path,
            codings={coding.ref: coding for coding in self.codings.all() if coding.ref in wanted},
            names={code.key: code.name for code in self.codebook.all()},
            template=self.template(TEMPLATE),
            today=self.today,
        )
        return path

    def matrix(self, wanted: str, *, district: str | None = None, out: Path | None = None) -> Path:
        """Write a matrix as .xlsx (default) or .docx, by the ending of ``out``; return where it lies.

        Raises BsbError for an unknown matrix or another ending; see ``MatrixPapers.write``.
        """
        return self.matrices_on_paper.write(wanted, district=district, out=out)

    @property
    def matrices_on_paper(self) -> MatrixPapers:
        """Writing matrices with their quotes, summaries and cautions, and taking summaries back from Excel."""
        from bsb.reports.matrix_export import MatrixPapers

        return MatrixPapers(
            self.matrices,
            self.codings,
            self.summaries,
            self.config,
            self.template(MATRIX_TEMPLATE),
            self.output,
            self.today,
        )

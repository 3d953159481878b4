"""The papers of a project: each method makes one from the rooms and says where it lies."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bsb.analysis.matrices import Matrices
from bsb.analysis.matrix import Matrix
from bsb.coding.codebook import Codebook
from bsb.coding.codings import Codings
from bsb.coding.summaries import Summaries
from bsb.config import STAKEHOLDERS, Config
from bsb.corpus.conferences import Conference, Conferences
from bsb.corpus.interviews import Interviews
from bsb.corpus.keydoc_codings import KeyDocCodings
from bsb.dialogue.chosen_quotes import Quotes
from bsb.dialogue.evaluation import Evaluations
from bsb.dialogue.findings import Findings
from bsb.dialogue.verdicts import Verdicts
from bsb.errors import BsbError
from bsb.formats.texts import read_texts
from bsb.guide.library import FOR_ONE, FULL, Guides, Used
from bsb.i18n import gettext as _
from bsb.shipped import shipped
from bsb.store.engine import Store
from bsb.store.journal import Journal
from bsb.text.match import slug

if TYPE_CHECKING:
    from bsb.analysis.analyses import Analyses
    from bsb.coding.memos import Memo, Memos
    from bsb.reports.conference_figures import Held
    from bsb.reports.coreq import Item
    from bsb.reports.display_files import DisplayFiles
    from bsb.reports.district_report import DistrictWords
    from bsb.reports.kit import KitReport
    from bsb.reports.matrix_export import MatrixPapers
    from bsb.reports.overview import OverviewReport
    from bsb.reports.process import Material, ProcessReport

#: The matrix whose cells the process document takes its written summaries from.
SUMMARIES_FROM = "temaer-bydeler"
MATRIX_TEMPLATE = "matrise.docx"
OPEN_QUESTIONS = "dialogsporsmal.yaml"
#: What begins the coding, and what those that come to conferences as users are called.
_CODED = ("code.add", "code.import", "suggest.accept", "team.merge", "exchange.import")
_USERS = tuple(own[0] for own in STAKEHOLDERS.values())


@dataclass(frozen=True)
class Reports:
    """Makes papers. ``template`` finds a template by name; ``output`` is where papers go unless told otherwise.

    ``final_texts`` is the file with what people write for the final report, ``version`` that of the program.
    """

    config: Config
    store: Store
    journal: Journal
    interviews: Interviews
    codebook: Codebook
    codings: Codings
    summaries: Summaries
    quotes: Quotes
    conferences: Conferences
    keydoc_codings: KeyDocCodings
    findings: Findings
    verdicts: Verdicts
    evaluations: Evaluations
    matrices: Matrices
    displays: DisplayFiles
    analyses: Analyses
    written: Memos
    guides: Guides
    template: Callable[[str], Path]
    output: Path
    today: datetime.date
    final_texts: Path
    version: str

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
            used = Used(self.guides.get(FULL if group else FOR_ONE["nb"]))
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
        from bsb.reports.process import TEMPLATE, write_process_document

        name = self.config.district(district).name
        material = self.material(name)
        path = out or self.output / "prosessdokumenter" / self.process_name(name, material)
        path.parent.mkdir(parents=True, exist_ok=True)
        made = write_process_document(material, name, path, template=self.template(TEMPLATE), today=self.today)
        self.quotes.record_use(made.chosen, self.paper_name(path))
        return made

    def process_name(self, district: str, material: Material) -> str:
        """Return the name of the file with a district's process document."""
        return f"{slug(material.texts['file'])}-{slug(district)}.docx"

    def district(self, district: str, *, out: Path | None = None) -> ProcessReport:
        """Write the report on a district: the process document, and what its conferences made of the findings.

        Raises BsbError for an unknown district, or one in which nothing is coded.
        """
        from bsb.reports.district_report import TEMPLATE, write_district_report

        name = self.config.district(district).name
        words = self.district_words(self.config.language)
        path = out or self.output / "delrapporter" / f"{slug(words.report['file'])}-{slug(name)}.docx"
        path.parent.mkdir(parents=True, exist_ok=True)
        all_held = (self.held(each) for each in self.conferences.all() if each.district == name)
        held = [each for each in all_held if each.groups]
        made = write_district_report(
            self.material(name),
            name,
            path,
            held=held,
            findings=self.findings.all(districts=[name]),
            words=words,
            template=self.template(TEMPLATE),
            today=self.today,
        )
        self.quotes.record_use(made.chosen, self.paper_name(path))
        return made

    def district_words(self, language: str) -> DistrictWords:
        """Return the words of the report on a district in a language."""
        from bsb.reports.conference_papers import TEXTS as NAMES
        from bsb.reports.district_report import TEXTS, DistrictWords
        from bsb.reports.process import TEXTS as SHARED

        return DistrictWords(*(read_texts(file, language, self.template) for file in (TEXTS, SHARED, NAMES)))

    def held(self, conference: Conference) -> Held:
        """Return what is known of a conference."""
        from bsb.reports.conference_figures import Held

        outcomes, groups = self.verdicts.outcomes(conference), self.verdicts.groups(conference)
        return Held(conference, tuple(outcomes), tuple(groups), self.evaluations.get(conference))

    def overview(self, *, displays: Sequence[str] = (), out: Path | None = None) -> OverviewReport:
        """Write the overview of all districts, with the displays named, else those of ``overview.DISPLAYS``.

        Raises BsbError if there are no interviews, or a display that is named cannot be drawn.
        """
        from bsb.reports.overview import DISPLAYS, TEMPLATE, OverviewReport, write_overview

        path = out or self.output / "oversikt.docx"
        path.parent.mkdir(parents=True, exist_ok=True)
        drawings, skipped = [], []
        for name in displays or DISPLAYS:
            try:
                drawings.append(self.displays.draw(name))
            except BsbError as error:
                if displays:
                    raise
                skipped.append((name, error.message))
        rows = self.interviews.table()
        matrix = self.matrices.make(SUMMARIES_FROM) if self.codings.coders() else None
        if matrix is not None and not isinstance(matrix, Matrix):
            raise BsbError(
                _("“{name}” is a reference table, not a matrix.").format(name=SUMMARIES_FROM),
                _("Take its file out of the folder matrices, or give it another name."),
            )
        write_overview(
            path, rows, matrix, drawings, config=self.config, template=self.template(TEMPLATE), today=self.today
        )
        return OverviewReport(path, tuple(each.name for each in drawings), tuple(skipped))

    def coreq(self) -> list[Item]:
        """Return the COREQ checklist with what the project knows, and what people wrote for the final report."""
        from bsb.reports.coreq import Facts, checklist
        from bsb.reports.final.texts import read_final_texts

        conferences = self.conferences.all()
        groups = {each.ref: self.verdicts.groups(each) for each in conferences}
        judged = [each for each in conferences if groups[each.ref]]
        made = Counter(outcome.verdict for each in judged for outcome in self.verdicts.outcomes(each))
        return checklist(
            Facts(
                interviews=self.interviews.all(),
                participants=self.interviews.participants(),
                codes=self.codebook.all(),
                coders=len(self.codings.coders()),
                interview_memos=len(self.written.all(kinds=("interview",))),
                approved=len(self.quotes.all(states=("approved",))),
                findings=self.findings.all(),
                conferences=sum(bool(each) for each in groups.values()),
                groups=sum(len(each) for each in groups.values()),
                saturation=self.analyses.saturation().notation,
                single=self._single(),
                version=self.version,
                met=sum(each.participants for each in judged),
                users=sum(each.by_role.get(name, 0) for each in judged for name in _USERS),
                reworded=made["nuanced"] + made["disputed"],
                book_changes=self._book_changes(),
                written=read_final_texts(self.final_texts, self.codebook.all()).coreq,
            )
        )

    def _book_changes(self) -> int | None:
        """Return how often the codebook was changed after the first coding; None if that was there before it."""
        actions = [entry.action for entry in reversed(self.journal.entries()) if not entry.undone]
        first = next((at for at, action in enumerate(actions) if action in _CODED), len(actions))
        if not any(action.startswith("codebook.") for action in actions[:first]):
            return None
        return sum(action.startswith("codebook.") for action in actions[first:])

    def _single(self) -> list[str]:
        """Return the themes that one voice alone carries, over all districts."""
        matrix = self.matrices.make(SUMMARIES_FROM) if self.codings.coders() else None
        return [line.label for line in matrix.single_voices()] if isinstance(matrix, Matrix) else []

    def write_coreq(self, *, out: Path | None = None) -> Path:
        """Write the COREQ checklist as .docx (default) or .xlsx; return where it lies.

        Raises BsbError for another ending, or if it cannot be written there.
        """
        from bsb.reports.coreq import coreq_paper
        from bsb.reports.table_paper import TEMPLATE, write_paper

        path = out or self.output / "coreq.docx"
        path.parent.mkdir(parents=True, exist_ok=True)
        paper = coreq_paper(self.coreq(), example=self.config.example)
        write_paper(path, paper, project=self.config.name, template=self.template(TEMPLATE), date=self.today)
        return path

    def material(self, district: str, *, language: str = "") -> Material:
        """Return what a district's papers are made from, in a language (default: the project's)."""
        from bsb.reports.open_questions import read_open_questions
        from bsb.reports.process import TEXTS, Material

        spoken = language or self.config.language

        return Material(
            config=self.config,
            store=self.store,
            interviews=self.interviews,
            codebook=self.codebook,
            codings=self.codings,
            summaries=self.summaries.of(SUMMARIES_FROM),
            questions=read_open_questions(self.template(OPEN_QUESTIONS), spoken),
            texts=read_texts(TEXTS, spoken, self.template),
            conferences=self.conferences.all(),
            quotes=self.quotes.all(districts=[district], states=("approved", "rejected")),
            plans=self.keydoc_codings.all(),
        )

    def paper_name(self, path: Path) -> str:
        """Return what a paper is called where quotes' uses are recorded: its path below ``output``, or its name."""
        inside = path.resolve().is_relative_to(self.output.resolve())
        return path.resolve().relative_to(self.output.resolve()).as_posix() if inside else path.name

    def memos(self, memos: Sequence[Memo], *, out: Path | None = None) -> Path:
        """Write memos as one Word document; return where it lies.

        Raises BsbError if there are none, or ``out`` has another ending.
        """
        from bsb.reports.memo_paper import FILE, TEMPLATE, write_memos

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

"""The room of the final report: gathers what it is made from, and keeps the file with the texts that people write."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from pathlib import Path

from bsb.analysis.definitions import MatrixDefinition
from bsb.analysis.matrix import Matrix, count_matrix
from bsb.coding.agreement.report import Agreement
from bsb.coding.agreement.results import AgreementReport
from bsb.corpus.keydocs import KeyDocs
from bsb.errors import BsbError
from bsb.guide.library import Used
from bsb.i18n import gettext as _
from bsb.i18n import speaking
from bsb.reports.comparisons import Compared, Comparisons
from bsb.reports.drawing.frame import Drawing
from bsb.reports.final.displays import DISPLAYS
from bsb.reports.final.figures import gather_figures
from bsb.reports.final.material import FinalMaterial
from bsb.reports.final.report import TEMPLATE, FinalReport, write_final_report
from bsb.reports.final.texts import BLANK, FinalTexts, read_final_texts, start_final_texts
from bsb.reports.open_questions import read_open_questions
from bsb.reports.reports import OPEN_QUESTIONS, SUMMARIES_FROM, Reports

NAME = "sluttrapport.docx"


@dataclass(frozen=True)
class FinalReports:
    """Makes the final report."""

    reports: Reports
    keydocs: KeyDocs
    comparisons: Comparisons
    agreement: Agreement

    @property
    def texts_file(self) -> Path:
        """Where people write their part of the report."""
        return self.reports.final_texts

    def texts(self) -> FinalTexts:
        """Return what people have written; nothing where there is no file. Raises BsbError for a fault in it."""
        return read_final_texts(self.texts_file, self.reports.codebook.all())

    def start(self) -> Path:
        """Make the file that people write in, with empty fields explained; return where it lies.

        Raises BsbError if there is one already.
        """
        reports = self.reports
        start_final_texts(
            self.texts_file,
            reports.template(BLANK),
            reports.codebook.all(),
            reports.coreq(),
        )
        return self.texts_file

    def write(self, *, out: Path | None = None) -> FinalReport:
        """Write the report as a Word file (default: sluttrapport.docx among the papers).

        What nobody has written or done is said to be missing, in the report and in ``gaps``; nothing is made up.
        Raises BsbError for a fault in the texts, another ending, or a template that cannot be filled in.
        """
        reports = self.reports
        path = out or reports.output / "sluttrapport" / NAME
        if path.suffix.lower() != ".docx":
            raise BsbError(
                _("{file} does not end in {ending}.").format(file=path.name, ending=".docx"), _("Name it so.")
            )
        material, skipped = self._material()
        path.parent.mkdir(parents=True, exist_ok=True)
        made = write_final_report(material, path, template=reports.template(TEMPLATE))
        reports.quotes.record_use(made.chosen, reports.paper_name(path))
        return replace(made, skipped=skipped)

    def _material(self) -> tuple[FinalMaterial, tuple[tuple[str, str], ...]]:
        reports = self.reports
        texts = self.texts()
        interviews = reports.interviews.all()
        coders = reports.codings.coders()
        drawings, skipped = self._drawings()
        figures = gather_figures(reports)
        return FinalMaterial(
            **{each.name: getattr(figures, each.name) for each in fields(figures)},
            config=reports.config,
            today=reports.today,
            texts=texts,
            interviews=interviews,
            participants=reports.interviews.participants(),
            codes=reports.codebook.all(),
            coders=coders,
            agreement=self._agreement(),
            saturation=reports.analyses.saturation(),
            pairs=self._pairs() if coders else None,
            summaries=reports.summaries.of(SUMMARIES_FROM),
            questions=read_open_questions(reports.template(OPEN_QUESTIONS)),
            quotes=reports.quotes.all(states=("approved", "rejected")),
            plans=reports.keydoc_codings.all(),
            keydocs=self.keydocs.all(),
            guides=self._guides(),
            drawings=drawings,
            compared=self._compared() if coders else [],
            coreq=reports.coreq(),
            journal=reports.journal.entries(),
        ), skipped

    def _pairs(self) -> Matrix:
        reports = self.reports
        definition = MatrixDefinition(name="service-theme", title="", rows="service", columns="theme")
        return count_matrix(reports.store, reports.codebook, reports.config, definition)

    def _agreement(self) -> AgreementReport | None:
        """Return how far coders agree; None where no interview was coded by more than one."""
        if len(self.agreement.coders()) < 2:
            return None
        report = self.agreement.report()
        return report if report.interviews and report.groups else None

    def _compared(self) -> list[Compared]:
        with speaking("nb"):  # conditions get their names when they are made
            return [self.comparisons.make(each.name) for each in self.comparisons.definitions()]

    def _guides(self) -> list[Used]:
        """Return the versions of guides that interviews followed, each once; those that are gone are left out."""
        found: dict[tuple[str, str], Used] = {}
        for interview in self.reports.interviews.all():
            key = interview.guide, interview.guide_hash
            if interview.guide and key not in found:
                try:
                    found[key] = self.reports.guides.used(*key)
                except BsbError:
                    continue
        return list(found.values())

    def _drawings(self) -> tuple[dict[str, Drawing], tuple[tuple[str, str], ...]]:
        drawn: dict[str, Drawing] = {}
        skipped = []
        material = self.reports.displays.displays.material()
        for name in DISPLAYS:
            try:
                drawn[name] = self.reports.displays.draw(name, material=material)
            except BsbError as error:
                skipped.append((name, error.message))
        return drawn, tuple(skipped)

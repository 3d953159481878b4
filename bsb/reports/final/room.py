"""The room of the final report: gathers what it is made from, and keeps the file with the texts that people write."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from bsb.analysis.definitions import MatrixDefinition
from bsb.analysis.matrix import Matrix, count_matrix
from bsb.coding.agreement.report import Agreement
from bsb.coding.agreement.results import AgreementReport
from bsb.corpus.keydocs import KeyDocs
from bsb.errors import BsbError
from bsb.guide.library import Used
from bsb.i18n import speaking
from bsb.reports.comparisons import Comparisons
from bsb.reports.conference_figures import Held
from bsb.reports.drawing.frame import Drawing
from bsb.reports.final.conclusions import DISPLAYS
from bsb.reports.final.material import FinalMaterial
from bsb.reports.final.report import TEMPLATE, FinalReport, write_final_report
from bsb.reports.final.texts import BLANK, FILE, FOLDER, FinalTexts, read_final_texts, start_final_texts
from bsb.reports.open_questions import read_open_questions
from bsb.reports.reports import OPEN_QUESTIONS, SUMMARIES_FROM, Reports

NAME = "sluttrapport.docx"


@dataclass(frozen=True)
class FinalReports:
    """Makes the final report. ``root`` is the project's folder."""

    reports: Reports
    keydocs: KeyDocs
    comparisons: Comparisons
    agreement: Agreement
    root: Path

    @property
    def texts_file(self) -> Path:
        """Where people write their part of the report."""
        return self.root / FOLDER / FILE

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
            reports.coreq(written=self.texts().coreq),
        )
        return self.texts_file

    def write(self, *, out: Path | None = None) -> FinalReport:
        """Write the report as a Word file (default: sluttrapport.docx among the papers).

        What nobody has written or done is said to be missing, in the report and in ``gaps``; nothing is made up.
        Raises BsbError for a fault in the texts, another ending, or a template that cannot be filled in.
        """
        reports = self.reports
        path = out or reports.output / "sluttrapport" / NAME
        with speaking("nb"):
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
        return FinalMaterial(
            config=reports.config,
            today=reports.today,
            texts=texts,
            interviews=interviews,
            participants=reports.interviews.participants(),
            table=reports.interviews.table(),
            codes=reports.codebook.all(),
            codings=[c for c in reports.codings.all() if c.role == "participant"],
            coders=coders,
            agreement=self._agreement(),
            saturation=reports.analyses.saturation(),
            themes=self._matrix("theme", "district") if coders else None,
            services=self._matrix("service", "district") if coders else None,
            pairs=self._matrix("service", "theme") if coders else None,
            summaries={cell: each.text for cell, each in reports.summaries.of(SUMMARIES_FROM).items()},
            questions=read_open_questions(reports.template(OPEN_QUESTIONS)),
            quotes=reports.quotes.all(states=("approved", "rejected")),
            plans=reports.keydoc_codings.all(),
            keydocs=self.keydocs.all(),
            findings=reports.findings.all(),
            held=self._held(),
            guides=self._guides(),
            drawings=drawings,
            compared=[self.comparisons.make(each.name) for each in self.comparisons.definitions()] if coders else [],
            coreq=reports.coreq(written=texts.coreq),
            journal=reports.journal.entries(),
        ), skipped

    def _matrix(self, rows: str, columns: str) -> Matrix:
        reports = self.reports
        definition = MatrixDefinition(name=f"{rows}-{columns}", title="", rows=rows, columns=columns)
        return count_matrix(reports.store, reports.codebook, reports.config, definition)

    def _agreement(self) -> AgreementReport | None:
        """Return how far coders agree; None where no interview was coded by more than one."""
        if len(self.agreement.coders()) < 2:
            return None
        report = self.agreement.report()
        return report if report.interviews and report.groups else None

    def _held(self) -> list[Held]:
        reports = self.reports
        return [
            Held(each, tuple(reports.verdicts.outcomes(each)), tuple(groups), reports.evaluations.get(each))
            for each in reports.conferences.all()
            if (groups := reports.verdicts.groups(each))
        ]

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

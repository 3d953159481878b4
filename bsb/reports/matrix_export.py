"""A matrix written to a file with all that belongs to it, and its summaries taken in from one."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bsb.analysis.matrices import Fault, Matrices
from bsb.analysis.matrix import Matrix
from bsb.analysis.reference import ReferenceTable
from bsb.coding.codings import Codings
from bsb.coding.summaries import Cell, Summaries, Summary
from bsb.coding.summary_import import SummaryPlan, plan_import, take_in
from bsb.config import Config
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.i18n import ngettext
from bsb.reports.matrix_extras import Extras
from bsb.text.match import slug

FOLDER = "matriser"


@dataclass(frozen=True, slots=True)
class Checked:
    """What does not fit: definitions with a fault, summaries in no cell, summaries older than what they rest on."""

    faults: tuple[Fault, ...]
    homeless: tuple[Summary, ...]
    stale: tuple[Summary, ...]


@dataclass(frozen=True)
class MatrixPapers:
    """Writes matrices and takes summaries back. ``template`` is for the Word table, ``output`` the papers' folder."""

    matrices: Matrices
    codings: Codings
    summaries: Summaries
    config: Config
    template: Path
    output: Path
    today: datetime.date

    def extras(self, made: Matrix) -> Extras:
        """Return cautions, codings and summaries of a matrix."""
        ids = self.matrices.coding_ids(made)
        rows = {coding.id: coding for coding in self.codings.rows(sorted({i for own in ids.values() for i in own}))}
        return Extras(
            self.matrices.cautions(made),
            {cell: [rows[i] for i in own if i in rows] for cell, own in ids.items()},
            self.summaries.of(made.definition.scope(made.district)),
            self.summaries.mark(),
        )

    def write(self, wanted: str, *, district: str | None = None, out: Path | None = None) -> Path:
        """Write a matrix as .xlsx (default) or .docx, by the ending of ``out``; return where it lies.

        Raises BsbError for an unknown matrix or another ending, or if a workbook that lies there holds summaries
        that have not been taken in.
        """
        from bsb.reports import matrix_files as write

        made = self.matrices.make(wanted, district=district)
        reference = isinstance(made, ReferenceTable)
        name = made.definition.name
        if isinstance(made, Matrix) and made.district:
            name = f"{name}-{slug(made.district)}"
        path = out or self.output / FOLDER / f"{name}.xlsx"
        ending = path.suffix.lower()
        if ending not in (".xlsx", ".docx") or (reference and ending != ".xlsx"):
            raise BsbError(
                _("A matrix cannot be written as “{ending}”.").format(ending=path.suffix or path.name),
                _("Name the file .xlsx, or .docx for a counted matrix."),
            )
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(made, ReferenceTable):
            write.write_reference_workbook(made, path, today=self.today)
        elif ending == ".docx":
            cautions = self.matrices.cautions(made)
            write.write_matrix_document(
                made, self.config, path, today=self.today, template=self.template, cautions=cautions
            )
        else:
            self._keep_texts(path)
            write.write_matrix_workbook(made, (), path, today=self.today, extras=self.extras(made))
        return path

    def check(self) -> Checked:
        """Check every definition, and hold every summary against its matrix and the codings it rests on."""
        faults = tuple(self.matrices.check())
        cells: dict[str, set[Cell] | None] = {}
        homeless, stale = [], []
        for each in self.summaries.all():
            if each.matrix not in cells:
                cells[each.matrix] = self._cells(each.matrix)
            known = cells[each.matrix]
            if known is not None and (each.row, each.column) not in known:
                homeless.append(each)
            elif each.stale:
                stale.append(each)
        return Checked(faults, tuple(homeless), tuple(stale))

    def _cells(self, scope: str) -> set[Cell] | None:
        """Return the cells of a matrix by the name of its summaries; None if it has a fault of its own."""
        name, _at, district = scope.partition("@")
        if name not in self.matrices.names():
            return set()
        try:
            made = self.matrices.make(name, district=district or None)
        except BsbError:
            return None
        if not isinstance(made, Matrix):
            return set()
        return {(row.key, column.key) for row in made.rows for column in made.columns}

    def _keep_texts(self, path: Path) -> None:
        """Refuse to write over a workbook in which somebody has written what the project does not have yet."""
        from bsb.reports.matrix_summaries import read_summaries

        if not path.is_file():
            return
        try:
            returned = read_summaries(path)
        except BsbError:
            return  # not a workbook of ours with summaries
        if returned.mark != self.summaries.mark():
            return
        plan = plan_import(returned.matrix, self.summaries.of(returned.matrix), returned.rows)
        waiting = len(plan.new) + len(plan.changed) + len(plan.removed) + len(plan.conflicts)
        if waiting:
            raise BsbError(
                ngettext(
                    "{file} holds {n} summary that has not been taken in.",
                    "{file} holds {n} summaries that have not been taken in.",
                    waiting,
                ).format(file=path.name, n=waiting),
                _("Take them in first (bsb matrix import {file}), or write to another file: -o").format(
                    file=path.name
                ),
            )

    def plan(self, path: Path, *, any_project: bool = False) -> SummaryPlan:
        """Return what the summaries in a workbook would change.

        Raises BsbError for a workbook of another project (unless ``any_project``) or of no known matrix, rows that
        were torn apart, or new texts for cells that are no more.
        """
        from bsb.reports.matrix_summaries import read_summaries, strangers

        returned = read_summaries(path)
        if returned.mark != self.summaries.mark() and not any_project:
            raise BsbError(
                _("{file} was exported from another project.").format(file=path.name),
                _("If you know that it belongs here: --any-project"),
            )
        name, _at, district = returned.matrix.partition("@")
        made = self.matrices.make(name, district=district or None)
        if not isinstance(made, Matrix):
            raise BsbError(_("“{name}” is a reference table.").format(name=name), "")
        stored = self.summaries.of(returned.matrix)
        if lost := strangers(returned, made, stored):
            cells = "\n".join(_("row {row}: {cell}").format(row=each.row, cell=each.label) for each in lost)
            raise BsbError(
                _("{file}: these cells are not in the matrix any more:").format(file=path.name) + "\n" + cells,
                _("Nothing was taken in. Move the texts to other cells, or take the rows away."),
            )
        return plan_import(returned.matrix, stored, returned.rows)

    def take_in(
        self,
        plan: SummaryPlan,
        *,
        author: str,
        take: str | None = None,
        cells: Mapping[Cell, str] | None = None,
    ) -> int:
        """Write what a plan holds, all or nothing; see ``bsb.coding.summary_import.take_in``."""
        return take_in(self.summaries, plan, author=author, take=take, cells=cells)

    def write_conflicts(self, plan: SummaryPlan) -> Path:
        """Write both texts of every cell that was changed on both sides to a workbook of their own."""
        from bsb.reports.matrix_summaries import write_conflicts

        folder = self.output / FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        stem = f"konflikter-{slug(plan.matrix)}"
        path = folder / f"{stem}.xlsx"
        number = 1
        while path.exists():  # an earlier one may have been written in
            number += 1
            path = folder / f"{stem}-{number}.xlsx"
        title = _("Changed on both sides: {matrix}").format(matrix=plan.matrix)
        write_conflicts(plan, self.summaries.mark(), title, path, today=self.today)
        return path

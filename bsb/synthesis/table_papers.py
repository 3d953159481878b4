"""Themes by evaluations, and what they cover, as Word tables and workbooks."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bsb.formats.texts import Texts
from bsb.formats.word_table import add_table, shade, tight, upright
from bsb.formats.word_template import render
from bsb.formats.workbook import new_workbook, save, table
from bsb.reports.matrix_cells import shade_of
from bsb.reports.table_paper import find_mark
from bsb.synthesis.codes import relation
from bsb.synthesis.folder import Settings
from bsb.synthesis.matrix import FEW, MEASURES, NO_CODE, SAID, SILENT, Said, ThemeMatrix, thin, total
from bsb.synthesis.telling import codes_told, matrix_keys, thin_told, verdict_name
from bsb.synthesis.theme_paper import date_told, figures_marked, how_told

if TYPE_CHECKING:
    from docx.document import Document

    from bsb.synthesis.synthesis import Gathered

TEMPLATE = "syntesetabell.docx"
_MARK = "[[TABELL]]"
_WIDTH, _NAME, _TOTAL = 26.4, 5.4, 1.5  # centimetres: the page, its first and last column
_WIDEST = 2.4


@dataclass(frozen=True)
class TablePapers:
    """Writes tables of what was read. ``template`` is the Word page they stand on."""

    read: Gathered
    settings: Settings
    texts: Texts
    template: Path
    today: datetime.date

    @property
    def matrix(self) -> ThemeMatrix:
        """Themes by evaluations."""
        return self.read.matrix

    def matrix_document(self, out: Path) -> None:
        """Write the matrix as a Word table, darker where more people spoke of a theme."""
        texts, matrix = self.texts, self.matrix
        most = max((cell.cell.speakers for cell in matrix.cells.values() if cell.cell), default=0)
        header = [texts["matrix_theme"], *(each.label for each in matrix.projects), texts["total"]]
        rows = [
            [theme.name, *(self._marked(theme.key, each.name) for each in matrix.projects), matrix.total(theme.key)]
            for theme in matrix.themes
        ]
        present = [matrix.present[each.name] for each in matrix.projects]
        rows.append([texts["present"], *(cell.figure() for cell in present), total(present)])
        each = min(_WIDEST, (_WIDTH - _NAME - _TOTAL) / max(1, len(matrix.projects)))

        def finish(document: Document, place: Any) -> None:
            made = add_table(
                document,
                header,
                rows,
                [_NAME, *(each for _project in matrix.projects), _TOTAL],
                numbers_from=1,
                last_row=True,
                caption=texts["matrix_title"],
            )
            place._p.addprevious(made._tbl)
            for cell in made.rows[0].cells[1:]:
                upright(cell)
                tight(cell, 0.5)
            _height(made.rows[0], 4.8)
            for theme, row in zip(matrix.themes, made.rows[1:], strict=False):
                for said, cell in zip(matrix.row(theme.key), row.cells[1:], strict=False):
                    tight(cell, 0.8)
                    if fill := _fill(said, most):
                        shade(cell, fill)

        notes = [" · ".join(matrix_keys(matrix, texts)), *how_told(self.read, texts)]
        self._render(out, texts["matrix_title"], texts["matrix_lead"], notes, finish)

    def coverage_document(self, out: Path) -> None:
        """Write what the evaluations cover as a Word table."""
        texts = self.texts
        header, rows = self.coverage()
        notes = [*self._here(), *how_told(self.read, texts)]

        def finish(document: Document, place: Any) -> None:
            widths = (6.4, 2.4, 2.4, 2.4, 2.4, 10.4)
            made = add_table(document, header, rows, widths, caption=texts["coverage_title"])
            place._p.addprevious(made._tbl)

        self._render(out, texts["coverage_title"], texts["coverage_lead"], notes, finish)

    def workbook(self, out: Path) -> None:
        """Write all figures as a workbook: a sheet a measure, coverage, findings, and the map of codes."""
        texts, matrix = self.texts, self.matrix
        book = new_workbook()
        names = [texts["matrix_theme"], *(each.label for each in matrix.projects), texts["total"]]
        widths = [30.0, *(12.0 for _name in names[1:])]
        for measure in MEASURES:
            rows = [
                [theme.name, *(_value(cell.figure(measure)) for cell in matrix.row(theme.key)),
                 _value(matrix.total(theme.key, measure))]
                for theme in matrix.themes
            ]  # fmt: skip
            table(book.create_sheet(texts[f"sheet_{measure}"]), names, widths, rows)
        header, covered = self.coverage()
        values: list[list[str | int | None]] = [[_value(text) for text in row] for row in covered]
        table(book.create_sheet(texts["coverage_title"][:31]), header, [30.0, 12.0, 12.0, 12.0, 12.0, 60.0], values)
        heads = [texts[name] for name in ("matrix_theme", "evaluation", "finding", "conference")]
        table(book.create_sheet(texts["sheet_findings"]), heads, [26.0, 26.0, 70.0, 16.0], self._findings())
        heads = [texts[name] for name in ("matrix_theme", "evaluation", "codes", "relation")]
        table(book.create_sheet(texts["sheet_codes"]), heads, [26.0, 26.0, 46.0, 16.0], self._codes())
        save(book, out, date=self.today, title=texts["matrix_title"], author=self.settings.publisher)

    def coverage(self) -> tuple[list[str], list[list[str]]]:
        """Return a header and a row a theme: how many evaluations say something, how many people, what is thin."""
        texts, matrix = self.texts, self.matrix
        keys = ("matrix_theme", "coverage_spoke", "coverage_silent", "coverage_none", "speakers", "coverage_thin")
        remarks = thin(matrix)
        rows = []
        for theme in matrix.themes:
            states = [cell.state for cell in matrix.row(theme.key)]
            counts = (states.count(SAID) + states.count(FEW), states.count(SILENT), states.count(NO_CODE))
            told = thin_told([each for each in remarks if each.theme == theme.key], texts)
            rows.append([theme.name, *map(str, counts), matrix.total(theme.key), " ".join(told)])
        return [texts[key] for key in keys], rows

    def _marked(self, theme: str, project: str) -> str:
        """Return a cell's figure, marked with where it comes from; nothing where the evaluation has no code."""
        cell = self.matrix.cell(theme, project)
        return figures_marked(theme, self.read.books[project].mark, cell, self.texts) if cell.figure() else ""

    def _here(self) -> list[str]:
        """Return what stands outside the common themes, evaluation by evaluation."""
        found = []
        for told, keys in (("coverage_here", self.read.here), ("coverage_open", self.read.open)):
            for each in self.matrix.projects:
                names = [code.name for code in self.read.books[each.name].codes if code.key in keys[each.name]]
                if names:
                    found.append(self.texts(told, evaluation=each.label, codes=", ".join(names)))
        return found

    def _findings(self) -> list[list[str | int | None]]:
        labels = {each.name: each.label for each in self.matrix.projects}
        names = {theme.key: theme.name for theme in self.matrix.themes}
        order = {key: at for at, key in enumerate(names)}
        return [
            [names[each.theme], labels[each.project], f"{self.texts[each.kind]}: {each.text}",
             verdict_name(each.verdict, self.texts)]
            for each in sorted(self.read.findings, key=lambda each: order[each.theme])
        ]  # fmt: skip

    def _codes(self) -> list[list[str | int | None]]:
        found: list[list[str | int | None]] = []
        for theme in self.matrix.themes:
            for each in self.matrix.projects:
                book = self.read.books[each.name].codes
                if how := relation(theme, each.name, book):
                    found.append([theme.name, each.label, codes_told(theme, each.name, book), self.texts[how]])
        for each in self.matrix.projects:
            for code in self.read.books[each.name].codes:
                if code.key in self.read.here[each.name]:
                    found.append(["", each.label, code.name, self.texts["only_here"]])
        return found

    def _render(self, out: Path, title: str, lead: str, notes: Sequence[str], fill: Any) -> None:
        def finish(document: Document) -> None:
            place = find_mark(document, _MARK, self.template, "{{ table }}")
            fill(document, place)
            place._p.getparent().remove(place._p)

        context = {
            "page": self.texts["page"],
            "of": self.texts["of"],
            "title": title,
            "lead": lead,
            "project": self.settings.name,
            "date": date_told(self.today, self.texts),
            "table": _MARK,
            "notes": [note for note in notes if note],
        }
        author = self.settings.publisher
        language = self.texts.language
        render(
            self.template, context, out, date=self.today, title=title, author=author, language=language, finish=finish
        )


def _value(figure: str) -> str | int:
    return int(figure) if figure.isdigit() else figure


def _fill(said: Said, most: int) -> str:
    if said.state == NO_CODE:
        return "F4F4F4"
    return shade_of(said.cell.speakers, most) if said.cell else ""


def _height(row: Any, centimetres: float) -> None:
    from docx.shared import Cm

    row.height = Cm(centimetres)

"""The papers of a synthesis: theme papers, the matrix, what is covered. Made anew each time, from the projects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from bsb.errors import BsbError
from bsb.formats.picture import png
from bsb.formats.stable_zip import write_whole
from bsb.formats.texts import Texts, read_texts
from bsb.i18n import gettext as _
from bsb.synthesis import stale as holding
from bsb.synthesis import table_papers, theme_paper
from bsb.synthesis.picture import draw
from bsb.synthesis.stale import Held
from bsb.synthesis.synthesis import Gathered, Synthesis

FOLDER = "temaer"
QUOTES = 2
_TEXTS = "syntese.yaml"


@dataclass(frozen=True)
class Papers:
    """Writes the papers of a synthesis, in its language."""

    synthesis: Synthesis

    @cached_property
    def texts(self) -> Texts:
        """The words of the papers."""
        return read_texts(_TEXTS, self.synthesis.settings.language, self.synthesis.template)

    def themes(
        self,
        wanted: Sequence[str] = (),
        *,
        quotes: int = QUOTES,
        without: Sequence[str] = (),
        out: Path | None = None,
    ) -> tuple[list[Path], Gathered]:
        """Write a Word document a theme, of those named or of all; return where they lie, and what was read.

        ``quotes`` is how many of each valence an evaluation may give a theme.

        Raises BsbError, with nothing written, if an evaluation cannot be read or a theme is not there.
        """
        synthesis = self.synthesis
        read = synthesis.gather(wanted, without=without, quotes=quotes)
        folder = out or synthesis.output / FOLDER
        written = []
        for theme in read.matrix.themes:
            path = folder / f"{theme.key}.docx"
            path.parent.mkdir(parents=True, exist_ok=True)
            theme_paper.write_theme(
                theme,
                read,
                synthesis.settings,
                self.texts,
                path,
                template=synthesis.template(theme_paper.TEMPLATE),
                today=synthesis.today,
            )
            written.append(path)
        return written, read

    def matrix(self, read: Gathered, out: Path) -> None:
        """Write the matrix as .xlsx, .docx, .svg or .png, by the ending of ``out``.

        Raises BsbError for another ending, or if it cannot be written there.
        """
        ending = out.suffix.lower()
        if ending not in (".xlsx", ".docx", ".svg", ".png"):
            raise BsbError(
                _("The matrix cannot be written as “{ending}”.").format(ending=ending or out.name),
                _("Name the file .xlsx, .docx, .svg or .png."),
            )
        out.parent.mkdir(parents=True, exist_ok=True)
        tables = self._tables(read)
        if ending == ".xlsx":
            tables.workbook(out)
        elif ending == ".docx":
            tables.matrix_document(out)
        else:
            drawing = draw(read.matrix, self.texts)
            svg = drawing.svg()
            made = svg.encode() if ending == ".svg" else png(svg, title=drawing.title, description=drawing.alt)
            write_whole(out, made)

    def coverage(self, read: Gathered, out: Path) -> None:
        """Write what the evaluations cover as .docx or .xlsx, by the ending of ``out``; see ``matrix``."""
        if out.suffix.lower() not in (".docx", ".xlsx"):
            raise BsbError(
                _("{file} is neither .docx nor .xlsx.").format(file=out.name), _("Give it one of these endings.")
            )
        out.parent.mkdir(parents=True, exist_ok=True)
        tables = self._tables(read)
        if out.suffix.lower() == ".docx":
            tables.coverage_document(out)
        else:
            tables.workbook(out)

    def covered(self, read: Gathered, language: str) -> tuple[list[str], list[list[str]]]:
        """Return what the evaluations cover as a table in a language: its header, and a row a theme."""
        texts = read_texts(_TEXTS, language, self.synthesis.template)
        return replace(self._tables(read), texts=texts).coverage()

    def _tables(self, read: Gathered) -> table_papers.TablePapers:
        synthesis = self.synthesis
        template = synthesis.template(table_papers.TEMPLATE)
        return table_papers.TablePapers(read, synthesis.settings, self.texts, template, synthesis.today)

    def stale(self, paths: Sequence[Path] = ()) -> list[Held]:
        """Hold papers against the projects as they are now: those named, or all in ``output``.

        Raises BsbError for a path that is not there or a file that is no Word document.
        """
        folder = self.synthesis.output
        return holding.stale(self.synthesis, list(paths) or [folder] * folder.is_dir(), self.texts)

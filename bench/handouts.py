"""Papers of the example beside the same pages by the bare libraries: ``python -m bench.handouts``.

**Ours** are the process documents of all 15 districts, the slides of a conference in each, and the group sheets where
there are findings: read from the store, quotes chosen, templates filled in, sources marked, written.

**Bare** is python-docx and python-pptx alone, which write the same paragraphs (with the name of their style), the
same tables cell by cell, and the same slides with notes, all known beforehand, from the libraries' own templates. It
chooses, counts and marks nothing. Loading of modules is not counted, on either side.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

if __package__ in (None, ""):  # started by its path
    sys.path.insert(0, str(Path(__file__).parent.parent))

from docx import Document
from docx.document import Document as WordDocument
from pptx import Presentation

from bench.ratio import compare
from bsb.demo import filled
from bsb.project import Project

Block = tuple[str, Any]


def prepare(folder: Path) -> Project:
    """Fill the example, and give every district a conference."""
    project = filled(folder)
    held = {conference.district for conference in project.conferences.all()}
    for district in project.config.districts:
        if district.name not in held:
            project.conferences.add(district.name, held_on="2026-06-10", by_role={})
    return project


def ours(project: Project, out: Path) -> list[Path]:
    """Write all papers; return where they lie."""
    made = []
    for number, conference in enumerate(project.conferences.all()):
        made.append(project.reports.process(conference.district, out=out / f"{number}.docx").path)
        groups = project.conference_papers.groups(conference)
        made.append(project.conference_kit.slides(conference, groups=groups, out=out / f"{number}.pptx").path)
        if groups:
            made += project.conference_papers.sheets(conference, groups=groups, folder=out / str(number))
    return made


def contents(paths: Sequence[Path]) -> list[list[Block]]:
    """Return what stands in papers: paragraphs with their style, tables, slides."""
    return [_slides(path) if path.suffix == ".pptx" else _blocks(Document(str(path))) for path in paths]


def _blocks(document: WordDocument) -> list[Block]:
    found: list[Block] = []
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            found.append(("table", [[cell.text for cell in row.cells] for row in block.rows]))
        else:
            style = block.style.name if block.style is not None else ""
            found.append((style if style in _PLAIN else "Normal", block.text))
    return found


_PLAIN = ("Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3", "List Bullet", "Caption")


def _slides(path: Path) -> list[Block]:
    found: list[Block] = []
    for slide in Presentation(str(path)).slides:
        texts = [shape.text_frame.text for shape in slide.placeholders if shape.has_text_frame]
        notes = slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else ""
        found.append(("slide", (texts[0], texts[1] if len(texts) > 1 else "", notes)))
    return found


def bare(papers: Sequence[Sequence[Block]], out: Path) -> None:
    """Write the same with nothing but the libraries."""
    for number, blocks in enumerate(papers):
        if blocks and blocks[0][0] == "slide":
            deck = Presentation()
            for _kind, (title, body, notes) in blocks:
                slide = deck.slides.add_slide(deck.slide_layouts[1])
                slide.shapes.title.text_frame.text = title
                slide.placeholders[1].text_frame.text = body
                if notes:
                    slide.notes_slide.notes_text_frame.text = notes
            deck.save(str(out / f"b{number}.pptx"))
            continue
        document = Document()
        for kind, content in blocks:
            if kind != "table":
                document.add_paragraph(content, style=kind)
                continue
            table = document.add_table(rows=0, cols=len(content[0]))
            for texts in content:
                for cell, text in zip(table.add_row().cells, texts, strict=False):
                    cell.text = text
        document.save(str(out / f"b{number}.docx"))


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m bench.handouts", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--runs", type=int, default=5, help="of each (default 5)")
    parser.add_argument("--profile", action="store_true", help="show where ours takes its time, and measure nothing")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "ut"
        out.mkdir()
        project = prepare(Path(scratch) / "eksempel")
        if given.profile:
            import cProfile

            ours(project, out)
            cProfile.runctx("ours(project, out)", globals(), {"project": project, "out": out}, sort="cumtime")
            return
        papers = contents(ours(project, out))
        slides = sum(len(each) for each in papers if each and each[0][0] == "slide")
        print(f"{len(papers)} papers, {slides} slides among them")
        print(
            compare(partial(ours, project, out), partial(bare, papers, out), names=("ours", "bare"), runs=given.runs)
        )
        project.close()


if __name__ == "__main__":
    main()

"""PowerPoint files from a template whose layouts are found by name."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bsb.errors import BsbError
from bsb.formats.limits import open_zip
from bsb.formats.stable_zip import stable, write_whole
from bsb.i18n import gettext as _

FRONT, POINTS, QUOTE = "Forside", "Punkter", "Sitat"
LAYOUTS = (FRONT, POINTS, QUOTE)


@dataclass(frozen=True, slots=True)
class Slide:
    """A slide: its layout, title, lines of text (paragraphs), and what the speaker reads in the notes.

    ``size`` is that of the lines in points; 0 is the layout's own.
    """

    layout: str
    title: str
    lines: tuple[str, ...]
    notes: str = ""
    size: int = 0


def write_slides(
    out: Path, slides: Sequence[Slide], *, template: Path, date: datetime.date, title: str, author: str = ""
) -> None:
    """Write slides as a .pptx file; the same slides, template and date give the same bytes.

    Raises BsbError, with nothing written, if the template is no PowerPoint file, lacks a layout, or a layout lacks a
    place for title and text.
    """
    deck = _open(template)
    layouts = {layout.name: layout for layout in deck.slide_layouts}
    lacking = [name for name in LAYOUTS if name not in layouts or len(layouts[name].placeholders) < 2]
    if lacking:
        raise BsbError(
            _("The template {file} lacks layouts with a title and a text: {names}.").format(
                file=template.name, names=", ".join(lacking)
            ),
            _("Name them so in the slide master, or take the template away to use the one that comes with bsb."),
        )
    for slide in slides:
        _add(deck, layouts[slide.layout], slide)
    for made in deck.slides:
        for part in (made, made.notes_slide) if made.has_notes_slide else (made,):
            _in_norwegian(part._element)
    written = io.BytesIO()
    deck.save(written)
    write_whole(out, stable(written.getvalue(), date=date, title=title, author=author))


def _open(template: Path) -> Any:
    from pptx import Presentation

    open_zip(template).close()
    try:
        return Presentation(io.BytesIO(template.read_bytes()))
    except Exception:  # whatever a template that someone else made may bring forth
        raise BsbError(
            _("The template {file} is not a PowerPoint file that can be read.").format(file=template.name),
            _("Save it as .pptx in PowerPoint, or remove it to use the template that comes with bsb."),
        ) from None


def _add(deck: Any, layout: Any, slide: Slide) -> None:
    from pptx.util import Pt

    made = deck.slides.add_slide(layout)
    made.shapes.title.text_frame.text = slide.title
    body = next(shape for shape in made.placeholders if shape != made.shapes.title)
    for number, line in enumerate(slide.lines):
        paragraph = body.text_frame.paragraphs[0] if not number else body.text_frame.add_paragraph()
        run = paragraph.add_run()
        run.text = line
        if slide.size:
            run.font.size = Pt(slide.size)
    if slide.notes:
        made.notes_slide.notes_text_frame.text = slide.notes


def _in_norwegian(element: Any) -> None:
    from pptx.oxml.ns import qn

    for run in element.iter(qn("a:r"), qn("a:fld")):
        run.get_or_add_rPr().set("lang", "nb-NO") if run.tag == qn("a:r") else None
    for end in element.iter(qn("a:endParaRPr")):
        end.set("lang", "nb-NO")

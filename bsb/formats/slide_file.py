"""PowerPoint files from a template whose layouts are found by name."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bsb.errors import BsbError
from bsb.formats.bookmarks import Bookmark, names_in, unmarked
from bsb.formats.limits import damaged, open_zip
from bsb.formats.stable_zip import stable, write_whole
from bsb.i18n import gettext as _
from bsb.text.language import language_of
from bsb.text.normal import normalise

FRONT, POINTS, QUOTE = "Forside", "Punkter", "Sitat"
LAYOUTS = (FRONT, POINTS, QUOTE)


@dataclass(frozen=True, slots=True)
class Slide:
    """A slide: its layout, title, lines of text (paragraphs), and what the speaker reads in the notes.

    ``size`` is that of the lines in points; 0 is the layout's own. Lines may hold texts that are
    ``bookmarks.marked``.
    """

    layout: str
    title: str
    lines: tuple[str, ...]
    notes: str = ""
    size: int = 0


def write_slides(
    out: Path,
    slides: Sequence[Slide],
    *,
    template: Path,
    date: datetime.date,
    title: str,
    language: str,
    author: str = "",
) -> None:
    """Write slides in a language as a .pptx file; the same slides, template and date give the same bytes.

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
    tag = language_of(language).tag
    for made in deck.slides:
        for part in (made, made.notes_slide) if made.has_notes_slide else (made,):
            _set_language(part._element, tag)
    written = io.BytesIO()
    deck.save(written)
    write_whole(out, stable(written.getvalue(), date=date, title=title, author=author, language=tag))


def read_slide_marks(path: Path, prefix: str) -> list[Bookmark]:
    """Return the marks on the slides of a .pptx whose names begin with ``prefix``; each has all lines of its slide.

    Raises BsbError for a file that is no PowerPoint file, or is damaged or hostile.
    """
    from pptx import Presentation

    open_zip(path).close()
    found = []
    try:
        for number, slide in enumerate(Presentation(io.BytesIO(path.read_bytes())).slides, 1):
            title = slide.shapes.title
            shown = [shape for shape in slide.shapes if shape.has_text_frame and shape != title]
            text = "\n".join(paragraph.text for shape in shown for paragraph in shape.text_frame.paragraphs)
            place = (
                _("slide {n}: {title}").format(n=number, title=title.text_frame.text if title else "").rstrip(": ")
            )
            names = [name for shape in slide.shapes for name in shape.name.split() if name.startswith(prefix)]
            found += [Bookmark(name, normalise(text), place) for name in names]
    except BsbError:
        raise
    except Exception:  # whatever a damaged file may bring forth
        raise damaged(path) from None
    return found


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
        run.text = unmarked(line)
        if slide.size:
            run.font.size = Pt(slide.size)
    if names := [name for line in slide.lines for name in names_in(line)]:
        _mark(made, names)
    if slide.notes:
        made.notes_slide.notes_text_frame.text = slide.notes


def _mark(made: Any, names: Sequence[str]) -> None:
    """Name the sources of a slide's words in an empty shape that nobody sees.

    LibreOffice gives placeholders names of its own, and PowerPoint drops properties that it does not know; the names
    of other shapes are kept by both, also when the slide is copied into other slides.
    """
    from pptx.enum.shapes import MSO_SHAPE
    from pptx.oxml import parse_xml
    from pptx.util import Emu

    shape = made.shapes.add_shape(MSO_SHAPE.RECTANGLE, Emu(0), Emu(0), Emu(360), Emu(360))
    shape.fill.background()
    shape.line.fill.background()
    shape.name = " ".join(names)
    # A shape that is decorative is not read aloud.
    shape._element.nvSpPr.cNvPr.append(
        parse_xml(
            '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
            '<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative val="1" '
            'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative"/></a:ext></a:extLst>'
        )
    )


def _set_language(element: Any, tag: str) -> None:
    from pptx.oxml.ns import qn

    for run in element.iter(qn("a:r"), qn("a:fld")):
        run.get_or_add_rPr().set("lang", tag) if run.tag == qn("a:r") else None
    for end in element.iter(qn("a:endParaRPr")):
        end.set("lang", tag)

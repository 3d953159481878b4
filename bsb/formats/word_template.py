"""Word documents from templates that a Word user can change (Jinja fields, rendered by docxtpl)."""

from __future__ import annotations

import datetime
import difflib
import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bsb.errors import BsbError
from bsb.formats.bookmarks import set_bookmarks
from bsb.formats.limits import open_zip
from bsb.formats.stable_zip import stable, write_whole
from bsb.i18n import gettext as _
from bsb.i18n import ngettext
from bsb.text.language import BOKMAAL, language_of

if TYPE_CHECKING:
    from docx.document import Document


def render(
    template: Path,
    context: Mapping[str, object],
    out: Path,
    *,
    date: datetime.date,
    title: str,
    author: str = "",
    language: str = "",
    finish: Callable[[Document], None] | None = None,
) -> None:
    """Fill a Word template in and write the document: the same template, context and date give the same bytes.

    ``context`` holds texts, numbers, and lists and mappings of them; a line break in a text becomes one in
    Word. ``date``, ``title`` and ``author`` go into the document's properties. Fields may loop and test, but
    reach nothing outside the context: a template can come from anyone. ``finish`` gets the filled-in document
    before it is written, for what fields cannot make. ``language`` ("nb", "nn" or "en") is what the document says it
    is in, for those who read it aloud and check its spelling; "" is the template's. Texts that are
    ``bookmarks.marked`` get their bookmarks last.

    Raises BsbError, with nothing written, if the template is no Word file, its fields are not well formed, or
    it uses fields that the context lacks (all of them listed).
    """
    from bsb.formats.word_filling import Environment, fields_of

    gaps: dict[str, None] = {}
    data, document = _open(template)
    try:
        gaps |= dict.fromkeys(sorted(fields_of(data) - context.keys()))
        document.render(dict(context), Environment(gaps), autoescape=True)
    except Exception as error:
        # Any exception may come out of a template that someone else wrote; only Jinja's own words are shown,
        # since others could quote the context.
        raise _malformed(template, error) from None
    if gaps:
        raise _missing(template, list(gaps), context)
    filled: Document = document.docx  # not get_docx(), which would load the template anew
    if language:
        _set_language(filled, language_of(language).tag)
    if finish:
        finish(filled)
    set_bookmarks(filled)
    rendered = io.BytesIO()
    filled.save(rendered)
    tag = language_of(language or BOKMAAL.code).tag
    write_whole(out, stable(rendered.getvalue(), date=date, title=title, author=author, language=tag))


def _set_language(document: Document, tag: str) -> None:
    from docx.oxml.ns import qn

    for found in document.styles.element.iter(qn("w:lang")):
        for name in ("val", "eastAsia"):
            found.set(qn(f"w:{name}"), tag)


def _open(template: Path) -> tuple[bytes, Any]:
    """Return the template's bytes, and it as docxtpl has it, after a look at the archive with our own limits."""
    from bsb.formats.word_filling import Template

    not_word = BsbError(
        _("The template {file} is not a Word document that can be read.").format(file=template.name),
        _("Save it as .docx in Word, or remove it to use the template that comes with bsb."),
    )
    open_zip(template).close()
    try:
        data = template.read_bytes()
        document = Template(io.BytesIO(data))
        document.init_docx()
        document.get_docx().part.document  # noqa: B018  a damaged main part fails here
    except Exception:
        raise not_word from None
    return data, document


def _missing(template: Path, gaps: list[str], context: Mapping[str, object]) -> BsbError:
    known = sorted(_names(context))
    hints = []
    for gap in gaps:
        if close := difflib.get_close_matches(gap, known, n=1):
            hints.append(_("“{field}” is perhaps “{other}”.").format(field=gap, other=close[0]))
    hints.append(_("Fields of this document: {fields}.").format(fields=", ".join(known)))
    return BsbError(
        ngettext(
            "The template {file} has a field that this document does not have: {fields}.",
            "The template {file} has fields that this document does not have: {fields}.",
            len(gaps),
        ).format(file=template.name, fields=", ".join(gaps)),
        " ".join(hints),
    )


def _names(value: object) -> set[str]:
    """Every field name in a context, at whatever depth."""
    if isinstance(value, Mapping):
        return {str(key) for key in value}.union(*map(_names, value.values()))
    if isinstance(value, list | tuple):
        return set().union(*map(_names, value[:1]))
    return set()


def _malformed(template: Path, error: Exception) -> BsbError:
    from jinja2 import TemplateError

    why = error.message if isinstance(error, TemplateError) and error.message else type(error).__name__
    return BsbError(
        _("The fields of the template {file} are not well formed ({why}).").format(file=template.name, why=why),
        _("Look for a brace or an “endfor” or “endif” that is missing, or start again from the shipped template."),
    )

"""``bsb keydoc``: key documents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bsb.cli.edge import done, in_project, json_option, note, show_table, write_json
from bsb.errors import BsbError
from bsb.i18n import gettext as _

if TYPE_CHECKING:
    from bsb.project import Project

_DOUBTFUL = 0.92


@click.group(help=_("Key documents: plans, annual reports and the like, to search in and to cite."))
def keydoc() -> None:
    pass


def quality_shown(quality: float | None) -> str:
    """Return what people read for a page's share of known words."""
    if quality is None:
        return "–"
    percent = _("{n} %").format(n=f"{100 * quality:.0f}")
    return percent if quality >= _DOUBTFUL else _("{percent} (badly read)").format(percent=percent)


@keydoc.command("import", help=_("Import a key document (.pdf, .docx, .odt, .rtf, .txt) page by page."))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--title", default="", help=_("Its title (default: the file's name)."))
@click.option("--year", type=int, help=_("The year it was published."))
@click.option("--publisher", default="", help=_("Who published it."))
@click.option("--first-page", type=int, default=1, help=_("The number printed on its first page, if not 1."))
@click.option(
    "--page-break",
    metavar="REGEX",
    help=_("For a text without pages: a regular expression for the first line of a page."),
)
@json_option
@in_project
def import_(
    project: Project,
    file: Path,
    title: str,
    year: int | None,
    publisher: str,
    first_page: int,
    page_break: str | None,
    as_json: bool,
) -> None:
    result = project.keydocs.import_file(
        file, title=title, year=year, publisher=publisher, first_page=first_page, page_break=page_break
    )
    for line in result.notices:
        note(f"  {line}")
    found = result.document
    if as_json:
        write_json(found)
        return
    done(
        _("{file} -> {title}: {pages} pages, {words} words, {quality} known words.").format(
            file=file.name,
            title=found.title,
            pages=found.pages,
            words=found.words,
            quality=quality_shown(found.quality),
        )
    )


@keydoc.command("list", help=_("List the key documents, and how well their text was recognised."))
@json_option
@in_project
def list_(project: Project, as_json: bool) -> None:
    found = project.keydocs.all()
    if as_json:
        write_json(found)
        return
    show_table(
        [
            _("Title"),
            (_("Year"), "right"),
            _("Publisher"),
            (_("Pages"), "right"),
            (_("Words"), "right"),
            _("Known words"),
        ],
        [
            (d.title, d.year, d.publisher, d.pages if d.paged else "–", d.words, quality_shown(d.quality))
            for d in found
        ],
    )


@keydoc.command(help=_("Show a key document page by page, or the text of one page."))
@click.argument("title")
@click.option("--page", type=int, help=_("The text of this page."))
@json_option
@in_project
def show(project: Project, title: str, page: int | None, as_json: bool) -> None:
    from bsb.corpus.keydocs import cite

    document = project.keydocs.get(title)
    pages = project.keydocs.pages(document.title)
    if page is not None:
        pages = [p for p in pages if p.number == page]
        if not pages:
            raise BsbError(
                _("“{title}” has no page {page}.").format(title=document.title, page=page),
                _("Its pages: bsb keydoc show TITLE"),
            )
    if as_json:
        write_json({"title": document.title, "year": document.year, "paged": document.paged, "pages": pages})
    elif page is not None:
        click.secho(cite(document.title, document.year, page if document.paged else None), bold=True)
        click.echo(pages[0].text)
    else:
        show_table(
            [(_("Page"), "right"), (_("Words"), "right"), _("Known words"), _("Begins")],
            [(p.number, p.words, quality_shown(p.quality), " ".join(p.text[:200].split())[:70]) for p in pages],
            title=cite(document.title, document.year, None),
        )

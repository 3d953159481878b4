"""``bsb keydoc``: key documents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bsb.cli.code import nth_of, shortened
from bsb.cli.edge import CODER, done, in_project, json_option, note, show_table, write_json, yes_option
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.text.numbered import numbered

if TYPE_CHECKING:
    from bsb.corpus.keydoc_codings import DocCoding, DocPassage
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
        _("{file} -> {title}: {pages}, {words}, {quality} known words.").format(
            file=file.name,
            title=found.title,
            pages=numbered(found.pages, "page"),
            words=numbered(found.words, "word"),
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


@keydoc.command(help=_("Code a passage of a key document, to cite it under a theme. Several codes may be given."))
@click.argument("title")
@click.option("--words", required=True, help=_("The words, in quotation marks, as they stand in the document."))
@click.option("--page", type=int, help=_("The page on which they begin."))
@click.option("--nth", type=click.IntRange(1), help=_("Which place, where the words stand more often."))
@click.option("--code", "codes", multiple=True, required=True, help=_("A code (key, name or beginning); repeatable."))
@click.option("--memo", default="", help=_("A remark on the coding."))
@click.option("--coder", envvar=CODER, default="", help=_("Who codes (or set BSB_CODER)."))
@json_option
@yes_option
@in_project
def code(
    project: Project,
    title: str,
    words: str,
    page: int | None,
    nth: int | None,
    codes: tuple[str, ...],
    memo: str,
    coder: str,
    as_json: bool,
    yes: bool,
) -> None:
    passage = _one(project.keydoc_codings.find(title, words, page=page), nth, yes)
    made = project.keydoc_codings.add(passage, codes, coder=coder, memo=memo)
    if as_json:
        write_json([_plain(coding) for coding in made])
        return
    for coding in made:
        done(_("Coded: {coding}").format(coding=_line(coding)))


@keydoc.command(help=_("List the coded passages of the key documents, with page."))
@click.option("--document", "documents", multiple=True, help=_("Only this document."))
@click.option("--code", "codes", multiple=True, help=_("Only this code and the codes below it."))
@json_option
@in_project
def codings(project: Project, documents: tuple[str, ...], codes: tuple[str, ...], as_json: bool) -> None:
    found = project.keydoc_codings.all(
        documents=documents or None, codes=project.codebook.under(codes) if codes else None
    )
    if as_json:
        write_json([_plain(coding) for coding in found])
        return
    for coding in found:
        click.echo(_line(coding))
        click.echo(f"    {shortened(coding.quote)}")
    note(numbered(len(found), "coding"))


@keydoc.command(help=_("Take codings of key documents away."))
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@in_project
def uncode(project: Project, ids: tuple[str, ...]) -> None:
    for coding in project.keydoc_codings.remove(ids):
        done(_("Removed: {coding}").format(coding=_line(coding)))
    note(_("bsb undo brings them back."))


def _one(found: list[DocPassage], nth: int | None, yes: bool) -> DocPassage:
    if nth is not None:
        return nth_of(found, nth)
    if len(found) > 1:
        pages = ", ".join(dict.fromkeys(str(each.page or "–") for each in found))
        raise BsbError(
            _("The words stand in {n} places. Nothing was coded.").format(n=len(found)),
            _("They are on pages {pages}: narrow it down with --page, or pick one with --nth.").format(pages=pages),
        )
    if not found[0].exact and not yes:
        note(f"    {shortened(found[0].quote)}")
        if not click.confirm(_("Not just as you wrote it. Is this the passage?"), err=True):
            raise BsbError(_("Nothing was coded."), _("Quote the words as they stand in the document."))
    return found[0]


def _line(coding: DocCoding) -> str:
    return "  ".join((coding.ref, coding.cite, coding.code_name, coding.coder))


def _plain(coding: DocCoding) -> dict[str, Any]:
    return {"ref": coding.ref} | {name: getattr(coding, name) for name in type(coding).__slots__}

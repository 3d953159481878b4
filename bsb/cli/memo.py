"""``bsb memo``: what people think of things, in one place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bsb.cli.edge import CODER, done, in_project, json_option, note, write_json
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.i18n import ngettext
from bsb.text.numbered import numbered

if TYPE_CHECKING:
    from bsb.coding.memos import Memo
    from bsb.project import Project

_file = click.option("--file", type=click.Path(path_type=Path), help=_("Take the text from a file."))


def kind_name(kind: str) -> str:
    """Return what people read for a kind of memo."""
    return {
        "project": _("the project"),
        "interview": _("interview"),
        "code": _("code"),
        "coding": _("coding"),
        "cell": _("cell"),
    }[kind]


@click.group(help=_("Memos on the project, interviews, codes, codings and cells."))
def memo() -> None:
    pass


@memo.command(help=_("Write a memo. Without --interview, --code, --coding or --cell it is about the project."))
@click.argument("text", required=False)
@_file
@click.option("--title", default="", help=_("A title."))
@click.option("--interview", default="", help=_("The interview it is about."))
@click.option("--code", default="", help=_("The code it is about."))
@click.option("--coding", default="", metavar="ID", help=_("The coding it is about."))
@click.option("--cell", nargs=3, metavar="MATRIX ROW COLUMN", help=_("The cell of a matrix it is about."))
@click.option("--author", envvar=CODER, default="", help=_("Who writes (or set BSB_CODER)."))
@json_option
@in_project
def add(
    project: Project,
    text: str | None,
    file: Path | None,
    title: str,
    interview: str,
    code: str,
    coding: str,
    cell: tuple[str, str, str] | None,
    author: str,
    as_json: bool,
) -> None:
    made = project.memos.add(
        _text(text, file) or "",
        title=title,
        interview=interview,
        code=code,
        coding=coding,
        cell=_cell(project, cell) if cell else None,
        author=author or project.journal.actor,
    )
    if as_json:
        write_json(made)
        return
    done(_("Written: {memo}").format(memo=heading(made)))


def _text(text: str | None, file: Path | None) -> str | None:
    if file is None:
        return text
    if text is not None:
        raise BsbError(_("Give the text or --file, not both."), "")
    from bsb.formats.plain import load

    return load(file)[0]


def _cell(project: Project, cell: tuple[str, str, str]) -> tuple[str, str, str]:
    """Return matrix, row and column as they are kept, from names and beginnings."""
    from bsb.analysis.matrix import Matrix
    from bsb.i18n import N_
    from bsb.text.match import choose

    made = project.matrices.make(cell[0])
    if not isinstance(made, Matrix):
        raise BsbError(
            _("{matrix} is a reference table.").format(matrix=made.definition.name),
            _("Memos are written on cells of counted matrices."),
        )
    row = choose(cell[1], {line.key: (line.label,) for line in made.rows}, N_("row"))
    column = choose(cell[2], {line.key: (line.label,) for line in made.columns}, N_("column"))
    return made.definition.name, row, column


def filters(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that choose memos."""
    options = (
        click.option(
            "--kind",
            "kinds",
            multiple=True,
            type=click.Choice(["project", "interview", "code", "coding", "cell"]),
            help=_("Only those about this."),
        ),
        click.option("--interview", help=_("Only this interview.")),
        click.option("--code", help=_("Only this code.")),
        click.option("--author", help=_("Only by this person.")),
        click.option("--text", help=_("Only where this stands in title or text.")),
    )
    for option in reversed(options):  # the last one put on is shown first
        function = option(function)
    return function


def _chosen(project: Project, chosen: dict[str, Any]) -> list[Memo]:
    kinds, interview, code = chosen["kinds"], chosen["interview"], chosen["code"]
    return project.memos.all(
        kinds=list(kinds) or None,
        interview=project.interviews.get(interview).name if interview else None,
        code=project.codebook.get(code).key if code else None,
        author=chosen["author"],
        text=chosen["text"],
    )


@memo.command(help=_("Write memos to one Word file, by what they are about, with author and date."))
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help=_("Where to write it."))
@filters
@in_project
def export(project: Project, /, output: Path | None, **chosen: Any) -> None:
    found = _chosen(project, chosen)
    path = project.reports.memos(found, out=output)
    project.left(path)
    done(ngettext("{file}: {n} memo.", "{file}: {n} memos.", len(found)).format(file=path, n=len(found)))


@memo.command("list", help=_("List memos, also the remarks in codes and codings."))
@filters
@json_option
@in_project
def list_(project: Project, /, as_json: bool, **chosen: Any) -> None:
    found = _chosen(project, chosen)
    if as_json:
        write_json(found)
        return
    for each in found:
        click.secho(heading(each), bold=True)
        for row in each.text.split("\n"):
            click.echo(f"    {row}")
    note(numbered(len(found), "memo"))


def heading(found: Memo) -> str:
    """Return a memo's id, what it is about, title, author and day, in one line."""
    about = f"{kind_name(found.kind)} {found.about}".strip()
    who = ", ".join(filter(None, (found.author, (found.edited or found.at)[:10])))
    return "  ".join(filter(None, (found.id, about, found.title, who)))


@memo.command(help=_("Change a memo's text or title."))
@click.argument("id_", metavar="ID")
@click.argument("text", required=False)
@_file
@click.option("--title", help=_("A new title."))
@in_project
def edit(project: Project, id_: str, text: str | None, file: Path | None, title: str | None) -> None:
    written = _text(text, file)
    if written is None and title is None:
        raise BsbError(_("Nothing to change is named."), _("See: bsb memo edit --help"))
    done(_("Written: {memo}").format(memo=heading(project.memos.edit(id_, text=written, title=title))))


@memo.command(help=_("Remove memos."))
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@in_project
def remove(project: Project, ids: tuple[str, ...]) -> None:
    for gone in project.memos.remove(ids):
        done(_("Removed: {memo}").format(memo=heading(gone)))
    note(_("bsb undo brings them back."))

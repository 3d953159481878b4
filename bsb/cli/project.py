"""``bsb init``, ``bsb status`` and ``bsb project``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bsb.cli.edge import done, in_project, json_option, note, print_rich, write_json
from bsb.cli.encryption import decrypt, encrypt, new_passphrase
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.i18n import ngettext
from bsb.text.language import LANGUAGES

if TYPE_CHECKING:
    from bsb.project import Project


@click.command(help=_("Make a new project in DIR (default: this folder)."))
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=".", metavar="[DIR]")
@click.option("--name", default="", help=_("The project's name (default: the folder's)."))
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    default="nb",
    show_default=True,
    help=_("Language of papers: bokmål, nynorsk or English. Messages are in bokmål where papers are in nynorsk."),
)
@click.option(
    "--store",
    default="",
    metavar="ADDRESS",
    help=_("An empty PostgreSQL database for a team, such as postgresql+psycopg://HOST/DATABASE (default: a file)."),
)
@click.option("--encrypt", is_flag=True, help=_("Encrypt the database with a passphrase."))
def init(folder: Path, name: str, language: str, store: str, encrypt: bool) -> None:
    from bsb.project import Project

    if store and encrypt:
        raise BsbError(
            _("--encrypt is for a database in a file."),
            _("A server's disk is encrypted by those who run the server."),
        )
    passphrase = new_passphrase() if encrypt else None
    project = Project.init(folder, name=name, language=language, store=store, passphrase=passphrase)
    project.close()
    done(_("Made the project “{name}” in {folder}.").format(name=project.config.name, folder=folder))
    note(_("Districts and names are in {file}; change them there. Next: bsb status").format(file=folder / "bsb.toml"))


@click.command(help=_("Show where the project stands in the circle of steps, and what comes next."))
@json_option
@in_project
def status(project: Project, as_json: bool) -> None:
    from rich.text import Text

    state = project.progress()
    if as_json:
        write_json(state)
        return
    marks = {"done": ("●", "green"), "begun": ("◐", "yellow"), "open": ("○", "dim")}
    click.secho(project.config.name, bold=True)
    for step in state.steps:
        mark, style = marks[step.state]
        print_rich(Text.assemble((f" {mark} ", style), (f"{step.name:<22}", "bold"), step.where))
    for warning in state.warnings:
        print_rich(Text.assemble((" ! ", "yellow"), warning))
    if state.waiting:
        click.secho(_("Waits for people"), bold=True)
    for each in state.waiting:
        print_rich(Text.assemble(" · ", each.what, ": ", (each.command, "cyan")))
    click.echo()
    click.echo(_("Next: {step}").format(step=state.next_step))
    if state.next_command:
        click.secho("  " + state.next_command, fg="cyan")


@click.group(
    help=_("Where the project's data is: in a file, encrypted or plain, or on a PostgreSQL server for a team.")
)
def project() -> None:
    pass


@project.command(
    help=_(
        "Copy all data, journal and all, to an empty database on a server, or from there to a new file (bsb.db). "
        "The copy is held against the original, row by row."
    )
)
@click.argument("target", metavar="ADDRESS|FILE")
@click.option("--use", is_flag=True, help=_("Go on with the copy: write where it is to bsb.toml."))
@in_project
def copy(project: Project, target: str, use: bool) -> None:
    rows = project.copy_store(target, use=use)
    done(
        ngettext("Copied and compared: {n} row is equal.", "Copied and compared: {n} rows are equal.", rows).format(
            n=rows
        )
    )
    if use:
        note(_("The project goes on with the copy. What was copied is still there: delete it when you are sure."))
    else:
        note(_("The project goes on with the database it had. To go on with the copy, say --use when you copy."))


@project.command(
    help=_(
        "Let logins of the server code in this project. In a blind round the server then hides from each the others' "
        "codings there, whatever program they use. Say it again after bsb has been updated."
    )
)
@click.argument("logins", nargs=-1, required=True, metavar="LOGIN...")
@click.option("--show", is_flag=True, help=_("Show what would be said to the server, and say nothing."))
@in_project
def grant(project: Project, logins: tuple[str, ...], show: bool) -> None:
    if show:
        from bsb.store.policies import statements

        click.echo("\n".join(f"{statement};" for statement in statements(logins)))
        return
    project.grant(logins)
    done(_("These may now code here: {logins}.").format(logins=", ".join(logins)))
    note(_("Name the same logins when you open a blind round, so that the server knows whose sign is whose."))


project.add_command(encrypt)
project.add_command(decrypt)

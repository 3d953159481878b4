"""What commands share: the project option, JSON out, tables, notices."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, Literal, ParamSpec, TypeVar

import click

from bsb.cli.passphrase import ask_for_locked_files
from bsb.errors import BsbError
from bsb.i18n import current_language, ngettext
from bsb.i18n import gettext as _
from bsb.reports import norwegian
from bsb.text.language import BOKMAAL

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from bsb.project import Project

#: The environment variable that says whose codings are written where --coder does not.
CODER = "BSB_CODER"

P = ParamSpec("P")
R = TypeVar("R")

json_option = click.option("--json", "as_json", is_flag=True, help=_("Write JSON and nothing else."))
yes_option = click.option("--yes", is_flag=True, help=_("Answer yes to every question."))


def crew_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options --workers and --scheduler, for ``bsb.corpus.spread.crew``."""
    at_once, cluster = _("Work with so many processes at once."), _("Work on the cluster of this Dask scheduler.")
    workers = click.option("--workers", type=click.IntRange(0), default=0, help=at_once)
    scheduler = click.option("--scheduler", default="", metavar="ADDRESS", help=cluster)
    found: Callable[..., Any] = workers(scheduler(function))
    return found


def open_project(folder: Path | None) -> Project:
    """Open the project in a folder, or without one that of the folder one stands in or of one above it.

    Raises BsbError if there is none.
    """
    from bsb.config import FILE
    from bsb.project import Project

    if folder is not None and not (folder / FILE).is_file():
        # A folder named in so many words is meant: a slip must not reach for the project around it.
        raise BsbError(
            _("There is no project in {folder}.").format(folder=folder),
            _("Look at the path, or make one: bsb init DIR"),
        )
    project = Project.open(folder or Path())
    ask_for_locked_files()
    return project


def folder_option(help_: str) -> Callable[[Callable[..., R]], Callable[..., R]]:
    """Return the option -C, which names the folder to work in."""
    kind = click.Path(file_okay=False, path_type=Path)
    return click.option("-C", "folder", type=kind, metavar="DIR", help=help_)


def in_project(function: Callable[Concatenate[Project, P], R]) -> Callable[P, R]:
    """Give a command the option -C and, as its first argument, the project opened there."""

    @folder_option(_("The project's folder (default: this folder or one above it)."))
    @functools.wraps(function)
    def command(*args: P.args, **kwargs: P.kwargs) -> R:
        folder = kwargs.pop("folder")
        project = open_project(folder if isinstance(folder, Path) else None)
        try:
            with at_work(project):
                result = function(project, *args, **kwargs)
            _tell_what_is_hidden(project)
            return result
        finally:
            project.close()

    return command


@contextlib.contextmanager
def at_work(project: Project) -> Iterator[None]:
    """Tell which commands were cut off the last time, and see to it that it can be told if this one is."""
    for each in project.cut_off():
        note(
            _("“{command}” of {when} was cut off. What it had finished is kept; nothing is half done.").format(
                command=each.command, when=shown_time(each.began)
            )
        )
        _tell_last_kept(project)
    with project.running(click.get_current_context().command_path):
        yield


def _tell_last_kept(project: Project) -> None:
    from bsb.cli.journal import action_name

    with contextlib.suppress(BsbError):  # a database that cannot be opened is told of when it is needed
        for last in project.journal.entries(limit=1):
            told = _("The last change that was kept: {when} {who}: {what} ({about}). See all: bsb history")
            note(
                told.format(when=shown_time(last.at), who=last.actor, what=action_name(last.action), about=last.about)
            )


def shown_time(at: str) -> str:
    """Return a time of the journal as people read it."""
    return at.replace("T", " ").rstrip("Z")


def _tell_what_is_hidden(project: Project) -> None:
    """Say that an open blind round has hidden codings, which numbers and papers then leave out."""
    if "store" not in project.__dict__:
        return
    if project.store.untidy:
        note(
            _("It is erased, but the file could not be rewritten: {why}").format(why=project.store.untidy)
            + " "
            + _("The next withdrawal or removal does that.")
        )
    names = sorted(project.store.hidden)
    if names:
        shown = ", ".join(names[:4]) + (" …" if len(names) > 4 else "")
        note(
            _("Blind round: what others have coded in {interviews} is neither shown nor counted.").format(
                interviews=shown
            )
        )


def write_json(value: Any) -> None:
    """Write a value as JSON: dataclasses by field, paths as text."""
    click.echo(json_text(value), nl=False)


def json_text(value: Any) -> str:
    """Return a value as the text of a JSON file: dataclasses by field, paths as text."""
    return json.dumps(value, ensure_ascii=False, indent=2, default=_plain) + "\n"


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: getattr(value, f.name) for f in dataclasses.fields(value)}
    if isinstance(value, Path):
        return value.as_posix()
    if isinstance(value, Iterable):
        return list(value)
    raise TypeError(f"no JSON for {type(value).__name__}")


def note(message: str) -> None:
    """Tell something beside the result, on standard error."""
    click.echo(message, err=True)


def wrote(project: Project, path: Path, *, bokmaal: bool = False) -> None:
    """Tell that a file was written, and record it if it left the project's folder.

    ``bokmaal``: such papers come in bokmål alone, which is told where the project's papers are in another language.
    """
    project.left(path)
    done(_("Wrote {file}.").format(file=path))
    if bokmaal:
        told_in_bokmaal(project)
    suspect(project, path)


def told_in_bokmaal(project: Project) -> None:
    """Tell that a paper is in bokmål, where the project's papers are in another language."""
    if project.config.language != BOKMAAL.code:
        note(
            _("  ! This paper comes in bokmål alone. The project's language is {language}.").format(
                language=project.config.language
            )
        )


def suspect(project: Project, path: Path) -> None:
    """Scan a file that was written outside the project's folder, and tell if something in it may point to people."""
    from bsb.privacy.check_output import check_file
    from bsb.privacy.leaving import can_be_checked

    if path.resolve().is_relative_to(project.root.resolve()) or not can_be_checked(path):
        return
    places = sum(not leak.weak for leak in check_file(path, scanner=project.output_scanner()))
    if places:
        told = ngettext(
            "  ! {n} place in it may point to a person. Look at it: bsb privacy check-output {file}",
            "  ! {n} places in it may point to people. Look at them: bsb privacy check-output {file}",
            places,
        )
        note(told.format(n=places, file=path))


def show_table(columns: Sequence[str | tuple[str, str]], rows: Iterable[Sequence[object]], **options: Any) -> None:
    """Print a table. A column is its heading, or (heading, "right"). Cells are text, never markup."""
    from rich.text import Text

    from bsb.cli.columns import fit

    heads = [column if isinstance(column, tuple) else (column, "left") for column in columns]
    cells = [[c if isinstance(c, Text) else Text("" if c is None else str(c)) for c in row] for row in rows]
    # Left to itself, the table would narrow all columns alike and break words in two. If it must, then of headings.
    body = [[row[at].plain for row in cells if at < len(row)] for at in range(len(heads))]
    natural = [_longest([head, *column], "\n") for (head, _side), column in zip(heads, body, strict=True)]
    room = console_width() - 3 * len(heads) - 1
    words = [_longest([head, *column]) for (head, _side), column in zip(heads, body, strict=True)]
    widths: Sequence[int | None] | None = fit(natural, words, [_longest(column) for column in body], room)
    table = new_table(**options)
    for (heading, justify), width in zip(heads, widths or [None] * len(heads), strict=True):
        table.add_column(Text(heading), justify=justify, overflow="fold", width=width)  # type: ignore[arg-type]
    for row in cells:
        table.add_row(*row)
    print_rich(table)


def _longest(texts: Iterable[str], separator: str | None = None) -> int:
    """Return the length of the longest word, or of what a separator parts."""
    return max((len(piece) for text in texts for piece in text.split(separator)), default=0)


def new_table(**options: Any) -> Table:
    """Return an empty table in the house look."""
    from rich import box
    from rich.table import Table

    return Table(box=box.SIMPLE_HEAD, header_style="bold", title_justify="left", **options)


def print_rich(thing: object) -> None:
    """Print a rich object to standard output."""
    _console().print(thing)


def decimal(value: float, places: int, *, sign: Literal["", "+"] = "") -> str:
    """Return a number as people read it in the current language; ``sign`` "+" gives positive ones a sign too.

    >>> decimal(0.456, 2)
    '0.46'
    """
    shown = norwegian.decimal(value, places) if current_language() == "nb" else f"{value:,.{places}f}"
    return f"{sign}{shown}" if value >= 0 else shown


def console_width() -> int:
    """Return how many characters a line of standard output holds; COLUMNS or 120 where it is no terminal."""
    return _console().width


def _console() -> Console:
    import os
    import sys

    from rich.console import Console

    # A pipe has no width of its own: what the reader asks for, else what a page holds.
    asked = os.environ.get("COLUMNS", "")
    width = int(asked) if asked.isdecimal() and int(asked) else 120
    return Console(file=sys.stdout, width=None if sys.stdout.isatty() else width, highlight=False)


def done(message: str) -> None:
    """Say in one line what was done."""
    click.secho(message, fg="green")

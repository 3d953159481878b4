"""``bsb words``: what is said often, what sets a district apart, and which words go together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bsb.cli.edge import crew_options, decimal, done, in_project, json_option, note, show_table, write_json
from bsb.cli.search import KINDS, ROLES
from bsb.i18n import gettext as _
from bsb.i18n import ngettext

if TYPE_CHECKING:
    from bsb.project import Project

Columns = Sequence[str | tuple[str, str]]


def _options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that the three lists share."""
    shared = (
        click.option("--interview", "interviews", multiple=True, help=_("Only this interview.")),
        click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help=_("Only this kind.")),
        click.option(
            "--role",
            "roles",
            multiple=True,
            type=click.Choice(ROLES),
            default=["participant"],
            show_default=True,
            help=_("Only what these have said."),
        ),
        click.option("--code", "codes", multiple=True, help=_("Only turns with this code.")),
        click.option("--forms", is_flag=True, help=_("Count word forms as they stand, not base forms.")),
        click.option("--stop-words", is_flag=True, help=_("Count small words such as «og» and «det» too.")),
        click.option("--top", type=click.IntRange(1), default=50, show_default=True, help=_("Show so many.")),
        click.option("--export", type=click.Path(path_type=Path), metavar="FILE", help=_("Write .csv or .xlsx.")),
        json_option,
    )
    with_options: Callable[..., Any] = in_project(function)
    for option in reversed(shared):
        with_options = option(with_options)
    return with_options


@click.group(help=_("Word lists, keyness and collocations; participants' turns unless asked otherwise."))
def words() -> None:
    pass


@words.command("list", help=_("List the words that are said most."))
@click.option("--district", "districts", multiple=True, help=_("Only this district."))
@click.option("--min", "minimum", type=click.IntRange(1), default=2, show_default=True, help=_("Said so often."))
@crew_options
@_options
def list_(
    project: Project,
    /,
    workers: int,
    scheduler: str,
    forms: bool,
    stop_words: bool,
    minimum: int,
    top: int,
    export: Path | None,
    as_json: bool,
    **filters: Any,
) -> None:
    from bsb.corpus.spread import crew

    with crew(workers, scheduler) as hands:
        found = project.words.counts(
            project.search.where(**filters),
            forms=forms,
            stop_words=stop_words,
            minimum=minimum,
            top=top,
            crew=hands,
        )
    columns: Columns = [
        _("Word"),
        (_("Times"), "right"),
        (_("Per 1,000"), "right"),
        (_("Speakers"), "right"),
        (_("Interviews"), "right"),
    ]
    rows = [(r.word, r.count, decimal(r.per_thousand, 2), r.speakers, r.interviews) for r in found]
    _out(project, found, columns, rows, export, as_json)


@words.command(
    help=_(
        "Show the words that set a district apart from the others, by log-likelihood (Dunning 1993; Rayson and"
        " Garside 2000). Log ratio 1 is twice as often; below 0 is less often than elsewhere."
    )
)
@click.option("--district", "districts", multiple=True, help=_("This district."))
@click.option("--against", multiple=True, metavar="DISTRICT", help=_("Compare with this one (default: all others)."))
@click.option("--min", "minimum", type=click.IntRange(1), default=3, show_default=True, help=_("Said so often."))
@click.option("--speakers", type=click.IntRange(1), default=2, show_default=True, help=_("Said by so many people."))
@_options
def keyness(
    project: Project,
    /,
    against: tuple[str, ...],
    forms: bool,
    stop_words: bool,
    minimum: int,
    speakers: int,
    top: int,
    export: Path | None,
    as_json: bool,
    **filters: Any,
) -> None:
    if not any(filters[name] for name in ("districts", "interviews", "kinds", "codes")):
        raise click.UsageError(_("Say whose words: --district DISTRICT"))
    found = project.words.keyness(
        project.search.where(**filters),
        project.search.where(districts=against, roles=filters["roles"]) if against else None,
        forms=forms,
        stop_words=stop_words,
        minimum=minimum,
        speakers=speakers,
        top=top,
    )
    columns: Columns = [
        _("Word"),
        (_("Here"), "right"),
        (_("Elsewhere"), "right"),
        (_("Log-likelihood"), "right"),
        (_("Log ratio"), "right"),
        (_("Speakers"), "right"),
        (_("Interviews"), "right"),
    ]
    rows = [
        (
            r.word,
            r.count,
            r.other,
            decimal(r.log_likelihood, 1),
            decimal(r.log_ratio, 1, sign="+"),
            r.speakers,
            r.interviews,
        )
        for r in found
    ]
    _out(project, found, columns, rows, export, as_json)


@words.command(help=_("Show pairs of words that stand together more often than by chance; of WORD, or all."))
@click.argument("word", required=False)
@click.option("--district", "districts", multiple=True, help=_("Only this district."))
@click.option(
    "--window", type=click.IntRange(2, 20), default=2, show_default=True, help=_("The pair within so many words.")
)
@click.option("--min", "minimum", type=click.IntRange(1), default=3, show_default=True, help=_("Said so often."))
@_options
def collocations(
    project: Project,
    /,
    word: str | None,
    window: int,
    forms: bool,
    stop_words: bool,
    minimum: int,
    top: int,
    export: Path | None,
    as_json: bool,
    **filters: Any,
) -> None:
    found = project.words.collocations(
        project.search.where(**filters),
        word=word,
        window=window,
        forms=forms,
        stop_words=stop_words,
        minimum=minimum,
        top=top,
    )
    columns: Columns = [_("Pair"), (_("Times"), "right"), (_("Log-likelihood"), "right"), (_("Speakers"), "right")]
    rows = [(f"{r.first} {r.second}", r.count, decimal(r.log_likelihood, 1), r.speakers) for r in found]
    _out(project, found, columns, rows, export, as_json)


def _out(
    project: Project,
    found: Sequence[Any],
    columns: Columns,
    rows: Sequence[Sequence[object]],
    export: Path | None,
    as_json: bool,
) -> None:
    if export:
        from dataclasses import astuple, fields

        from bsb.formats.table_file import Sheet, write_table

        names = tuple(field.name for field in fields(found[0])) if found else ()
        write_table(export, Sheet(_("Words"), names, [astuple(row) for row in found]), date=project.today)
        done(ngettext("{file}: {n} line.", "{file}: {n} lines.", len(found)).format(file=export.name, n=len(found)))
    elif as_json:
        write_json(found)
    elif found:
        show_table(columns, rows)
    else:
        note(_("No words."))

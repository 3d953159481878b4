"""``bsb codebook``: the codes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bsb.cli.edge import done, in_project, json_option, note, print_rich, write_json, yes_option
from bsb.coding.codes import facet_name
from bsb.errors import BsbError
from bsb.i18n import gettext as _

if TYPE_CHECKING:
    from bsb.coding.book_changes import Plan
    from bsb.coding.codes import Code
    from bsb.project import Project

_FACETS = click.Choice(["service", "theme", "free"])
_preview = click.option("--preview", is_flag=True, help=_("Show what would change, and change nothing."))


def texts(function: Any) -> Any:
    """Give a command the options for what a code says."""
    options = (
        click.option("--short", help=_("A short name for narrow columns.")),
        click.option("--definition", help=_("What the code means.")),
        click.option("--include", help=_("When to use it.")),
        click.option("--exclude", help=_("When not to.")),
        click.option("--example", help=_("An example that shows it at its clearest.")),
        click.option("--memo", help=_("A remark on the code.")),
        click.option("--colour", metavar="#RRGGBB", help=_("Its colour.")),
        click.option("--codable/--group", default=None, help=_("Whether it takes codings or only groups codes.")),
    )
    for option in reversed(options):  # the last one put on is shown first
        function = option(function)
    return function


def carry_out(plan: Plan, *, preview: bool, ask: bool = False, yes: bool = False) -> None:
    """Show what a plan changes, ask if that is wanted, and do it."""
    lines = plan.lines()
    if not lines:
        done(_("Nothing would change."))
        return
    for each in lines:
        click.echo(f"  {each}")
    for each in plan.notices:
        note(each)
    if preview:
        note(_("This is a preview: nothing was changed."))
        return
    if ask and not yes and not click.confirm(_("Do this?"), err=True):
        raise BsbError(_("Nothing was changed."), "")
    plan.apply()
    done(_("Done. bsb undo takes it back."))


@click.group(help=_("The codes."))
def codebook() -> None:
    pass


@codebook.command(help=_("Show the codes as a tree, or one code with its definition."))
@click.argument("code", required=False)
@json_option
@in_project
def show(project: Project, code: str | None, as_json: bool) -> None:
    found: Code | list[Code] = project.codebook.get(code) if code else project.codebook.all()
    if as_json:
        write_json(found)
    elif isinstance(found, list):
        _show_tree(found)
    else:
        _show_one(found)


def _show_one(found: Code) -> None:
    from rich.text import Text

    print_rich(Text.assemble(("■ ", found.colour), (found.name, "bold"), f"  ({found.key})"))
    for label, text in (
        (_("Short name"), found.short),
        (_("Under"), found.parent),
        (_("Definition"), found.definition),
        (_("When to use"), found.include),
        (_("When not"), found.exclude),
        (_("Example"), found.example),
        (_("Memo"), found.memo),
        (_("Status"), "" if found.status == "active" else status_name(found.status)),
        (_("Codings"), str(found.codings)),
    ):
        if text:
            print_rich(Text.assemble((f"{label}: ", "bold"), text))


def status_name(status: str) -> str:
    """Return what people read for a code's status."""
    return {"active": _("in use"), "retired": _("out of use")}.get(status, status)


def _show_tree(codes: Sequence[Code]) -> None:
    from rich.text import Text

    from bsb.coding.codes import depths

    depth, facet = depths(codes), ""
    for each in codes:
        if each.facet != facet:
            facet = each.facet
            print_rich(Text(facet_name(facet), "bold"))
        count = f"  {each.codings}" if each.codable else ""
        gone = "" if each.status == "active" else f"  {status_name(each.status)}"
        blank = "  " * (depth[each.key] + 1)
        print_rich(Text.assemble(blank, ("■ ", each.colour), each.name, f"  ({each.key})", (count + gone, "dim")))


@codebook.command(
    "import",
    help=_("Take codes in from a YAML file, an Excel or CSV table, Taguette's CSV or a .qdc. Codes not named stay."),
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--facet", type=_FACETS, default="free", help=_("The facet of new codes that the file gives none."))
@in_project
def import_(project: Project, file: Path, facet: str) -> None:
    result = project.codebook.import_file(file, facet=facet)
    done(
        _("{file}: {added} added, {changed} changed, {same} as before.").format(
            file=file.name, added=len(result.added), changed=len(result.changed), same=len(result.same)
        )
    )


@codebook.command(help=_("Write the codes to a .yaml, .xlsx, .csv or .qdc file."))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--taguette", is_flag=True, help=_("As the .csv that Taguette imports."))
@in_project
def export(project: Project, file: Path, taguette: bool) -> None:
    project.codebook.export_file(file, title=project.config.name, taguette=taguette)
    done(_("Written: {file}").format(file=file))


@codebook.command(help=_("Add a code, last in its facet or under its parent."))
@click.argument("name")
@click.option("--facet", type=_FACETS, default=None, help=_("Its facet (not needed with --under or --after)."))
@click.option("--under", default="", help=_("The code that it stands under."))
@click.option("--after", default="", help=_("The code that it comes behind."))
@click.option("--key", default="", help=_("Its key (default: made of the name)."))
@texts
@_preview
@in_project
def add(
    project: Project, /, name: str, facet: str | None, under: str, after: str, key: str, preview: bool, **values: Any
) -> None:
    given = {field: value for field, value in values.items() if value is not None}
    carry_out(
        project.codebook.plan.add(name, facet=facet or "", parent=under, after=after, key=key, **given),
        preview=preview,
    )


@codebook.command(help=_("Change what a code says."))
@click.argument("code")
@click.option("--name", help=_("A new name."))
@texts
@click.option("--status", type=click.Choice(["active", "retired"]), help=_("In use, or out of use."))
@_preview
@in_project
def edit(project: Project, /, code: str, preview: bool, **values: Any) -> None:
    given = {field: value for field, value in values.items() if value is not None}
    if not given:
        raise BsbError(_("Nothing to change is named."), _("See: bsb codebook edit --help"))
    carry_out(project.codebook.plan.edit(code, **given), preview=preview)


@codebook.command(help=_("Give a code another name. Its key stays, so that files that name it go on working."))
@click.argument("code")
@click.argument("name")
@click.option("--short", help=_("A short name for narrow columns."))
@_preview
@in_project
def rename(project: Project, code: str, name: str, short: str | None, preview: bool) -> None:
    carry_out(project.codebook.plan.rename(code, name, short=short), preview=preview)


@codebook.command(help=_("Move a code, and all below it, to another place."))
@click.argument("code")
@click.option("--under", help=_("The code that it is to stand under."))
@click.option("--top", is_flag=True, help=_("To the top of its facet."))
@click.option("--facet", type=_FACETS, default=None, help=_("To the top of another facet."))
@click.option("--after", default="", help=_("Behind this code."))
@click.option("--first", is_flag=True, help=_("Before its neighbours."))
@_preview
@yes_option
@in_project
def move(
    project: Project,
    code: str,
    under: str | None,
    top: bool,
    facet: str | None,
    after: str,
    first: bool,
    preview: bool,
    yes: bool,
) -> None:
    if under is None and not (top or facet or after or first):
        raise BsbError(_("Where to?"), _("Say --under CODE, --top, --facet FACET, --after CODE or --first."))
    parent = "" if top else under
    plan = project.codebook.plan.move(code, parent=parent, facet=facet or "", after=after, first=first)
    carry_out(plan, preview=preview, ask=bool(plan.notices), yes=yes)


@codebook.command(help=_("Remove a code that nothing rests on."))
@click.argument("code")
@_preview
@in_project
def remove(project: Project, code: str, preview: bool) -> None:
    carry_out(project.codebook.plan.remove(code), preview=preview)


@codebook.command(help=_("Merge codes into one. Codings, codes below, memos and summaries go with them."))
@click.argument("codes", nargs=-1, required=True, metavar="CODE...")
@click.option("--into", required=True, help=_("The code that stays."))
@_preview
@yes_option
@in_project
def merge(project: Project, codes: tuple[str, ...], into: str, preview: bool, yes: bool) -> None:
    carry_out(project.codebook.plan.merge(codes, into=into), preview=preview, ask=True, yes=yes)


@codebook.command(help=_("Split a code: some of its codings go to other codes. Say which by rules or in a sheet."))
@click.argument("code")
@click.option("--into", "parts", multiple=True, metavar="KEY[=NAME]", help=_("A part; a new one with its name."))
@click.option(
    "--where",
    "rules",
    multiple=True,
    metavar="KEY:FIELD=VALUE,...",
    help=_("Which go to a part."),
)
@click.option("--sheet", type=click.Path(path_type=Path), help=_("Write the codings to this sheet, to be filled in."))
@click.option("--codings", type=click.Path(path_type=Path), help=_("The sheet, filled in."))
@click.option("--rest", default="", metavar="KEY", help=_("The part that gets all others (default: they stay)."))
@click.option("--nested", is_flag=True, help=_("New codes stand under the code."))
@_preview
@yes_option
@in_project
def split(
    project: Project,
    code: str,
    parts: tuple[str, ...],
    rules: tuple[str, ...],
    sheet: Path | None,
    codings: Path | None,
    rest: str,
    nested: bool,
    preview: bool,
    yes: bool,
) -> None:
    from bsb.coding.book_split import read_part, read_worksheet, with_rule, write_worksheet

    source = project.codebook.get(code)
    if sheet is not None:
        write_worksheet(sheet, project.codings.all(codes=[source.key]), date=project.today)
        done(_("Written: {file}").format(file=sheet))
        note(
            _("Fill in the column code, then: bsb codebook split {key} --into ... --codings {file}").format(
                key=source.key, file=sheet.name
            )
        )
        return
    into = [read_part(part) for part in parts]
    for rule in rules:
        into = with_rule(into, rule)
    if source.codings and into and not (rules or codings or rest):
        raise BsbError(
            _("Where do the codings of “{code}” go ({n})?").format(n=source.codings, code=source.name),
            _(
                'By rules: --where "key: valence=critical". By hand: --sheet FILE.xlsx, then --codings FILE.xlsx. '
                "All to one part: --rest KEY."
            ),
        )
    said = read_worksheet(codings) if codings else None
    plan = project.codebook.plan.split(source.key, into, codings=said, rest=rest, nested=nested)
    carry_out(plan, preview=preview, ask=True, yes=yes)


@codebook.command(help=_("Show what has happened to a code; also to one that is gone."))
@click.argument("code")
@json_option
@in_project
def history(project: Project, code: str, as_json: bool) -> None:
    from bsb.cli.journal import action_name

    events = project.codebook.history(code)
    if as_json:
        write_json(events)
        return
    for event in events:
        when = event.at.replace("T", " ").rstrip("Z")
        undone = "  " + _("undone") if event.undone else ""
        click.secho(f"{event.entry}  {when}  {event.actor}  {action_name(event.action)}{undone}", bold=True)
        for each in event.lines:
            click.echo(f"    {each}")

"""``bsb codebook``: the codes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bsb.cli.edge import done, in_project, json_option, print_rich, write_json
from bsb.i18n import gettext as _

if TYPE_CHECKING:
    from bsb.project import Project


def facet_name(facet: str) -> str:
    """Return what people read for a facet."""
    return {"service": _("Services"), "theme": _("Themes"), "free": _("Free codes")}[facet]


@click.group(help=_("The codes."))
def codebook() -> None:
    pass


@codebook.command(help=_("Show the codes as a tree, or one code with its definition."))
@click.argument("code", required=False)
@json_option
@in_project
def show(project: Project, code: str | None, as_json: bool) -> None:
    from rich.text import Text

    if code:
        found = project.codebook.get(code)
        if as_json:
            write_json(found)
            return
        print_rich(Text.assemble(("■ ", found.colour), (found.name, "bold"), f"  ({found.key})"))
        for label, text in (
            (_("Definition"), found.definition),
            (_("When to use"), found.include),
            (_("When not"), found.exclude),
            (_("Example"), found.example),
            (_("Memo"), found.memo),
            (_("Codings"), str(found.codings)),
        ):
            if text:
                print_rich(Text.assemble((f"{label}: ", "bold"), text))
        return
    codes = project.codebook.all()
    if as_json:
        write_json(codes)
        return
    depth: dict[str, int] = {}
    facet = ""
    for each in codes:
        depth[each.key] = depth[each.parent] + 1 if each.parent in depth else 0
        if each.facet != facet:
            facet = each.facet
            print_rich(Text(facet_name(facet), "bold"))
        count = f"  {each.codings}" if each.codable else ""
        print_rich(
            Text.assemble(
                "  " * (depth[each.key] + 1), ("■ ", each.colour), each.name, f"  ({each.key})", (count, "dim")
            )
        )


@codebook.command("import", help=_("Take codes in from a YAML file. Codes it does not name stay as they are."))
@click.argument("file", type=click.Path(path_type=Path))
@in_project
def import_(project: Project, file: Path) -> None:
    result = project.codebook.import_file(file)
    done(
        _("{file}: {added} added, {changed} changed, {same} as before.").format(
            file=file.name, added=len(result.added), changed=len(result.changed), same=len(result.same)
        )
    )

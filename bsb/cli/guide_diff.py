"""``bsb guide diff``: what differs between two guides, or two versions of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bsb.cli.edge import done, in_project, json_option, print_rich, write_json
from bsb.i18n import gettext as _

if TYPE_CHECKING:
    from bsb.project import Project


@click.command(
    help=_(
        "Say in words what differs from the guide OLD to the guide NEW. Each is a guide, a YAML file, or a version "
        "that an interview used, such as temaguide-full@1a2b3c4d."
    )
)
@click.argument("old")
@click.argument("new")
@json_option
@in_project
def diff(project: Project, old: str, new: str, as_json: bool) -> None:
    from rich.padding import Padding
    from rich.text import Text

    from bsb.cli.guide_check import one_guide
    from bsb.guide.compare import differences

    found = differences(one_guide(project, old), one_guide(project, new))
    if as_json:
        fields = ("kind", "topic", "old", "new")
        write_json([{name: getattr(one, name) for name in fields} | {"text": one.text} for one in found])
        return
    if not found:
        done(_("They say the same."))
        return
    heading = ""
    for one in found:
        if one.topic and one.topic != heading:
            print_rich(Text.assemble("\n", (one.topic, "bold")))
            heading = one.topic
        print_rich(Padding(Text(one.text), (0, 0, 0, 2 if one.topic else 0), expand=False))

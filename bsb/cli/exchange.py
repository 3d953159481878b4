"""``bsb exchange``: taking the project to and from other programs."""

from __future__ import annotations

import click

from bsb.cli.tables import tables
from bsb.i18n import gettext as _


@click.group(help=_("To and from other programs: tables for R and Excel."))
def exchange() -> None:
    pass


@exchange.group(help=_("Write the project for other programs."))
def export() -> None:
    pass


export.add_command(tables)

"""``bsb serve``: the project in the browser."""

from __future__ import annotations

import contextlib
import sys
import threading
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bsb.cli.edge import CODER, at_work, done, note, open_project
from bsb.cli.reviewing import use_register
from bsb.i18n import gettext as _

if TYPE_CHECKING:
    from bsb.web.guard import Guard


@click.command(help=_("Open the project in the browser: read, code, look. Only this machine can reach it."))
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), required=False, metavar="[DIR]")
@click.option("-C", "other", type=click.Path(file_okay=False, path_type=Path), hidden=True)
@click.option("--port", type=click.IntRange(1, 65535), help=_("The port (default: 8642, or the next free one)."))
@click.option("--no-open", is_flag=True, help=_("Do not open the browser; only show the link."))
@click.option("--coder", envvar=CODER, default="", help=_("Who codes (or set BSB_CODER); the page asks otherwise."))
def serve(folder: Path | None, other: Path | None, port: int | None, no_open: bool, coder: str) -> None:
    from bsb.web.serve import serve as prepare

    project = open_project(folder or other)
    try:
        served = prepare(project, port=port, coder=coder, scan_ready=lambda: use_register(project, None))
        done(_("“{name}” is open on this machine only.").format(name=project.config.name))
        _offer(served.guard, browser=not no_open)
        note(_("The link works once. Press Enter for a new one, Ctrl+C to stop."))
        threading.Thread(target=_links, args=(served.guard, not no_open), daemon=True).start()
        with at_work(project):
            served.run()
    finally:
        project.close()
    note(_("Stopped. Everything is saved."))


def _offer(guard: Guard, *, browser: bool) -> None:
    """Show a new link, and open it."""
    link = guard.new_link()
    click.echo(link)
    if browser:
        # A machine without a browser still has the link.
        with contextlib.suppress(webbrowser.Error, OSError):
            webbrowser.open(link)


def _links(guard: Guard, browser: bool) -> None:
    """Give a new link for each line that is entered, as long as somebody sits there."""
    if not sys.stdin or not sys.stdin.isatty():
        return
    for _line in sys.stdin:
        _offer(guard, browser=browser)

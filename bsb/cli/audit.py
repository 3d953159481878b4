"""``bsb report audit``: what a careful reader would stumble on in a report, ours or anyone's."""

from __future__ import annotations

from pathlib import Path

import click

from bsb.cli.edge import done, json_option, note, write_json
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.i18n import ngettext
from bsb.text.numbered import numbered


def sure_name(sure: str) -> str:
    """Return what people read for how sure a fault is."""
    return {"certain": _("certain"), "likely": _("likely"), "look": _("worth a look")}[sure]


@click.command(
    help=_(
        "Look through a report (.docx, .odt, .pdf, .txt) for repeated quotes, wrong numbers of boxes, tables and"
        " figures, references to what is not there, counts and sums that do not agree, misspelt districts, sources"
        " that are not listed, quotes that may point to a person, and empty sections."
    )
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--certain", is_flag=True, help=_("Only what can be read straight off the document."))
@click.option("--no-people", is_flag=True, help=_("Do not look for what points to people in quotes (quicker)."))
@click.option(
    "-C",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help=_("The project whose districts count (default: this folder's, else Oslo's)."),
)
@json_option
def audit(files: tuple[Path, ...], certain: bool, no_people: bool, folder: Path | None, as_json: bool) -> None:
    from bsb.config import FILE, read_config
    from bsb.privacy.scan import Scanner
    from bsb.project import Project, find_root
    from bsb.reports.audit.audit import audit_file
    from bsb.shipped import shipped

    root = find_root(folder or Path())
    if folder is not None and root is None:
        raise BsbError(
            _("There is no project in {folder}.").format(folder=folder), _("Leave out -C, or name another.")
        )
    config = read_config((root or shipped("templates")) / FILE)
    scanner = None if no_people else Project.open(root).output_scanner() if root else Scanner()
    audits = [audit_file(path, config, scanner=scanner) for path in files]
    if as_json:
        write_json(
            [
                {
                    "file": each.file,
                    "paragraphs": each.paragraphs,
                    "headings": each.headings,
                    "captions": each.captions,
                    "quotes": each.quotes,
                    "faults": [
                        {
                            "kind": f.kind,
                            "sure": f.sure,
                            "message": f.message,
                            "places": f.places,
                            "readings": f.readings,
                        }
                        for f in each.faults
                        if f.sure == "certain" or not certain
                    ],
                }
                for each in audits
            ]
        )
        return
    for each in audits:
        shown = [fault for fault in each.faults if fault.sure == "certain" or not certain]
        click.secho(each.file, bold=True)
        for fault in shown:
            click.echo(f"- {fault.message} [{sure_name(fault.sure)}]")
            for place in fault.places:
                click.echo(f"    {place}")
            for reading in fault.readings:
                click.echo(click.style(f"      {reading}", dim=True))
        done(ngettext("{n} thing to look at.", "{n} things to look at.", len(shown)).format(n=len(shown)))
        read = _("Read: {paragraphs}, {headings}, {captions}, {quotes}.")
        note(
            read.format(
                paragraphs=numbered(each.paragraphs, "paragraph"),
                headings=numbered(each.headings, "heading"),
                captions=numbered(each.captions, "caption"),
                quotes=numbered(each.quotes, "quote"),
            )
        )

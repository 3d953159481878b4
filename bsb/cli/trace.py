"""``bsb report trace`` and ``bsb report stale``: from a paper back to the store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bsb.cli.edge import done, in_project, json_option, note, show_table, write_json
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.i18n import ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bsb.project import Project
    from bsb.reports.tracing import Trace, Traced


def kind_name(kind: str) -> str:
    """Return what people read for the kind of a source."""
    return {
        "quote": _("quote"),
        "coding": _("coding"),
        "plan": _("passage of a key document"),
        "summary": _("summary"),
        "count": _("count"),
        "recommendation": _("recommendation"),
        "finding": _("finding"),
        "verdict": _("verdict"),
        "display": _("display"),
        "table": _("table"),
    }[kind]


def state_name(state: str) -> str:
    """Return what people read for the state of a passage."""
    return {
        "same": _("as in the project"),
        "edited": _("changed in the file"),
        "changed": _("changed in the project"),
        "gone": _("gone"),
    }[state]


@click.command(
    help=_(
        "List where each quote, count, summary, finding and verdict in a document of ours (Word, PowerPoint, Excel,"
        " display) comes from: interview, turn, coding or cell; and whether it still stands so in the project. The"
        " file may have been edited and saved by others."
    )
)
@click.argument("file", type=click.Path(path_type=Path))
@json_option
@in_project
def trace(project: Project, file: Path, as_json: bool) -> None:
    found = project.tracing.stale([file]) if not file.is_dir() else []
    if not found:
        raise BsbError(_("{file} is a folder.").format(file=file), _("Name a file, or: bsb report stale FOLDER"))
    if as_json:
        write_json([_json(each) for each in found[0].passages])
        return
    _no_sources(found[0])
    show_table(
        [_("Source"), _("Id"), _("Interview"), (_("Turn"), "right"), _("Coding"), _("Place"), _("State")],
        [
            (
                kind_name(each.kind),
                each.ref,
                each.interview,
                each.turn or "",
                each.coding,
                each.section,
                f"{state_name(each.state)}: {each.why}" if each.why else state_name(each.state),
            )
            for each in found[0].passages
        ],
    )
    holding = len(found[0].passages) - len(found[0].stale)
    done(_("{n} of {total} hold.").format(n=holding, total=len(found[0].passages)))


@click.command(
    help=_(
        "Name the documents (Word, PowerPoint, Excel, displays), and the places in them, that no longer hold: after a"
        " withdrawal, a revision, a changed coding, quote, summary or verdict. Looks through the output folder, or"
        " the files and folders named. Nothing is changed."
    )
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE|FOLDER]...")
@json_option
@in_project
def stale(project: Project, paths: tuple[Path, ...], as_json: bool) -> None:
    found = project.tracing.stale(paths or [project.output] * project.output.is_dir())
    if as_json:
        write_json(
            [
                {"file": each.path, "sources": len(each.passages), "stale": [_json(t) for t in each.stale]}
                for each in found
            ]
        )
        return
    told = [(each.path, len(each.passages), [(kind_name(t.kind), t) for t in each.stale]) for each in found]
    tell_stale(told, _("Write them anew, or mend the places by hand. Ask for copies that were handed out."))
    if not any(each.passages for each in found):
        for each in found:
            _no_sources(each)


def _no_sources(found: Trace) -> None:
    if not found.passages:
        note(
            _("{file} names no sources: it was not made by bsb, or before it kept them.").format(file=found.path.name)
        )


def _json(each: Traced) -> dict[str, Any]:
    return {
        "kind": each.kind,
        "id": each.ref,
        "interview": each.interview,
        "turn": each.turn,
        "coding": each.coding,
        "section": each.section,
        "text": each.text,
        "state": each.state,
        "why": each.why,
    }


def tell_stale(found: Sequence[tuple[Path, int, Sequence[tuple[str, Any]]]], mend: str) -> None:
    """Tell what no longer holds in documents: path, number of sources, stale places by kind."""
    bad = [(path, places) for path, _sources, places in found if places]
    for path, places in bad:
        click.secho(str(path), bold=True)
        for what, place in places:
            where = _("under “{heading}”").format(heading=place.section) if place.section else ""
            click.echo(f"- {' '.join(filter(None, (what, place.ref, where)))}: {place.why}")
    sources = sum(n for _path, n, _places in found)
    read = ngettext("Looked through {n} document, {m} places with a source.",
                    "Looked through {n} documents, {m} places with a source.", len(found))  # fmt: skip
    note(read.format(n=len(found), m=sources))
    if bad:
        done(ngettext("{n} document no longer holds.", "{n} documents no longer hold.", len(bad)).format(n=len(bad)))
        note(mend)
    elif sources:
        done(_("All of it holds."))

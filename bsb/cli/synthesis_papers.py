"""``bsb synthesis matrix|themes|findings|coverage|stale``: what several evaluations say together, and on paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bsb.cli.edge import done, json_option, note, show_table, write_json
from bsb.cli.synthesis_edge import in_synthesis
from bsb.cli.trace import tell_stale
from bsb.i18n import current_language, ngettext
from bsb.i18n import gettext as _

if TYPE_CHECKING:
    from bsb.synthesis.papers import Papers
    from bsb.synthesis.stale import Place
    from bsb.synthesis.synthesis import Gathered, Synthesis

MEASURES = ("speakers", "interviews", "turns", "valence")

without_option = click.option(
    "--without", multiple=True, metavar="EVALUATION", help=_("Leave this evaluation out. May be given several times.")
)
output_option = click.option("-o", "--output", type=click.Path(path_type=Path), help=_("Where to write it."))


@click.command(help=_("Show themes by evaluations, or write them (.xlsx, .docx, .svg, .png)."))
@click.option("--measure", type=click.Choice(MEASURES), default="speakers",
              help=_("What the cells show; valence is turns that are positive/critical."))  # fmt: skip
@without_option
@output_option
@json_option
@in_synthesis
def matrix(synthesis: Synthesis, measure: str, without: tuple[str, ...], output: Path | None, as_json: bool) -> None:
    read = synthesis.gather(without=without)
    if output:
        _papers(synthesis).matrix(read, output)
        done(_("Wrote {file}.").format(file=output))
    elif as_json:
        write_json(_matrix_json(read))
    else:
        _show_matrix(read, measure)
    _tell(read)


def _show_matrix(read: Gathered, measure: str) -> None:
    from bsb.cli.edge import console_width
    from bsb.cli.matrix import blocks
    from bsb.synthesis.matrix import total

    made = read.matrix
    columns = [each.name for each in made.projects]
    room = console_width() - max(len(theme.name) for theme in made.themes) - 14
    for names in blocks(columns, [len(name) + 3 for name in columns], room):
        shown = [each for each in made.projects if each.name in names]
        heads: list[str | tuple[str, str]] = [
            _("Theme"),
            *((each.name, "right") for each in shown),
            (_("In all"), "right"),
        ]
        rows = [
            (theme.name, *(made.cell(theme.key, each.name).figure(measure) or "·" for each in shown),
             made.total(theme.key, measure))
            for theme in made.themes
        ]  # fmt: skip
        if measure == "speakers":
            present = made.present
            rows.append(
                (_("Participants"), *(present[each.name].figure() for each in shown), total(present.values()))
            )
        show_table(heads, rows)
    note(_("· the evaluation has no code for this; <5 and + stand for few people, whose number is not told."))


def _matrix_json(read: Gathered) -> dict[str, Any]:
    figures = ("speakers", "interviews", "turns", "positive", "critical", "mixed", "neutral")
    return {
        "themes": [{"key": theme.key, "name": theme.name} for theme in read.matrix.themes],
        "evaluations": [{"name": each.name, "title": each.label} for each in read.matrix.projects],
        "cells": [
            {"theme": theme, "evaluation": name, "state": cell.state, "relation": cell.relation}
            | {figure: getattr(cell.cell, figure) if cell.cell else None for figure in figures}
            for (theme, name), cell in read.matrix.cells.items()
        ],
        "present": {name: cell.cell.speakers if cell.cell else None for name, cell in read.matrix.present.items()},
    }


@click.command(help=_("Write a paper for each theme, with approved quotes from all evaluations."))
@click.argument("themes", nargs=-1, metavar="[THEME]...")
@click.option("--quotes", type=click.IntRange(0, 50), default=2, show_default=True,
              help=_("At most so many good and so many critical quotes from each evaluation."))  # fmt: skip
@without_option
@click.option("-o", "--output", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
              help=_("The folder to write them in."))  # fmt: skip
@in_synthesis
def themes(
    synthesis: Synthesis, themes: tuple[str, ...], quotes: int, without: tuple[str, ...], output: Path | None
) -> None:
    written, read = _papers(synthesis).themes(themes, quotes=quotes, without=without, out=output)
    for path in written:
        done(_("Wrote {file}.").format(file=path))
    doubtful = dict.fromkeys((q.project, q.ref) for own in read.quotes.values() for q in own if q.doubts)
    if doubtful:
        told = ngettext(
            "  ! {n} quote may point to a person. Read it again in its project: {which}",
            "  ! {n} quotes may point to people. Read them again in their projects: {which}",
            len(doubtful),
        )
        which = ", ".join(f"{project} {ref}" for project, ref in list(doubtful)[:12])
        note(told.format(n=len(doubtful), which=which + (" …" if len(doubtful) > 12 else "")))
    _tell(read)
    note(_("They hold the participants' words. After a withdrawal in any project: bsb synthesis stale"))


@click.command(help=_("Show the findings of all evaluations by theme, and what their conferences said."))
@click.argument("themes", nargs=-1, metavar="[THEME]...")
@without_option
@json_option
@in_synthesis
def findings(synthesis: Synthesis, themes: tuple[str, ...], without: tuple[str, ...], as_json: bool) -> None:
    from bsb.dialogue.before_after import verdict_name
    from bsb.dialogue.finding import GOOD

    read = synthesis.gather(themes, without=without)
    if as_json:
        write_json([_finding_json(each) for each in read.findings])
        return
    for theme in read.matrix.themes:
        own = [each for each in read.findings if each.theme == theme.key]
        if own:
            rows = [
                (each.project, each.ref, _("good practice") if each.kind == GOOD else _("challenge"), each.text,
                 verdict_name(each.verdict))
                for each in own
            ]  # fmt: skip
            heads = [_("Evaluation"), _("Id"), _("Kind"), _("Finding"), _("Conference")]
            show_table(heads, rows, title=theme.name)
    _tell(read)


def _finding_json(each: Any) -> dict[str, Any]:
    fields = ("theme", "ref", "kind", "text", "verdict")
    return {"evaluation": each.project} | {name: getattr(each, name) for name in fields} | {
        "recommendations": [{"text": r.text, "addressee": r.addressee} for r in each.recommendations]
    }  # fmt: skip


@click.command(help=_("Show which evaluations say something about which theme, and what is thin."))
@without_option
@output_option
@json_option
@in_synthesis
def coverage(synthesis: Synthesis, without: tuple[str, ...], output: Path | None, as_json: bool) -> None:
    from bsb.synthesis.matrix import thin

    read = synthesis.gather(without=without)
    papers = _papers(synthesis)
    if output:
        papers.coverage(read, output)
        done(_("Wrote {file}.").format(file=output))
    elif as_json:
        write_json({
            "thin": thin(read.matrix),
            "reach": read.reach,
            "only_here": read.here,
            "not_placed": read.open,
        })  # fmt: skip
    else:
        remarks = thin(read.matrix)
        header, rows = papers.covered(read, current_language())
        show_table([header[0], *((head, "right") for head in header[1:5]), header[5]], rows)
        show_table(
            [_("Evaluation"), (_("Turns in common themes"), "right"), (_("Only here"), "right"),
             (_("Proposed"), "right"), (_("Not placed"), "right")],
            [(each.project, *("<" if n is None else n for n in (each.common, each.here, each.proposed, each.open)))
             for each in read.reach],
        )  # fmt: skip
        n = len({each.theme for each in remarks})
        note(ngettext("{n} theme is thin.", "{n} themes are thin.", n).format(n=n) if n
             else _("No theme is thin."))  # fmt: skip
    _tell(read)


@click.command(
    help=_("Hold papers against the projects: what was withdrawn, changed or counted otherwise since they were made.")
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@json_option
@in_synthesis
def stale(synthesis: Synthesis, paths: tuple[Path, ...], as_json: bool) -> None:
    found = _papers(synthesis).stale(paths)
    if as_json:
        fields = ("kind", "project", "ref", "section", "state", "why")
        write_json(
            [
                {"file": each.path, "sources": each.sources}
                | {"stale": [{name: getattr(place, name) for name in fields} for place in each.stale]}
                for each in found
            ]
        )
        return
    told = [(each.path, each.sources, [(_origin(place), place) for place in each.stale]) for each in found]
    tell_stale(told, _("Make them anew: bsb synthesis themes. Ask for copies that were handed out."))


def _origin(place: Place) -> str:
    """Return of what kind a place in a paper is, and of which project."""
    return " ".join(filter(None, (_kind(place.kind), place.project)))


def _kind(kind: str) -> str:
    return {"quote": _("quote"), "finding": _("finding"), "figures": _("figures")}[kind]


def _papers(synthesis: Synthesis) -> Papers:
    from bsb.synthesis.papers import Papers

    return Papers(synthesis)


def _tell(read: Gathered) -> None:
    """Tell what the numbers leave out, and what is to be looked at."""
    if read.look:
        told = ngettext(
            "{n} code in the map has changed in its project: bsb synthesis status",
            "{n} codes in the map have changed in their projects: bsb synthesis status",
            read.look,
        )
        note(told.format(n=read.look))
    left_out = sum(len(each.consents.without) for each in read.counted.values())
    if left_out:
        told = ngettext(
            "{n} participant is left out, whose consent does not cover a synthesis: bsb synthesis status",
            "{n} participants are left out, whose consent does not cover a synthesis: bsb synthesis status",
            left_out,
        )
        note(told.format(n=left_out))
    for name, each in read.counted.items():
        if each.hidden:
            told = _("{name}: a blind round is open; what others have coded in {interviews} is not counted.")
            note(told.format(name=name, interviews=", ".join(each.hidden)))
    for name, n in read.lost.items():
        told = ngettext(
            "{name}: {n} finding rests on nothing any more and is left out.",
            "{name}: {n} findings rest on nothing any more and are left out.",
            n,
        )
        note(told.format(name=name, n=n))

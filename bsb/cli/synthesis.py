"""``bsb synthesis``: several evaluations read side by side, by common themes."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

import click

from bsb.cli.edge import done, json_option, note, show_table, write_json
from bsb.cli.passphrase import ask_for_locked_files
from bsb.cli.trace import tell_stale
from bsb.i18n import current_language, ngettext
from bsb.i18n import gettext as _

if TYPE_CHECKING:
    from bsb.synthesis.papers import Papers
    from bsb.synthesis.stale import Place
    from bsb.synthesis.synthesis import Gathered, Standing, Synthesis

P = ParamSpec("P")
R = TypeVar("R")
MEASURES = ("speakers", "interviews", "turns", "valence")

without_option = click.option(
    "--without", multiple=True, metavar="EVALUATION", help=_("Leave this evaluation out. May be given several times.")
)
output_option = click.option("-o", "--output", type=click.Path(path_type=Path), help=_("Where to write it."))


def in_synthesis(function: Callable[Concatenate[Synthesis, P], R]) -> Callable[P, R]:
    """Give a command the option -C and, as its first argument, the synthesis opened there."""

    @click.option(
        "-C",
        "folder",
        type=click.Path(file_okay=False, path_type=Path),
        metavar="DIR",
        help=_("The folder of the synthesis (default: this folder or one above it)."),
    )
    @functools.wraps(function)
    def command(*args: P.args, **kwargs: P.kwargs) -> R:
        from bsb.synthesis.synthesis import Synthesis

        ask_for_locked_files()
        folder = kwargs.pop("folder")
        return function(Synthesis.open(folder if isinstance(folder, Path) else Path()), *args, **kwargs)

    return command


@click.group(
    help=_(
        "Several evaluations side by side, by common themes. Their projects are read and never changed; what"
        " participants said stays in them."
    )
)
def synthesis() -> None:
    pass


@synthesis.command(help=_("Start a synthesis in a folder of its own."))
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@click.option("--name", default="", help=_("What it is called (default: the folder's name)."))
@click.option("--language", type=click.Choice(["nb", "en"]), default="nb", help=_("The language of its papers."))
def start(folder: Path, name: str, language: str) -> None:
    from bsb.synthesis.synthesis import Synthesis

    made = Synthesis.start(folder, name=name, language=language)
    done(_("Started “{name}” in {folder}.").format(name=made.settings.name, folder=folder))
    note(_("Add the evaluations: bsb synthesis add -C {folder} PROJECT").format(folder=folder))


@synthesis.command(help=_("Put evaluations into the list, by their projects' folders."))
@click.argument(
    "projects", nargs=-1, required=True, type=click.Path(file_okay=False, path_type=Path), metavar="PROJECT..."
)
@click.option("--name", default="", help=_("Its short name here (default: made of its folder's name)."))
@click.option("--title", default="", help=_("What papers call it (default: the project's name)."))
@click.option("--period", default="", help=_("When it was (default: the project's period)."))
@click.option("--place", default="", help=_("Where it was."))
@in_synthesis
def add(synthesis: Synthesis, projects: tuple[Path, ...], name: str, title: str, period: str, place: str) -> None:
    from bsb.errors import BsbError

    if len(projects) > 1 and any((name, title, period, place)):
        raise BsbError(
            _("A name, title, period or place is that of one evaluation."),
            _("Add that one by itself, or leave it out."),
        )
    for each in projects:
        listed = synthesis.add(each, name=name, title=title, period=period, place=place)
        done(_("Added {name}: {title}.").format(name=listed.name, title=listed.label))
    note(_("Have common themes proposed: bsb synthesis propose"))


@synthesis.command(help=_("Show where each evaluation stands, and what is to be looked at."))
@json_option
@in_synthesis
def status(synthesis: Synthesis, as_json: bool) -> None:
    found = synthesis.standing()
    if as_json:
        write_json([_standing_json(each) for each in found])
        return
    right = "right"
    show_table(
        [_("Evaluation"), _("Title"), (_("Confirmed"), right), (_("Proposed"), right), (_("Only here"), right),
         (_("Not placed"), right), (_("To look at"), right), (_("Left out"), right)],
        [_standing_row(each) for each in found],
        title=synthesis.settings.name,
    )  # fmt: skip
    for each in found:
        _tell_standing(each)
    for line in _next_steps(found):
        note(line)


def _standing_row(each: Standing) -> tuple[object, ...]:
    if each.problem:
        return (each.listed.name, each.listed.label, *["–"] * 6)
    left_out = len(each.consents.without) if each.consents else 0
    figures = (each.confirmed, each.proposed, each.here, len(each.alone), len(each.to_look_at), left_out)
    return (each.listed.name, each.listed.label, *figures)


def _tell_standing(each: Standing) -> None:
    if each.problem:
        click.secho(each.problem.message, fg="red")
        if each.problem.hint:
            click.echo(f"  {each.problem.hint}")
        return
    for look in each.to_look_at:
        where = look.theme or _("only here")
        click.echo(f"- {look.project}/{look.code} ({where}): {look.why}")
    if each.consents and each.consents.unknown:
        told = ngettext(
            "{name}: {n} participant is left out, since no consent is recorded. Record it there: bsb consent give",
            "{name}: {n} participants are left out, since no consent is recorded. Record it there: bsb consent give",
            each.consents.unknown,
        )
        note(told.format(name=each.listed.name, n=each.consents.unknown))
    if each.consents and each.consents.narrower:
        told = ngettext(
            "{name}: {n} participant is left out, since the consent says “{scopes}”. If that covers this, write it"
            " under “scopes” in synthesis.yaml.",
            "{name}: {n} participants are left out, since the consent says “{scopes}”. If that covers this, write it"
            " under “scopes” in synthesis.yaml.",
            each.consents.narrower,
        )
        said = "”, “".join(each.consents.scopes)
        note(told.format(name=each.listed.name, n=each.consents.narrower, scopes=said))
    if each.hidden:
        told = _("{name}: a blind round is open; what others have coded in {interviews} is not counted.")
        note(told.format(name=each.listed.name, interviews=", ".join(each.hidden)))


def _next_steps(found: list[Standing]) -> list[str]:
    read = [each for each in found if not each.problem]
    steps = []
    if not found:
        steps.append(_("Add the evaluations: bsb synthesis add PROJECT"))
    if any(each.to_look_at for each in read):
        steps.append(_("When you have looked at what changed and mended codes.yaml: bsb synthesis seen"))
    if any(each.alone for each in read):
        steps.append(
            _("Codes not placed: bsb synthesis propose, then bsb synthesis keep for those that only one has")
        )
    if any(each.proposed for each in read):
        steps.append(_("Look through what is proposed in codes.yaml, then: bsb synthesis confirm THEME"))
    if any(each.confirmed for each in read):
        steps.append(_("Papers: bsb synthesis matrix, themes, findings, coverage"))
    return steps


def _standing_json(each: Standing) -> dict[str, Any]:
    out: dict[str, Any] = {"evaluation": each.listed.name, "title": each.listed.label, "folder": each.listed.path}
    if each.problem:
        return out | {"problem": each.problem.message}
    consents = each.consents
    return out | {
        "confirmed": each.confirmed,
        "proposed": each.proposed,
        "only_here": each.here,
        "not_placed": [code.key for code in each.alone],
        "to_look_at": [
            {"code": look.code, "theme": look.theme, "kind": look.kind, "why": look.why} for look in each.to_look_at
        ],
        "left_out": {"no_consent": consents.unknown, "narrower": consents.narrower} if consents else {},
        "blind": each.hidden,
    }


@synthesis.command(help=_("Show the map of codes, or what one theme gathers. It stands in codes.yaml."))
@click.argument("theme", required=False)
@json_option
@in_synthesis
def codes(synthesis: Synthesis, theme: str | None, as_json: bool) -> None:
    chosen = [synthesis.codes.theme(theme)] if theme else list(synthesis.codes.themes)
    if as_json:
        keys = ("key", "name", "definition", "note", "codes", "proposed", "refused")
        write_json(
            {
                "themes": [{key: getattr(each, key) for key in keys} for each in chosen],
                "only_here": synthesis.codes.here,
            }
        )
        return
    if theme:
        rows = [
            (project, ", ".join(keys), state)
            for state, own in ((_("confirmed"), chosen[0].codes), (_("proposed"), chosen[0].proposed),
                               (_("refused"), chosen[0].refused))
            for project, keys in own.items()
        ]  # fmt: skip
        show_table([_("Evaluation"), _("Codes"), _("State")], rows, title=chosen[0].name)
        return
    right = "right"
    show_table(
        [_("Theme"), _("Name"), (_("Confirmed"), right), (_("Proposed"), right)],
        [(each.key, each.name, len(each.codes), len(each.proposed)) for each in chosen],
    )
    note(_("Figures are evaluations. One theme: bsb synthesis codes THEME"))
    here = sum(len(keys) for keys in synthesis.codes.here.values())
    if here:
        note(ngettext("{n} code is kept as only here.", "{n} codes are kept as only here.", here).format(n=here))


@synthesis.command(help=_("Propose which codes are alike, in codes.yaml. Only what people confirm counts."))
@click.option("--facet", multiple=True, type=click.Choice(["theme", "free", "service"]), default=["theme"],
              help=_("Which kind of codes (default: theme)."))  # fmt: skip
@in_synthesis
def propose(synthesis: Synthesis, facet: tuple[str, ...]) -> None:
    before = _proposed(synthesis)
    synthesis.propose(facets=facet)
    n = _proposed(synthesis) - before
    done(ngettext("{n} code proposed.", "{n} codes proposed.", n).format(n=n))
    note(_("Look through {file}: move what does not belong. Then: bsb synthesis confirm THEME").format(
        file=synthesis.root / "codes.yaml"
    ))  # fmt: skip


def _proposed(synthesis: Synthesis) -> int:
    return sum(len(keys) for theme in synthesis.codes.themes for keys in theme.proposed.values())


@synthesis.command(
    help=_("Confirm proposals: of a theme (okonomi), or of one evaluation in it (okonomi/alna), once looked at.")
)
@click.argument("what", nargs=-1, metavar="THEME[/EVALUATION]...")
@click.option(
    "--same", is_flag=True, help=_("Only codes of the same name as the theme; without THEME, in all themes.")
)
@click.option("--all", "every", is_flag=True, help=_("All that is proposed."))
@in_synthesis
def confirm(synthesis: Synthesis, what: tuple[str, ...], same: bool, every: bool) -> None:
    if not (what or same or every):
        raise click.UsageError(_("Name what you confirm, or say --same or --all."))
    n = synthesis.confirm(what, same=same, every=every)
    done(ngettext("{n} code confirmed.", "{n} codes confirmed.", n).format(n=n))


@synthesis.command(help=_("Refuse proposals, so that they are not made again."))
@click.argument("what", nargs=-1, required=True, metavar="THEME[/EVALUATION]...")
@in_synthesis
def refuse(synthesis: Synthesis, what: tuple[str, ...]) -> None:
    n = synthesis.refuse(what)
    done(ngettext("{n} code refused.", "{n} codes refused.", n).format(n=n))


@synthesis.command(help=_("Keep codes as only here: shown, and never forced under a common theme."))
@click.argument("what", nargs=-1, metavar="EVALUATION/CODE...")
@click.option("--all", "every", is_flag=True, help=_("Every theme that stands nowhere in the map."))
@in_synthesis
def keep(synthesis: Synthesis, what: tuple[str, ...], every: bool) -> None:
    if not (what or every):
        raise click.UsageError(_("Name the codes, or say --all."))
    n = synthesis.keep(what, every=every)
    done(ngettext("{n} code kept as only here.", "{n} codes kept as only here.", n).format(n=n))


@synthesis.command(
    help=_("Say that you have looked at what changed in the codebooks; codes that are gone leave the map.")
)
@click.argument("evaluations", nargs=-1)
@in_synthesis
def seen(synthesis: Synthesis, evaluations: tuple[str, ...]) -> None:
    found = synthesis.see(evaluations)
    for look in found:
        click.echo(f"- {look.project}/{look.code}: {look.why}")
    done(ngettext("{n} change looked at.", "{n} changes looked at.", len(found)).format(n=len(found)))


@synthesis.command(help=_("Show themes by evaluations, or write them (.xlsx, .docx, .svg, .png)."))
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


@synthesis.command(help=_("Write a paper for each theme, with approved quotes from all evaluations."))
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


@synthesis.command(help=_("Show the findings of all evaluations by theme, and what their conferences said."))
@click.argument("themes", nargs=-1, metavar="[THEME]...")
@without_option
@json_option
@in_synthesis
def findings(synthesis: Synthesis, themes: tuple[str, ...], without: tuple[str, ...], as_json: bool) -> None:
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
                 _verdict(each.verdict))
                for each in own
            ]  # fmt: skip
            heads = [_("Evaluation"), _("Id"), _("Kind"), _("Finding"), _("Conference")]
            show_table(heads, rows, title=theme.name)
    _tell(read)


def _verdict(verdict: str) -> str:
    return {
        "confirmed": _("confirmed"),
        "nuanced": _("nuanced"),
        "disputed": _("disputed"),
        "new": _("new"),
        "": _("not discussed"),
    }[verdict]


def _finding_json(each: Any) -> dict[str, Any]:
    fields = ("theme", "ref", "kind", "text", "verdict")
    return {"evaluation": each.project} | {name: getattr(each, name) for name in fields} | {
        "recommendations": [{"text": r.text, "addressee": r.addressee} for r in each.recommendations]
    }  # fmt: skip


@synthesis.command(help=_("Show which evaluations say something about which theme, and what is thin."))
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


@synthesis.command(
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

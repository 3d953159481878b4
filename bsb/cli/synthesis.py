"""``bsb synthesis``: several evaluations read side by side, by common themes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bsb.cli.edge import done, json_option, note, show_table, write_json
from bsb.cli.synthesis_edge import in_synthesis
from bsb.cli.synthesis_papers import coverage, findings, matrix, stale, themes
from bsb.i18n import gettext as _
from bsb.i18n import ngettext

if TYPE_CHECKING:
    from bsb.synthesis.synthesis import Standing, Synthesis


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


for each in (matrix, themes, findings, coverage, stale):
    synthesis.add_command(each)

"""``bsb saturation``: how much that is new each further interview brings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from bsb.cli.edge import in_project, json_option, note, show_table, write_json
from bsb.i18n import gettext as _

if TYPE_CHECKING:
    from bsb.analysis.saturation import Saturation
    from bsb.project import Project


@click.command(
    help=_(
        "Show how many new codes each interview brings, in the order they were held, and whether saturation is"
        " reached (Guest, Namey and Chen 2020), over all districts and in each."
    )
)
@click.option("--district", help=_("Only this district."))
@click.option("--facet", type=click.Choice(["theme", "service", "free"]), default="theme", help=_("Which codes."))
@click.option("--kind", type=click.Choice(["focus_group", "individual"]), help=_("Only this kind of interview."))
@click.option("--base", "base_size", type=click.IntRange(1), default=4, help=_("Interviews in the base."))
@click.option("--run", "run_length", type=click.IntRange(1), default=2, help=_("Interviews in a run."))
@click.option(
    "--threshold", type=click.FloatRange(0, 100), default=5.0, help=_("How much may be new in a run, per cent.")
)
@json_option
@in_project
def saturation(project: Project, /, district: str | None, threshold: float, as_json: bool, **options: Any) -> None:
    options["threshold"] = threshold / 100
    found = [project.analyses.saturation(district=district, **options)]
    if district is None:
        for each in project.config.districts:
            one = project.analyses.saturation(district=each.name, **options)
            if one.steps or one.uncoded:
                found.append(one)
    if as_json:
        write_json([_plain(one) for one in found])
        return
    _show(found[0])
    if len(found) > 1:
        show_table(
            [_("District"), (_("Interviews"), "right"), (_("Codes"), "right"), _("New, interview by interview"), ""],
            [
                (
                    one.district,
                    len(one.steps),
                    one.steps[-1].known if one.steps else 0,
                    " ".join(str(s.new) for s in one.steps),
                    one.notation or (_("not reached") if one.enough else _("too few to tell")),
                )
                for one in found[1:]
            ],
            title=_("District by district"),
        )
    note(
        _(
            "The method was made for individual interviews. A focus group is many voices at once: it fills the base"
            " sooner, and a threshold that is reached does not mean that all has been heard."
        )
    )


def _show(one: Saturation) -> None:
    show_table(
        [
            ("", "right"),
            _("Interview"),
            _("Held"),
            (_("Codes"), "right"),
            (_("New codes"), "right"),
            (_("So far"), "right"),
            (_("New in the run"), "right"),
            (_("Per cent of the base"), "right"),
        ],
        [
            (
                s.position,
                s.interview,
                s.held_on,
                s.codes,
                s.new,
                s.known,
                s.run_new,
                "" if s.ratio is None else f"{100 * s.ratio:.0f}",
            )
            for s in one.steps
        ],
        title=_("Saturation in {where}").format(where=one.district or _("all districts")),
    )
    click.echo(one.text)
    if one.uncoded:
        note(_("Left out, nothing is coded in: {interviews}.").format(interviews=", ".join(one.uncoded)))
    if one.undated:
        note(_("Stand last, without a date: {interviews}.").format(interviews=", ".join(one.undated)))


def _plain(one: Saturation) -> dict[str, Any]:
    names = ("district", "facet", "base_size", "run_length", "threshold", "base", "reached", "notation", "enough")
    return {
        **{name: getattr(one, name) for name in names},
        "steps": one.steps,
        "uncoded": one.uncoded,
        "undated": one.undated,
        "text": one.text,
    }

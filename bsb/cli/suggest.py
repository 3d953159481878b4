"""``bsb code suggest``: codes for turns that are not coded yet. Nothing is coded before a person says so."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import click

from bsb.cli.edge import decimal, done, in_project, json_option, note, show_table, write_json
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.i18n import ngettext

if TYPE_CHECKING:
    from bsb.coding.suggest import Suggestions
    from bsb.project import Project

_PLACE = "INTERVIEW:TURN CODE"
_VALENCES = ("positive", "critical", "mixed", "neutral")


@click.command(help=_("Suggest codes for turns that are not coded yet, from what the team has coded."))
@click.option("--interview", "interviews", multiple=True, help=_("Only this interview."))
@click.option("--facet", type=click.Choice(["service", "theme", "free"]), help=_("Only codes of this facet."))
@click.option("--coder", help=_("Who codes: suggest for turns that this coder has not coded."))
@click.option("--limit", default=10, show_default=True, help=_("For how many turns; 0 is all."))
@click.option("--each", default=3, show_default=True, help=_("How many codes a turn, at most."))
@click.option(
    "--accept",
    nargs=2,
    metavar="INTERVIEW:TURN CODE",
    help=_("Code this turn so, and count the suggestion as accepted."),
)
@click.option(
    "--refuse",
    nargs=2,
    metavar="INTERVIEW:TURN CODE",
    help=_("Count the suggestion as refused; it is not shown again."),
)
@click.option("--valence", type=click.Choice(_VALENCES), default="neutral", help=_("With --accept: the valence."))
@click.option("--quote", default="", help=_("With --accept: only these words of the turn."))
@click.option("--counts", is_flag=True, help=_("Show how many suggestions were accepted and refused."))
@json_option
@in_project
def suggest(
    project: Project,
    interviews: tuple[str, ...],
    facet: str | None,
    coder: str | None,
    limit: int,
    each: int,
    accept: tuple[str, str] | None,
    refuse: tuple[str, str] | None,
    valence: str,
    quote: str,
    counts: bool,
    as_json: bool,
) -> None:
    room = project.suggestions
    if accept or refuse:
        _decide(project, room, accept, refuse, coder, valence, quote)
    elif counts:
        _counts(room, as_json)
    else:
        names = [project.interviews.get(i).name for i in interviews] or None
        _show(room, names, facet, coder, limit, each, as_json)


def _decide(
    project: Project,
    room: Suggestions,
    accept: tuple[str, str] | None,
    refuse: tuple[str, str] | None,
    coder: str | None,
    valence: str,
    quote: str,
) -> None:
    from bsb.coding.values import valence_name

    if not coder:
        raise BsbError(_("Whose decision is it?"), _("Add --coder NAME."))
    if accept and refuse:
        raise BsbError(_("One decision at a time."), _("Use either --accept or --refuse."))
    place, wanted = accept or refuse or ("", "")
    name, _colon, number = place.rpartition(":")
    if not number.isdecimal() or not name:
        raise BsbError(_("“{place}” is no place.").format(place=place), _("Write it as alna-fg1:12."))
    interview, code = project.interviews.get(name).name, project.codebook.get(wanted)
    if accept:
        room.accept(interview, int(number), code.key, coder=coder, valence=valence, quote=quote)
        text = _("{place} is coded {code} ({valence}) by {coder}. Take it back with: bsb undo")
        done(text.format(place=place, code=code.name, valence=valence_name(valence), coder=coder))
    else:
        room.refuse(interview, int(number), code.key, coder=coder)
        done(_("{code} is not suggested for {place} again.").format(code=code.name, place=place))


def _counts(room: Suggestions, as_json: bool) -> None:
    found = room.verdicts()
    if as_json:
        write_json(found)
        return
    show_table(
        [_("Code"), (_("Accepted"), "right"), (_("Refused"), "right")],
        [(v.code, v.accepted, v.refused) for v in found],
    )
    accepted, refused = sum(v.accepted for v in found), sum(v.refused for v in found)
    note(_("{accepted} accepted, {refused} refused.").format(accepted=accepted, refused=refused))


def _show(
    room: Suggestions,
    interviews: list[str] | None,
    facet: str | None,
    coder: str | None,
    limit: int,
    each: int,
    as_json: bool,
) -> None:
    found = room.suggest(coder=coder, interviews=interviews, facet=facet, most=limit or None, each=each)
    if as_json:
        write_json(found)
        return
    turns = 0
    for (name, number), group in groupby(found, key=lambda s: (s.interview, s.turn)):
        turns += 1
        for first, suggestion in enumerate(group):
            if not first:
                click.secho(f"{name}:{number}", bold=True)
                click.echo(_wrapped(f"{suggestion.speaker}: {suggestion.text}", "  "))
            score = decimal(suggestion.score, 2)
            click.secho(f"  ? {suggestion.code}  {suggestion.code_name} ({score})", fg="cyan")
            for reason in suggestion.reasons:
                click.echo(_wrapped(f"{reason.interview}:{reason.turn} «{reason.quote}»", "      ~ "))
        click.echo()
    note(ngettext("Suggestions for {n} turn.", "Suggestions for {n} turns.", turns).format(n=turns))
    if turns:
        note(
            _("The number is a likeness from 0 to 1, ~ the coded passages that are most alike. Nothing is coded yet.")
        )
        note(_("Decide: bsb code suggest --coder NAME --accept INTERVIEW:TURN CODE   (or --refuse)"))


def _wrapped(text: str, lead: str) -> str:
    import textwrap

    from bsb.cli.edge import console_width

    words = " ".join(text.split())
    return textwrap.fill(words, console_width(), initial_indent=lead, subsequent_indent=" " * len(lead))

"""``bsb interaction``: who talks with whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from bsb.cli.edge import decimal, in_project, json_option, note, show_table, write_json
from bsb.i18n import gettext as _
from bsb.i18n import ngettext

if TYPE_CHECKING:
    from bsb.analysis.interaction import Interaction
    from bsb.analysis.speaking import SpeakerTalk
    from bsb.project import Project


@click.command(
    help=_(
        "Show who talks with whom in INTERVIEW, or without a name all interviews in brief. For those who led the"
        " interview, to learn from; never for a report."
    )
)
@click.argument("name", metavar="[INTERVIEW]", required=False)
@click.option("--district", help=_("Only this district (when no interview is named)."))
@json_option
@in_project
def interaction(project: Project, name: str | None, district: str | None, as_json: bool) -> None:
    found = [project.analyses.interaction(name)] if name else project.analyses.interactions(district=district)
    if as_json:
        out = [_plain(project, one) for one in found]
        write_json(out[0] if name else out)
        return
    if name:
        _show(project, found[0])
    else:
        _overview(project, found)
    note(_("For the interviewers' own learning. It names single people and stays in the project."))


def _show(project: Project, one: Interaction) -> None:
    timed = any(s.silence_ms is not None for s in one.speakers)
    show_table(
        [
            _("Speaker"),
            (_("Turns"), "right"),
            (_("Words"), "right"),
            (_("Share %"), "right"),
            (_("Longest turn"), "right"),
            (_("One word"), "right"),
            (_("Longest silence, turns"), "right"),
            *([(_("minutes"), "right")] if timed else []),
        ],
        [
            (
                s.speaker,
                s.turns,
                s.words,
                _percent(one.share(s)),
                s.longest,
                s.one_word,
                s.silence_turns,
                *([_minutes(s)] if timed else []),
            )
            for s in one.speakers
        ],
        title=_("{interview}: turns and words").format(interview=one.interview),
        caption=_("Share: of the participants' words for a participant, of all words for the others."),
    )
    names = [s.speaker for s in one.speakers if s.turns]
    show_table(
        ["", *((name, "right") for name in names)],
        [(a, *(one.follows.get((a, b), 0) or "" for b in names)) for a in names],
        title=_("Who follows whom (row, then column): numbers of turns"),
    )
    show_table(
        [_("The group"), ("", "right")],
        [
            (_("Evenness of the participants' words (1 = all alike)"), _number(one.evenness)),
            (_("Gini coefficient (0 = all alike, 1 = one has all)"), _number(one.gini)),
            (_("Facilitators' share of all words, %"), _percent(one.facilitators_share)),
            (_("Participants' turns that answer a participant, %"), _percent(one.among_participants)),
        ],
    )
    _removed(one)
    remarks = project.analyses.observations(one)
    for remark in remarks:
        click.echo(f"– {remark.text}")
    if not remarks:
        click.echo(_("Nothing stands out by the thresholds in bsb.toml."))


def _overview(project: Project, found: list[Interaction]) -> None:
    show_table(
        [
            _("Interview"),
            (_("Participants"), "right"),
            (_("Turns"), "right"),
            (_("Words"), "right"),
            (_("Facilitators %"), "right"),
            (_("Evenness"), "right"),
            (_("Gini"), "right"),
            (_("To look into"), "right"),
        ],
        [
            (
                one.interview,
                len(one.participants),
                one.turns,
                one.words,
                _percent(one.facilitators_share),
                _number(one.evenness),
                _number(one.gini),
                len(project.analyses.observations(one)) or "",
            )
            for one in found
        ],
    )
    for one in found:
        _removed(one)


def _removed(one: Interaction) -> None:
    if one.removed:
        note(
            ngettext(
                "{interview}: {n} turn of people who have withdrawn is left out.",
                "{interview}: {n} turns of people who have withdrawn are left out.",
                one.removed,
            ).format(interview=one.interview, n=one.removed)
        )


def _plain(project: Project, one: Interaction) -> dict[str, Any]:
    return {
        "interview": one.interview,
        "district": one.district,
        "kind": one.kind,
        "turns": one.turns,
        "words": one.words,
        "removed_turns": one.removed,
        "withdrawn": one.withdrawn,
        "facilitators_share": one.facilitators_share,
        "among_participants": one.among_participants,
        "evenness": one.evenness,
        "gini": one.gini,
        "speakers": one.speakers,
        "follows": [{"before": a, "after": b, "turns": n} for (a, b), n in sorted(one.follows.items())],
        "observations": [
            {
                "kind": o.kind,
                "factor": o.factor,
                "speaker": o.speaker,
                "turn": o.turn,
                "value": o.value,
                "text": o.text,
            }
            for o in project.analyses.observations(one)
        ],
    }


def _percent(share: float | None) -> str:
    return "" if share is None else decimal(100 * share, 0)


def _number(value: float | None) -> str:
    return "" if value is None else decimal(value, 2)


def _minutes(speaker: SpeakerTalk) -> str:
    return "" if speaker.silence_ms is None else str(speaker.silence_ms // 60_000)

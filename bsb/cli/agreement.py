"""``bsb agreement``: where coders do not agree, then how far they do."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bsb.cli.edge import decimal, in_project, json_option, note, show_table, write_json, wrote
from bsb.coding.agreement.results import ALPHA, ALPHA_MASI, CHARACTER, CU_ALPHA_MASI, KAPPA, PERCENT, U_ALPHA
from bsb.coding.values import valence_name
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.i18n import ngettext

if TYPE_CHECKING:
    from bsb.coding.agreement.disagreements import Disagreement
    from bsb.coding.agreement.results import AgreementReport, Coefficient
    from bsb.project import Project

_SHOWN = 20
_KINDS = ("other-code", "only-one", "other-valence", "other-borders")


@click.command(help=_("Show where coders do not agree, in context, then how far they do, with unit and universe."))
@click.option("--coder", "coders", multiple=True, help=_("Only this coder; give at least two (default: everyone)."))
@click.option("--interview", "interviews", multiple=True, help=_("Only this interview."))
@click.option("--district", "districts", multiple=True, help=_("Only this district."))
@click.option("--code", "codes", multiple=True, help=_("Only this code."))
@click.option("--facet", type=click.Choice(["service", "theme", "free"]), help=_("Only codes of this facet."))
@click.option("--kind", "kinds", multiple=True, type=click.Choice(_KINDS), help=_("Only this kind of disagreement."))
@click.option("--limit", default=_SHOWN, show_default=True, help=_("How many disagreements to show; 0 shows all."))
@click.option("--only", type=click.Choice(["list", "numbers"]), help=_("Only the list, or only the numbers."))
@click.option(
    "--unit",
    type=click.Choice(["turn", "character"]),
    default="turn",
    show_default=True,
    help=_("The unit that the table of codes counts; characters are for comparison."),
)
@click.option("--draws", default=1000, show_default=True, help=_("Resamples behind the intervals; 0 gives none."))
@click.option(
    "--word",
    type=click.Path(dir_okay=False, path_type=Path),
    help=_("Write list and numbers to this Word file instead, as a paper for a meeting of the coders."),
)
@json_option
@in_project
def agreement(
    project: Project,
    coders: tuple[str, ...],
    interviews: tuple[str, ...],
    districts: tuple[str, ...],
    codes: tuple[str, ...],
    facet: str | None,
    kinds: tuple[str, ...],
    limit: int,
    only: str | None,
    unit: str,
    draws: int,
    word: Path | None,
    as_json: bool,
) -> None:
    chosen: dict[str, Any] = {
        "interviews": [project.interviews.get(i).name for i in interviews] or None,
        "districts": [project.config.district(d).name for d in districts] or None,
        "codes": [project.codebook.get(c).key for c in codes] or None,
        "facets": [facet] if facet else None,
    }
    if len(project.codings.coders()) < 2:
        raise BsbError(
            _("No interview is coded by two coders yet."), _("See who has coded what: bsb status, or bsb code list")
        )
    room, who = project.agreement, list(coders) or None
    cases = [] if only == "numbers" else room.disagreements(who, kinds=list(kinds) or None, **chosen)
    report = None if only == "list" else room.report(who, draws=draws, **chosen)
    if word:
        from bsb.reports.agreement_paper import TEMPLATE, write_agreement_paper

        template = project.template(TEMPLATE)
        definitions = {code.key: code.definition for code in project.codebook.all()}
        left = write_agreement_paper(
            *(cases, report, project.config, word),
            today=project.today,
            limit=limit,
            definitions=definitions,
            template=template,
        )
        wrote(project, word, bokmaal=True)
        if left:
            note(_("{n} disagreements do not stand in it. All of them: --limit 0").format(n=left))
        note(_("It holds participants' words and is for the coders alone."))
    elif as_json:
        write_json({"disagreements": cases, "report": report})
    else:
        if only != "numbers":
            _list(cases, limit)
        if report:
            _numbers(report, unit)


def kind_name(kind: str) -> str:
    """Return what people read for a kind of disagreement."""
    from bsb.coding.agreement.disagreements import KINDS

    return _(KINDS[kind])


def _list(cases: Sequence[Disagreement], limit: int) -> None:
    for case in cases[:limit] if limit else cases:
        names = ", ".join(dict.fromkeys(m.code_name for m in case.marks))
        click.secho(f"{case.interview}:{case.turn}  {kind_name(case.kind)}: {names}", bold=True)
        for line in (case.before, f"{case.speaker}: {case.text}", case.after):
            if line:
                click.echo(_wrapped(line, "  "))
        for mark in case.marks:
            what = f"{mark.coder}  {mark.code_name} ({valence_name(mark.valence)}): «{mark.quote}»"
            click.secho(_wrapped(what, "  → "), fg="cyan")
        for coder in case.without:
            click.secho("  → " + _("{coder}  not coded so").format(coder=coder), fg="cyan")
        click.echo()
    shown = min(limit or len(cases), len(cases))
    counts = {kind: sum(c.kind == kind for c in cases) for kind in _KINDS}
    parts = ", ".join(f"{kind_name(kind)} {n}" for kind, n in counts.items() if n)
    click.echo(
        ngettext("{n} disagreement", "{n} disagreements", len(cases)).format(n=len(cases))
        + (f": {parts}" * bool(parts))
    )
    if shown < len(cases):
        note(
            _("The first {n} are shown. All: --limit 0, or as a paper for a meeting: --word FILE.docx").format(
                n=shown
            )
        )


def _wrapped(text: str, lead: str) -> str:
    import textwrap

    from bsb.cli.edge import console_width

    return textwrap.fill(
        " ".join(text.split()), console_width(), initial_indent=lead, subsequent_indent=" " * len(lead)
    )


def _numbers(report: AgreementReport, unit: str) -> None:
    click.echo()
    click.secho(_("Universe: {universe}.").format(universe=report.universe), bold=True)
    for text in _left_out(report):
        note(text)
    _groups(report)
    _codes(report, unit)
    click.echo(_("Kappa and alpha: 1 is full agreement, 0 what independent coders reach, – not defined."))
    if report.draws:
        brackets = _("Brackets: 95 % interval from {n} resamples of whole interviews.")
        click.echo(brackets.format(n=report.draws))
    for text in (*_reasons(report, unit, "why"), *_reasons(report, unit, "why_no_interval")):
        click.echo(text)


def _left_out(report: AgreementReport) -> list[str]:
    found = []
    if report.outside:
        found.append(
            ngettext(
                "{n} coding touches no participant's turn and is not counted.",
                "{n} codings touch no participant's turn and are not counted.",
                report.outside,
            ).format(n=report.outside)
        )
    if report.alone:
        found.append(_("Coded by one of them only, so not compared: {names}.").format(names=", ".join(report.alone)))
    return found


def _groups(report: AgreementReport) -> None:

    names = {"all": _("all codes"), "service": _("services"), "theme": _("themes"), "free": _("free codes")}
    turn, character = _("turn"), _("character")
    lines = [
        (_("same set of codes, per cent"), turn, (PERCENT, "set")),
        *([(_("same set of codes, kappa"), turn, (KAPPA, "set"))] if len(report.coders) > 1 else []),
        (_("same set of codes, alpha"), turn, (ALPHA, "set")),
        (_("likeness of sets, alpha (MASI)"), turn, (ALPHA_MASI, "set")),
        (_("coded at all, alpha"), turn, (ALPHA, "any")),
        (_("coded at all, u-alpha"), character, (U_ALPHA, "any", CHARACTER)),
        (_("codes of text coded by two, cu-alpha (MASI)"), character, (CU_ALPHA_MASI, "set", CHARACTER)),
    ]
    show_table(
        [_("Agreement about"), _("Unit"), *((names[g.key], "right") for g in report.groups)],
        [
            *(
                (name, unit, *(_shown(g.get(*which), interval=True) for g in report.groups))
                for name, unit, which in lines
            ),
            (_("valence of a code that two have set, alpha"), turn, _shown(report.valence, interval=True)),
        ],
    )


def _codes(report: AgreementReport, unit: str) -> None:
    measures = [PERCENT] + [KAPPA] * (len(report.coders) > 1) + [ALPHA] + [U_ALPHA] * (unit == "character")
    heads = {PERCENT: _("Per cent"), KAPPA: _("Kappa"), ALPHA: _("Alpha"), U_ALPHA: _("u-alpha")}
    title = _("{unit}. First columns: turns in which each coder, and two of them, set the code.")
    units = {"turn": _("Unit: the turn"), "character": _("Unit: the character of those turns")}
    show_table(
        [
            _("Code"),
            *((coder, "right") for coder in report.coders),
            (_("Two"), "right"),
            *((heads[m], "right") for m in measures),
        ],
        [
            (
                code.name,
                *code.turns.values(),
                code.shared,
                *(_shown(code.get(m, unit), interval=m in (ALPHA, U_ALPHA)) for m in measures),
            )
            for code in report.codes
        ],
        title=title.format(unit=units[unit]),
    )
    click.echo(_("Measures: {names}").format(names=", ".join(measures)))


def _reasons(report: AgreementReport, unit: str, field: str) -> list[str]:
    """Say why numbers or intervals are missing, each reason once with the codes that it concerns."""
    text = {
        "why": _("Not defined, because {why}: {names}"),
        "why_no_interval": _("No interval, because {why}: {names}"),
    }[field]
    reasons: dict[str, list[str]] = {}
    for code in report.codes:
        if why := getattr(code.get(ALPHA, unit), field):
            reasons.setdefault(why, []).append(code.name)
    every = len(report.codes)
    return [
        text.format(why=why, names=_("all codes") if len(names) == every else ", ".join(names))
        for why, names in reasons.items()
    ]


def _shown(coefficient: Coefficient, *, interval: bool = False) -> str:
    if coefficient.value is None:
        return "–"
    percent = coefficient.measure.startswith("percent")

    def number(value: float) -> str:
        return f"{decimal(100 * value, 1)} %" if percent else decimal(value, 2)

    if not interval or coefficient.low is None or coefficient.high is None:
        return number(coefficient.value)
    return f"{number(coefficient.value)} [{number(coefficient.low)}–{number(coefficient.high)}]".replace(" %", "")

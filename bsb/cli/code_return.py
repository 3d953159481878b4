"""A file that people coded in comes back: what it would change is shown, what is not certain asked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bsb.cli.edge import done, note
from bsb.cli.reviewing import at_terminal
from bsb.coding.values import level_name, phase_name, valence_name
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.i18n import ngettext

if TYPE_CHECKING:
    from bsb.coding.round_trip.compare import Change
    from bsb.coding.round_trip.found import Question
    from bsb.coding.round_trip.record import State
    from bsb.coding.round_trip.room import Plan, ReturnedFile, TakenIn
    from bsb.project import Project


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the options of ``bsb code import`` say. ``only_authors``: comments by others than those named are left."""

    coder: str
    interview: str
    only_authors: bool
    answers: dict[str, str]
    take: str | None
    keep_removed: bool
    dry_run: bool
    yes: bool
    as_json: bool


def answers_of(project: Project, authors: Sequence[str], meanings: Sequence[str]) -> dict[str, str]:
    """Return the answers that options give beforehand.

    Raises BsbError for a meaning that is none, or an unknown code.
    """
    from bsb.coding.round_trip.asking import meaning, only_by

    answers = only_by(authors)
    for given in meanings:
        word, equals, code = given.partition("=")
        if not equals or not word.strip():
            raise BsbError(
                _("“{given}” is no meaning.").format(given=given),
                _('Write --meaning "WORD=CODE", or "WORD=" for none.'),
            )
        answers |= meaning(word, project.codebook.get(code).key if code.strip() else "")
    return answers


def show_error(error: BsbError) -> None:
    """Show what is wrong with one file of several."""
    click.secho(error.message, err=True, fg="red")
    if error.hint:
        click.echo(error.hint, err=True)


def take_back(project: Project, path: Path, wishes: Wishes) -> dict[str, Any]:
    """Take one file in, or with --dry-run only show what it would change; return it under stable keys.

    Raises BsbError, with nothing taken in, if something is not settled or refused.
    """
    room = project.round_trip
    file = room.read(path)
    plan = _settled(project, file, wishes)
    names = {code.key: code.name for code in project.codebook.all()}
    if not wishes.as_json:
        _show(plan, names)
    if plan.found.problems:
        n = len(plan.found.problems)
        raise BsbError(
            ngettext(
                "{file}: {n} thing must be mended in the file. Nothing was imported.",
                "{file}: {n} things must be mended in the file. Nothing was imported.",
                n,
            ).format(file=plan.file, n=n),
            "\n".join(plan.found.problems) if wishes.as_json else "",
        )
    result = None
    if wishes.dry_run:
        if not wishes.as_json:
            note(_("Nothing was changed."))
    else:
        plan.compared.wanted(wishes.take)  # what was changed on both sides comes before questions
        keep = wishes.keep_removed or not _removal_meant(plan, wishes)
        if plan.compared.changed and not wishes.yes:
            _confirm_changes(plan)
        result = room.take_in(plan, take=wishes.take, keep_removed=keep)
        if not wishes.as_json:
            _tell(plan, result)
    return _as_json(plan, result)


def _settled(project: Project, file: ReturnedFile, wishes: Wishes) -> Plan:
    """Return the plan with all questions answered, as far as someone can be asked or said yes beforehand.

    Raises BsbError if anything stays open; what that is was shown.
    """
    from bsb.coding.round_trip.asking import SKIP, author_of

    answers = dict(wishes.answers)
    while True:
        plan = project.round_trip.plan(file, coder=wishes.coder, interview=wishes.interview, answers=answers)
        questions = plan.found.questions
        if wishes.only_authors:
            others = [q for q in questions if author_of(q) is not None]
            answers |= {question.key: SKIP for question in others}
            if others:
                continue
        if not questions:
            return plan
        agreed = {q.key: q.default for q in questions if q.default is not None} if wishes.yes else {}
        if agreed:
            answers |= agreed
            for question in questions:
                if question.key in agreed:
                    note(f"{_line(question)} → {dict(question.choices)[agreed[question.key]]}")
        elif at_terminal() and not wishes.dry_run and not wishes.as_json:
            answers[questions[0].key] = _ask(questions[0])
        else:
            _refuse(plan, questions, wishes)


def _refuse(plan: Plan, questions: Sequence[Question], wishes: Wishes) -> None:
    if not wishes.as_json:
        for question in questions:
            note(_line(question))
        for problem in plan.found.problems:
            note(problem)
    raise BsbError(
        ngettext(
            "{file}: {n} thing must be settled. Nothing was imported.",
            "{file}: {n} things must be settled. Nothing was imported.",
            len(questions),
        ).format(file=plan.file, n=len(questions)),
        _("Mend it in the file, or say it: --yes takes what is proposed, --meaning WORD=CODE says what a word means,")
        + " "
        + _("--author NAME whose comments count. At a terminal you are asked."),
    )


def _line(question: Question) -> str:
    return ": ".join(filter(None, (question.where, question.text)))


def _ask(question: Question) -> str:
    """Ask one question and return the answer. Raises BsbError if the person leaves it."""
    note(_line(question))
    for number, (_answer, told) in enumerate(question.choices, 1):
        note(f"  {number}  {told}")
    note("  0  " + _("leave the file as it is; nothing is imported"))
    proposed = next((n for n, (a, _told) in enumerate(question.choices, 1) if a == question.default), None)
    chosen = click.prompt(_("Which?"), type=click.IntRange(0, len(question.choices)), default=proposed, err=True)
    if not chosen:
        raise BsbError(_("Nothing was imported."), "")
    return question.choices[chosen - 1][0]


def _removal_meant(plan: Plan, wishes: Wishes) -> bool:
    """Tell whether the codings whose comments are gone are to go too.

    Raises BsbError where nobody can be asked.
    """
    n = len(plan.compared.removed)
    if not n or wishes.yes or wishes.keep_removed:
        return True
    if at_terminal():
        told = ngettext(
            "{coder} has taken {n} coding away. Remove it?", "{coder} has taken {n} codings away. Remove them?", n
        )
        return click.confirm(told.format(coder=plan.coder, n=n), err=True)
    raise BsbError(
        ngettext(
            "{file}: {n} coding was taken away. Nothing was imported.",
            "{file}: {n} codings were taken away. Nothing was imported.",
            n,
        ).format(file=plan.file, n=n),
        _("Say --yes to remove them (bsb undo brings them back), or --keep-removed."),
    )


def _confirm_changes(plan: Plan) -> None:
    n = len(plan.compared.changed)
    told = ngettext("{n} coding was changed. Take that in?", "{n} codings were changed. Take that in?", n)
    if at_terminal() and not click.confirm(told.format(n=n), default=True, err=True):
        raise BsbError(_("Nothing was imported."), "")


def _show(plan: Plan, names: dict[str, str]) -> None:
    """Show everything that a file would do, comment by comment."""
    click.secho(f"{plan.file}: {plan.interview}, {plan.coder}", bold=True)
    compared, found = plan.compared, plan.found
    for heading, changes, sign in (
        (_("New"), compared.new, "+"),
        (_("Changed"), compared.changed, "~"),
        (_("Taken away"), compared.removed, "-"),
        (_("Changed in the file and in the project"), compared.conflicts, "!"),
    ):
        if changes:
            click.echo(f"{heading} ({len(changes)})")
        for change in changes:
            before, *after = _change_lines(plan, change, names)
            click.echo(f"  {sign} {before}")
            for line in after:
                click.echo(f"    → {line}")
    if compared.remarks:
        click.echo(_("Remarks, which become memos") + f" ({len(compared.remarks)})")
        for remark in compared.remarks:
            click.echo(f"  {remark.where}: {_short(remark.text)}")
    for heading, lines in ((_("Left out"), found.left), (_("To be mended"), found.problems)):
        if lines:
            click.echo(f"{heading} ({len(lines)})")
        for line in lines:
            click.echo(f"  {line}")
    click.echo(
        ngettext("{n} coding is as it was.", "{n} codings are as they were.", compared.same).format(n=compared.same)
    )
    for notice in found.notices:
        note(notice)


def _change_lines(plan: Plan, change: Change, names: dict[str, str]) -> list[str]:
    if change.before is None or change.after is None:
        state = change.after or change.before
        assert state is not None  # noqa: S101  a change has a side
        return [_state(plan, change.where, state, names)]
    return [_state(plan, change.where, change.before, names), _state(plan, "", change.after, names)]


def _state(plan: Plan, where: str, state: State, names: dict[str, str]) -> str:
    turn = plan.turns.at(state.start)
    place = where or _("turn {turn}").format(turn=turn.number)
    values = [valence_name(state.valence)]
    values += [level_name(state.level)] if state.level else []
    values += [phase_name(state.phase)] if state.phase else []
    words = _short(plan.text[state.start : state.end])
    memo = f"; {_short(state.memo)}" if state.memo else ""
    return f"{place}: {names.get(state.code, state.code)} ({', '.join(values)}{memo}) «{words}»"


def _short(text: str, most: int = 70) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"


def _tell(plan: Plan, result: TakenIn) -> None:
    if not (result.added or result.changed or result.removed or result.memos):
        done(_("{file}: nothing new.").format(file=plan.file))
        return
    done(
        _("{file}: {added} added, {changed} changed, {removed} removed, {same} as before; {memos} memos.").format(
            file=plan.file,
            added=result.added,
            changed=result.changed,
            removed=result.removed,
            same=result.same,
            memos=result.memos,
        )
    )
    note(_("bsb undo takes it back."))


def _as_json(plan: Plan, result: TakenIn | None) -> dict[str, Any]:
    compared, found = plan.compared, plan.found
    kinds = {"new": compared.new, "changed": compared.changed, "removed": compared.removed}
    return {
        "file": plan.file,
        "interview": plan.interview,
        "coder": plan.coder,
        "taken_in": result is not None,
        **{
            kind: [
                {"where": c.where, "uid": c.uid, "before": _plain(c.before), "after": _plain(c.after)}
                for c in changes
            ]
            for kind, changes in (*kinds.items(), ("conflicts", compared.conflicts))
        },
        "remarks": [{"where": r.where, "turn": r.turn, "text": r.text} for r in compared.remarks],
        "same": compared.same,
        "left_out": found.left,
        "notices": found.notices,
        "memos": result.memos if result else 0,
    }


def _plain(state: State | None) -> dict[str, Any] | None:
    return {name: getattr(state, name) for name in type(state).__slots__} if state else None

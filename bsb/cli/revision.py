"""``bsb transcript revise``, ``settle``, ``unplaced`` and ``place``: correcting a transcript that is coded."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bsb.cli.edge import done, in_project, json_option, note, show_table, write_json, yes_option
from bsb.cli.reviewing import Choices, decide, key_written, review_options, use_register
from bsb.cli.speaking import confirm_speakers, speaker_map, speaker_options
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.i18n import ngettext
from bsb.text.numbered import numbered

if TYPE_CHECKING:
    from bsb.corpus.revise import Revised
    from bsb.corpus.revision_plan import Listed
    from bsb.project import Project

_MOST = 10
_COLUMNS = (
    "id",
    "code",
    "coder",
    "kind",
    "turn_before",
    "speaker_before",
    "words_before",
    "turn_now",
    "speaker_now",
    "words_now",
)


def kind_of_change(kind: str) -> str:
    """Return what people read for what happened to a coding."""
    return {
        "changed": _("its words were corrected"),
        "moved": _("moved with its words"),
        "cut": _("a border is inside a word now"),
        "speaker": _("another speaks these words now"),
        "unplaced": _("no certain place"),
    }[kind]


@click.command(help=_("Put a corrected file in the place of a transcript; codings go with their words."))
@click.argument("interview")
@click.argument("file", type=click.Path(path_type=Path))
@speaker_options
@review_options
@click.option("--review-all", is_flag=True, help=_("Ask about places that were approved before too."))
@click.option("--dry-run", is_flag=True, help=_("Only say what would happen."))
@click.option("--unlike", is_flag=True, help=_("Take the file even if little of the text is as it was."))
@click.option("--final", is_flag=True, help=_("Erase the version before at once, so that nothing can be undone."))
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help=_("Write the codings to look at, with their words before and now, to a .csv or .xlsx file."),
)
@json_option
@yes_option
@in_project
def revise(
    project: Project,
    interview: str,
    file: Path,
    speakers: tuple[str, ...],
    pattern: str | None,
    choices: Choices,
    review_all: bool,
    dry_run: bool,
    unlike: bool,
    final: bool,
    report: Path | None,
    as_json: bool,
    yes: bool,
) -> None:
    revisions = project.revisions
    use_register(project, choices.register)
    into = project.interviews.get(interview)
    draft = revisions.read(
        into.name, file, speakers=speaker_map(speakers) or None, pattern=pattern, review_all=review_all
    )
    confirm_speakers(draft, yes or as_json)
    decisions = decide(draft, choices)
    if dry_run:
        result = revisions.preview(draft, into.name, decisions=decisions)
    else:
        reviewer = choices.reviewer or project.journal.actor
        with key_written(project, draft, decisions, into.name, choices):
            result = revisions.revise(draft, into.name, decisions=decisions, reviewer=reviewer, unlike=unlike)
        if final:
            revisions.settle(into.name)
    if report:
        _write_report(result, report, project)
    if as_json:
        write_json(result)
        return
    _show(result)
    if dry_run:
        note(_("Nothing was changed."))
    elif not final:
        note(_("The version before is kept so that this can be undone: bsb undo"))
        note(_("If a name had to go, erase it: {do}").format(do=f"bsb transcript settle {result.interview}"))


def _show(result: Revised) -> None:
    for line in result.notices:
        note(f"  {line}")
    done(
        _("{interview}, version {version}: {turns}, {words}; {percent} % is as it was.").format(
            interview=result.interview,
            version=result.version,
            turns=numbered(result.turns, "turn"),
            words=numbered(result.words, "word"),
            percent=f"{100 * result.kept:.1f}",
        )
    )
    _show_turns(result)
    if result.codings or result.listed:
        _show_codings(result)


def _show_turns(result: Revised) -> None:
    if result.renumbered:
        first = result.renumbered[0]
        note(
            ngettext(
                "{n} turn has a new number, the first: {before} is now {now}.",
                "{n} turns have new numbers, the first: {before} is now {now}.",
                len(result.renumbered),
            ).format(n=len(result.renumbered), before=first[0], now=first[1])
        )
    for number, before, now in result.speakers[:_MOST]:
        note(_("Turn {turn}: {before} is now {now}.").format(turn=number, before=before, now=now))
    if len(result.speakers) > _MOST:
        note(_("... and {n} more").format(n=len(result.speakers) - _MOST))


def _show_codings(result: Revised) -> None:
    kinds = Counter(each.kind for each in result.listed)
    note(
        ngettext("{n} coding has its place", "{n} codings have their place", result.codings).format(n=result.codings)
        + "".join(f"; {kind_of_change(kind)}: {n}" for kind, n in kinds.most_common())
        + "."
    )
    if result.again:
        note(
            ngettext(
                "{n} coding that had no place has one again.",
                "{n} codings that had no place have one again.",
                result.again,
            ).format(n=result.again)
        )
    if result.lapsed:
        note(
            ngettext(
                "The approval of {n} quote has lapsed: the passage changed. See: bsb quote list --state lapsed",
                "The approval of {n} quotes has lapsed: the passages changed. See: bsb quote list --state lapsed",
                result.lapsed,
            ).format(n=result.lapsed)
        )
    if result.listed:
        show_table(
            [_("Coding"), _("Code"), _("Coder"), _("What"), _("Before"), _("Now")],
            [_row(each) for each in result.listed],
        )
    if result.unplaced:
        note(_("Those without a certain place count nowhere until you place them: bsb transcript unplaced"))


def _row(each: Listed) -> tuple[str, ...]:
    from bsb.corpus.placing import short_id

    before = f"{each.turn} {each.speaker}: {each.before}"
    now = f"{each.new_turn} {each.new_speaker}: {each.after}"
    if each.kind == "unplaced":
        now = _("perhaps {place}").format(place=now)
    return short_id(each.uid), each.code, each.coder, kind_of_change(each.kind), before, now


def _write_report(result: Revised, out: Path, project: Project) -> None:
    from bsb.formats.table_file import Sheet, write_table

    rows = [
        (
            each.uid,
            each.code,
            each.coder,
            each.kind,
            each.turn,
            each.speaker,
            each.before,
            each.new_turn,
            each.new_speaker,
            each.after,
        )
        for each in result.listed
    ]
    write_table(out, Sheet(f"{result.interview} v{result.version}", _COLUMNS, rows), date=project.today)
    note(_("Wrote {file}.").format(file=out))


@click.command(help=_("Erase the version that a revision replaced, for good: its undo too."))
@click.argument("interview")
@yes_option
@in_project
def settle(project: Project, interview: str, yes: bool) -> None:
    found = project.interviews.get(interview)
    question = _("Erase the earlier version of {interview}? Its last revision cannot be undone then.")
    if not yes and not click.confirm(question.format(interview=found.name), err=True):
        raise BsbError(_("Nothing was changed."), "")
    if project.revisions.settle(found.name):
        done(_("The earlier version of {interview} is erased.").format(interview=found.name))
    else:
        done(_("{interview} has no earlier version.").format(interview=found.name))


@click.command(help=_("List the codings that a revision left without a certain place."))
@click.argument("interview", required=False)
@json_option
@in_project
def unplaced(project: Project, interview: str | None, as_json: bool) -> None:
    found = project.placing.all(interview)
    if as_json:
        write_json(found)
        return
    show_table(
        [_("Coding"), _("Code"), _("Coder"), _("Words before"), _("Perhaps"), _("Words there")],
        [
            (
                each.id,
                each.code_name,
                each.coder,
                _("(erased)") if each.before is None else each.before,
                f"{each.interview}:{each.turn}",
                each.near,
            )
            for each in found
        ],
    )
    note(ngettext("{n} coding without a place.", "{n} codings without a place.", len(found)).format(n=len(found)))
    if found:
        note(_("Place one: bsb transcript place ID [--turn N [--quote WORDS]]; or remove it: --remove"))


@click.command(help=_("Give a coding without a place one: the nearest, or a turn, or words in it. Can be undone."))
@click.argument("coding", metavar="ID")
@click.option("--turn", type=click.IntRange(1), help=_("The turn it belongs to."))
@click.option("--quote", default="", help=_("The words in that turn (default: the whole turn)."))
@click.option("--remove", is_flag=True, help=_("Remove the coding instead."))
@in_project
def place(project: Project, coding: str, turn: int | None, quote: str, remove: bool) -> None:
    if (quote and turn is None) or (remove and turn is not None):
        raise click.UsageError(_("--quote goes with --turn, and --remove with neither."))
    placing = project.placing
    if remove:
        interview = placing.remove(coding)
        done(_("Removed a coding of {interview}.").format(interview=interview))
        return
    interview, number, words = placing.place(coding, turn=turn, quote=quote)
    done(_("Placed at {interview}:{turn}: {words}").format(interview=interview, turn=number, words=words))

"""``bsb code``: codings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from bsb.cli.code_files import export, import_
from bsb.cli.edge import CODER, done, in_project, json_option, note, show_table, write_json, yes_option
from bsb.cli.suggest import suggest
from bsb.coding.values import level_name, phase_name, read_word, valence_name
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.i18n import ngettext
from bsb.text.numbered import numbered

if TYPE_CHECKING:
    from bsb.coding.codings import Coding
    from bsb.coding.passages import Place
    from bsb.project import Project

P = TypeVar("P")

_RANGE = re.compile(r"\s*(\d{1,6})\s*(?:[-–]\s*(\d{1,6})\s*)?")


def turn_numbers(value: str | None) -> tuple[int | None, int | None]:
    """Read "12" or "12-14" into a first and last turn; None into none. Raises BsbError for anything else."""
    if value is None:
        return None, None
    match = _RANGE.fullmatch(value)
    if match is None:
        raise BsbError(
            _("“{value}” is no range of turns.").format(value=value), _("Write --turns 12 or --turns 12-20.")
        )
    return int(match[1]), int(match[2] or match[1])


def place_options(function: Any) -> Any:
    """Give a command the options that say which words are meant."""
    options = (
        click.option("--turn", "--turns", "turns", metavar="N[-M]", help=_("The turn, or turns from - to.")),
        click.option("--words", help=_("The words, in quotation marks; they may be anywhere in the turns.")),
        click.option("--nth", type=click.IntRange(1), help=_("Which place, where the words stand more often.")),
    )
    for option in reversed(options):  # the last one put on is shown first
        function = option(function)
    return function


def value_options(function: Any) -> Any:
    """Give a command the options that say what is thought of the words."""
    options = (
        click.option("--valence", help=_("positive, critical, mixed or neutral (or + - ± 0).")),
        click.option("--level", help=_("individual or organisation.")),
        click.option("--phase", help=_("planning or implementation.")),
        click.option("--memo", help=_("A remark on the coding.")),
    )
    for option in reversed(options):  # the last one put on is shown first
        function = option(function)
    return function


@click.group(help=_("Codings: coded passages."))
def code() -> None:
    pass


@code.command(help=_("Code a passage: whole turns, or the words you quote. Several codes may be given."))
@click.argument("interview")
@place_options
@click.option("--code", "codes", multiple=True, required=True, help=_("A code (key, name or beginning); repeatable."))
@value_options
@click.option("--coder", envvar=CODER, default="", help=_("Who codes (or set BSB_CODER)."))
@json_option
@yes_option
@in_project
def add(
    project: Project,
    interview: str,
    turns: str | None,
    words: str | None,
    nth: int | None,
    codes: tuple[str, ...],
    valence: str | None,
    level: str | None,
    phase: str | None,
    memo: str | None,
    coder: str,
    as_json: bool,
    yes: bool,
) -> None:
    values = {"valence": read_word("valence", valence) or "neutral", "memo": memo or ""}
    first, last = turn_numbers(turns)
    place = one_place(project.codings.find(interview, first=first, last=last, words=words), nth, yes)
    made = project.codings.add(
        place,
        codes,
        coder=coder,
        level=read_word("level", level) or None,
        phase=read_word("phase", phase) or None,
        **values,
    )
    if as_json:
        write_json({"added": [_plain(c) for c in made.added], "known": [_plain(c) for c in made.known]})
        return
    for coding in made.added:
        done(_("Coded: {coding}").format(coding=line(coding)))
    for coding in made.known:
        note(
            _("Coded so already: {coding} (change it: bsb code edit {id})").format(coding=line(coding), id=coding.ref)
        )


def one_place(found: Sequence[Place], nth: int | None, yes: bool) -> Place:
    """Return the one place that is meant; where there are several, list them and ask for --nth.

    Words that were not found exactly are shown and confirmed. Raises BsbError if nothing was settled.
    """
    if nth is not None:
        return nth_of(found, nth)
    if len(found) > 1:
        show_places(found)
        raise BsbError(
            _("The words stand in {n} places. Nothing was coded.").format(n=len(found)),
            _("Pick one with --nth, or narrow it down with --turn."),
        )
    if not found[0].exact and not yes:
        show_places(found)
        if not click.confirm(_("Not just as you wrote it. Is this the passage?"), err=True):
            raise BsbError(_("Nothing was coded."), _("Quote the words as they stand in the transcript."))
    return found[0]


def nth_of(found: Sequence[P], nth: int) -> P:
    """Return the place that --nth names. Raises BsbError if the words stand in fewer."""
    if nth > len(found):
        raise BsbError(
            ngettext("The words stand in {n} place only.", "The words stand in {n} places only.", len(found)).format(
                n=len(found)
            ),
            _("Give a smaller --nth."),
        )
    return found[nth - 1]


def show_places(found: Sequence[Place]) -> None:
    """Show places in their context, numbered as --nth takes them."""
    from rich.text import Text

    rows = [
        (n, p.turn, p.speaker, Text.assemble((p.before, "dim"), (shortened(p.quote), "bold"), (p.after, "dim")))
        for n, p in enumerate(found, 1)
    ]
    show_table([("--nth", "right"), (_("Turn"), "right"), _("Speaker"), _("In context")], rows)


def line(coding: Coding) -> str:
    """Return a coding in one line, without its words."""
    where = f"{coding.interview}:{coding.turn}"
    if coding.last_turn > coding.turn:
        where += f"–{coding.last_turn}"
    extra = [level_name(coding.level)] if coding.level else []
    extra += [phase_name(coding.phase)] if coding.phase else []
    parts = [coding.ref, where, coding.speaker, coding.code_name, valence_name(coding.valence), *extra, coding.coder]
    return "  ".join(parts)


@code.command("list", help=_("List codings with their words in context."))
@click.option("--interview", "interviews", multiple=True, help=_("Only this interview."))
@click.option("--district", "districts", multiple=True, help=_("Only this district."))
@click.option("--code", "codes", multiple=True, help=_("Only this code and the codes below it."))
@click.option("--coder", "coders", multiple=True, help=_("Only this coder."))
@click.option("--valence", "valences", multiple=True, help=_("Only this valence."))
@click.option("--speaker", "speakers", multiple=True, help=_("Only this speaker, such as B1."))
@click.option("--text", help=_("Only where this stands in the coded words."))
@click.option("--width", type=click.IntRange(0, 500), default=40, help=_("How many characters of context to show."))
@json_option
@in_project
def list_(
    project: Project,
    interviews: tuple[str, ...],
    districts: tuple[str, ...],
    codes: tuple[str, ...],
    coders: tuple[str, ...],
    valences: tuple[str, ...],
    speakers: tuple[str, ...],
    text: str | None,
    width: int,
    as_json: bool,
) -> None:
    found = project.codings.all(
        interviews=[project.interviews.get(i).name for i in interviews] or None,
        districts=[project.config.district(d).name for d in districts] or None,
        codes=project.codebook.under(codes) if codes else None,
        coders=list(coders) or None,
        valences=[str(read_word("valence", v)) for v in valences] or None,
        speakers=[s.upper() for s in speakers] or None,
        text=text,
    )
    shown = project.codings.in_context(found, width=width, text=text)
    if as_json:
        write_json([_plain(s.coding) | {"before": s.before, "words": s.words, "after": s.after} for s in shown])
        return
    for s in shown:
        click.echo(line(s.coding))
        click.echo(f"    {s.before}{click.style(shortened(s.words), bold=True)}{s.after}")
    note(numbered(len(found), "coding"))


@code.command(help=_("Change codings: borders (of one), code, valence, level, phase, coder or memo."))
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@place_options
@click.option("--code", help=_("Another code."))
@value_options
@click.option("--coder", help=_("Another coder."))
@json_option
@yes_option
@in_project
def edit(
    project: Project,
    ids: tuple[str, ...],
    turns: str | None,
    words: str | None,
    nth: int | None,
    code: str | None,
    valence: str | None,
    level: str | None,
    phase: str | None,
    memo: str | None,
    coder: str | None,
    as_json: bool,
    yes: bool,
) -> None:
    place = None
    if turns is not None or words is not None:
        coding = project.codings.get(ids[0])
        first, last = turn_numbers(turns) if turns else (coding.turn, coding.last_turn)
        place = one_place(project.codings.find(coding.interview, first=first, last=last, words=words), nth, yes)
    given = {"valence": valence, "level": level, "phase": phase}
    values = {kind: read_word(kind, value) for kind, value in given.items()}
    if all(each is None for each in (place, code, coder, memo, *values.values())):
        raise BsbError(_("Nothing to change is named."), _("See: bsb code edit --help"))
    changed = project.codings.edit(ids, place=place, code=code, coder=coder, memo=memo, **values)
    if as_json:
        write_json([{"before": _plain(old), "after": _plain(new)} for old, new in changed])
        return
    for old, new in changed:
        done(
            _("Changed: {coding}").format(coding=line(new))
            if old != new
            else _("As before: {coding}").format(coding=line(new))
        )


@code.command(help=_("Remove codings, with the memos on them."))
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@json_option
@in_project
def remove(project: Project, ids: tuple[str, ...], as_json: bool) -> None:
    gone = project.codings.remove(ids)
    if as_json:
        write_json([_plain(c) for c in gone])
        return
    for coding in gone:
        done(_("Removed: {coding}").format(coding=line(coding)))
    note(_("bsb undo brings them back."))


def _plain(coding: Coding) -> dict[str, Any]:
    return {"ref": coding.ref} | {name: getattr(coding, name) for name in type(coding).__slots__}


def shortened(text: str, most: int = 160) -> str:
    """Return a passage on one line, its middle left out where it is long."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    half = most // 2
    return f"{text[:half].rsplit(' ', 1)[0]} […] {text[-half:].split(' ', 1)[-1]}"


for _command in (export, import_, suggest):
    code.add_command(_command)

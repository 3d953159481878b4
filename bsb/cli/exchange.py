"""``bsb exchange``: taking the project to and from other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bsb.cli.edge import done, in_project, json_option, note, write_json, yes_option
from bsb.cli.reviewing import Choices, decide, key_written, review_options, use_register
from bsb.cli.speaking import confirm_speakers, speaker_map, speaker_options
from bsb.cli.tables import tables
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.i18n import ngettext
from bsb.text.numbered import numbered

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bsb.exchange.refi.losses import Lost
    from bsb.exchange.refi.room import Exported, Taken
    from bsb.project import Project

_FACETS = click.Choice(["service", "theme", "free"])


class ByFile(click.Group):
    """A group in which a first word that is none of its commands is a file, for the command ``file``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the command in where a file stands in its place."""
        if args and args[0] not in self.commands and args[0] not in ("--help", "-h"):
            args = ["file", *args]
        return super().parse_args(ctx, args)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write both forms."""
        formatter.write_usage(ctx.command_path, _("FILE.qdpx|FILE.qdc [OPTIONS]"))
        formatter.write_usage(ctx.command_path, _("tables DIR|FILE.xlsx [OPTIONS]"))


@click.group(help=_("To and from other programs: NVivo, MAXQDA, ATLAS.ti, QualCoder, R, Excel."))
def exchange() -> None:
    pass


@exchange.group(cls=ByFile, help=_("Write the project (.qdpx), the codebook (.qdc) or tables for other programs."))
def export() -> None:
    pass


export.add_command(tables)


@export.command("file", help=_("Write the whole project as a .qdpx file, or the codebook as a .qdc file."))
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.qdpx|FILE.qdc")
@click.option(
    "--target",
    type=click.Choice(["standard", "nvivo"]),
    default="standard",
    help=_("For whom: the standard's way of counting characters, or NVivo's."),
)
@click.option("--newline", type=click.Choice(["lf", "crlf"]), default=None, help=_("How lines end in the texts."))
@click.option("--case-codes", is_flag=True, help=_("Add a code for each participant on what they say."))
@click.option("--unchecked", is_flag=True, help=_("Do not look it through for what points to people."))
@json_option
@in_project
def export_file(
    project: Project, out: Path, target: str, newline: str | None, case_codes: bool, unchecked: bool, as_json: bool
) -> None:
    ending = out.suffix.lower()
    if ending == ".qdc":
        project.codebook.export_file(out, title=project.config.name)
        project.left(out)
        codes = len(project.codebook.all())
        warnings = [] if unchecked else _leaks(project, out)
        if as_json:
            write_json({"file": out, "carried": {"code": codes}, "lost": [], "warnings": warnings})
            return
        done(_("Written: {file} ({what}).").format(file=out, what=_counted({"code": codes})))
        for warning in warnings:
            note(warning)
        return
    if ending != ".qdpx":
        raise BsbError(
            _("{file} is neither a .qdpx nor a .qdc file.").format(file=out.name),
            _("A project: FILE.qdpx. A codebook: FILE.qdc. Tables: bsb exchange export tables DIR"),
        )
    result = project.refi.export(out, date=project.today, target=target, newline=newline, case_codes=case_codes)
    project.left(out)
    warnings = _export_warnings(result) + ([] if unchecked else _leaks(project, out) + _small_cells(project))
    if as_json:
        write_json({"file": out, "carried": result.carried, "lost": _plain(result.lost), "warnings": warnings})
        return
    done(_("Written: {file} ({what}).").format(file=out, what=_counted(result.carried)))
    _show_lost(result.lost, _("Left behind, since the format has no place for it:"))
    for warning in warnings:
        note(warning)


def _export_warnings(result: Exported) -> list[str]:
    found = []
    if result.wide:
        found.append(
            ngettext(
                "{n} character (an emoji or the like) is counted otherwise by NVivo: for NVivo, use --target nvivo.",
                "{n} characters (emoji or the like) are counted otherwise by NVivo: for NVivo, use --target nvivo.",
                result.wide,
            ).format(n=result.wide)
        )
    if result.deep:
        found.append(
            ngettext(
                "{n} code stands deeper than three levels, which some programs do not keep.",
                "{n} codes stand deeper than three levels, which some programs do not keep.",
                result.deep,
            ).format(n=result.deep)
        )
    return found


def _leaks(project: Project, out: Path) -> list[str]:
    from collections import Counter

    from bsb.privacy.check_output import check_file
    from bsb.privacy.kinds import kind_name

    leaks = [leak for leak in check_file(out, scanner=project.output_scanner()) if not leak.weak]
    found = [
        ngettext("{n} place may point to people ({kind}).", "{n} places may point to people ({kind}).", n).format(
            n=n, kind=kind_name(kind)
        )
        for kind, n in Counter(leak.kind for leak in leaks).most_common()
    ]
    if found:
        found.append(_("Look at them: bsb privacy check-output {file}").format(file=out))
    return found


def _small_cells(project: Project) -> list[str]:
    from bsb.cli.tables import small_cells_warning

    found = small_cells_warning(project, project.tables.all(names=["participants", "participant_attributes"]))
    return [*found, _("The file holds all that people said. Look at the places named before you hand it on.")]


@exchange.command(
    "import", help=_("Take in a project (.qdpx) or a codebook (.qdc). Nothing is stored before it is reviewed.")
)
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.qdpx|FILE.qdc")
@click.option("--district", default="", help=_("The district of documents that say none."))
@click.option("--facet", type=_FACETS, default="free", help=_("The facet of new codes that the file gives none."))
@speaker_options
@review_options
@json_option
@yes_option
@in_project
def import_(
    project: Project,
    file: Path,
    district: str,
    facet: str,
    speakers: tuple[str, ...],
    pattern: str | None,
    choices: Choices,
    as_json: bool,
    yes: bool,
) -> None:
    ending = file.suffix.lower()
    if ending == ".qdc":
        book = project.codebook.import_file(file, facet=facet)
        if as_json:
            write_json({"file": file, "added": book.added, "changed": book.changed, "same": book.same})
            return
        done(
            _("{file}: {added} added, {changed} changed, {same} as before.").format(
                file=file.name, added=len(book.added), changed=len(book.changed), same=len(book.same)
            )
        )
        return
    if ending != ".qdpx":
        raise BsbError(
            _("{file} is neither a .qdpx nor a .qdc file.").format(file=file.name),
            _("Transcripts: bsb transcript import. Codebooks in other forms: bsb codebook import."),
        )
    use_register(project, choices.register)
    incoming = project.refi.read(
        file, district=district, facet=facet, speakers=speaker_map(speakers) or None, pattern=pattern
    )
    for draft in incoming.drafts:
        confirm_speakers(draft, yes or as_json)
    review = incoming.review
    decisions = decide(review, choices)
    with key_written(project, review, decisions, file.stem, choices):
        result = project.refi.store(incoming, decisions=decisions, reviewer=choices.reviewer or project.journal.actor)
    if as_json:
        write_json(
            {
                "file": file,
                "origin": result.origin,
                "offsets": result.counting,
                "added": result.added,
                "known": result.known,
                "replaced": result.replaced,
                "lost": _plain(result.lost),
                "notices": result.notices,
            }
        )
        return
    _show_taken(result)


def _show_taken(result: Taken) -> None:
    for line in result.notices:
        note(f"  {line}")
    if result.added:
        done(_("{file}: added {what}.").format(file=result.file.name, what=_counted(result.added)))
    else:
        done(_("{file}: nothing new.").format(file=result.file.name))
    if result.known:
        note(_("Here already: {what}.").format(what=_counted(result.known)))
    if result.replaced:
        n = result.replaced
        note(ngettext("{n} place was replaced.", "{n} places were replaced.", n).format(n=n))
    note(_counting(result))
    _show_lost(result.lost, _("Not carried over:"))
    if not result.lost:
        note(_("Nothing in the file was left out."))


def _counting(result: Taken) -> str:
    way = result.counting
    unit = _("Unicode characters") if way.unit == "code point" else _("UTF-16 units, as NVivo does")
    line = _("Passages were read as counted in {unit}").format(unit=unit)
    if way.lines == "lf" and result.origin != "bsb":
        line += ", " + _("a line end as one")
    if way.end == "inclusive":
        line += ", " + _("with the last character inside")
    if not way.told and result.added.get("coding"):
        line += ". " + _("That is how {origin} usually counts: look at some codings.").format(
            origin=result.origin or _("that program")
        )
        return line
    return line + "."


def _counted(counts: Mapping[str, int]) -> str:
    nouns = ("interview", "transcript", "turn", "participant", "code", "coding", "memo", "summary")
    return ", ".join(numbered(counts[noun], noun) for noun in nouns if counts.get(noun))


def _plain(lost: Sequence[Lost]) -> list[dict[str, object]]:
    return [{"kind": each.kind, "n": each.n, "name": each.name} for each in lost]


def _show_lost(lost: Sequence[Lost], heading: str) -> None:
    if lost:
        note(heading)
        for each in lost:
            note(f"  {each.name}: {each.n}")

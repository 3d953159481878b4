"""``bsb privacy``: looking for what points to people, in what comes in and in what leaves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bsb.cli.edge import done, in_project, json_option, note, show_table, write_json
from bsb.cli.reviewing import register_option, register_path, use_register
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.i18n import ngettext
from bsb.privacy.reasons import reason_text

if TYPE_CHECKING:
    from bsb.corpus.importing import Draft
    from bsb.project import Project


_WAYS = (("accept", "replace"), ("keep",), ("stood",), ("open",))


@click.group(help=_("Look for what points to people."))
def privacy() -> None:
    pass


@privacy.command(help=_("Show what in a transcript may point to a person. Nothing is stored."))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--all", "weak", is_flag=True, help=_("Show the weak signs too."))
@click.option(
    "--sheet",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="OUT.xlsx",
    help=_("Write the places to a sheet to be filled in, for: bsb transcript import FILE --review OUT.xlsx"),
)
@click.option(
    "--revises",
    metavar="INTERVIEW",
    help=_("Leave out what stands unchanged in this interview's transcript, which was approved before."),
)
@register_option
@json_option
@in_project
def scan(
    project: Project,
    file: Path,
    weak: bool,
    sheet: Path | None,
    revises: str | None,
    register: Path | None,
    as_json: bool,
) -> None:
    from rich.text import Text

    from bsb.privacy.kinds import kind_name

    use_register(project, register)
    if file.suffix.lower() == ".qdpx":
        draft = project.refi.read(file, district=None).review
    else:
        draft = project.revisions.read(revises, file) if revises else project.importer.read(file)
    if sheet is not None:
        _write_sheet(project, file, draft, sheet, weak)
        return
    hits = [hit for hit in draft.to_review if weak or not hit.weak]
    if as_json:
        write_json(
            [{"number": draft.turns[hit.turn].number} | {f: getattr(hit, f) for f in hit.__slots__} for hit in hits]
        )
        return
    rows = []
    for hit in hits:
        turn = draft.turns[hit.turn]
        before, after = turn.text[max(0, hit.start - 30) : hit.start], turn.text[hit.end : hit.end + 30]
        context = Text.assemble("…", before, (turn.text[hit.start : hit.end], "bold red"), after, "…")
        rows.append(
            (turn.number, turn.speaker, kind_name(hit.kind), context, hit.replacement, reason_text(hit.reason))
        )
    show_table([(_("Turn"), "right"), _("Speaker"), _("Kind"), _("In context"), _("Proposed"), _("Why")], rows)
    note(
        ngettext("{n} place to review.", "{n} places to review.", len(hits)).format(n=len(hits))
        + " "
        + _("The program only suggests: read the transcript yourself before it is used.")
    )


def _write_sheet(project: Project, file: Path, draft: Draft, sheet: Path, weak: bool) -> None:
    from bsb.corpus.review_sheet import write_review

    rows = write_review(draft, sheet, date=project.today, weak=weak)
    done(
        ngettext("Wrote {file}: {n} place to decide on.", "Wrote {file}: {n} places to decide on.", rows).format(
            file=sheet, n=rows
        )
    )
    note(_("Fill it in, and give it to bsb transcript import or revise: --review {sheet}").format(sheet=sheet))
    note(_("The sheet may hold real names: keep it safe, and delete it when it has been given back."))


@privacy.command(
    "check-output",
    help=_("Scan files about to leave: .docx, .pptx, .xlsx, .html, .svg, .qdpx and plain text."),
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--all", "weak", is_flag=True, help=_("Show the weak signs too."))
@register_option
@json_option
@in_project
def check_output(project: Project, files: tuple[Path, ...], weak: bool, register: Path | None, as_json: bool) -> None:
    from bsb.privacy.check_output import check_file
    from bsb.privacy.kinds import kind_name

    use_register(project, register)
    scanner = project.output_scanner()
    found = [(path, leak) for path in files for leak in check_file(path, scanner=scanner) if weak or not leak.weak]
    if as_json:
        write_json([{"file": path} | {f: getattr(leak, f) for f in leak.__slots__} for path, leak in found])
    elif found:
        show_table(
            [_("File"), _("Where"), (_("Character"), "right"), _("Kind"), _("Found by")],
            [(path.name, leak.where, leak.start, kind_name(leak.kind), leak.source) for path, leak in found],
        )
    serious = sum(not leak.weak for _path, leak in found)
    if serious:
        raise BsbError(
            ngettext("{n} place may point to a person.", "{n} places may point to people.", serious).format(
                n=serious
            ),
            _("Look at each of them before the files leave."),
        )
    if not as_json:
        done(_("Nothing was found that points to a person. Read the files yourself all the same."))


@privacy.group(help=_("The register of names: who must never be named. It lies outside the project."))
def register() -> None:
    pass


@register.command("list", help=_("Show the register's names. They are real names: mind who looks on."))
@register_option
@json_option
@in_project
def list_(project: Project, register: Path | None, as_json: bool) -> None:
    from bsb.corpus.names import entries
    from bsb.privacy.kinds import kind_name

    found = entries(_path(project, register))
    if as_json:
        write_json([{"kind": e.kind, "forms": e.forms, "placeholder": e.placeholder} for e in found])
        return
    show_table(
        [_("Kind"), _("Names"), _("Stands in the text as")],
        [(kind_name(entry.kind), ", ".join(entry.forms), entry.placeholder) for entry in found],
    )


@register.command(help=_("Add a person with all the forms people use, or “sted: …”, “bydel: …”, “institusjon: …”."))
@click.argument("names", nargs=-1, required=True, metavar='"NAME, NICKNAME"...')
@register_option
@in_project
def add(project: Project, names: tuple[str, ...], register: Path | None) -> None:
    from bsb.corpus.names import add as add_name

    path = _path(project, register)
    made = [add_name(path, name) for name in names]
    done(
        ngettext("{n} line is in {file} now.", "{n} lines are in {file} now.", len(made)).format(
            n=len(made), file=path
        )
    )
    note(_("Transcripts that are in already were not searched for it: bsb transcript revise, or bsb search."))


@register.command(help=_("Take the line that holds a name out of the register. Other people keep their numbers."))
@click.argument("name")
@register_option
@in_project
def remove(project: Project, name: str, register: Path | None) -> None:
    from bsb.corpus.names import remove as remove_name

    forms = remove_name(_path(project, register), name)
    done(ngettext("{n} name is out.", "{n} names are out.", forms).format(n=forms))


@privacy.group(help=_("Words that are kept for good: neither an import nor the check of papers asks about them."))
def kept() -> None:
    pass


@kept.command("list", help=_("Show the kept words, as the transcripts hold them, who decided so and when."))
@json_option
@in_project
def kept_list(project: Project, as_json: bool) -> None:
    found = project.reviews.listed()
    if as_json:
        write_json(found)
        return
    shown = [(each.form or _("(in no transcript now)"), each.by, each.at[:10]) for each in found]
    show_table([_("Words"), _("Kept by"), _("Date")], shown)
    note(
        _("The project keeps fingerprints of the words, not the words: a withdrawal erases them with the transcript.")
    )


@kept.command("add", help=_("Keep words for good, each as it stands in the text."))
@click.argument("forms", nargs=-1, required=True, metavar="WORDS...")
@in_project
def kept_add(project: Project, forms: tuple[str, ...]) -> None:
    new = project.reviews.keep(forms)
    done(ngettext("{n} more is kept for good.", "{n} more are kept for good.", new).format(n=new))


@kept.command("remove", help=_("Ask about words again."))
@click.argument("form", metavar="WORDS")
@in_project
def kept_remove(project: Project, form: str) -> None:
    project.reviews.ask_again(form)
    done(_("It is asked about again."))


@privacy.command(help=_("Show who reviewed which transcript, when, and how many places were decided on how."))
@click.argument("interview", required=False)
@json_option
@in_project
def reviews(project: Project, interview: str | None, as_json: bool) -> None:
    from bsb.privacy.kinds import kind_name

    found = project.reviews.all(project.interviews.get(interview).name if interview else None)
    if as_json:
        rows = [
            {"interview": r.interview, "version": r.version, "reviewer": r.reviewer, "at": r.at}
            | {"hits": [{"kind": k, "decision": d, "n": n} for (k, d), n in r.hits.items()]}
            for r in found
        ]
        write_json(rows)
        return
    numbers = [
        (each.interview, each.version, each.reviewer, each.at[:10], *(each.total(*ways) for ways in _WAYS))
        for each in found
    ]
    ways = [(way, "right") for way in (_("Replaced"), _("Kept"), _("Decided before"), _("Weak, left open"))]
    show_table([_("Interview"), (_("Version"), "right"), _("Reviewed by"), _("Date"), *ways], numbers)
    if interview:
        kinds = dict.fromkeys(kind for each in found for kind, _decision in each.hits)
        by_kind = [
            (kind_name(kind), *(sum(r.hits.get((kind, d), 0) for r in found for d in each) for each in _WAYS))
            for kind in kinds
        ]
        show_table([_("Kind"), *ways], by_kind)


def _path(project: Project, given: Path | None) -> Path:
    path = register_path(project, given)
    if path is None:
        raise BsbError(
            _("This project has no register of names yet."),
            _("Say where it shall lie, outside the project: --register FILE, or register in bsb.toml."),
        )
    return path

"""``bsb search``: words in the transcripts or the key documents, with what stands around them."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bsb.cli.edge import done, in_project, json_option, note, print_rich, write_json
from bsb.i18n import gettext as _
from bsb.i18n import ngettext
from bsb.text.numbered import numbered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bsb.corpus.keydoc_search import PageHit
    from bsb.corpus.search import Hit
    from bsb.project import Project

KINDS = ("focus_group", "individual")
ROLES = ("participant", "facilitator", "unknown")


@click.command(
    help=_(
        "Search the transcripts. Words are found in every inflection, in bokmål and nynorsk; several words where one"
        " turn has them all, words in «quotes» side by side. A star looks for a beginning: møte*"
    )
)
@click.argument("query", nargs=-1, required=True)
@click.option("--exact", "mode", flag_value="exact", help=_("Only the very forms that are written."))
@click.option("--prefix", "mode", flag_value="prefix", help=_("Words that begin with what is written."))
@click.option("--phrase", "mode", flag_value="phrase", help=_("The words side by side, as they are written."))
@click.option("--regex", "mode", flag_value="regex", help=_("A regular expression over the text of each turn."))
@click.option("--lemma", "mode", flag_value="lemma", default="lemma", help=_("Every inflection (as usual)."))
@click.option("--district", "districts", multiple=True, help=_("Only this district."))
@click.option("--interview", "interviews", multiple=True, help=_("Only this interview."))
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help=_("Only this kind of interview."))
@click.option("--role", "roles", multiple=True, type=click.Choice(ROLES), help=_("Only what these have said."))
@click.option("--code", "codes", multiple=True, help=_("Only in passages with this code, or one below it."))
@click.option("--keydocs", is_flag=True, help=_("Search the key documents instead."))
@click.option("--document", "documents", multiple=True, metavar="TITLE", help=_("Only this key document."))
@click.option("--ocr", is_flag=True, help=_("Key documents, also with å, ø and æ misread: økonomi finds gkonomi."))
@click.option("--width", type=click.IntRange(0, 500), default=60, help=_("Characters of context on either side."))
@click.option("--limit", type=click.IntRange(1), default=100, show_default=True, help=_("Show so many at most."))
@click.option("--all", "everything", is_flag=True, help=_("Show all."))
@click.option("--export", type=click.Path(path_type=Path), metavar="FILE", help=_("Write all to a .csv or .xlsx."))
@json_option
@in_project
def search(
    project: Project,
    /,
    query: tuple[str, ...],
    mode: str,
    keydocs: bool,
    documents: tuple[str, ...],
    ocr: bool,
    width: int,
    limit: int,
    everything: bool,
    export: Path | None,
    as_json: bool,
    **filters: Any,
) -> None:
    most = None if everything or export else limit
    found: Any
    in_documents = keydocs or ocr or bool(documents)
    if in_documents:
        _refuse_filters(filters)
        found = project.keydoc_search.find(
            " ".join(query), mode=mode, ocr=ocr, documents=documents, limit=most, width=width
        )
    else:
        found = project.search.find(
            " ".join(query), mode=mode, where=project.search.where(**filters), limit=most, width=width
        )
    if export:
        _export(project, found.hits, export, pages=in_documents)
    elif as_json:
        write_json(
            {f.name: getattr(found, f.name) for f in fields(found)} | {"hits": [h._asdict() for h in found.hits]}
        )
    else:
        for hit in found.hits:
            _show(hit)
    note(_summary(found))


def _refuse_filters(filters: dict[str, Any]) -> None:
    names = {"districts": "district", "interviews": "interview", "kinds": "kind", "roles": "role", "codes": "code"}
    for name, value in filters.items():
        if value:
            raise click.UsageError(_("--{name} filters transcripts, not key documents.").format(name=names[name]))


def _show(hit: Hit | PageHit) -> None:
    from rich.text import Text

    from bsb.corpus.keydoc_search import PageHit

    where = hit.cite if isinstance(hit, PageHit) else f"{hit.interview}:{hit.turn} {hit.speaker}"
    print_rich(Text.assemble((f"{where}  ", "cyan"), hit.left, (hit.word, "bold"), hit.right))


def _summary(found: Any) -> str:
    shown = len(found.hits)
    text = numbered(found.pages, "page") if hasattr(found, "pages") else numbered(found.turns, "turn")
    places = numbered(shown, "place")
    if found.more:
        return _("The first {places}; found in {where} in all. Show the rest with --all.").format(
            places=places, where=text
        )
    return _("{places} in {where}.").format(places=places, where=text)


def _export(project: Project, hits: Sequence[Hit | PageHit], out: Path, *, pages: bool) -> None:
    from bsb.corpus.keydoc_search import PageHit
    from bsb.corpus.search import Hit
    from bsb.formats.table_file import Sheet, write_table

    columns = (PageHit if pages else Hit)._fields
    rows = [list(hit) for hit in hits]
    write_table(out, Sheet(_("Search"), columns, rows), date=project.today)
    project.left(out)
    done(ngettext("{file}: {n} place.", "{file}: {n} places.", len(rows)).format(file=out.name, n=len(rows)))

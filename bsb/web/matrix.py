"""Matrices on the page: cells that lead to the words behind them, and the summaries written in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Route

from bsb.analysis.definitions import MatrixDefinition
from bsb.analysis.matrix import Cell, Line, Matrix
from bsb.analysis.matrix_lines import axis_name
from bsb.analysis.reference import ReferenceTable
from bsb.coding.summaries import Written
from bsb.corpus.interviews import iso_date
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.reports import matrix_cells
from bsb.store.schema import KINDS
from bsb.web.passages import passages, voices
from bsb.web.site import Asked, Site, call, page
from bsb.web.transcript import written

if TYPE_CHECKING:
    from bsb.project import Project

_WIDTH = 120
_BALANCES = 5


@dataclass(frozen=True, slots=True)
class Filters:
    """What the matrix is limited to by the person who looks at it; empty fields do not limit."""

    district: str = ""
    service: str = ""
    kind: str = ""
    since: str = ""
    until: str = ""

    @property
    def beyond_district(self) -> bool:
        """Whether something else than a district limits it: such a matrix is looked at, not written to a file."""
        return bool(self.service or self.kind or self.since or self.until)

    def query(self) -> str:
        """Return the filters as part of an address."""
        return urlencode({name: getattr(self, name) for name in self.__slots__ if getattr(self, name)})


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell as it is shown: two lines, the class of its ground, and whether a summary stands in it."""

    first: str
    second: str
    ground: str
    summary: bool
    about: str


def routes(site: Site) -> list[BaseRoute]:
    """Return the routes."""

    async def workbook(request: Request) -> Response:
        path = site.exported.get(request.path_params["mark"])
        return FileResponse(path, filename=path.name) if path and path.is_file() else Response(status_code=404)

    return [
        page(site, "/matrices", matrices),
        page(site, "/matrix/{name}", matrix),
        call(site, "/api/matrix/{name}", cell, writes=False),
        call(site, "/api/matrix/{name}/summary", write_summary),
        call(site, "/api/matrix/{name}/export", export),
        Route("/written/{mark}", workbook),
    ]


def matrices(site: Site, _asked: Asked) -> Response:
    """List the matrices; a definition with a fault is shown with what is wrong in it."""
    project = site.project
    faults = {fault.name: fault for fault in project.matrices.check()}
    rows = [(name, _title(project, name), faults.get(name)) for name in project.matrices.names()]
    return site.page("matrices.html", here="/matrices", rows=rows)


def _title(project: Project, name: str) -> MatrixDefinition | None:
    try:
        return project.matrices.definition(name)
    except BsbError:
        return None


def matrix(site: Site, asked: Asked) -> Response:
    """Show a matrix, or a reference table."""
    project = site.project
    definition = _definition(site, asked)
    filters = _filters(site, asked)
    made = _made(site, definition, filters)
    if isinstance(made, ReferenceTable):
        return site.page("reference.html", here="/matrices", table=made)
    summaries = project.summaries.of(definition.scope(made.district))
    balance = asked.query.get("heat") == "valence"
    most = matrix_cells.greatest(made)

    def shown(row: Line, column: Line) -> Shown:
        counted = made.cell(row.key, column.key)
        first, second = matrix_cells.lines_of_cell(made, row.key, column.key)
        ground = (
            _balance_class(counted) if balance else _heat_class(matrix_cells.weight(made, row.key, column.key), most)
        )
        about = f"{row.label}, {column.label}: {_in_words(counted)}"
        return Shown(first, second, ground, (row.key, column.key) in summaries, about)

    return site.page(
        "matrix.html",
        here="/matrices",
        made=made,
        definition=definition,
        filters=filters,
        balance=balance,
        shown=shown,
        total=lambda row: matrix_cells.lines_of_count(made, made.total(row.key)),
        has_total=matrix_cells.has_total(made),
        axes=(axis_name(definition.rows), axis_name(definition.columns)),
        of_conference=definition.of_conference,
        cautions=[caution.text for caution in project.matrices.cautions(made)],
        services=[code for code in project.codebook.all("service") if code.status == "active"],
        kinds=KINDS,
        own={definition.rows, definition.columns},
    )


def _definition(site: Site, asked: Asked) -> MatrixDefinition:
    name = asked.path["name"]
    if name not in site.project.matrices.names():
        raise BsbError(_("There is no matrix “{name}”.").format(name=name), _("They are all on the page Matrices."))
    return site.project.matrices.definition(name)


def _filters(site: Site, asked: Asked) -> Filters:
    """Read the filters from the address. Raises BsbError for a name or date that is none."""
    query = asked.query
    district = query.get("district", "")
    service = query.get("service", "")
    return Filters(
        site.project.config.district(district).name if district else "",
        site.project.codebook.get(service, facet="service").key if service else "",
        query.get("kind", "") if query.get("kind") in KINDS else "",
        iso_date(query.get("since") or None) or "",
        iso_date(query.get("until") or None) or "",
    )


def _made(site: Site, definition: MatrixDefinition, filters: Filters) -> Matrix | ReferenceTable:
    only = definition.only
    limited = replace(
        only,
        services=(filters.service,) if filters.service else only.services,
        kinds=(filters.kind,) if filters.kind else only.kinds,
        since=filters.since or only.since,
        until=filters.until or only.until,
    )
    return site.project.matrices.make(replace(definition, only=limited), district=filters.district or None)


def _counted(site: Site, definition: MatrixDefinition, filters: Filters) -> Matrix:
    """Return a counted matrix. Raises BsbError for a reference table."""
    made = _made(site, definition, filters)
    if isinstance(made, ReferenceTable):
        raise BsbError(_("“{name}” is a reference table.").format(name=definition.name), "")
    return made


def _heat_class(value: float, most: float) -> str:
    colour = matrix_cells.shade_of(value, most)
    return f"h{matrix_cells.HEAT.index(colour) + 1}" if colour else ""


def _balance_class(counted: Cell) -> str:
    """Return the class of a cell's ground from only critical turns (b1) to only positive ones (b5)."""
    if counted.balance is None:
        return ""
    return f"b{min(_BALANCES, 1 + int((counted.balance + 1) / 2 * _BALANCES))}"


def _in_words(counted: Cell) -> str:
    if not counted.speakers:
        return _("nothing")
    return _("participants {speakers}, interviews {interviews}, positive {positive}, critical {critical}").format(
        speakers=counted.speakers,
        interviews=counted.interviews,
        positive=counted.positive,
        critical=counted.critical,
    )


def cell(site: Site, asked: Asked) -> Mapping[str, Any]:
    """Return what stands behind a cell: its passages in context, its voices, and its summary."""
    project = site.project
    definition = _definition(site, asked)
    made = _counted(site, definition, _filters(site, asked))
    row, column = _line(made.rows, asked.query.get("row")), _line(made.columns, asked.query.get("column"))
    ids = project.matrices.coding_ids(made).get((row.key, column.key), ())
    codings = project.codings.rows(ids)
    summary = project.summaries.of(definition.scope(made.district)).get((row.key, column.key))
    whole = _whole_cell(site, definition, made.district).get((row.key, column.key), ())
    return {
        "title": f"{row.label} × {column.label}",
        "quotes": passages(project.codings.in_context(codings, width=_WIDTH)),
        "voices": voices(codings),
        "summary": summary.text if summary else "",
        "by": f"{summary.author}, {summary.at[:10]}" if summary else "",
        "since": summary.since(whole) if summary else "",
    }


def _whole_cell(
    site: Site, definition: MatrixDefinition, district: str | None
) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the codings (uids) of every cell without what the person has filtered by: summaries are of those."""
    made = _counted(site, definition, Filters(district=district or ""))
    return site.project.matrices.codings(made)


def _line(lines: tuple[Line, ...], key: str | None) -> Line:
    for line in lines:
        if line.key == key:
            return line
    raise BsbError(_("That cell is not in the matrix any more."), _("Load the page again."))


def write_summary(site: Site, asked: Asked) -> Mapping[str, Any]:
    """Write a cell's summary, if the cell holds the text that the window saw."""
    project = site.project
    definition = _definition(site, asked)
    made = _counted(site, definition, Filters(district=asked.text("district", "")))
    row, column = _line(made.rows, asked.text("row")), _line(made.columns, asked.text("column"))
    key = (row.key, column.key)
    rests_on = _whole_cell(site, definition, made.district).get(key, ())
    changed = project.summaries.put(
        definition.scope(made.district),
        {key: Written(asked.text("text"), rests_on)},
        author=asked.text("author"),
        seen={key: asked.text("seen")},
    )
    return written(site, bool(changed))


def export(site: Site, asked: Asked) -> Mapping[str, Any]:
    """Write the workbook that ``bsb matrix export`` writes, and return where it can be fetched."""
    definition = _definition(site, asked)
    path = site.project.reports.matrix(definition.name, district=asked.text("district", "") or None)
    return {"address": f"/written/{site.keep(path)}", "file": path.relative_to(site.project.root).as_posix()}

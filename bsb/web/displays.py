"""The displays of the project, with the quotes behind a click."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.reports.display_files import takes_district
from bsb.reports.display_page import FIGURES
from bsb.web.site import Asked, Site, page


def routes(site: Site) -> list[BaseRoute]:
    """Return the routes."""

    async def style(_request: Request) -> Response:
        return Response(FIGURES, media_type="text/css")

    return [page(site, "/displays", displays), page(site, "/display/{name}", display), Route("/figures.css", style)]


def displays(site: Site, _asked: Asked) -> Response:
    """List the displays: the project's own and the shipped ones."""
    return site.page("displays.html", here="/displays", rows=site.project.displays.definitions())


def display(site: Site, asked: Asked) -> Response:
    """Show one display, of one district or interview where it can be."""
    project = site.project
    wanted = asked.path["name"]
    definition = next((each for each in project.displays.definitions() if each.name == wanted), None)
    if definition is None:
        raise BsbError(
            _("There is no display “{name}”.").format(name=wanted), _("They are all on the page Displays.")
        )
    interviews = [each.name for each in project.transcripts.all()] if definition.kind == "interaction" else []
    interview = asked.query.get("interview") or (interviews[0] if interviews else None)
    district = asked.query.get("district") or None
    title, figure = project.displays.figure(wanted, district=district, interview=interview)
    return site.page(
        "display.html",
        here="/displays",
        title=title,
        figure=figure,
        note=definition.note,
        by_district=takes_district(definition),
        district=project.config.district(district).name if district else "",
        interviews=interviews,
        interview=interview,
    )

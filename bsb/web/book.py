"""The codebook's page: the tree of codes, and changing it, with a preview where much is changed at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from starlette.responses import Response
from starlette.routing import BaseRoute

from bsb.errors import BsbError, ConflictError
from bsb.i18n import gettext as _
from bsb.text.normal import digest
from bsb.web.site import Asked, Site, call, page
from bsb.web.transcript import written

if TYPE_CHECKING:
    from bsb.coding.book_changes import Plan

_FIELDS = ("name", "short", "definition", "include", "exclude", "example", "memo", "colour", "status")


def routes(site: Site) -> list[BaseRoute]:
    """Return the routes."""
    return [
        page(site, "/codebook", codebook),
        call(site, "/api/codes/add", add),
        call(site, "/api/codes/edit", edit),
        call(site, "/api/codes/move", move),
        call(site, "/api/codes/merge", merge),
        call(site, "/api/codes/remove", remove),
    ]


def codebook(site: Site, _asked: Asked) -> Response:
    """Show the codebook; its tree is fetched and drawn by the page's scripts."""
    return site.page("codebook.html", here="/codebook")


def add(site: Site, asked: Asked) -> Mapping[str, Any]:
    """Make a new code, and return its key."""
    values = {name: asked.text(name) for name in ("definition", "colour") if asked.told.get(name)}
    parent = asked.text("parent", "")
    plan = site.project.codebook.plan.add(
        asked.text("name"), facet="" if parent else asked.text("facet"), parent=parent, **values
    )
    plan.apply()
    return written(site, True) | {"key": plan.about}


def edit(site: Site, asked: Asked) -> Mapping[str, Any]:
    """Change fields of a code, if those fields are as the window saw them."""
    code = site.project.codebook.get(asked.text("code"))
    seen = asked.told.get("seen", {})
    values = {name: asked.text(name) for name in _FIELDS if name in asked.told}
    for name, value in values.items():
        if isinstance(seen, dict) and seen.get(name, getattr(code, name)) not in (getattr(code, name), value):
            raise ConflictError(
                _("Somebody else has changed “{code}” meanwhile.").format(code=code.name),
                _("It is shown as it is now. What you wrote stands in the field; save it again to put it there."),
            )
    return _done(site, site.project.codebook.plan.edit(code.key, **values))


def move(site: Site, asked: Asked) -> Mapping[str, Any]:
    """Give a code another place: under a parent ("" for the top), in a facet, behind another code or first."""
    told = asked.told
    plan = site.project.codebook.plan.move(
        asked.text("code"),
        parent=asked.text("parent") if "parent" in told else None,
        facet=asked.text("facet", ""),
        after=asked.text("after", ""),
        first=bool(told.get("first")),
    )
    return _done(site, plan)


def merge(site: Site, asked: Asked) -> Mapping[str, Any]:
    """Merge codes into one. Without the ``mark`` of a preview, only show what it would change."""
    codes = asked.told.get("codes")
    if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
        raise BsbError(_("The page sent something that was not understood."), _("Load the page again."))
    plan = site.project.codebook.plan.merge(codes, into=asked.text("into"))
    mark = digest("\n".join(sorted(map(repr, plan.effects))))
    if "mark" not in asked.told:
        return {"lines": plan.lines(), "notices": list(plan.notices), "mark": mark}
    if asked.text("mark") != mark:
        raise ConflictError(
            _("The project has been changed since the preview was made. Nothing was done."),
            _("Look at it again and then decide."),
        )
    return _done(site, plan)


def remove(site: Site, asked: Asked) -> Mapping[str, Any]:
    """Take a code away on which nothing rests."""
    return _done(site, site.project.codebook.plan.remove(asked.text("code")))


def _done(site: Site, plan: Plan) -> Mapping[str, Any]:
    plan.apply()
    return written(site, bool(plan.effects))

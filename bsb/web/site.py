"""What every page and every call shares: the project, the language, and how answers and errors are given."""

from __future__ import annotations

import json
import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from bsb.errors import BsbError, ConflictError, NotNowError, place_of
from bsb.i18n import current_language, gettext, ngettext
from bsb.i18n import gettext as _
from bsb.web import names

if TYPE_CHECKING:
    from jinja2 import Environment
    from starlette.requests import Request

    from bsb.project import Project
    from bsb.web.reviews import Reviews

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks: the parts of its address, its query, its JSON, and its bytes where it brings a file."""

    path: Mapping[str, str]
    query: Mapping[str, str]
    told: Mapping[str, Any]
    data: bytes = b""

    def text(self, name: str, default: str | None = None) -> str:
        """Return a text of the JSON. Raises BsbError if it is no text, or missing without a default."""
        value = self.told.get(name, default)
        if not isinstance(value, str):
            raise BsbError(_("The page sent something that was not understood."), _("Load the page again."))
        return value

    def number(self, name: str) -> int:
        """Return a whole number of the JSON. Raises BsbError if it is none."""
        value = self.told.get(name)
        if not isinstance(value, int) or isinstance(value, bool):
            raise BsbError(_("The page sent something that was not understood."), _("Load the page again."))
        return value


@dataclass
class Site:
    """One project served to one browser. ``coder`` is who codes where the page has not been told otherwise."""

    project: Project
    reviews: Reviews
    csrf: str
    coder: str = ""
    writing: threading.Lock = field(default_factory=threading.Lock)
    #: Files that were written on request and may be fetched, by a mark that only this browser was told.
    exported: dict[str, Path] = field(default_factory=dict)

    @cached_property
    def templates(self) -> Environment:
        """The templates. Everything put into them is escaped."""
        from jinja2 import Environment, FileSystemLoader, StrictUndefined

        made = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        made.globals |= {"_": gettext, "ngettext": ngettext, "name": names}
        return made

    def keep(self, path: Path) -> str:
        """Let a file that was written be fetched, and return its mark."""
        mark = secrets.token_urlsafe(12)
        self.exported[mark] = path
        return mark

    def page(self, template: str, *, here: str, status: int = 200, **values: Any) -> Response:
        """Return a page made from a template; ``here`` is its place in the menu."""
        text = self.templates.get_template(template).render(
            here=here,
            project=self.project.config,
            csrf=self.csrf,
            coder=self.coder,
            language=current_language(),
            **values,
        )
        return HTMLResponse(text, status)


Page = Callable[[Site, Asked], Response]
Call = Callable[[Site, Asked], Mapping[str, Any]]


def page(site: Site, path: str, show: Page) -> Route:
    """Return the route of a page that people read."""

    def safely(asked: Asked) -> Response:
        try:
            return show(site, asked)
        except BsbError as error:
            return site.page("error.html", here="", status=404, message=error.message, hint=error.hint)
        except Exception as error:
            return site.page("error.html", here="", status=500, message=_fault(error), hint="")

    async def endpoint(request: Request) -> Response:
        return await run_in_threadpool(safely, Asked(request.path_params, request.query_params, {}))

    return Route(path, endpoint, methods=["GET"])


def call(site: Site, path: str, do: Call, *, writes: bool = True, file: bool = False) -> Route:
    """Return the route of a call by the page's scripts; one that writes waits until no other does.

    The answer is JSON: ``{"error", "hint"}`` with status 400 for what a person can mend, 409 where somebody else
    was quicker. With ``file`` the request brings a file and not JSON.
    """

    def safely(asked: Asked) -> Response:
        try:
            if not writes:
                return _json(do(site, asked))
            with site.writing:
                return _json(do(site, asked))
        except ConflictError as error:
            return _json({"error": error.message, "hint": error.hint}, 409)
        except NotNowError as error:
            return _json({"error": error.message, "hint": error.hint}, 503)
        except BsbError as error:
            return _json({"error": error.message, "hint": error.hint}, 400)
        except Exception as error:
            return _json({"error": _fault(error), "hint": ""}, 500)

    async def endpoint(request: Request) -> Response:
        body = await request.body()
        told = _read(b"" if file else body)
        if told is None:
            return _json({"error": _("The page sent something that was not understood."), "hint": ""}, 400)
        asked = Asked(request.path_params, request.query_params, told, body if file else b"")
        return await run_in_threadpool(safely, asked)

    return Route(path, endpoint, methods=["POST"] if writes or file else ["GET"])


def _read(body: bytes) -> dict[str, Any] | None:
    try:
        told = json.loads(body or b"{}")
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) else None


def _json(value: Mapping[str, Any], status: int = 200) -> JSONResponse:
    return JSONResponse(dict(value), status)


def _fault(error: Exception) -> str:
    """Return what people see of a fault of ours: kind and place, since its message may hold somebody's words."""
    return _("A fault in bsb itself: {what}.").format(what=place_of(error))

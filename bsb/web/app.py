"""The page put together: every route, behind the guard."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING

from starlette.applications import Starlette

from bsb.web import book, conferences, displays, findings, matrix, overview, quotes, reviews, settings, transcript
from bsb.web.guard import Guard
from bsb.web.site import Site

if TYPE_CHECKING:
    from bsb.project import Project


def build(project: Project, *, port: int, coder: str = "", scan_ready: Callable[[], None] = lambda: None) -> Guard:
    """Return the guarded page of a project, to be reached on a port of this machine; see ``serve``."""
    site = Site(project, reviews.Reviews(scan_ready), secrets.token_urlsafe(32), coder)
    routes = [
        *settings.routes(site),
        *overview.routes(site),
        *transcript.routes(site),
        *book.routes(site),
        *matrix.routes(site),
        *quotes.routes(site),
        *findings.routes(site),
        *conferences.routes(site),
        *displays.routes(site),
        *reviews.routes(site),
    ]
    return Guard(Starlette(routes=routes), port=port, csrf=site.csrf)

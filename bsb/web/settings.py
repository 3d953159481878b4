"""What the page's scripts need besides: words in the current language, colours of codes, the key to write with."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bsb.errors import BsbError
from bsb.i18n import LANGUAGES, set_language
from bsb.i18n import gettext as _
from bsb.web.site import HERE, Asked, Site, call
from bsb.web.words import words

_KINDS = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}


def routes(site: Site) -> list[BaseRoute]:
    """Return the routes."""
    # Few and small, so they lie ready: a transcript asks for a dozen of them at once.
    files = {path.name: (path.read_bytes(), 200, None, _KINDS[path.suffix]) for path in (HERE / "static").iterdir()}

    async def script(_request: Request) -> Response:
        text = f"export const words = {json.dumps(words())};\n"
        return Response(text, media_type="text/javascript")

    async def colours(_request: Request) -> Response:
        return Response(await run_in_threadpool(_colours, site), media_type="text/css")

    async def static(request: Request) -> Response:
        found = files.get(request.path_params["file"])
        return Response(*found) if found else Response(status_code=404)

    return [
        Route("/words.js", script),
        Route("/static/{file}", static),
        Route("/colours.css", colours),
        call(site, "/api/session", _session, writes=False),
        call(site, "/api/language", _language),
    ]


def _colours(site: Site) -> str:
    """Return a style sheet that gives each code its colour: a page may carry no styles of its own."""
    rules = (f".c-{code.key}{{--colour:{code.colour}}}" for code in site.project.codebook.all())
    return "\n".join(rules) + "\n"


def _session(site: Site, _asked: Asked) -> Mapping[str, Any]:
    """Tell a window that outlived its server what writing requests must carry now."""
    return {"csrf": site.csrf, "newest": site.project.journal.newest()}


def _language(_site: Site, asked: Asked) -> Mapping[str, Any]:
    wanted = asked.text("language")
    if wanted not in LANGUAGES:
        raise BsbError(_("There is no language “{language}” here.").format(language=wanted), "")
    set_language(wanted)
    return {}

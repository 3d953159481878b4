"""The guard round the page: only this machine, only this browser, only this page.

Who can open a port of this machine can be anyone: another user of it, any page open in the browser. Each rule
closes one way in, and each has a test that fails without it (``tests/web/test_guard.py``).
"""

from __future__ import annotations

import secrets
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING

from bsb.formats.limits import MIB
from bsb.i18n import gettext as _

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOGIN = "/login"
UPLOAD = "/api/review/open"
CSRF_HEADER = b"x-bsb-csrf"
#: The most bytes that a request may bring: a transcript where one is taken in, else a little JSON.
MOST_UPLOAD, MOST = 64 * MIB, MIB
_WRITING = ("POST",)
_READING = ("GET", "HEAD")
_HEADERS = (
    (
        b"content-security-policy",
        b"default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'; "
        b"require-trusted-types-for 'script'; trusted-types 'none'",
    ),
    (b"cache-control", b"no-store"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)


class Guard:
    """An ASGI application in front of the page's. ``csrf`` is what every writing request must carry."""

    def __init__(self, app: ASGIApp, *, port: int, csrf: str) -> None:
        self._app = app
        self._port = port
        self._hosts = (f"127.0.0.1:{port}".encode(), f"localhost:{port}".encode())
        self._csrf = csrf.encode()
        self._session = secrets.token_urlsafe(32)
        self._links: set[str] = set()

    @property
    def cookie(self) -> str:
        """The cookie's name. Cookies do not know ports: without it, two projects would log each other out."""
        return f"bsb-{self._port}"

    def new_link(self) -> str:
        """Return an address that opens the page once."""
        token = secrets.token_urlsafe(32)
        self._links.add(token)
        return f"http://127.0.0.1:{self._port}{LOGIN}?t={token}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request: with the page's answer, or with a refusal."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        headers: dict[bytes, list[bytes]] = {}
        for name, value in scope["headers"]:
            headers.setdefault(name, []).append(value)
        refused = self._refusal(scope, headers)
        if refused is not None:
            await _answer(send, *refused)
            return
        if scope["path"] == LOGIN:
            await self._login(scope, send)
            return
        if not self._known(headers):
            await _answer(send, 401, _("Open this page with the link that bsb serve shows in the terminal."))
            return
        body = await _body(receive, headers, MOST_UPLOAD if scope["path"] == UPLOAD else MOST)
        if body is None:
            await _answer(send, 413, _("That is more than this page takes in at once."))
            return
        await self._app(scope, _given(body, receive), _with_headers(send))

    def _refusal(self, scope: Scope, headers: dict[bytes, list[bytes]]) -> tuple[int, str] | None:
        """Return the status and text of a refusal, or None if nothing speaks against the request."""
        host = headers.get(b"host", [])
        if len(host) != 1 or host[0] not in self._hosts:
            return 421, _("This page answers only to its own address.")
        if any(origin != b"http://" + host[0] for origin in headers.get(b"origin", ())):
            return 403, _("Another page asked for this. It was refused.")
        if any(site not in (b"same-origin", b"none") for site in headers.get(b"sec-fetch-site", ())):
            return 403, _("Another page asked for this. It was refused.")
        if scope["method"] in _READING:
            return None
        if scope["method"] not in _WRITING or scope["path"] == LOGIN:
            return 405, _("That cannot be done here.")
        given = headers.get(CSRF_HEADER, [])
        if len(given) != 1 or not secrets.compare_digest(given[0], self._csrf):
            return 403, _("Another page asked for this. It was refused.")
        return None

    def _known(self, headers: dict[bytes, list[bytes]]) -> bool:
        """Tell whether the request carries the session's cookie."""
        for line in headers.get(b"cookie", ()):
            try:
                found = SimpleCookie(line.decode("latin-1")).get(self.cookie)
            except CookieError:
                continue
            if found is not None and secrets.compare_digest(found.value.encode(), self._session.encode()):
                return True
        return False

    async def _login(self, scope: Scope, send: Send) -> None:
        """Take a link's token in, once, and hand out the session's cookie."""
        query: bytes = scope["query_string"]
        given = query.decode("latin-1").removeprefix("t=")
        token = next((each for each in self._links if secrets.compare_digest(each.encode(), given.encode())), None)
        if token is None or scope["method"] != "GET":
            await _answer(send, 403, _("This link has been used. Press Enter in the terminal to get a new one."))
            return
        self._links.discard(token)
        cookie = f"{self.cookie}={self._session}; HttpOnly; SameSite=Strict; Path=/"
        await _answer(send, 303, "", ((b"location", b"/"), (b"set-cookie", cookie.encode())))


async def _body(receive: Receive, headers: dict[bytes, list[bytes]], most: int) -> bytes | None:
    """Return the request's body; None if it is larger than may be. At most ``most`` bytes are held."""
    told = headers.get(b"content-length", [b"0"])[0]
    if not told.isdigit() or int(told) > most:
        return None
    parts, size = [], 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return b""
        size += len(message.get("body", b""))
        if size > most:
            return None
        parts.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(parts)


def _given(body: bytes, receive: Receive) -> Receive:
    """Return a receiver that gives the body that was read, and then whatever else comes."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def give() -> Message:
        return waiting.pop() if waiting else await receive()

    return give


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message["headers"], *_HEADERS]}
        await send(message)

    return sending


async def _answer(send: Send, status: int, text: str, headers: tuple[tuple[bytes, bytes], ...] = ()) -> None:
    """Send a short answer in plain words, with the same headers as every other."""
    body = text.encode()
    plain = (
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"connection", b"close"),
    )
    await send({"type": "http.response.start", "status": status, "headers": [*plain, *headers, *_HEADERS]})
    await send({"type": "http.response.body", "body": body})

"""Each rule of the guard by itself: every test fails if its rule is taken out."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bsb.project import Project
from bsb.web import guard as rules
from bsb.web.app import build
from tests.web.conftest import HOST, PORT, Client, Window


@pytest.fixture
def stranger(coded: Project) -> Client:
    """Somebody on the machine who has no link."""
    return Client(build(coded, port=PORT))


def ask(window: Window, **headers: str) -> Any:
    return window.client.get("/", headers=headers)


def write(window: Window, **headers: str) -> Any:
    return window.client.post("/api/language", json={"language": "en"}, headers=headers)


@pytest.mark.parametrize("path", ["/", "/transcript/alna-fg1", "/api/session", "/static/main.js", "/words.js"])
def test_nothing_is_shown_without_the_link(stranger: Client, path: str) -> None:
    answer = stranger.get(path)
    assert answer.status_code == 401
    assert "alna" not in answer.text.lower()


def test_a_link_works_once(coded: Project) -> None:
    guard = build(coded, port=PORT)
    link = guard.new_link()
    first, second = Client(guard), Client(guard)
    assert first.get(link).status_code == 200
    assert second.get(link).status_code == 403
    assert second.get("/").status_code == 401
    assert second.get(guard.new_link()).status_code == 200


@pytest.mark.parametrize("token", ["", "t=", "t=x", "x"])
def test_a_guessed_link_does_not_work(stranger: Client, token: str) -> None:
    assert stranger.get(f"/login?{token}").status_code == 403


def test_looking_at_a_link_does_not_use_it_up(coded: Project) -> None:
    guard = build(coded, port=PORT)
    link = guard.new_link()
    client = Client(guard)
    assert client.request("HEAD", link).status_code == 403
    assert client.get(link).status_code == 200


def test_the_cookie_is_kept_from_scripts_and_other_sites_and_named_after_the_port(coded: Project) -> None:
    guard = build(coded, port=PORT)
    cookie = Client(guard).get(guard.new_link(), follow_redirects=False).headers["set-cookie"]
    name, *attributes = [part.strip().lower() for part in cookie.split(";")]
    assert name.startswith(f"bsb-{PORT}=")
    assert {"httponly", "samesite=strict", "path=/"} <= set(attributes)


def test_a_wrong_cookie_does_not_open(stranger: Client) -> None:
    assert stranger.get("/", headers={"Cookie": f"bsb-{PORT}=x"}).status_code == 401


@pytest.mark.parametrize(
    "host", ["evil.example", f"evil.example:{PORT}", "127.0.0.1", "127.0.0.1:1", f"127.0.0.1.evil.example:{PORT}"]
)
def test_only_its_own_address_is_answered(window: Window, host: str) -> None:
    assert ask(window, Host=host).status_code == 421


def test_localhost_is_its_own_address_too(window: Window) -> None:
    cookie = {"Cookie": "; ".join(f"{k}={v}" for k, v in window.client.cookies.items())}
    assert ask(window, Host=f"localhost:{PORT}", **cookie).status_code == 200


def test_two_hosts_are_none() -> None:
    scope = {"type": "http", "method": "GET", "path": "/login", "query_string": b""}
    host = (b"host", f"127.0.0.1:{PORT}".encode())
    guard = rules.Guard(_never, port=PORT, csrf="c")
    assert _status(guard, {**scope, "headers": [host]}) == 403
    assert _status(guard, {**scope, "headers": [host, host]}) == 421
    assert _status(guard, {**scope, "headers": []}) == 421


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1", f"https://127.0.0.1:{PORT}"])
def test_another_origin_is_refused(window: Window, origin: str) -> None:
    assert write(window, Origin=origin, **{"X-Bsb-Csrf": window.csrf}).status_code == 403
    assert ask(window, Origin=origin).status_code == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_what_another_site_asks_for_is_refused(window: Window, site: str) -> None:
    assert ask(window, **{"Sec-Fetch-Site": site}).status_code == 403
    link = window.guard.new_link()
    assert window.client.get(link, headers={"Sec-Fetch-Site": site}).status_code == 403
    assert window.client.get(link, headers={"Sec-Fetch-Site": "none"}).status_code == 200


def test_writing_needs_the_key_of_the_page(window: Window) -> None:
    assert write(window).status_code == 403
    assert write(window, **{"X-Bsb-Csrf": "x"}).status_code == 403
    assert write(window, **{"X-Bsb-Csrf": window.csrf, "Origin": HOST}).status_code == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(window: Window, method: str) -> None:
    for path in ("/", "/nowhere"):
        answer = window.client.request(method, path, headers={"X-Bsb-Csrf": window.csrf})
        assert answer.status_code == 405


@pytest.mark.parametrize("path", ["/", "/static/main.js", "/nowhere", "/login?t=x", "/transcript/ukjent"])
def test_every_answer_carries_the_safety_headers(window: Window, path: str) -> None:
    headers = window.get(path).headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    assert "access-control-allow-origin" not in headers


def test_a_refusal_carries_them_too(stranger: Client) -> None:
    headers = stranger.get("/").headers
    assert headers["cache-control"] == "no-store"
    assert "default-src 'self'" in headers["content-security-policy"]


def test_a_large_body_is_refused_whether_it_says_so_or_not(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "MOST", 1000)
    key = {"X-Bsb-Csrf": window.csrf}
    large = b'{"language": "en", "more": "' + b"x" * 2000 + b'"}'
    assert window.client.post("/api/language", content=large, headers=key).status_code == 413

    async def in_parts() -> Any:
        yield large[:600]
        yield large[600:]

    assert window.client.post("/api/language", content=in_parts(), headers=key).status_code == 413
    assert window.post("/api/language", language="en").status_code == 200


def test_a_body_that_says_it_is_large_is_not_even_read(coded: Project) -> None:
    guard = build(coded, port=PORT)
    client = Client(guard)
    client.get(guard.new_link())
    cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    told = {"host": f"127.0.0.1:{PORT}", "cookie": cookie, "content-length": str(10**9)}
    lines = [(name.encode(), value.encode()) for name, value in told.items()] + [(b"x-bsb-csrf", guard._csrf)]
    scope = {"type": "http", "method": "POST", "path": "/api/language", "query_string": b"", "headers": lines}
    sent: list[dict[str, Any]] = []

    async def receive() -> Any:
        raise AssertionError("the body was read")

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(guard(scope, receive, send))
    assert sent[0]["status"] == 413


def test_no_web_socket_is_opened() -> None:
    assert _first(rules.Guard(_never, port=PORT, csrf="c"), {"type": "websocket"})["type"] == "websocket.close"


async def _never(_scope: Any, _receive: Any, _send: Any) -> None:
    raise AssertionError("the page was reached")


def _first(guard: rules.Guard, scope: dict[str, Any]) -> dict[str, Any]:
    sent: list[dict[str, Any]] = []

    async def receive() -> Any:
        return {"type": "http.request", "body": b""}

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(guard(scope, receive, send))
    return sent[0]


def _status(guard: rules.Guard, scope: dict[str, Any]) -> int:
    status: int = _first(guard, scope)["status"]
    return status

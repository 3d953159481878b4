"""A project served, to be asked in process."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from bsb.project import Project
from bsb.web.app import build
from bsb.web.guard import Guard
from tests.dialogue.conftest import conference, found

__all__ = ["conference", "found"]

PORT = 8642
HOST = f"http://127.0.0.1:{PORT}"


class Client:
    """A browser as far as the server can tell: it keeps cookies and follows where it is led."""

    def __init__(self, guard: Guard) -> None:
        self.guard = guard
        self.cookies = httpx.Cookies()

    def request(self, method: str, path: str, *, follow_redirects: bool = True, **options: Any) -> httpx.Response:
        """Ask once."""

        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(self.guard)
            async with httpx.AsyncClient(transport=transport, base_url=HOST, cookies=self.cookies) as client:
                answer = await client.request(method, path, follow_redirects=follow_redirects, **options)
                self.cookies = client.cookies
                return answer

        return asyncio.run(ask())

    def get(self, path: str, **options: Any) -> httpx.Response:
        """Ask for something."""
        return self.request("GET", path, **options)

    def post(self, path: str, **options: Any) -> httpx.Response:
        """Send something."""
        return self.request("POST", path, **options)


@dataclass
class Window:
    """A browser window that has opened the page through a link."""

    client: Client
    guard: Guard
    csrf: str

    def get(self, path: str) -> Any:
        """Ask for a page or JSON."""
        return self.client.get(path)

    def post(self, path: str, **told: Any) -> Any:
        """Make a call as the page's scripts do."""
        return self.client.post(path, json=told, headers={"X-Bsb-Csrf": self.csrf})

    def upload(self, path: str, data: bytes) -> Any:
        """Send a file as the page's scripts do."""
        return self.client.post(path, content=data, headers={"X-Bsb-Csrf": self.csrf})


def opened(project: Project, coder: str = "KA") -> Window:
    """Serve a project and open it."""
    guard = build(project, port=PORT, coder=coder)
    client = Client(guard)
    answer = client.get(guard.new_link())
    assert answer.status_code == 200
    found = re.search(r'<meta name="csrf" content="([^"]+)">', answer.text)
    assert found
    return Window(client, guard, found[1])


@pytest.fixture
def window(coded: Project) -> Window:
    """The small project (one transcript, a codebook, nothing coded), opened."""
    return opened(coded)

"""The server is killed between codings: nothing that was acknowledged is lost, and what waited is saved later."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest
from selenium.webdriver import Chrome

from bsb.project import Project
from tests.web.browser import Keys, Page, start_chromium


@pytest.fixture
def chromium() -> Iterator[Chrome]:
    driver = start_chromium()
    yield driver
    driver.quit()


def begin(project: Project, port: int) -> tuple[subprocess.Popen[str], str]:
    """Start ``bsb serve`` as a user does, and return it with its link."""
    command = [sys.executable, "-m", "bsb", "serve", str(project.root), "--no-open", "--port", str(port)]
    started = subprocess.Popen(
        [*command, "--coder", "KA"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        env=os.environ | {"BSB_LANG": "en", "PYTHONUNBUFFERED": "1"},
    )
    assert started.stdout
    lines = iter(started.stdout.readline, "")
    return started, next(line.strip() for line in lines if line.startswith("http://"))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.mark.skipif(os.name != "posix", reason="only here can a process be killed so that it notices nothing")
def test_nothing_is_lost_when_the_server_is_killed(chromium: Chrome, coded: Project) -> None:
    port = free_port()
    page = Page(chromium, f"http://127.0.0.1:{port}")
    server, link = begin(coded, port)
    try:
        chromium.get(link)
        page.open("/transcript/alna-fg1")
        page.press(Keys.ARROW_DOWN, Keys.SPACE, "1")
        page.saved()
        page.press(Keys.ARROW_DOWN, Keys.SPACE, "1")
        page.saved()
        server.send_signal(signal.SIGKILL)
        server.communicate()
        assert [c.turn for c in coded.codings.all()] == [2, 3]
        page.press(Keys.ARROW_DOWN, Keys.SPACE, "1", "-")
        assert page.texts("#t4 .mark.waiting")
        page.wait(lambda: "Not saved yet: 2" in page.texts("#state")[0])
        server, link = begin(coded, port)
        page.wait(lambda: "new link" in page.texts("#state")[0])
        here = chromium.current_window_handle
        chromium.switch_to.new_window("tab")
        chromium.get(link)
        chromium.switch_to.window(here)
        page.saved()
        assert [(c.turn, c.valence) for c in coded.codings.all()] == [
            (2, "neutral"),
            (3, "neutral"),
            (4, "critical"),
        ]
        assert not page.all(".mark.waiting")
    finally:
        server.kill()
        server.communicate()

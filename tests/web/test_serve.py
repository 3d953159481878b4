"""``bsb serve`` as it is started."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable

import httpx
import pytest

from bsb.errors import BsbError
from bsb.project import Project
from bsb.web.serve import serve
from tests.cli.conftest import Run, bsb  # noqa: F401  the fixture
from tests.web.conftest import opened


def test_only_this_machine_is_listened_to_and_a_taken_port_is_told(project: Project) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(BsbError, match="is taken"):
            serve(project, port=taken.getsockname()[1])
    served = serve(project)
    other = serve(project)
    try:
        assert served._listening.getsockname()[0] == "127.0.0.1"
        assert served.port != other.port
    finally:
        served._listening.close()
        other._listening.close()


def test_it_answers_until_it_is_stopped(project: Project) -> None:
    served = serve(project)
    thread = threading.Thread(target=served.run)
    thread.start()
    try:
        with httpx.Client(follow_redirects=True) as client:
            answer = client.get(served.guard.new_link())
        assert answer.status_code == 200
        assert "server" not in answer.headers
    finally:
        served.stop()
        thread.join(10)
    assert not thread.is_alive()


def test_a_folder_without_a_project_is_told(bsb: Callable[..., Run], project: Project) -> None:  # noqa: F811
    done = bsb("serve", project.root / "output", "--no-open")
    assert (done.code, done.out) == (1, "")
    assert "There is no project" in done.err


@pytest.mark.parametrize("path", ["/", "/transcripts", "/codebook", "/matrices", "/quotes", "/displays", "/review"])
def test_an_empty_project_has_pages_too(project: Project, path: str) -> None:
    assert opened(project).get(path).status_code == 200


def test_what_cannot_be_shown_yet_is_told_with_what_to_do(project: Project) -> None:
    window = opened(project)
    for path in ("/matrix/temaer-bydeler", "/display/varmekart-temaer", "/transcript/alna-fg1"):
        answer = window.get(path)
        assert answer.status_code == 404
        assert "<h1>" in answer.text
        assert "Traceback" not in answer.text

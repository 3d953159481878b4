"""Serving a project on this machine alone, until it is stopped."""

from __future__ import annotations

import contextlib
import os
import socket
from collections.abc import Callable
from typing import TYPE_CHECKING

from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.web.app import build

if TYPE_CHECKING:
    from bsb.project import Project
    from bsb.web.guard import Guard

#: Where the page is unless told otherwise. The same each time: a window that stays open finds its way back.
PORT = 8642
_TRIED = 20


class Served:
    """A project about to be served: ``guard`` makes links to it, ``run`` serves it until it is stopped."""

    def __init__(self, guard: Guard, listening: socket.socket) -> None:
        import uvicorn

        self.guard = guard
        self.port: int = listening.getsockname()[1]
        self._listening = listening
        # Nothing is logged: the address of a page names an interview, and an error may hold what somebody said.
        config = uvicorn.Config(
            guard, log_config=None, access_log=False, server_header=False, ws="none", timeout_graceful_shutdown=3
        )
        self._server = uvicorn.Server(config)

    def run(self) -> None:
        """Serve until Ctrl+C, a signal to end, or ``stop``."""
        try:
            # The server ends in good order and then raises the signal again: to be stopped is no fault.
            with contextlib.suppress(KeyboardInterrupt):
                self._server.run(sockets=[self._listening])
        finally:
            self._listening.close()

    def stop(self) -> None:
        """Let ``run`` end, from another thread."""
        self._server.should_exit = True


def serve(
    project: Project,
    *,
    port: int | None = None,
    coder: str = "",
    scan_ready: Callable[[], None] = lambda: None,
) -> Served:
    """Take a port on this machine and prepare to serve a project there. ``coder`` is who codes.

    ``scan_ready`` is called before a transcript is scanned, to put the register of names into use.

    Raises BsbError if the port that was asked for is taken.
    """
    listening = _listen(port)
    number: int = listening.getsockname()[1]
    return Served(build(project, port=number, coder=coder, scan_ready=scan_ready), listening)


def _listen(port: int | None) -> socket.socket:
    """Return a socket that listens on loopback: on the port asked for, else on the usual one or one after it."""
    tried = [port] if port is not None else [*range(PORT, PORT + _TRIED), 0]
    for each in tried:
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if os.name == "posix":
            # Else the port stays taken for a minute after a server was killed. (Windows means another thing by it.)
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind(("127.0.0.1", each))
            listening.listen(64)
        except (OSError, OverflowError):
            listening.close()
            continue
        return listening
    raise BsbError(
        _("Port {port} is taken on this machine.").format(port=port),
        _("Leave out --port, or choose another number."),
    )

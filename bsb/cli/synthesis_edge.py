"""What the commands of ``bsb synthesis`` share: the synthesis they work in."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from bsb.cli.edge import folder_option
from bsb.cli.passphrase import ask_for_locked_files
from bsb.i18n import gettext as _

if TYPE_CHECKING:
    from bsb.synthesis.synthesis import Synthesis

P = ParamSpec("P")
R = TypeVar("R")


def in_synthesis(function: Callable[Concatenate[Synthesis, P], R]) -> Callable[P, R]:
    """Give a command the option -C and, as its first argument, the synthesis opened there."""

    @folder_option(_("The folder of the synthesis (default: this folder or one above it)."))
    @functools.wraps(function)
    def command(*args: P.args, **kwargs: P.kwargs) -> R:
        from bsb.synthesis.synthesis import Synthesis

        ask_for_locked_files()
        folder = kwargs.pop("folder")
        return function(Synthesis.open(folder if isinstance(folder, Path) else Path()), *args, **kwargs)

    return command

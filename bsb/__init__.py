"""Bruker Spør Bruker: evaluations in which users interview users, from topic guide to dialogue conference.

``bsb.open(path)`` gives a project; its attributes are the rooms (``project.corpus`` ...).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsb.errors import BsbError
from bsb.version import __version__

if TYPE_CHECKING:
    from pathlib import Path

    from bsb.project import Project

__all__ = ["BsbError", "__version__", "init", "open"]


def open(path: str | Path = ".") -> Project:  # noqa: A001  reads as bsb.open
    """Open the project in a folder or in the nearest folder above it.

    Raises BsbError if there is no ``bsb.toml`` there.
    """
    from bsb.project import Project

    return Project.open(path)


def init(path: str | Path, *, name: str = "", language: str = "nb") -> Project:
    """Make a new project folder and open it.

    Raises BsbError if the folder already holds a project or other files of those names.
    """
    from bsb.project import Project

    return Project.init(path, name=name, language=language)

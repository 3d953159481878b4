"""Three small evaluations that are made once, and a synthesis of copies of them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bench.evaluations import make, plan
from bsb.project import Project
from bsb.synthesis.synthesis import Synthesis

NAMES = ("fossvik-2005", "granas-2006", "lerkedal-2007")
NOW = "2026-11-20T10:00:00Z"


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with three evaluations. Tests must not change it."""
    folder = tmp_path_factory.mktemp("made") / "evalueringer"
    for each in plan(3):
        make(each, folder / each.name)
    return folder


@pytest.fixture(scope="session")
def ready(made: Path) -> Path:
    """A synthesis of them with everything proposed confirmed, and the rest kept as only here. Not to be changed."""
    synthesis = _listed(made)
    synthesis.propose()
    synthesis.confirm(every=True)
    synthesis.keep(every=True)
    return synthesis.root


def _listed(places: Path) -> Synthesis:
    synthesis = Synthesis.start(places.parent / "syntese", name="Tre steder", now=lambda: NOW)
    for name in NAMES:
        synthesis.add(places / name)
    return synthesis


@pytest.fixture
def places(made: Path, tmp_path: Path) -> Path:
    """Copies of the three evaluations, to be changed."""
    shutil.copytree(made, tmp_path / "evalueringer")
    return tmp_path / "evalueringer"


@pytest.fixture
def listed(places: Path) -> Synthesis:
    """A synthesis of them with no codes mapped yet."""
    return _listed(places)


@pytest.fixture
def synthesis(ready: Path, places: Path) -> Synthesis:
    """A copy of the synthesis that is ready, of the copies of the evaluations."""
    shutil.copytree(ready, places.parent / "syntese")
    return Synthesis.open(places.parent / "syntese", now=lambda: NOW)


def again(synthesis: Synthesis) -> Synthesis:
    """Return the synthesis read anew from its folder."""
    return Synthesis.open(synthesis.root, now=lambda: NOW)


def project_of(synthesis: Synthesis, name: str) -> Project:
    """Open an evaluation's project to change it."""
    return Project.open((synthesis.root / synthesis.settings.listed(name).path).resolve(), now=lambda: NOW)

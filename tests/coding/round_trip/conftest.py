from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bsb.coding.round_trip.record import State, state_of
from bsb.coding.round_trip.room import Plan, TakenIn
from bsb.project import Project
from tests.coding.conftest import team as team

Back = Callable[..., TakenIn]


@pytest.fixture
def word(team: Project) -> Path:
    """The interview in which KA and TL have coded, exported to Word."""
    return team.coding_files.export("alna-fg1").path


def plan(project: Project, path: Path, *, coder: str = "KA", **options: object) -> Plan:
    return project.round_trip.plan(project.round_trip.read(path), coder=coder, **options)  # type: ignore[arg-type]


def take(project: Project, path: Path, *, coder: str = "KA", **options: object) -> TakenIn:
    return project.round_trip.take_in(plan(project, path, coder=coder, **options))


def states(project: Project) -> set[State]:
    return {state_of(coding) for coding in project.codings.all()}


def quotes(project: Project, coder: str = "KA") -> list[tuple[str, str, str]]:
    return [(c.quote, c.code, c.valence) for c in project.codings.all(coders=[coder])]

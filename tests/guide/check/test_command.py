"""``bsb guide check`` on a project."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bsb.cli.guide_check import check
from bsb.project import Project

GUIDE = """\
name: Vår
language: nb
minutes: 20
intro: Hei og velkommen.
consent: [Alt er frivillig.]
closing: Takk.
topics:
  - {key: apning, name: Åpning, purpose: Å bli kjent., minutes: 10, questions: [{ask: "Hva liker du å gjøre?"}]}
  - {key: slutt, name: Avslutning, purpose: Å runde av., minutes: 10, questions: [{ask: "Trives du i Alna?"}]}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    project = Project.init(tmp_path / "p")
    project.close()
    (project.root / "guides" / "vaar.yaml").write_text(GUIDE, encoding="utf-8")
    return project.root


def run(root: Path, *args: str) -> Result:
    return CliRunner().invoke(check, ["-C", str(root), *args])


def test_each_finding_is_shown_with_reason_and_better_form(root: Path) -> None:
    done = run(root, "vaar")
    assert done.exit_code == 0
    for words in ("2 findings", "Avslutning", "Trives du i Alna?", "Alna", "Better: Trives du i Alna? – Fortell"):
        assert words in done.output
    assert "Åpning" not in done.output


def test_strict_ends_with_one_only_if_something_was_found(root: Path) -> None:
    assert run(root, "vaar", "--strict").exit_code == 1
    assert run(root, "temaguide-kort", "--strict").exit_code == 0


def test_json_has_all_guides_where_none_is_named(root: Path) -> None:
    told = {entry["guide"]: entry["findings"] for entry in json.loads(run(root, "--json").stdout)}
    assert {"vaar", "temaguide-full"} <= set(told)
    assert [finding["fault"] for finding in told["vaar"]] == ["yes_no", "name"]
    assert told["temaguide-full"] == []


def test_a_file_outside_the_project_can_be_checked(root: Path, tmp_path: Path) -> None:
    path = tmp_path / "utkast.yaml"
    path.write_text(GUIDE.replace("Alna", "byen"), encoding="utf-8")
    assert "1 finding" in run(root, str(path)).output

from __future__ import annotations

from pathlib import Path

import pytest

import bsb
from bsb.errors import BsbError
from bsb.project import FOLDERS, Project
from bsb.rooms import DATABASE


def test_a_new_project_has_its_folders_and_opens_from_below(tmp_path: Path) -> None:
    made = bsb.init(tmp_path / "ny", name='Byen "vår"')
    assert made.config.name == "Byen 'vår'"
    assert all((made.root / folder).is_dir() for folder in FOLDERS)
    assert bsb.open(made.root / "output").root == made.root.resolve()
    made.close()


def test_a_folder_with_a_project_is_refused(project: Project) -> None:
    before = (project.root / DATABASE).read_bytes()
    with pytest.raises(BsbError, match="already"):
        Project.init(project.root)
    assert (project.root / DATABASE).read_bytes() == before


def test_a_projects_own_file_stands_before_the_shipped_one(project: Project) -> None:
    assert project.template("prosessdokument.docx").parent.name == "templates"
    own = project.root / "templates" / "prosessdokument.docx"
    own.write_bytes(b"mine")
    assert project.template("prosessdokument.docx") == own
    with pytest.raises(BsbError, match="no template"):
        project.template("finnes-ikke.docx")


def test_progress_names_the_next_step(project: Project) -> None:
    state = project.progress()
    assert [step.state for step in state.steps] == ["open"] * 6
    assert state.next_command.startswith("bsb interview add")
    project.interviews.add("alna-fg1", district="Alna")
    assert project.progress().steps[0].state == "begun"

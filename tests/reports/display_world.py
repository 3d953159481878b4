"""The displays of a project, wired as ``bsb.project`` does it."""

from __future__ import annotations

from bsb.analysis.displays.displays import Displays
from bsb.project import Project
from bsb.reports.display_files import DisplayFiles


def files_of(project: Project) -> DisplayFiles:
    parts = (project.store, project.codebook, project.config, project.matrices, project.analyses)
    return DisplayFiles(
        displays=Displays(*parts, project.folders("matrices")),
        store=project.store,
        interviews=project.interviews,
        config=project.config,
        output=project.output,
        today=project.today,
    )

"""The folder of a synthesis: which evaluations it reads, in ``synthesis.yaml``. It holds no participant's words.

Beside it lie ``codes.yaml`` (see ``bsb.synthesis.codes``), ``seen.yaml`` (see ``bsb.synthesis.seen``) and ``output``.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bsb.errors import BsbError
from bsb.formats.stable_zip import write_whole
from bsb.formats.yaml_entries import Entry, open_entry
from bsb.i18n import N_
from bsb.i18n import gettext as _
from bsb.text.match import choose, slug

FILE, CODES, SEEN, OUTPUT = "synthesis.yaml", "codes.yaml", "seen.yaml", "output"
LANGUAGES = ("nb", "en")
_HEAD = """\
# Which evaluations this synthesis reads. Edit it as you like; comments below these lines are not kept.
#   smallest_cell: fewer participants than this are never told as a figure, and never with the evaluation's name.
#   scopes: besides consent without limits, what participants' consent may say and still cover this synthesis.
#   projects: the folder of each evaluation, seen from here. bsb reads them and never changes them.
"""


@dataclass(frozen=True, slots=True)
class Listed:
    """An evaluation in the list: its short ``name`` here, its project's folder, and how papers tell of it.

    ``mark`` is the project's own mark: another project in that folder is noticed by it.
    """

    name: str
    path: str
    mark: str = ""
    title: str = ""
    period: str = ""
    place: str = ""

    @property
    def label(self) -> str:
        """What papers call it: the title with its place and period, where these do not stand in it already."""
        title = self.title or self.name
        return ", ".join([title, *(part for part in (self.place, self.period) if part and part not in title)])


@dataclass(frozen=True, slots=True)
class Settings:
    """What ``synthesis.yaml`` says."""

    name: str
    language: str = "nb"
    publisher: str = ""
    smallest_cell: int = 5
    scopes: tuple[str, ...] = ()
    projects: tuple[Listed, ...] = ()

    def listed(self, wanted: str) -> Listed:
        """Return the evaluation meant by its name, title, place or an unambiguous beginning.

        Raises BsbError ("did you mean") if none or several fit.
        """
        if not self.projects:
            raise no_projects()
        names = {each.name: [n for n in (each.title, each.place) if n] for each in self.projects}
        found = choose(wanted, names, N_("evaluation"))
        return next(each for each in self.projects if each.name == found)


def no_projects() -> BsbError:
    """Return the error for a synthesis without evaluations."""
    return BsbError(_("This synthesis has no evaluations yet."), _("Add one: bsb synthesis add DIR"))


def find_folder(start: Path) -> Path | None:
    """Return the nearest folder at or above ``start`` that holds a ``synthesis.yaml``, or None."""
    folder = start.resolve()
    return next((f for f in (folder, *folder.parents) if (f / FILE).is_file()), None)


def read_settings(root: Path) -> Settings:
    """Read and check ``synthesis.yaml``.

    Raises BsbError (with line) for anything wrong in it, such as one name or one project twice.
    """
    entry = open_entry(root / FILE)
    entry.allow(required=("name",), optional=("language", "publisher", "smallest_cell", "scopes", "projects"))
    listed: list[Listed] = []
    for each in entry.items("projects"):
        made = _listed(each)
        _refuse_twice(root, each, made, listed)
        listed.append(made)
    return Settings(
        name=entry.text("name"),
        language=entry.choice("language", LANGUAGES, "nb"),
        publisher=entry.text("publisher", ""),
        smallest_cell=entry.number("smallest_cell", 5),
        scopes=entry.texts("scopes"),
        projects=tuple(listed),
    )


def _listed(entry: Entry) -> Listed:
    entry.allow(required=("name", "path"), optional=("mark", "title", "period", "place"))
    optional = {key: entry.text(key, "") for key in ("mark", "title", "period", "place")}
    return Listed(entry.text("name"), entry.text("path"), **optional)


def _refuse_twice(root: Path, entry: Entry, made: Listed, before: Sequence[Listed]) -> None:
    for other in before:
        if other.name == made.name:
            entry.under("name").fail(
                _("“{name}” is the name of two evaluations.").format(name=made.name), _("Give each its own.")
            )
        if place_of(root, other) == place_of(root, made) or (made.mark and made.mark == other.mark):
            entry.fail(
                _("“{one}” and “{other}” are the same project.").format(one=made.name, other=other.name),
                _("Take one of them out of the list."),
            )


def write_settings(root: Path, settings: Settings) -> None:
    """Write ``synthesis.yaml``, whole or not at all."""
    data: dict[str, Any] = {"name": settings.name, "language": settings.language}
    if settings.publisher:
        data["publisher"] = settings.publisher
    data |= {"smallest_cell": settings.smallest_cell, "scopes": list(settings.scopes)}
    data["projects"] = [
        {key: value for key in Listed.__slots__ if (value := getattr(each, key))} for each in settings.projects
    ]
    write_whole(root / FILE, (_HEAD + dump(data)).encode())


def dump(value: Mapping[str, Any]) -> str:
    """Return a mapping as YAML that people edit."""
    import yaml

    class Plain(yaml.SafeDumper):
        """Codes in one line, what holds more in lines of its own; a list set in below its name."""

        def increase_indent(self, flow: bool = False, indentless: bool = False) -> Any:
            return super().increase_indent(flow, False)

    def sequence(dumper: yaml.SafeDumper, items: list[Any]) -> yaml.Node:
        short = all(isinstance(item, str) for item in items)
        return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=short)

    Plain.add_representer(list, sequence)
    return yaml.dump(dict(value), Dumper=Plain, allow_unicode=True, sort_keys=False, width=110)


def place_of(root: Path, listed: Listed) -> Path:
    """Return the folder of an evaluation's project; a path that is not absolute is seen from the synthesis."""
    return (root / listed.path).resolve()


def path_from(root: Path, project: Path) -> str:
    """Return how a project's folder is written in the list: seen from the synthesis where that is possible."""
    try:
        return Path(os.path.relpath(project.resolve(), root.resolve())).as_posix()
    except ValueError:  # another drive
        return project.resolve().as_posix()


def with_project(settings: Settings, made: Listed) -> Settings:
    """Return the settings with one more evaluation.

    Raises BsbError if its name or its project is there already.
    """
    for other in settings.projects:
        if other.mark == made.mark:
            raise BsbError(
                _("The project in {folder} is in the list already, as “{name}”.").format(
                    folder=made.path, name=other.name
                ),
                _("A copy of a project counts as the same."),
            )
        if other.name == made.name:
            raise BsbError(
                _("There is already an evaluation called “{name}”.").format(name=made.name),
                _("Give this one another name: --name"),
            )
    return replace(settings, projects=(*settings.projects, made))


def free_name(settings: Settings, folder: str) -> str:
    """Return a short name, made of the name of a project's folder, which no other has."""
    short = slug(folder)[:24].strip("-") or "evaluering"
    taken = {each.name for each in settings.projects}
    number = 1
    while (name := short if number == 1 else f"{short}-{number}") in taken:
        number += 1
    return name

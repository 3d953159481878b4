"""The map of codes, ``codes.yaml``: each common theme with the codes of each evaluation that it gathers.

A code of an evaluation stands in one place only: confirmed under a theme (``codes``), proposed there by likeness
until a person has looked (``proposed``), or kept as only here (``here``). What stands nowhere is open. Only what is
confirmed counts anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bsb.coding.codes import KEY, Code
from bsb.errors import BsbError
from bsb.formats.stable_zip import write_whole
from bsb.formats.yaml_entries import Entry, open_entry
from bsb.i18n import N_
from bsb.i18n import gettext as _
from bsb.synthesis.folder import dump
from bsb.text.match import choose, fold, suggest

Keys = Mapping[str, tuple[str, ...]]
_HEAD = """\
# Common themes, and the codes of each evaluation that they gather. Edit it as you like: names, definitions, codes.
# Comments below these lines are not kept; write what you want to remember under “note”.
#   codes: confirmed by people; only these count.   proposed: found by likeness, not looked at yet.
#   refused: not to be proposed again.              here (at the end): codes that only one evaluation has.
# A code gathers the codes below it too, unless these stand somewhere themselves.
"""


@dataclass(frozen=True, slots=True)
class Theme:
    """A common theme. ``codes``, ``proposed`` and ``refused`` are keys of codes by the evaluation's name."""

    key: str
    name: str
    definition: str = ""
    note: str = ""
    codes: Keys = field(default_factory=dict)
    proposed: Keys = field(default_factory=dict)
    refused: Keys = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CodeMap:
    """All themes in their order, and the codes kept as only here."""

    themes: tuple[Theme, ...] = ()
    here: Keys = field(default_factory=dict)

    def theme(self, wanted: str) -> Theme:
        """Return the theme meant by key, name or an unambiguous beginning.

        Raises BsbError ("did you mean") if none or several fit.
        """
        if not self.themes:
            raise BsbError(_("No themes are mapped yet."), _("Have some proposed: bsb synthesis propose"))
        found = choose(wanted, {each.key: (each.name,) for each in self.themes}, N_("theme"))
        return next(each for each in self.themes if each.key == found)

    def placed(self, project: str) -> dict[str, tuple[str, str]]:
        """Return where each code of an evaluation stands: ("codes", theme), ("proposed", theme) or ("here", "")."""
        found = dict.fromkeys(self.here.get(project, ()), ("here", ""))
        for theme in self.themes:
            for state in ("codes", "proposed"):
                found |= dict.fromkeys(getattr(theme, state).get(project, ()), (state, theme.key))
        return found

    def groups(self, project: str, codes: Sequence[Code]) -> dict[str, tuple[str, ...]]:
        """Return the codes of an evaluation that each theme gathers, with those below them that stand nowhere.

        Codes that stand nowhere are under ":", those kept as only here under ":here", others under ":proposed".
        """
        placed = self.placed(project)
        parent = {code.key: code.parent for code in codes}
        found: dict[str, list[str]] = {}
        for code in codes:
            up: str | None = code.key
            while up is not None and up not in placed:
                up = parent.get(up)
            state, theme = placed[up] if up is not None else ("", "")
            found.setdefault(theme if state == "codes" else f":{state}", []).append(code.key)
        return {theme: tuple(keys) for theme, keys in found.items()}

    def with_theme(self, theme: Theme) -> CodeMap:
        """Return the map with a theme put in the place of the one of its key."""
        return replace(self, themes=tuple(theme if each.key == theme.key else each for each in self.themes))


def read_codes(path: Path, projects: Sequence[str]) -> CodeMap:
    """Read and check ``codes.yaml``; a file that is not there is an empty map. ``projects`` are the list's names.

    Raises BsbError (with line) for anything wrong in it: an evaluation that is not in the list, a code that stands in
    two places, a theme twice.
    """
    if not path.is_file():
        return CodeMap()
    entry = open_entry(path)
    entry.allow(required=(), optional=("themes", "here"))
    seen: dict[tuple[str, str], str] = {}
    themes: dict[str, Theme] = {}
    for each in entry.items("themes"):
        made = _theme(each, projects, seen)
        if made.key in themes:
            each.under("key").fail(_("There are two themes “{key}”.").format(key=made.key), _("Keep one of them."))
        themes[made.key] = made
    return CodeMap(tuple(themes.values()), _keys(entry, "here", projects, seen))


def _theme(entry: Entry, projects: Sequence[str], seen: dict[tuple[str, str], str]) -> Theme:
    lists = ("codes", "proposed", "refused")
    entry.allow(required=("key", "name"), optional=("definition", "note", *lists))
    key = entry.text("key")
    if not KEY.fullmatch(key):
        entry.under("key").fail(
            _("“{key}” cannot be a key.").format(key=key), _("Use small letters a-z, digits and hyphens.")
        )
    codes, proposed = (_keys(entry, name, projects, seen) for name in ("codes", "proposed"))
    refused = _keys(entry, "refused", projects, None)
    return Theme(
        key, entry.text("name"), entry.text("definition", ""), entry.text("note", ""), codes, proposed, refused
    )


def _keys(entry: Entry, name: str, projects: Sequence[str], seen: dict[tuple[str, str], str] | None) -> Keys:
    """Return the codes by evaluation under a name. ``seen`` are those that stand somewhere already."""
    lines = entry.under(name)
    if lines.value is None:
        return {}
    if not isinstance(lines.value, dict):
        lines.fail(
            _("“evaluation: [code, code]” lines are wanted here."), _("Look at the other themes for the form.")
        )
    found: dict[str, tuple[str, ...]] = {}
    for project in lines.value:
        line = lines.under(project)
        if project not in projects:
            line.fail(
                _("There is no evaluation “{name}” in the list.").format(name=project),
                suggest(str(project), projects),
            )
        keys = (line.as_text(),) if isinstance(line.value, str) else lines.texts(project)
        for key in keys:
            if seen is not None:
                if (project, key) in seen:
                    line.fail(
                        _("The code “{code}” of {project} stands in two places.").format(code=key, project=project),
                        _("Keep one: a coded passage counts under one theme only."),
                    )
                seen[project, key] = name
        if keys:
            found[project] = keys
    return found


def write_codes(path: Path, codes: CodeMap) -> None:
    """Write ``codes.yaml``, whole or not at all."""
    themes: list[dict[str, Any]] = []
    for theme in codes.themes:
        entry: dict[str, Any] = {"key": theme.key, "name": theme.name}
        entry |= {name: text for name in ("definition", "note") if (text := getattr(theme, name))}
        entry |= {name: _lists(keys) for name in ("codes", "proposed", "refused") if (keys := getattr(theme, name))}
        themes.append(entry)
    write_whole(path, (_HEAD + dump({"themes": themes, "here": _lists(codes.here)})).encode())


def _lists(keys: Keys) -> dict[str, list[str]]:
    return {project: list(own) for project, own in keys.items() if own}


def plus(keys: Keys, project: str, added: Iterable[str]) -> Keys:
    """Return keys with more codes of an evaluation."""
    return {**keys, project: tuple(dict.fromkeys((*keys.get(project, ()), *added)))}


def minus(keys: Keys, project: str, gone: Iterable[str]) -> Keys:
    """Return keys without some codes of an evaluation."""
    left = {**keys, project: tuple(key for key in keys.get(project, ()) if key not in set(gone))}
    return {name: own for name, own in left.items() if own}


def known_codes(path: Path, codes: CodeMap, project: str, book: Sequence[Code], before: Iterable[str]) -> None:
    """Check that a map names only codes that an evaluation has, or had when the map was last looked at (``before``).

    Raises BsbError (with line) and "did you mean" for another.
    """
    there = {code.key for code in book}
    known = there | set(before)
    for number, theme in enumerate(codes.themes):
        for name in ("codes", "proposed"):
            for key in getattr(theme, name).get(project, ()):
                if key not in known:
                    _unknown(Entry(path, None, ("themes", number, name, project)), project, key, there)
    for key in codes.here.get(project, ()):
        if key not in known:
            _unknown(Entry(path, None, ("here", project)), project, key, there)


def _unknown(entry: Entry, project: str, key: str, there: Iterable[str]) -> None:
    entry.fail(_("{project} has no code “{code}”.").format(project=project, code=key), suggest(key, there))


def relation(theme: Theme, project: str, book: Sequence[Code]) -> str:
    """Return how an evaluation's codes relate to a theme: "same", "renamed", "merged" (several), or "" for none.

    >>> book = [Code("penger", "theme", "Penger")]
    >>> relation(Theme("okonomi", "Økonomi", codes={"alna": ("penger",)}), "alna", book)
    'renamed'
    """
    own = [code for code in book if code.key in theme.codes.get(project, ())]
    if len(own) != 1:
        return "merged" if own else ""
    return "same" if own[0].key == theme.key or fold(own[0].name) == fold(theme.name) else "renamed"

"""What the codebooks looked like when people last looked at the map, in ``seen.yaml``, and what has changed since.

A code is known by its key, which a new name leaves alone. Kept are keys, names and marks of the rest: nobody's words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from bsb.coding.codes import Code
from bsb.formats.stable_zip import write_whole
from bsb.formats.yaml_entries import open_entry
from bsb.i18n import gettext as _
from bsb.synthesis.codes import CodeMap
from bsb.synthesis.folder import dump
from bsb.text.normal import digest

_HEAD = "# Written by bsb: how the codebooks looked when the map of codes was last looked at. Nothing to edit here.\n"
#: A merge or a split in a project: the entry's number, its action and what it says it was about.
Move = tuple[int, str, str]


@dataclass(frozen=True, slots=True)
class Seen:
    """An evaluation's codebook as it was seen: the newest merge or split, and (name, mark) by key."""

    entry: int = 0
    codes: Mapping[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ToLookAt:
    """A code in the map that is no longer as it was: evaluation, key, theme ("" for only here), and why.

    ``kind`` is "gone", "merged", "split", "renamed", "redefined" or "retired"; ``why`` says it in words.
    """

    project: str
    code: str
    theme: str
    kind: str
    why: str


def read_seen(path: Path) -> dict[str, Seen]:
    """Return what was seen of each evaluation. Raises BsbError (with line) for a file that does not hold that."""
    if not path.is_file():
        return {}
    top = open_entry(path)
    found = {}
    for project in top.value:
        entry = top.under(project)
        entry.allow(required=("entry",), optional=("codes",))
        codes = entry.under("codes")
        names = codes.value if isinstance(codes.value, dict) else {}
        pairs = {str(key): codes.texts(key) for key in names}
        found[str(project)] = Seen(
            entry.number("entry", least=0), {key: (pair[0], pair[1]) for key, pair in pairs.items() if len(pair) == 2}
        )
    return found


def write_seen(path: Path, seen: Mapping[str, Seen]) -> None:
    """Write what was seen, whole or not at all."""
    data = {
        name: {"entry": each.entry, "codes": {key: list(pair) for key, pair in sorted(each.codes.items())}}
        for name, each in seen.items()
    }
    write_whole(path, (_HEAD + dump(data)).encode())


def as_seen(seen: Seen, book: Sequence[Code], moves: Sequence[Move], keys: Iterable[str]) -> Seen:
    """Return what was seen with codes of these keys as they are now; those that are gone are dropped."""
    now = {code.key: (code.name, _state(code)) for code in book}
    wanted = set(keys)
    kept = {key: pair for key, pair in seen.codes.items() if key not in wanted}
    entry = max((number for number, _action, _about in moves), default=0)
    return Seen(max(entry, seen.entry), kept | {key: now[key] for key in wanted if key in now})


def first_sight(seen: Seen | None, book: Sequence[Code], moves: Sequence[Move], keys: Iterable[str]) -> Seen:
    """Return what was seen with the codes of these keys that were never seen before."""
    before = seen or Seen(max((number for number, _action, _about in moves), default=0))
    new = as_seen(before, book, (), [key for key in keys if key not in before.codes])
    return replace(new, entry=before.entry)


def _state(code: Code) -> str:
    texts = (code.definition, code.include, code.exclude, code.facet, str(code.codable))
    return digest("\n".join(texts))[:8]


def to_look_at(
    project: str, codes: CodeMap, book: Sequence[Code], seen: Seen, moves: Sequence[Move]
) -> list[ToLookAt]:
    """Return what has become of the codes in the map since they were last looked at, in the map's order."""
    now = {code.key: code for code in book}
    told: list[ToLookAt] = []
    for key, (_state_here, theme) in codes.placed(project).items():
        kind, why = _become(key, now.get(key), seen, [m for m in moves if m[0] > seen.entry])
        if kind:
            told.append(ToLookAt(project, key, theme, kind, why))
    return told


def _become(key: str, code: Code | None, seen: Seen, moves: Sequence[Move]) -> tuple[str, str]:
    for _number, action, about in reversed(moves):
        before, _arrow, after = about.partition(" → ")
        if action == "codebook.merge" and key in before.split(" + ") and code is None:
            return "merged", _("merged into “{code}”").format(code=after)
        if action == "codebook.merge" and key == after:
            return "merged", _("“{codes}” was merged into it").format(codes=before)
        if action == "codebook.split" and key == before:
            return "split", _("split: parts of it are now “{codes}”").format(codes=after)
    if code is None:
        return "gone", _("no longer in the codebook")
    name, state = seen.codes.get(key, (code.name, _state(code)))
    if code.status != "active":
        return "retired", _("taken out of use")
    if name != code.name:
        return "renamed", _("“{old}” is called “{new}” now").format(old=name, new=code.name)
    if state != _state(code):
        return "redefined", _("its definition was changed")
    return "", ""

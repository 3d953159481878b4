"""Reading entries of a YAML file strictly: every fault is named with the file, the line and the entry."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from bsb.errors import BsbError
from bsb.formats.yaml_file import read_yaml
from bsb.i18n import gettext as _
from bsb.shipped import shipped
from bsb.text.language import LANGUAGES
from bsb.text.match import suggest
from bsb.text.normal import normalise

_BLANKS = re.compile(r"[^\S\n]+")


def open_entry(path: Path) -> Entry:
    """Return the whole of a YAML file as one entry.

    Raises BsbError for what ``read_yaml`` refuses, and for a key that is written twice in one place.
    """
    data = read_yaml(path)
    _refuse_twice(path.name, path.read_text(encoding="utf-8-sig"))
    return Entry(path, data)


def open_section(path: Path, language: str) -> Entry:
    """Return the part of a YAML file that is in a language; a file that is not divided by language is for all.

    What a project's own file lacks is taken from the shipped one. Raises BsbError as ``open_entry`` does.
    """
    book = open_entry(path)
    if not book.value or not set(book.value) <= set(LANGUAGES):
        return book
    return (
        book.under(language) if language in book.value else open_section(shipped("templates") / path.name, language)
    )


@dataclass(frozen=True, slots=True)
class Entry:
    """A value in a YAML file and the way to it: keys and positions from the top."""

    path: Path
    value: Any
    trail: tuple[str | int, ...] = ()

    def fail(self, problem: str, hint: str = "") -> NoReturn:
        """Raise a BsbError that says where this entry stands."""
        place = " › ".join(str(step + 1) if isinstance(step, int) else step for step in self.trail)
        where = _("{file}, line {line}").format(file=self.path.name, line=_line(self.path, self.trail))
        raise BsbError(f"{where} ({place}): {problem}" if place else f"{where}: {problem}", hint)

    def allow(self, *, required: Sequence[str], optional: Sequence[str] = ()) -> None:
        """Check that this entry has the required keys and no others than these.

        Raises BsbError with "did you mean" for an unknown key.
        """
        if not isinstance(self.value, dict):
            self.fail(_("“name: value” lines are wanted here."), _("Look at a shipped file for the form."))
        allowed = (*required, *optional)
        for key in self.value:
            if key not in allowed:
                self.under(key).fail(_("“{key}” is not known here.").format(key=key), suggest(str(key), allowed))
        for key in required:
            if key not in self.value:
                self.fail(_("“{key}” is missing.").format(key=key), _("Add a line “{key}: …”.").format(key=key))

    def under(self, key: str) -> Entry:
        """Return the entry of a key; its value is None where the key is not there."""
        # What YAML reads as another thing than text (1, true, a date) may be a key too, of a file that is wrong.
        return Entry(self.path, self.value.get(key), (*self.trail, str(key)))

    def text(self, key: str, default: str | None = None) -> str:
        """Return the text of a key, NFC, with runs of blanks as one; an empty text is refused."""
        if default is not None and key not in self.value:
            return default
        return self.under(key).as_text()

    def as_text(self) -> str:
        """Return this entry as text; see ``text``."""
        if not isinstance(self.value, str):
            self.fail(_("text is wanted here."), _("Put quotation marks around it."))
        lines = (_BLANKS.sub(" ", line).strip() for line in normalise(self.value).split("\n"))
        if not (found := "\n".join(line for line in lines if line)):
            self.fail(_("there is no text here."), _("Write it, or take the line away."))
        return found

    def number(self, key: str, default: int | None = None, *, least: int = 1) -> int:
        """Return the whole number of a key, at least ``least``."""
        if default is not None and key not in self.value:
            return default
        found = self.under(key)
        if not isinstance(found.value, int) or isinstance(found.value, bool) or found.value < least:
            found.fail(_("a whole number from {least} up is wanted here.").format(least=least))
        return found.value

    def choice(self, key: str, allowed: Sequence[str], default: str | None = None) -> str:
        """Return the text of a key that is one of a few words."""
        found = self.text(key, default)
        if found not in allowed and found != default:
            self.under(key).fail(
                _("“{value}” is not one of {allowed}.").format(value=found, allowed=", ".join(allowed)),
                suggest(found, allowed),
            )
        return found

    def flag(self, key: str, default: bool) -> bool:
        """Return the true or false of a key."""
        value = self.value.get(key, default)
        if not isinstance(value, bool):
            self.under(key).fail(_("true or false is wanted here."))
        return value

    def items(self, key: str) -> Iterator[Entry]:
        """Yield the entries of a list; a key that is not there, or has nothing after it, is an empty list."""
        found = self.under(key)
        if found.value is None:
            return
        if not isinstance(found.value, list):
            found.fail(_("a list is wanted here."), _("Begin each line of it with “- ”."))
        for position, value in enumerate(found.value):
            yield Entry(self.path, value, (*found.trail, position))

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts."""
        return tuple(item.as_text() for item in self.items(key))

    def pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        """Return the “name: text” lines under a key, in their order."""
        found = self.under(key)
        if found.value is None:
            return ()
        if not isinstance(found.value, dict):
            found.fail(_("“name: value” lines are wanted here."), _("Look at a shipped file for the form."))
        return tuple((str(name), found.under(name).as_text()) for name in found.value)


def _line(path: Path, trail: Sequence[str | int]) -> int:
    """Return the line, from 1, of the deepest part of the trail that the file has."""
    import yaml

    node: Any = yaml.compose(path.read_text(encoding="utf-8-sig"), Loader=yaml.SafeLoader)
    line: int = node.start_mark.line
    for step in trail:
        if isinstance(node, yaml.MappingNode):
            hits = [(key, value) for key, value in node.value if key.value == str(step)]
            if not hits:
                break
            line, node = hits[0][0].start_mark.line, hits[0][1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line
        else:
            break
    return line + 1


@functools.lru_cache(maxsize=32)
def _refuse_twice(name: str, text: str) -> None:
    """Refuse a key that stands twice in one mapping: YAML would keep the last and say nothing."""
    import yaml

    waiting: list[Any] = [yaml.compose(text, Loader=yaml.SafeLoader)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.SequenceNode):
            waiting += node.value
        elif isinstance(node, yaml.MappingNode):
            seen = set()
            for key, value in node.value:
                if key.value in seen:
                    raise BsbError(
                        _("{file}, line {line}: “{key}” stands here twice.").format(
                            file=name, line=key.start_mark.line + 1, key=key.value
                        ),
                        _("Keep one of them."),
                    )
                seen.add(key.value)
                waiting.append(value)

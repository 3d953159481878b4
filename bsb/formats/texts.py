"""The words of papers that come in the project's language, from a YAML file that a project can put its own beside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bsb.errors import BsbError
from bsb.formats.yaml_file import read_yaml
from bsb.i18n import gettext as _
from bsb.shipped import shipped
from bsb.text.language import BOKMAAL, Language, language_of


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of one language ("nb", "nn" or "en") by name; calling it fills in a text's blanks."""

    language: str
    own: Mapping[str, Any]

    def __getitem__(self, name: str) -> str:
        return str(self.own[name])

    def __call__(self, name: str, **values: object) -> str:
        """Return a text with its blanks filled in.

        Raises BsbError if it has a blank that nothing is there for.
        """
        return fill(self[name], **values)

    def lines(self, name: str, **values: object) -> list[str]:
        """Return a list of texts, with their blanks filled in if there are values.

        Raises BsbError if one has a blank that nothing is there for.
        """
        lines = [str(line) for line in self.own[name]]
        return [fill(line, **values) for line in lines] if values else lines

    def count(self, name: str, n: int) -> str:
        """Return a number with its noun, from a list of two texts: for one, and for all other numbers ("{n} ...")."""
        one, many = self.lines(name)
        return one if n == 1 else fill(many, n=self.say.number(n))

    @property
    def say(self) -> Language:
        """How the language puts numbers, dates and lists."""
        return language_of(self.language)

    @property
    def fields(self) -> dict[str, Any]:
        """The texts as a Word template takes them, with the language's quotation marks as ``begin`` and ``end``."""
        begin, end = self.say.quotes
        return {**self.own, "begin": begin, "end": end}


def fill(text: str, **values: object) -> str:
    """Return a text with its blanks filled in.

    Raises BsbError if it has a blank that nothing is there for.

    >>> fill("{n} deltakere", n="fem")
    'fem deltakere'
    """
    try:
        return text.format(**values)
    except (LookupError, ValueError, AttributeError):
        raise BsbError(
            _("A text of the templates cannot be filled in: {text}").format(text=text),
            _("It may have these blanks: {blanks}.").format(
                blanks=", ".join(f"{{{name}}}" for name in values) or "–"
            ),
        ) from None


def read_texts(file: str, language: str, template: Callable[[str], Path]) -> Texts:
    """Return the texts of a template file in a language, bokmål where it has no other.

    What a project's own file lacks is taken from the shipped one.

    Raises BsbError if the project's own file cannot be read.
    """
    every = read_yaml(shipped("templates") / file)
    chosen = language if language in every else BOKMAAL.code
    plain = every[chosen]
    path = template(file)
    own = read_yaml(path).get(chosen, {})
    if not isinstance(own, dict) or any(type(own.get(name, text)) is not type(text) for name, text in plain.items()):
        raise BsbError(
            _("{file} does not hold the texts that are needed.").format(file=path.name),
            _("Compare it with the one that comes with bsb, or take it away."),
        )
    return Texts(chosen, plain | own)

"""The words of papers that come in the project's language, from a YAML file that a project can put its own beside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bsb.errors import BsbError
from bsb.formats.yaml_file import read_yaml
from bsb.i18n import gettext as _
from bsb.shipped import shipped

if TYPE_CHECKING:
    from docx.document import Document


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of one language ("en" or "nb") by name; calling it fills in a text's blanks."""

    language: str
    own: Mapping[str, Any]

    def __getitem__(self, name: str) -> str:
        return str(self.own[name])

    def __call__(self, name: str, **values: object) -> str:
        """Return a text with its blanks filled in."""
        return self[name].format(**values)

    def lines(self, name: str) -> list[str]:
        """Return a list of texts."""
        return [str(line) for line in self.own[name]]


def read_texts(file: str, language: str, template: Callable[[str], Path]) -> Texts:
    """Return the texts of a template file in a language, bokmål where it has no other.

    What a project's own file lacks is taken from the shipped one.

    Raises BsbError if the project's own file cannot be read.
    """
    chosen = "en" if language == "en" else "nb"
    plain = read_yaml(shipped("templates") / file)[chosen]
    path = template(file)
    own = read_yaml(path).get(chosen, {})
    if not isinstance(own, dict) or any(type(own.get(name, text)) is not type(text) for name, text in plain.items()):
        raise BsbError(
            _("{file} does not hold the texts that are needed.").format(file=path.name),
            _("Compare it with the one that comes with bsb, or take it away."),
        )
    return Texts(chosen, plain | own)


def in_english(document: Document) -> None:
    """Make English the document's language, for those who read it aloud and check its spelling."""
    from docx.oxml.ns import qn

    for language in document.styles.element.iter(qn("w:lang")):
        for name in ("val", "eastAsia"):
            language.set(qn(f"w:{name}"), "en-GB")

"""What the files for coding in Word and Excel say, in the project's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bsb.errors import BsbError
from bsb.formats.yaml_file import read_yaml
from bsb.i18n import gettext as _
from bsb.shipped import shipped

FILE = "koding.yaml"


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


def read_texts(language: str, template: Callable[[str], Path]) -> Texts:
    """Return the texts in a language, bokmål where it is not there; what a project's own file lacks is the shipped.

    Raises BsbError if the project's own file cannot be read.
    """
    chosen = "en" if language == "en" else "nb"
    plain = read_yaml(shipped("templates") / FILE)[chosen]
    path = template(FILE)
    own = read_yaml(path).get(chosen, {})
    if not isinstance(own, dict) or any(type(own.get(name, text)) is not type(text) for name, text in plain.items()):
        raise BsbError(
            _("{file} does not hold the texts that are needed.").format(file=path.name),
            _("Compare it with the one that comes with bsb, or take it away."),
        )
    return Texts(chosen, plain | own)


def examples(texts: Texts, labels: Sequence[str]) -> list[dict[str, str]]:
    """Return examples of comments, made of the first two codes, with what they mean."""
    a, b = (*labels, *labels)[:2]
    level = "organisation implementation" if texts.language == "en" else "organisasjon gjennomføring"
    rows = [
        (f"{a} -", texts("one", a=a)),
        (f"{a}, {b} +", texts["two"]),
        (f"{a} -, {b} +", texts("each", a=a, b=b)),
        (f"{a.lower()} ±; {texts['memo_text']}", texts("memo", a=a)),
        (f"{a} - {level}", texts("level", a=a)),
        (texts["remark_text"], texts["remark"]),
    ]
    return [{"written": written, "means": means} for written, means in rows]

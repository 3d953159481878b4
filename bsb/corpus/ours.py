"""The texts and names that are ours: what the check of papers that leave need not ask about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from bsb.coding.codes import Code
from bsb.config import Config
from bsb.errors import BsbError
from bsb.formats.yaml_file import read_yaml
from bsb.i18n import LANGUAGES as SPOKEN
from bsb.i18n import messages
from bsb.privacy.leaving import passages

#: The works that our papers cite, as they are written there.
_CITED = (
    "COREQ",
    "Tong A, Sainsbury P, Craig J",
    "Consolidated criteria for reporting qualitative research",
    "International Journal for Quality in Health Care",
    "Guest, Namey og Chen",
    "C. C. Ragin",
    "Krippendorff",
    "Cohen",
    "Set relations in social research, Political Analysis",
)


def texts(folders: Iterable[Path], codes: Sequence[Code]) -> Iterator[str]:
    """Yield the text of messages, of templates, guides and matrices in some folders, and of the codebook.

    Examples in the codebook are left out: they may be words that somebody said. A file that cannot be read is
    passed over; whoever makes papers of it will be told.
    """
    for language in SPOKEN:
        yield from messages(language)
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            try:
                if path.suffix in (".docx", ".csv"):
                    yield from (text for _where, text in passages(path))
                elif path.suffix == ".yaml":
                    yield from _strings(read_yaml(path))
            except BsbError:
                continue
    for code in codes:
        yield from (code.name, code.short, code.definition, code.include, code.exclude)


def names(config: Config, codes: Sequence[Code], others: Iterable[str]) -> list[str]:
    """Return the names that papers may bear: of project, contact, districts, codes, cited works, and ``others``.

    Whom to get in touch with is ours as a whole, with its number; a lone first name could be anybody's.
    """
    found = [config.name, config.period, config.publisher, *config.stakeholders, *config.privacy.area]
    if not config.contact.isalpha():
        found.append(config.contact)
    for district in config.districts:
        found += [district.name, district.short, *district.aliases]
    for code in codes:
        found += [code.name, code.short, code.key]
    return [name for name in (*found, *_CITED, *others) if name]


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in (*value.keys(), *value.values()):
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)

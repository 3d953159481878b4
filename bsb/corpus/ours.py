"""The texts and names that are ours: what the check of papers that leave need not ask about."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from bsb.coding.codes import Code
from bsb.config import Config
from bsb.errors import BsbError
from bsb.formats.yaml_file import read_yaml
from bsb.i18n import LANGUAGES, messages
from bsb.privacy.leaving import passages

_MONTHS = (
    *("januar", "februar", "mars", "april", "mai", "juni"),
    *("juli", "august", "september", "oktober", "november", "desember"),
)
_WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")


def texts(folders: Iterable[Path], codes: Sequence[Code]) -> Iterator[str]:
    """Yield the text of messages, of templates, guides and matrices in some folders, and of the codebook.

    Examples in the codebook are left out: they may be words that somebody said. A file that cannot be read is
    passed over; whoever makes papers of it will be told.
    """
    for language in LANGUAGES:
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
    """Return the names that papers may bear: of project, districts, stakeholders, codes, and ``others``.

    Whom to get in touch with is ours as a whole, with its number; a lone first name could be anybody's.
    """
    found = [config.name, config.period, config.publisher, *config.stakeholders, *config.privacy.area]
    if not config.contact.isalpha():
        found.append(config.contact)
    for district in config.districts:
        found += [district.name, district.short, *district.aliases]
    for code in codes:
        found += [code.name, code.short, code.key]
    return [name for name in (*found, *others) if name]


def days(dates: Iterable[str]) -> Iterator[str]:
    """Yield ISO dates as they stand, and as a paper has them.

    >>> list(days(["2026-04-07"]))
    ['2026-04-07', '7. april', '7. april 2026', 'tirsdag 7. april 2026']
    """
    for day in sorted({date[:10] for date in dates}):
        date = datetime.date.fromisoformat(day)
        said = f"{date.day}. {_MONTHS[date.month - 1]}"
        yield from (day, said, f"{said} {date.year}", f"{_WEEKDAYS[date.weekday()]} {said} {date.year}")


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in (*value.keys(), *value.values()):
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)

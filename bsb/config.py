"""``bsb.toml``: what people write about a project (name, districts, stakeholders, privacy thresholds)."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from bsb.errors import BsbError
from bsb.i18n import N_
from bsb.i18n import gettext as _
from bsb.text.language import BOKMAAL, LANGUAGES
from bsb.text.match import choose, fold, suggest

FILE = "bsb.toml"
#: Who a new project names as those whom conferences and recommendations are for; users come first.
STAKEHOLDERS = {
    "nb": ("brukere", "pårørende", "ansatte", "ledere", "brukerorganisasjoner", "politikere"),
    "nn": ("brukarar", "pårørande", "tilsette", "leiarar", "brukarorganisasjonar", "politikarar"),
    "en": ("service users", "family and carers", "staff", "managers", "user organisations", "politicians"),
}
_STORE = re.compile(r"^store\s*=.*\n?", re.MULTILINE)
_BETWEEN_DIGITS = re.compile(r"(?<=\d) (?=\d)")
_PASSWORD = re.compile(r"://[^/@]*:[^/@]*@|[?&](ssl)?password=", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class District:
    """A district (bydel) with the other ways its name is written, and its short name for narrow columns."""

    name: str
    aliases: tuple[str, ...] = ()
    short: str = ""


@dataclass(frozen=True, slots=True)
class Privacy:
    """What may leave: fewest participants behind a named district and attribute; where the register of names is.

    ``area`` are places that the whole evaluation lies in (a town, a country): to name them points to nobody.
    """

    smallest_cell: int = 5
    register: str = ""
    area: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InteractionLimits:
    """From where on something in how an interview was talked is worth a remark to those who led it.

    Shares are whole percentages: ``dominating_percent`` and ``quiet_percent`` of the participants' words,
    ``facilitators_percent`` of all words, the others of turns. See ``bsb.analysis.critical_factors``.
    """

    dominating_percent: int = 40
    quiet_percent: int = 5
    facilitators_percent: int = 35
    facilitator_turn_words: int = 100
    one_word_percent: int = 15
    silence_turns: int = 30
    silence_minutes: int = 30
    inaudible_percent: int = 15
    uncoded_turns: int = 20
    impersonal_percent: int = 50


@dataclass(frozen=True, slots=True)
class Config:
    """What ``bsb.toml`` says. ``language`` is that of papers ("nb", "nn" or "en"); messages are not in nynorsk.

    ``example`` marks the project that ``bsb demo`` made.
    """

    name: str
    period: str = ""
    language: str = "nb"
    publisher: str = ""
    contact: str = ""
    districts: tuple[District, ...] = ()
    stakeholders: tuple[str, ...] = ()
    privacy: Privacy = field(default_factory=Privacy)
    interaction: InteractionLimits = field(default_factory=InteractionLimits)
    example: bool = False
    coder: str = ""  # who codes here, where nobody else is named
    store: str = ""  # the address of the team's database, where it is not the file in the folder

    def district(self, wanted: str) -> District:
        """Return the district meant by a name, an alias, a short name or an unambiguous beginning.

        Raises BsbError ("did you mean ...") if none or several fit.
        """
        if not self.districts:
            raise BsbError(
                _("This project names no districts."),
                _("Add [[district]] entries to {file}.").format(file=FILE),
            )
        names = {d.name: (*d.aliases, d.short) if d.short else d.aliases for d in self.districts}
        found = choose(wanted, names, N_("district"))
        return next(d for d in self.districts if d.name == found)


_KEYS: dict[str, dict[str, type]] = {
    "": {
        "name": str,
        "period": str,
        "language": str,
        "publisher": str,
        "contact": str,
        "stakeholders": list,
        "example": bool,
        "coder": str,
        "store": str,
        "district": list,
        "privacy": dict,
        "interaction": dict,
    },
    "district": {"name": str, "aliases": list, "short": str},
    "privacy": {"smallest_cell": int, "register": str, "area": list},
    "interaction": {f.name: int for f in fields(InteractionLimits)},
}


def read_config(path: Path) -> Config:
    """Read and check a ``bsb.toml``.

    Raises BsbError for text that is not TOML (with line), an unknown or mistyped key (with suggestion), a
    missing name, or two districts that share a name.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BsbError(
            _("{file} cannot be read: {why}").format(file=path.name, why=error),
            _("Mend that line in a text editor; the file is saved as UTF-8."),
        ) from None
    _check(data, "", path)
    for entry in data.get("district", []):
        _check(entry, "district", path)
        if not entry.get("name"):
            raise BsbError(_("{file}: a [[district]] has no name.").format(file=path.name), _('Add name = "...".'))
    _check(data.get("privacy", {}), "privacy", path)
    _check(data.get("interaction", {}), "interaction", path)
    if not str(data.get("name", "")).strip():
        raise BsbError(_("{file} has no name.").format(file=path.name), _('Add a line such as name = "...".'))
    districts = tuple(
        District(d["name"], tuple(map(str, d.get("aliases", ()))), d.get("short", ""))
        for d in data.get("district", [])
    )
    _refuse_shared_names(districts, path)
    language = data.get("language", BOKMAAL.code)
    if language not in LANGUAGES:
        raise BsbError(
            _("{file}: “{language}” is no language of papers.").format(file=path.name, language=language),
            _("Choose nb (bokmål), nn (nynorsk) or en (English)."),
        )
    return Config(
        name=data["name"],
        period=data.get("period", ""),
        language=language,
        publisher=data.get("publisher", ""),
        contact=_BETWEEN_DIGITS.sub("\u00a0", data.get("contact", "")),  # no line ends inside a number
        districts=districts,
        stakeholders=tuple(map(str, data.get("stakeholders", ()))),
        privacy=_privacy(data.get("privacy", {})),
        interaction=InteractionLimits(**data.get("interaction", {})),
        example=data.get("example", False),
        coder=data.get("coder", ""),
        store=check_address(data.get("store", ""), path.name),
    )


def with_store(text: str, address: str) -> str:
    r"""Return the text of a ``bsb.toml`` with another address of the store; "" leaves it out.

    >>> with_store('store = "a"\nname = "Alna"\n', "b")
    'store = "b"\nname = "Alna"\n'
    """
    rest = _STORE.sub("", text)
    return f"store = {json.dumps(address)}\n{rest}" if address else rest


def check_address(address: str, file: str) -> str:
    """Return the address of a store. Raises BsbError if there is a password in it; it names the file alone."""
    if _PASSWORD.search(address):
        raise BsbError(
            _("{file} has a password in the address of the store.").format(file=file),
            _("Take it out: this file goes into backups. Put it in your file of passwords (PGPASSFILE)."),
        )
    return address


def _check(table: dict[str, Any], where: str, path: Path) -> None:
    allowed = _KEYS[where]
    for key, value in table.items():
        if key not in allowed:
            place = f"[{where}] {key}" if where else key
            raise BsbError(
                _("{file}: “{key}” is no setting of this file.").format(file=path.name, key=place),
                suggest(key, allowed),
            )
        if not isinstance(value, allowed[key]) or (allowed[key] is int and isinstance(value, bool)):
            raise BsbError(
                _("{file}: “{key}” should be {kind}.").format(
                    file=path.name,
                    key=key,
                    kind={
                        str: _("text"),
                        list: _("a list"),
                        bool: _("true or false"),
                        int: _("a whole number"),
                    }.get(allowed[key], _("a table")),
                ),
                "",
            )


def _privacy(table: dict[str, Any]) -> Privacy:
    return Privacy(**table | {"area": tuple(map(str, table.get("area", ())))})


def _refuse_shared_names(districts: tuple[District, ...], path: Path) -> None:
    seen: dict[str, str] = {}
    for district in districts:
        for name in {fold(n) for n in (district.name, *district.aliases, district.short) if n}:
            if seen.setdefault(name, district.name) != district.name:
                raise BsbError(
                    _("{file}: {one} and {other} share a name or alias.").format(
                        file=path.name, one=seen[name], other=district.name
                    ),
                    _("Give each district names of its own."),
                )

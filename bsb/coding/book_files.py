"""The codebook as files that people write and read: YAML, .xlsx, .csv, Taguette's .csv, and REFI-QDA's .qdc."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bsb.coding.codes import COLOUR, FACETS, GREY, KEY, STATUSES, TEXTS, Code
from bsb.errors import BsbError
from bsb.formats.yaml_entries import Entry, open_entry
from bsb.i18n import current_language
from bsb.i18n import gettext as _

YAML = (".yaml", ".yml")
TABLES = (".xlsx", ".csv", ".tsv")
REFI = ".qdc"


def read_book(path: Path, *, known: Sequence[Code] = (), facet: str = "free") -> list[Code]:
    """Read a codebook file by its ending: .yaml, .xlsx, .csv, .tsv or .qdc.

    See ``read_codes``, ``read_code_table`` and ``bsb.coding.book_refi``. ``known`` are the project's codes: a table
    may name them by name alone and leave out what they have. ``facet`` is where codes come that the file says no
    facet for (other programs know none).

    Raises BsbError for another ending, and for anything wrong in the file.
    """
    ending = path.suffix.lower()
    if ending in YAML:
        return read_codes(path)
    if ending in TABLES:
        from bsb.coding.book_tables import read_code_table

        return read_code_table(path, known=known, facet=facet)
    if ending == REFI:
        from bsb.coding.book_refi import read_qdc_codes

        return read_qdc_codes(path, known=known, facet=facet)
    raise BsbError(
        _("{file} is of a kind that no codebook is read from.").format(file=path.name),
        _("Codebooks are .yaml, .xlsx, .csv or .qdc files."),
    )


def write_book(path: Path, codes: Sequence[Code], *, title: str, date: datetime.date, taguette: bool = False) -> None:
    """Write codes as .yaml, .xlsx, .csv or .qdc by the ending; with ``taguette``, as Taguette's .csv.

    Raises BsbError for another ending, or if it cannot be written there.
    """
    from bsb.formats.stable_zip import write_whole

    ending = path.suffix.lower()
    if ending in YAML and not taguette:
        write_whole(path, codes_as_yaml(codes, title=title).encode("utf-8"))
    elif ending in TABLES:
        from bsb.coding.book_tables import write_code_table, write_taguette

        if taguette:
            write_taguette(path, codes)
        else:
            write_code_table(path, codes, title=title, date=date)
    elif ending == REFI and not taguette:
        from bsb.coding.book_refi import write_qdc

        write_whole(path, write_qdc(codes, language=current_language(), origin="bsb"))
    else:
        raise BsbError(
            _("{file} is of a kind that no codebook is written to.").format(file=path.name),
            _("Name a .yaml, .xlsx, .csv or .qdc file."),
        )


def codes_as_yaml(codes: Sequence[Code], *, title: str) -> str:
    r"""Return codes as the YAML text that ``read_codes`` reads; what is as usual is left out.

    >>> print(codes_as_yaml([Code("leie", "theme", "Husleie", short="Leie")], title="Prøve"))
    name: Prøve
    codes:
    <BLANKLINE>
    - key: leie
      facet: theme
      name: Husleie
      short: Leie
    <BLANKLINE>
    """
    import yaml

    def dump(value: object) -> str:
        return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=100)

    parts = [dump({"name": title}), "codes:\n"]
    for code in codes:
        entry: dict[str, Any] = {"key": code.key, "facet": code.facet}
        if code.parent:
            entry["parent"] = code.parent
        entry["name"] = code.name
        entry |= {field: getattr(code, field) for field in TEXTS if getattr(code, field)}
        if code.colour != GREY:
            entry["colour"] = code.colour
        if not code.codable:
            entry["codable"] = False
        if code.status != "active":
            entry["status"] = code.status
        parts.append("\n" + dump([entry]))
    return "".join(parts)


def read_codes(path: Path) -> list[Code]:
    """Read a codebook file: a mapping with a list ``codes``, each with at least key, facet and name.

    Raises BsbError (file, line, what to do) for text that is not YAML, an unknown or mistyped field, a key
    given twice, or a parent that does not stand before its children in the same facet.
    """
    top = open_entry(path)
    top.allow(required=("codes",), optional=("name", "language"))
    codes: dict[str, Code] = {}
    for entry in top.items("codes"):
        code = _code(entry)
        if code.key in codes:
            entry.under("key").fail(
                _("the key “{key}” is used twice.").format(key=code.key), _("Give each code a key of its own.")
            )
        if code.parent and (code.parent not in codes or codes[code.parent].facet != code.facet):
            entry.under("parent").fail(
                _("the parent “{parent}” does not stand above it in the same facet.").format(parent=code.parent),
                _("Write the parent before its children."),
            )
        codes[code.key] = code
    if not codes:
        top.under("codes").fail(_("there are no codes here."), _("Each code begins with “- key: …”."))
    return list(codes.values())


def _code(entry: Entry) -> Code:
    entry.allow(required=("key", "facet", "name"), optional=(*TEXTS, "parent", "colour", "codable", "status"))
    texts: dict[str, Any] = {field: entry.text(field) for field in TEXTS if field in entry.value}
    key, colour = entry.text("key"), entry.text("colour", GREY)
    if not KEY.fullmatch(key):
        entry.under("key").fail(
            _("“{key}” cannot be a key.").format(key=key), _("Use small letters a-z, digits and hyphens.")
        )
    if not COLOUR.fullmatch(colour):
        entry.under("colour").fail(_("“{value}” is no colour.").format(value=colour), _("Write it as “#1b6ca8”."))
    return Code(
        key=key,
        facet=entry.choice("facet", FACETS),
        name=entry.text("name"),
        parent=entry.text("parent", "") or None,
        colour=colour,
        codable=entry.flag("codable", True),
        status=entry.choice("status", STATUSES, "active"),
        **texts,
    )

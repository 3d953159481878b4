"""Splitting a code: which of its codings go to which of the parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bsb.coding.book_merge import recode
from bsb.coding.codes import KEY, Code, numbers
from bsb.coding.codings import Coding
from bsb.coding.problems import refuse
from bsb.errors import BsbError
from bsb.formats.table_file import Sheet, read_table_file, write_table
from bsb.i18n import gettext as _
from bsb.i18n import ngettext
from bsb.store import codings as stored
from bsb.store import schema
from bsb.store.journal import Change
from bsb.text.match import fold, suggest

if TYPE_CHECKING:
    import datetime

RULES = ("interview", "district", "speaker", "coder", "valence", "level", "phase")
WORKSHEET = ("coding", "interview", "turn", "speaker", "coder", "valence", "text", "code")


@dataclass(frozen=True, slots=True)
class Part:
    """One code of a split: its key and, for a new one, its name.

    ``rules`` are (field, value) pairs such as ("valence", "critical"): a coding goes here that fits all pairs of
    one rule. Fields are those of ``RULES``.
    """

    key: str
    name: str = ""
    rules: tuple[tuple[tuple[str, str], ...], ...] = ()


def read_part(text: str) -> Part:
    """Read ``key`` or ``key=Name`` as people write it.

    Raises BsbError for something that cannot be a key.

    >>> read_part("husleie=Husleie og strøm")
    Part(key='husleie', name='Husleie og strøm', rules=())
    """
    key, _equals, name = (each.strip() for each in text.partition("="))
    if not KEY.fullmatch(key):
        raise BsbError(
            _("“{key}” cannot be a key.").format(key=key), _('Write --into key, or --into key="Name of a new code".')
        )
    return Part(key, name)


def with_rule(parts: Sequence[Part], text: str) -> list[Part]:
    """Return parts with a rule added, read from ``key: valence=critical, coder=KA``.

    Raises BsbError for an unknown part or field.
    """
    key, _colon, said = (each.strip() for each in text.partition(":"))
    pairs = []
    for pair in said.split(","):
        field, equals, value = (each.strip() for each in pair.partition("="))
        if field not in RULES or not equals or not value:
            raise BsbError(
                _("“{rule}” is no rule.").format(rule=text),
                _('Write it as --where "key: valence=critical"; fields are {fields}.').format(
                    fields=", ".join(RULES)
                ),
            )
        pairs.append((field, value))
    if key not in {part.key for part in parts}:
        raise BsbError(
            _("“{key}” is not one of the parts.").format(key=key), suggest(key, [part.key for part in parts])
        )
    return [replace(part, rules=(*part.rules, tuple(pairs))) if part.key == key else part for part in parts]


def check_split(codes: Sequence[Code], source: Code, parts: Sequence[Part]) -> list[Part]:
    """Return the parts of a split if they can be that.

    Raises BsbError if there are none, one is the code itself or stands in another facet or takes no codings, a
    new one has no name, or a name is taken.
    """
    if not parts:
        raise BsbError(_("Into what is it to be split?"), _('Write --into key, or --into key="Name of a new code".'))
    known = {code.key: code for code in codes}
    names = {fold(code.name): code for code in codes if code.facet == source.facet}
    for part in parts:
        old = known.get(part.key)
        if part.key == source.key:
            raise BsbError(
                _("“{key}” is the code itself.").format(key=part.key), _("What nothing claims stays there anyway.")
            )
        if old is not None and (old.facet != source.facet or not old.codable):
            raise BsbError(
                _("“{key}” stands in another facet, or only groups other codes.").format(key=part.key),
                _("Choose another key."),
            )
        if old is None and not part.name:
            raise BsbError(
                _("There is no code “{key}” yet.").format(key=part.key),
                _('Give it a name: --into {key}="Name of the new code"').format(key=part.key),
            )
        if old is None and fold(part.name) in names:
            raise BsbError(
                _("There is already a code “{name}” ({key}).").format(name=part.name, key=names[fold(part.name)].key),
                _("Choose another name, or use that code."),
            )
    return list(parts)


def assign(
    codings: Sequence[Coding], parts: Sequence[Part], said: Mapping[str, str], rest: str = ""
) -> dict[str, str]:
    """Return uid -> key of a part for the codings that leave; see ``Planner.split``.

    Raises BsbError for a coding or part that is not there, or if no coding is said to go anywhere.
    """
    keys = [part.key for part in parts]
    for key in {*said.values(), *([rest] if rest else [])}:
        if key not in keys:
            raise BsbError(_("“{key}” is not one of the parts.").format(key=key), suggest(key, keys))
    found: dict[str, str] = {}
    by_ref: dict[str, str] = {}
    for wanted, key in said.items():
        begin = wanted.removeprefix("k").lower()
        fitting = [c.uid for c in codings if len(begin) >= 4 and c.uid.startswith(begin)]
        if len(fitting) != 1:
            raise BsbError(
                _("There is no coding {id} under this code.").format(id=wanted), _("Take the ids from: bsb code list")
            )
        by_ref[fitting[0]] = key
    for coding in codings:
        key = by_ref.get(coding.uid) or next((p.key for p in parts if _fits(coding, p)), "") or rest
        if key:
            found[coding.uid] = key
    return found


def _fits(coding: Coding, part: Part) -> bool:
    return any(
        all(fold(str(getattr(coding, field) or "")) == fold(value) for field, value in rule) for rule in part.rules
    )


def split_notices(codings: Sequence[Coding], where: Mapping[str, str]) -> list[str]:
    """Return what is worth knowing before a split: how many codings stay."""
    stay = len(codings) - len(where)
    if not stay:
        return [_("No coding is left on the code itself.")] if codings else []
    return [ngettext("{n} coding stays where it is.", "{n} codings stay where they are.", stay).format(n=stay)]


def split_code(change: Change, source: Code, parts: Sequence[Part], where: Mapping[str, str], nested: bool) -> None:
    """Make the new codes and give them their codings; see ``Planner.split``."""
    rows: dict[str, Any] = {row["key"]: row for row in stored.codes(change.connection)}
    old = rows[source.key]
    ids = {key: row["id"] for key, row in rows.items()}
    new = [part for part in parts if part.key not in rows]
    for part in new:
        values = {field: old[field] for field in ("facet", "colour")}
        values |= {"key": part.key, "name": part.name, "parent_id": old["id"] if nested else old["parent_id"]}
        (ids[part.key],) = change.insert(schema.code, [values])
    _settle(change, source.key, [part.key for part in new], nested)
    moving = stored.codings_under(change.connection, old["id"])
    for part in parts:
        recode(change, [row for row in moving if where.get(row["uid"]) == part.key], ids[part.key])
    if nested and not stored.codings_under(change.connection, old["id"]):
        change.update(schema.code, old["id"], {"codable": 0})


def _settle(change: Change, source: str, new: Sequence[str], nested: bool) -> None:
    rows = {row["key"]: row for row in stored.codes(change.connection)}
    parent = rows[source]["id"] if nested else rows[source]["parent_id"]
    family = {
        key: row["position"]
        for key, row in rows.items()
        if row["facet"] == rows[source]["facet"] and row["parent_id"] == parent and key not in new
    }
    order = list(family)
    at = len(order) if nested else order.index(source) + 1
    order[at:at] = new
    for key, number in numbers(order, family).items():
        change.update(schema.code, rows[key]["id"], {"position": number})


def write_worksheet(path: Path, codings: Sequence[Coding], *, date: datetime.date) -> None:
    """Write a code's codings as .csv or .xlsx with an empty column ``code``, for someone to fill in.

    Raises BsbError for another ending, or if it cannot be written there.
    """
    rows = [(c.ref, c.interview, c.turn, c.speaker, c.coder, c.valence, c.quote, "") for c in codings]
    write_table(path, Sheet("split", WORKSHEET, rows), date=date, separator=";")


def read_worksheet(path: Path) -> dict[str, str]:
    """Read a worksheet that was filled in: coding id -> key of a part, for the rows that name one.

    Raises BsbError if it lacks the columns coding and code, or names a coding twice.
    """
    table = read_table_file(path)
    if not {"coding", "code"} <= set(table.columns):
        raise BsbError(
            _("{file} lacks the column {names}.").format(file=path.name, names="coding, code"),
            _("Let bsb write the sheet: bsb codebook split CODE --sheet FILE.xlsx"),
        )
    found: dict[str, str] = {}
    problems = []
    for line, row in table.rows:
        wanted, key = (row.get("coding") or "").strip(), (row.get("code") or "").strip()
        if wanted in found:
            problems.append((line, _("the coding {id} stands twice").format(id=wanted)))
        elif wanted and key:
            found[wanted] = key
    refuse(path.name, problems)
    return found

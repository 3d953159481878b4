"""From a definition to what is asked of the store, and to the lines (rows, columns) that people read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn

from bsb.analysis.definitions import LIMITS, MatrixDefinition
from bsb.coding.codebook import find_code
from bsb.coding.codes import Code, under
from bsb.config import Config
from bsb.errors import BsbError
from bsb.formats.yaml_entries import open_entry
from bsb.i18n import gettext as _
from bsb.store.counts import ATTRIBUTE, Ask
from bsb.store.schema import FACETS, KINDS, LEVELS, PHASES, ROLES, VALENCES, VERDICTS
from bsb.text.match import suggest

UNSAID = ""
_FIXED = {"kind": KINDS, "role": ROLES, "valence": VALENCES, "level": LEVELS, "phase": PHASES}


@dataclass(frozen=True, slots=True)
class Line:
    """A row or column of a matrix: its key, what people read, and how deep it lies under a parent.

    One that is not ``countable`` only groups those under it: no passage is coded with it.
    """

    key: str
    label: str
    depth: int = 0
    countable: bool = True


@dataclass(frozen=True)
class Known:
    """What a project has that a definition may name: interviews as name -> district, values of attributes."""

    codes: tuple[Code, ...]
    config: Config
    interviews: Mapping[str, str]
    coders: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    stakeholders: tuple[str, ...] = ()

    def facet(self, facet: str) -> list[Code]:
        """Return the codes of a facet that are in use."""
        return [code for code in self.codes if code.facet == facet and code.status == "active"]


def ask_of(definition: MatrixDefinition, known: Known, district: str | None) -> Ask:
    """Return what a definition asks of the store; names are found as everywhere, by name, alias or beginning.

    Raises BsbError, with the file and line, for a name that the project does not have.
    """
    only = definition.only
    check = _Checker(definition)
    districts = [
        check.found("district", name, lambda name=name: known.config.district(name).name)  # type: ignore[misc]
        for name in only.districts
    ]
    if district is not None and districts and district not in districts:
        raise BsbError(
            _("“{matrix}” is limited to other districts than {district}.").format(
                matrix=definition.name, district=district
            ),
            _("Change “only” in its file, or choose another matrix."),
        )
    codes: dict[str, tuple[str, ...]] = {}
    for facet in FACETS:
        if wanted := getattr(only, LIMITS[facet]):
            keys = [
                check.found(facet, name, lambda name=name, facet=facet: find_code(known.facet(facet), name).key)  # type: ignore[misc]
                for name in wanted
            ]
            codes[facet] = tuple(under(known.codes, keys))
    for name in only.interviews:
        check.known("interview", name, known.interviews)
    for name in only.coders:
        check.known("coder", name, known.coders)
    for key, axis in (("rows", definition.rows), ("columns", definition.columns)):
        name = axis.removeprefix(ATTRIBUTE)
        if name != axis and known.attributes and name not in known.attributes:
            check.fail(
                (key,), _("no participant has the attribute “{name}”.").format(name=name), name, known.attributes
            )
    here = (district,) if district is not None else tuple(districts)
    every_role = "role" in (definition.rows, definition.columns)
    return Ask(
        definition.rows,
        definition.columns,
        nested=definition.nested,
        codes=tuple(codes.items()),
        roles=only.roles or (None if every_role else ("participant",)),
        districts=here or None,
        interviews=only.interviews or None,
        kinds=only.kinds or None,
        valences=only.valences or None,
        levels=only.levels or None,
        phases=only.phases or None,
        coders=only.coders or None,
        since=only.since or None,
        until=only.until or None,
    )


class _Checker:
    """Names the file and line of a definition in which a name stands that the project does not have."""

    def __init__(self, definition: MatrixDefinition) -> None:
        self._definition = definition

    def found(self, key: str, name: str, find: Callable[[], str]) -> str:
        try:
            return find()
        except BsbError as error:
            self.fail(("only", key), error.message, hint=error.hint)

    def known(self, key: str, name: str, names: Iterable[str]) -> None:
        if name not in (names := list(names)):
            self.fail(("only", key), _("the project has no “{name}”.").format(name=name), name, names)

    def fail(
        self, trail: Sequence[str], problem: str, name: str = "", names: Iterable[str] = (), hint: str = ""
    ) -> NoReturn:
        hint = hint or (suggest(name, names) if name else "")
        if self._definition.path is None:
            raise BsbError(problem, hint)
        entry = open_entry(self._definition.path)
        for key in trail:
            entry = entry.under(key)
        entry.fail(problem, hint)


def lines_of(axis: str, ask: Ask, known: Known, counted: Iterable[str]) -> tuple[Line, ...]:
    """Return the lines of an axis in their order; ``counted`` are the keys that cells were counted for."""
    here = set(counted)
    if axis in FACETS:
        return code_lines(known.facet(axis), dict(ask.codes).get(axis))
    if axis == "district":
        return tuple(Line(d.name, d.name) for d in known.config.districts if _within(d.name, ask.districts))
    if axis == "interview":
        return tuple(
            Line(name, name)
            for name, district in known.interviews.items()
            if _within(district, ask.districts) and _within(name, ask.interviews)
        )
    if axis == "stakeholder":
        keys = list(dict.fromkeys([*known.config.stakeholders, *known.stakeholders]))
        return tuple(Line(key, key) for key in keys if key in here or key in known.config.stakeholders)
    if axis == "verdict":
        return tuple(Line(key, label_of(axis, key)) for key in VERDICTS)
    if axis in _FIXED:
        limits = {
            "kind": ask.kinds,
            "role": ask.roles,
            "valence": ask.valences,
            "level": ask.levels,
            "phase": ask.phases,
        }
        keys = [key for key in _FIXED[axis] if _within(key, limits[axis]) and (key != "unknown" or key in here)]
    else:
        keys = sorted(here - {UNSAID})
    keys += [UNSAID] if UNSAID in here else []
    return tuple(Line(key, label_of(axis, key)) for key in keys)


def code_lines(codes: Sequence[Code], limit: Sequence[str] | None = None) -> tuple[Line, ...]:
    """Return codes as lines, each as deep as it stands under others that are shown."""
    depth: dict[str, int] = {}
    for code in codes:
        if _within(code.key, limit):
            depth[code.key] = depth[code.parent] + 1 if code.parent in depth else 0
    return tuple(Line(c.key, c.name, depth[c.key], c.codable) for c in codes if c.key in depth)


def _within(key: str, limit: Sequence[str] | None) -> bool:
    return limit is None or key in limit


def label_of(axis: str, key: str) -> str:
    """Return what people read for a key of an axis whose keys are words of the program, in the current language."""
    names = {
        ("kind", "focus_group"): _("focus group"),
        ("kind", "individual"): _("individual interview"),
        ("role", "participant"): _("participants"),
        ("role", "facilitator"): _("facilitators"),
        ("role", "unknown"): _("unknown speakers"),
        ("valence", "positive"): _("positive"),
        ("valence", "critical"): _("critical"),
        ("valence", "mixed"): _("mixed"),
        ("valence", "neutral"): _("neutral"),
        ("level", "individual"): _("individual"),
        ("level", "organisation"): _("organisation"),
        ("phase", "planning"): _("planning"),
        ("phase", "implementation"): _("implementation"),
        ("verdict", "confirmed"): _("confirmed"),
        ("verdict", "nuanced"): _("nuanced"),
        ("verdict", "disputed"): _("disputed"),
        ("verdict", "new"): _("new"),
    }
    return names.get((axis, key)) or key or _("not stated")


def axis_name(axis: str) -> str:
    """Return what people read for an axis of a matrix; a participant's attribute by its own name."""
    return {
        "theme": _("theme"),
        "service": _("service"),
        "district": _("district"),
        "interview": _("interview"),
        "kind": _("kind of interview"),
        "role": _("role"),
        "stakeholder": _("stakeholder"),
        "verdict": _("verdict"),
        "valence": _("valence"),
        "level": _("level"),
        "phase": _("phase"),
    }.get(axis, axis.removeprefix("attribute:"))

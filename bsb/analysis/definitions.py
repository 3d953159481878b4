"""Matrix definitions: YAML files in ``matrices/``, the project's own first, then the shipped ones."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bsb.formats.yaml_entries import Entry, open_entry
from bsb.i18n import gettext as _
from bsb.store.counts import ATTRIBUTE
from bsb.store.schema import FACETS, KINDS, LEVELS, PHASES, ROLES, VALENCES

#: What rows and columns may be; besides these, ``attribute:NAME``, such as attribute:age.
AXES = (
    *("theme", "service", "free", "district", "interview", "kind", "role"),
    *("valence", "level", "phase", "stakeholder", "verdict"),
)
#: Axes that are known of dialogue conferences alone, and go with districts.
CONFERENCE_AXES = ("stakeholder", "verdict")
COUNTS = ("speakers", "interviews", "turns", "codings")
#: What a cell may hold.
CONTENTS = (*COUNTS, "share", "valence", "quotes", "summary")
#: What a share may be of: what the whole row, column or matrix holds, or who speaks there at all ("present").
WHOLES = ("row", "column", "all", "present")
#: Axes whose lines share no person and no interview, so that figures of a row may be added up over them.
APART = ("district", "interview", "kind")
_PEOPLE = (*APART, "role")
_FIXED = {"kinds": KINDS, "roles": ROLES, "valences": VALENCES, "levels": LEVELS, "phases": PHASES}
#: The keys under ``only`` and the fields of ``Only`` that they fill.
LIMITS = {
    **{facet: f"{facet}s" for facet in ("theme", "service")},
    "free": "free",
    "district": "districts",
    "interview": "interviews",
    "kind": "kinds",
    "role": "roles",
    "valence": "valences",
    "level": "levels",
    "phase": "phases",
    "coder": "coders",
}


@dataclass(frozen=True, slots=True)
class Only:
    """What a matrix is limited to; an empty field does not limit. Codes stand for those below them too.

    ``since`` and ``until`` are ISO dates of interviews, both included.
    """

    themes: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    free: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    interviews: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    valences: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()
    coders: tuple[str, ...] = ()
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class MatrixDefinition:
    """What a matrix shows: what is coded (rows by columns), or a reference table (a CSV file and its source).

    ``sum`` says what the foot of a reference table holds: "numbers" adds them up, any other text counts the
    cells that read so, and None gives no foot. ``nested`` gives a code that stands above others what is coded with
    any of them, each person and turn once. ``cell`` is one of ``CONTENTS``; a share is of ``share_of`` (one of
    ``WHOLES``) and counts ``share_count`` (one of ``COUNTS``). ``path`` is the file it came from.
    """

    name: str
    title: str
    note: str = ""
    rows: str = ""
    columns: str = ""
    reference: Path | None = None
    source: str = ""
    sum: str | None = None
    nested: bool = True
    cell: str = "speakers"
    share_of: str = "present"
    share_count: str = "speakers"
    only: Only = field(default_factory=Only)
    path: Path | None = field(default=None, compare=False)

    @property
    def facets(self) -> tuple[str, ...]:
        """The facets that rows and columns are made of."""
        return tuple(dict.fromkeys(axis for axis in (self.rows, self.columns) if axis in FACETS))

    @property
    def of_conference(self) -> str:
        """The axis that is known of conferences alone ("stakeholder" or "verdict"), "" if there is none."""
        return next((axis for axis in CONFERENCE_AXES if axis in (self.rows, self.columns)), "")

    @property
    def apart(self) -> bool:
        """Whether the columns share no person and no interview, so that a row's figures may be added up."""
        return self.columns in APART

    def scope(self, district: str | None) -> str:
        """Return the name under which summaries of this matrix, limited to a district, are kept.

        A cell of one district or interview is the same cell either way.

        >>> MatrixDefinition("t", "T", rows="theme", columns="interview").scope("Alna")
        't'
        >>> MatrixDefinition("t", "T", rows="service", columns="theme").scope("Alna")
        't@Alna'
        """
        own = {self.rows, self.columns} & {"district", "interview"}
        return f"{self.name}@{district}" if district and not own else self.name


def load_definition(path: Path) -> MatrixDefinition:
    """Read one definition.

    Raises BsbError (file, line, suggestion) for an unknown key or value, axes that do not go together, or a
    reference table that is missing.
    """
    top = open_entry(path)
    top.allow(
        required=("title",),
        optional=(
            *("note", "rows", "columns", "reference", "source", "sum"),
            *("nested", "cell", "of", "count", "only"),
        ),
    )
    title, note = top.text("title"), top.text("note", "")
    if "reference" in top.value:
        return _reference(top, path, title, note)
    rows, columns = _axis(top, "rows"), _axis(top, "columns")
    _check_axes(top, rows, columns)
    for key in ("source", "sum"):
        if key in top.value:
            top.under(key).fail(_("this goes with a reference table."), _("Take the line away."))
    cell = top.choice("cell", CONTENTS, "speakers")
    if cell != "share":
        for key in ("of", "count"):
            if key in top.value:
                top.under(key).fail(_("this goes with “cell: share”."), _("Take the line away."))
    elif "of" not in top.value:
        top.under("cell").fail(
            _("it is not said what the share is of."),
            _("Add a line “of: …” with one of {allowed}.").format(allowed=", ".join(WHOLES)),
        )
    share_of, share_count = top.choice("of", WHOLES, "present"), top.choice("count", COUNTS, "speakers")
    _check_share(top, rows, columns, share_of, share_count)
    return MatrixDefinition(
        path.stem,
        title,
        note,
        rows,
        columns,
        nested=top.flag("nested", True),
        cell=cell,
        share_of=share_of,
        share_count=share_count,
        only=_only(top),
        path=path,
    )


def _reference(top: Entry, path: Path, title: str, note: str) -> MatrixDefinition:
    top.allow(required=("title", "reference"), optional=("note", "source", "sum"))
    table = path.parent / top.text("reference")
    if table.parent != path.parent or not table.is_file():
        top.under("reference").fail(
            _("there is no table {table} beside the file.").format(table=top.text("reference")),
            _("Put the CSV file in the same folder."),
        )
    return MatrixDefinition(
        path.stem,
        title,
        note,
        reference=table,
        source=top.text("source", ""),
        sum=top.text("sum", "") or None,
        path=path,
    )


def _axis(top: Entry, key: str) -> str:
    found = top.text(key)
    if found.startswith(ATTRIBUTE) and found.removeprefix(ATTRIBUTE).strip():
        return ATTRIBUTE + found.removeprefix(ATTRIBUTE).strip()
    return top.choice(key, (*AXES, f"{ATTRIBUTE}NAME"))


def _check_axes(top: Entry, rows: str, columns: str) -> None:
    if rows == columns and rows not in FACETS:
        top.under("columns").fail(
            _("rows and columns are the same."),
            _("Only codes can be set against themselves, for what goes together."),
        )
    for axis, problem in (
        (
            "stakeholder",
            _("stakeholders go with districts alone: they are known of dialogue conferences, not of interviews."),
        ),
        ("verdict", _("verdicts go with districts alone: they are those of dialogue conferences on findings.")),
    ):
        if axis in (rows, columns) and "district" not in (rows, columns):
            top.under("columns" if columns != "district" else "rows").fail(
                problem, _("Make the other one “district”.")
            )


def _check_share(top: Entry, rows: str, columns: str, of: str, count: str) -> None:
    if top.value.get("cell") != "share" or of != "present":
        return
    if not any(axis in _PEOPLE or axis.startswith(ATTRIBUTE) for axis in (rows, columns)):
        top.under("of").fail(
            _("“present” needs rows or columns of people: {axes}.").format(
                axes=", ".join((*_PEOPLE, f"{ATTRIBUTE}NAME"))
            ),
            _("Take row, column or all."),
        )
    if count == "codings":
        top.under("count").fail(_("“present” has no codings."), _("Take speakers, interviews or turns."))


def _only(top: Entry) -> Only:
    found = top.under("only")
    if found.value is None:
        return Only()
    found.allow(required=(), optional=(*LIMITS, "from", "to"))
    values: dict[str, tuple[str, ...]] = {}
    for key, name in LIMITS.items():
        entry = found.under(key)
        if entry.value is None:
            continue
        texts = found.texts(key) if isinstance(entry.value, list) else (entry.as_text(),)
        if name in _FIXED:
            for text in texts:
                Entry(entry.path, {key: text}, found.trail).choice(key, _FIXED[name])
        values[name] = texts
    return Only(**values, since=_date(found, "from"), until=_date(found, "to"))


def _date(found: Entry, key: str) -> str:
    value = found.under(key).value
    if value is None:
        return ""
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value.isoformat()
    try:
        return datetime.date.fromisoformat(str(value).strip()).isoformat()
    except ValueError:
        found.under(key).fail(_("a date is wanted here."), _("Write it as 2026-05-20."))


def find_definitions(folders: Sequence[Path]) -> dict[str, Path]:
    """Return name -> file of the definitions in the folders; the first folder that has a name wins."""
    found: dict[str, Path] = {}
    for folder in folders:
        for path in sorted(folder.glob("*.yaml")):
            found.setdefault(path.stem, path)
    return found

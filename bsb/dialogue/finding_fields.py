"""Findings as texts, field by field: how they stand in a workbook, a YAML file and on the command line."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bsb.analysis.matrices import Matrices
from bsb.analysis.matrix import Matrix
from bsb.coding.codebook import Codebook
from bsb.coding.coding_changes import ids_of
from bsb.coding.summaries import tidy_text
from bsb.config import Config
from bsb.corpus.keydocs import KeyDocs
from bsb.dialogue.finding import KIND_NAMES, Evidence, Finding, Recommendation
from bsb.errors import BsbError
from bsb.i18n import N_, thousands
from bsb.i18n import gettext as _
from bsb.store import summaries as stored_summaries
from bsb.store.engine import Store
from bsb.text.match import choose, fold

if TYPE_CHECKING:
    from sqlalchemy import Connection

FIELDS = ("statement", "kind", "themes", "services", "districts", "evidence", "assessment", "recommendations")
_LONGEST = 5_000
_CODING = re.compile(r"k[0-9a-f]{4,32}", re.IGNORECASE)
_PAGE = re.compile(r"(?P<title>.+?),?\s+(?:s|side|p|page)\.?\s*(?P<page>\d{1,5})", re.IGNORECASE)
_CELL = re.compile(r"(?P<matrix>[^:]+):\s*(?P<row>.+?)\s*[×/]\s*(?P<column>.+)")
_RECOMMENDATION = re.compile(r"(?:(?P<id>R\d{1,9})[\s:]+)?(?P<addressee>[^:]{1,80}):\s*(?P<text>.+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Advice:
    """A recommendation as it was written: its id if it is there already, its addressee and text."""

    id: int | None
    addressee: str
    text: str


def texts_of(finding: Finding, names: Mapping[str, str]) -> dict[str, str]:
    """Return a finding's fields as texts; ``names`` are those of codes by key."""
    return {
        "statement": finding.statement,
        "kind": KIND_NAMES[finding.kind],
        "themes": "; ".join(names.get(key, key) for key in finding.themes),
        "services": "; ".join(names.get(key, key) for key in finding.services),
        "districts": "; ".join(finding.districts),
        "evidence": "\n".join(each.ref for each in finding.evidence),
        "assessment": finding.assessment,
        "recommendations": "\n".join(advice_text(each) for each in finding.recommendations),
    }


def advice_text(advice: Recommendation) -> str:
    """Return a recommendation as people write it: id, addressee, text."""
    return f"{advice.ref} {advice.addressee}: {advice.text}"


class FieldReader:
    """Reads the fields of findings from texts, and refuses what the project does not have."""

    def __init__(
        self, store: Store, config: Config, codebook: Codebook, matrices: Matrices, keydocs: KeyDocs
    ) -> None:
        self._store = store
        self._config = config
        self._codebook = codebook
        self._matrices = matrices
        self._keydocs = keydocs
        self._made: dict[str, Matrix] = {}

    def read(self, texts: Mapping[str, str], there: Finding | None) -> dict[str, Any]:
        """Return the values of these fields; ``there`` is the finding as it stands, None for a new one.

        Raises BsbError that names the field and says what would do.
        """
        read: dict[str, Callable[[str], Any]] = {
            "statement": _statement,
            "kind": _kind,
            "themes": lambda text: self._codes(text, "theme"),
            "services": lambda text: self._codes(text, "service"),
            "districts": lambda text: tuple(self._config.district(each).name for each in _items(text)),
            "evidence": lambda text: self._evidence(text, there.evidence if there else ()),
            "assessment": _bounded,
            "recommendations": lambda text: self._advice(text, there.recommendations if there else ()),
        }
        values = {}
        for field, text in texts.items():
            try:
                values[field] = read[field](tidy_text(text))
            except BsbError as error:
                raise BsbError(f"{field_name(field)}: {error.message}", error.hint) from None
        if there is None:
            for field in ("statement", "kind"):
                if field not in values:
                    raise BsbError(_("{field} is missing.").format(field=field_name(field)), "")
        return values

    def _codes(self, text: str, facet: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._codebook.get(each, facet=facet).key for each in _items(text)))

    def _evidence(self, text: str, there: Sequence[Evidence]) -> tuple[Evidence, ...]:
        known = {each.ref: each for each in there}
        found = []
        for line in _items(text):
            if line in known:
                found.append(known[line])
            elif _CODING.fullmatch(line):
                found.append(self._coding(line))
            elif match := _CELL.fullmatch(line):
                found.append(self._cell(match["matrix"].strip(), match["row"], match["column"]))
            elif match := _PAGE.fullmatch(line):
                found.append(self._page(match["title"].strip(), int(match["page"])))
            else:
                found.append(self._page(line, None))
        return tuple(dict.fromkeys(found))

    def _coding(self, line: str) -> Evidence:
        with self._store.read() as connection:
            return coding_evidence(connection, ids_of(connection, [line])[0])

    def _cell(self, matrix: str, row: str, column: str) -> Evidence:
        made = self._made.get(matrix)
        if made is None:
            counted = self._matrices.make(matrix)
            if not isinstance(counted, Matrix):
                raise BsbError(
                    _("{matrix} is a reference table.").format(matrix=counted.definition.name),
                    _("Cells are those of counted matrices; a table is cited as the document it is from."),
                )
            made = self._made[matrix] = counted
        row_key = choose(row, {line.key: (line.label,) for line in made.rows}, N_("row"))
        column_key = choose(column, {line.key: (line.label,) for line in made.columns}, N_("column"))
        return cell_evidence(made.definition.name, row_key, column_key)

    def _page(self, title: str, page: int | None) -> Evidence:
        document = self._keydocs.get(title)
        if page is not None and page not in {each.number for each in self._keydocs.pages(document.title)}:
            raise BsbError(
                _("{title} has no page {page}.").format(title=document.title, page=page),
                _("See: bsb keydoc show “{title}”").format(title=document.title),
            )
        return page_evidence(document.title, page)

    def _advice(self, text: str, there: Sequence[Recommendation]) -> tuple[Advice, ...]:
        same = {(each.addressee, each.text): each.id for each in there}
        found = []
        for line in filter(None, (part.strip() for part in text.split("\n"))):
            match = _RECOMMENDATION.fullmatch(line)
            if match is None:
                raise BsbError(
                    _("“{line}” does not say who is to do it.").format(line=line[:60]),
                    _("Write “addressee: what should be done”; addressees: {names}.").format(
                        names=", ".join(self._config.stakeholders)
                    ),
                )
            addressee = self.addressee(match["addressee"].strip())
            number = int(match["id"][1:]) if match["id"] else same.get((addressee, match["text"].strip()))
            found.append(Advice(number, addressee, _bounded(match["text"].strip())))
        return tuple(found)

    def addressee(self, wanted: str) -> str:
        """Return the stakeholder meant; any name where bsb.toml lists none."""
        names = self._config.stakeholders
        return choose(wanted, dict.fromkeys(names, ()), N_("stakeholder")) if names else wanted


def coding_evidence(connection: Connection, coding_id: int) -> Evidence:
    """Return a coding as evidence."""
    uid = stored_summaries.uids(connection, [coding_id])[coding_id]
    return Evidence("coding", f"k{uid[:7]}", uid=uid)


def cell_evidence(matrix: str, row: str, column: str) -> Evidence:
    """Return a cell of a matrix as evidence."""
    return Evidence("cell", f"{matrix}: {row} × {column}", cell=(matrix, row, column))


def page_evidence(title: str, page: int | None) -> Evidence:
    """Return a page of a key document (None: the document, which has no pages) as evidence."""
    return Evidence("page", title if page is None else f"{title}, s. {page}", title=title, page=page)


def _items(text: str) -> list[str]:
    return [part for part in (each.strip() for each in re.split(r"[;\n]", text)) if part]


def _bounded(text: str) -> str:
    if len(text) > _LONGEST:
        raise BsbError(
            _("The text has more than {n} characters.").format(n=thousands(_LONGEST)), _("Write it shorter.")
        )
    return text


def _statement(text: str) -> str:
    if not text:
        raise BsbError(_("There is no text."), _("Write the finding as one sentence."))
    return _bounded(" ".join(text.split()))


def _kind(text: str) -> str:
    names = {kind: (name,) for kind, name in KIND_NAMES.items()}
    return choose(text, names, N_("kind")) if fold(text) else "challenge"


def field_name(field: str) -> str:
    """Return what people read for a field of a finding."""
    return {
        "statement": _("statement"),
        "kind": _("kind"),
        "themes": _("themes"),
        "services": _("services"),
        "districts": _("districts"),
        "evidence": _("evidence"),
        "assessment": _("assessment"),
        "recommendations": _("recommendations"),
    }[field]
